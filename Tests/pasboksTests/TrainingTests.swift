import Foundation
import TestSupport
import Testing

/// `pasboks run --training` in front of a person who learns.
@Suite(.serialized)
struct TrainingTests {
  /// The mark at the top of every screen.
  private static let mark = "ØVELSE"
  /// How many exercises there are.
  private static let count =
    (try? FileManager.default.contentsOfDirectory(atPath: BoxFolder.shipped + "/simulation/scenarios"))?.count ?? 0

  private func practise(_ more: [String] = [], in folder: BoxFolder) throws -> BoxOnPseudoTerminal {
    try BoxOnPseudoTerminal(in: folder, arguments: ["--training", "--language", "da", "--pace", "0"] + more)
  }

  /// What lies in the state folder, hidden files too.
  private func names(in folder: BoxFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.state).sorted()
  }

  @Test func `two exercises follow each other, marked on every screen, and no real store is made`() throws {
    let folder = try BoxFolder()
    let box = try practise(in: folder)
    try box.expect(Self.mark, "Øvelse 1 af \(Self.count): Alt går godt", BoxOnPseudoTerminal.hanne)
    try box.begin()
    try box.expect(Self.mark)
    try box.identify()
    try box.expect(Self.mark, "photo.choosingHeading")
    try box.giveTheRest()
    try box.expect(Self.mark)
    try box.press("\r", expect: "attestation.why", "attestation.staffLogIn", Self.mark)
    try box.press("9", expect: "logIn.heading", Self.mark)
    try box.press("-", expect: "attestation.why")
    try box.attest()
    try box.press("\r", expect: "receipt.heading", "receipt.finish", Self.mark)
    try box.press("\r", expect: "farewell.completedHeading", Self.mark)
    try box.press("\r", expect: "welcome.heading", Self.mark, "Øvelse 2 af \(Self.count)", "903155", "1208571993")
    #expect(try !box.shows("Øvelse 1 af \(Self.count)"))

    try box.begin()
    try box.press("/", expect: "stop.heading", Self.mark)
    try box.press("1", expect: "farewell.stoppedHeading")
    // Who stopped has not done it.
    try box.press("\r", expect: "welcome.heading", Self.mark, "Øvelse 2 af \(Self.count)")
    try box.press("/", expect: "welcome.heading", "Øvelse 3 af \(Self.count)")
    try box.press("-", expect: "exercises.heading", Self.mark, "Alt går godt")
    try box.press("9", expect: "exercises.heading", "Side 2 af")
    try box.press("1", expect: "welcome.heading", "Øvelse 6 af \(Self.count)")
    #expect(try names(in: folder) == ["training"])
    #expect(try box.stop() == 0)
    #expect(try names(in: folder) == ["training"])
  }

  @Test func `nothing is carried over from one training to the next, which begins where it is told to`() throws {
    let folder = try BoxFolder()
    let first = try practise(["--scenario", "printer-out-of-paper"], in: folder)
    try first.expect("welcome.heading", "Øvelse 1 af \(Self.count): Printeren mangler papir")
    let key = try Data(contentsOf: URL(fileURLWithPath: "\(folder.state)/training/store.key"))
    try first.goToAttestation()
    try first.attest()
    try first.press("\r", expect: "receipt.paperOut")
    try first.expectNumber("000001")
    try first.takeReceipt()
    try first.press("*", expect: "help.heading")
    try first.logIn()
    try first.expect("flags.deviceFault", Self.mark)
    #expect(try first.stop() == 0)

    let second = try practise(["--scenario", "cannot-sign"], in: folder)
    try second.expect("Øvelse 1 af \(Self.count): Der bliver aldrig skrevet noget", "2905480824")
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder.state)/training/store.key")) != key)
    try second.press("*", expect: "help.heading")
    try second.logIn()
    try second.expect("attendance.boxHeading")
    #expect(try !second.shows("flags.deviceFault"))
  }

  @Test func `a device that failed holds the training up until a technician has tested it`() throws {
    let box = try practise(["--scenario", "camera-unplugged"], in: BoxFolder())
    try box.expect("welcome.heading")
    try box.goToAttestation()
    try box.attest()
    try box.press("\r", expect: "receipt.heading", "receipt.finish")
    try box.press("\r", expect: "farewell.completedHeading")
    try box.press("\r", expect: "closed.device", Self.mark)
    try box.press("*", expect: "logIn.heading")
    try box.logIn("40", "864209", as: "roles.technician")
    try box.press("2", expect: "devices.camera", "maintenance.test")
    try box.press("1", expect: "deviceStates.online")
    try box.press("-", expect: "maintenance.takeOut")
    try box.press("-", expect: "welcome.heading", "Øvelse 2 af \(Self.count)")
  }

  @Test func `a production's box is practised at too, and its store is not touched`() throws {
    let folder = try BoxFolder()
    try folder.configure("demonstration: true", as: "demonstration: false")
    try FileManager.default.createDirectory(
      atPath: folder.state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let store = URL(fileURLWithPath: "\(folder.state)/pasboks.sqlite")
    try Data("the real one".utf8).write(to: store)
    let box = try practise(in: folder)
    try box.expect("welcome.heading", Self.mark, "Øvelse 1 af \(Self.count)")
    #expect(try names(in: folder) == ["pasboks.sqlite", "training"])
    #expect(try Data(contentsOf: store) == Data("the real one".utf8))
    #expect(try box.stop() == 0)
  }

  @Test func `a folder that no training made is left as it is`() throws {
    let folder = try BoxFolder()
    let place = "\(folder.state)/training"
    try FileManager.default.createDirectory(
      atPath: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try Data("somebody's".utf8).write(to: URL(fileURLWithPath: "\(place)/pasboks.sqlite"))
    let box = try practise(in: folder)
    #expect(try box.exit() == 78)
    #expect(folder.complaint.contains("no training made it"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: place) == ["pasboks.sqlite"])
  }

  @Test func `a training that runs is not erased by another one`() throws {
    let folder = try BoxFolder()
    let first = try practise(in: folder)
    try first.expect("welcome.heading")
    let second = try practise(in: folder)
    #expect(try second.exit() == 75)
    try first.begin()
    #expect(try first.stop() == 0)
  }
}
