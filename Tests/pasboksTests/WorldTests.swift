import Foundation
import TestSupport
import Testing

/// `pasboks world`: a visit at a box whose world somebody plays in another process.
@Suite(.serialized)
struct WorldTests {
  private static func box(in folder: BoxFolder) throws -> BoxOnPseudoTerminal {
    try BoxOnPseudoTerminal(
      in: folder, arguments: ["--language", "da", "--pace", "0", "--world", folder.url.path])
  }

  @Test func `whatever is done by hand is met by the box, while it happens`() throws {
    let folder = try BoxFolder.used()
    let world = try PlayedWorld(in: folder.url.path, "--pace", "0.05")
    defer { world.kill() }
    let box = try Self.box(in: folder)
    #expect(try world.obey("passport off") == "passport off")
    #expect(try world.obey("face closer") == "face closer")
    #expect(try world.obey("card refused at 1") == "card refused, the 1. time from now")
    try box.begin()
    try box.identify()
    try box.expect("document.heading")
    #expect(try world.obey("passport on") == "passport on")
    try box.expect("document.removingHeading")
    #expect(try world.obey("passport off") == "passport off")
    try box.expect("photo.heading", "photoAdvice.tooClose")
    #expect(try world.obey("face good") == "face good")
    try box.photograph()
    try box.giveFingers()
    try box.sign()
    try box.giveDetails()
    try box.expect("review.heading")
    try box.press("\r", expect: "attestation.why", "attestation.staffLogIn")
    try box.attest()
    try box.press("\r", expect: "payment.refusedHeading", "payment.nothingTaken")
    #expect(try world.obey("paper out") == "paper out")
    try box.press("\r", expect: "receipt.heading", "receipt.paperOut")
    #expect(try box.stop() == 0)
  }

  @Test func `a driver that does wrong is met like a real one that does`() throws {
    let folder = try BoxFolder.used()
    let world = try PlayedWorld(in: folder.url.path)
    defer { world.kill() }
    let box = try Self.box(in: folder)
    try box.expect("welcome.heading")
    #expect(try world.obey("fault T1 camera") == "T1: camera now")
    try box.expect("closed.heading")
    #expect(try world.obey("plug camera") == "camera plugged in")
    try box.expect("welcome.heading", "welcome.pressAnyKey")
    #expect(try world.obey("fault T10 documentReader") == "T10: documentReader with the next command")
    try box.begin()
    try box.identify()
    // Garbage instead of the passport: the line is ended, and tried in vain until somebody is called.
    try box.expect("callingStaff.heading", "calling.deviceFailed")
    #expect(try box.stop() == 0)
  }

  @Test func `a script that is no script ends the world with its line`() throws {
    let folder = try BoxFolder()
    let script = folder.url.appendingPathComponent("orders.txt").path
    try "passport on # it lies there\n\nsing loudly\n".write(toFile: script, atomically: true, encoding: .utf8)
    let result = try InspectProgram.run(
      ["world", folder.url.path, "--config", BoxFolder.shipped, "--script", script], program: BoxFolder.program)
    #expect(result.exit == 65)
    #expect(result.output.contains("no order “sing”"))
    #expect(result.output.contains("\(script):3 is where it stopped"))
  }

  @Test func `without a world there, or on a box for citizens, the box says so`() throws {
    let folder = try BoxFolder.used()
    var box = try Self.box(in: folder)
    #expect(try box.exit() == 69)
    #expect(folder.complaint.contains("no world can be reached in \(folder.url.path)"))
    try folder.configure("demonstration: true", as: "demonstration: false")
    box = try Self.box(in: folder)
    #expect(try box.exit() == 64)
    #expect(folder.complaint.contains("--world is for demonstrations"))
  }
}
