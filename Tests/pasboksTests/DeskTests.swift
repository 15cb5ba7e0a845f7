import Foundation
import Glibc
import TestSupport
import Testing

/// Box and desk side by side, both the built program, each in a pseudo-terminal of its own.
@Suite(.serialized)
struct DeskTests {
  /// A desk in the folder of a box, at its log-in.
  private func desk(_ folder: BoxFolder, term: String = "xterm-256color", rows: Int = 24) throws -> BoxOnPseudoTerminal
  {
    let desk = try BoxOnPseudoTerminal(in: folder, rows: rows, term: term, command: "desk", arguments: [])
    try desk.expect("desk.logInHeading")
    return desk
  }

  /// Asks for a person from the help screen.
  private func callPerson(_ box: BoxOnPseudoTerminal) throws {
    try box.press("*", expect: "help.heading", "help.person")
    let line = try #require(box.screen.split(separator: "\n").first { $0.contains("Kald på en medarbejder") })
    let figure = try #require(line.first { $0.isNumber })
    try box.press(String(figure), expect: "calling.helpRequested")
  }

  @Test(arguments: ["xterm-256color", "linux", "screen"])
  func `help that is asked for is seen at the desk, claimed, guided, handed back, and the visit finished`(
    term: String
  ) throws {
    let folder = try BoxFolder()
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.expect("welcome.heading")
    let desk = try desk(folder, term: term)
    try desk.officerLogsIn()
    try box.begin()
    try callPerson(box)
    try desk.expect("desk.waits.one", "flags.helpRequested")
    #expect(!desk.plainScreen.contains("Hanne"))
    if term != "linux" { #expect(desk.seen.unknown.contains { $0.hasPrefix("OSC 2;(1) Pasboks") }) }
    try desk.press("1", expect: "flags.helpRequested", "desk.messages", "desk.watch")
    try desk.press("8", expect: "desk.guidanceHeading")
    try desk.press("2", expect: "desk.guided")
    try box.expect("guidance.lookIntoCamera")
    try desk.press("-", expect: "desk.messages")
    try desk.press("9", expect: "desk.watchHeading", "guidance.lookIntoCamera", "callingStaff.headingHelped")
    try desk.press("-", expect: "actions.handBack")
    try desk.press("1", expect: "attendance.learnedHeading")
    try desk.press("1", expect: "desk.nobody")
    try box.expect("start.heading")
    try box.identify()
    try box.giveTheRest()
    try box.press("\r", expect: "attestation.why")
    try desk.expect("flags.attestationWanted")
    try box.attest()
    try desk.expect("desk.nobody")
    try box.press("\r", expect: "receipt.heading")
    try box.takeReceipt()
    try desk.press("/", expect: "desk.logInHeading")
    desk.press("/")
    #expect(try desk.exit() == 0)
    #expect(desk.hasItsSettings)
    #expect(desk.plainScreen.isEmpty)
    #expect(try box.stop() == 0)
    #expect(try !folder.stored().keys.contains("staff.sock"))
    #expect(!folder.complaint.contains("error"))
  }

  @Test func `an officer attests from the desk with a picture taken now`() throws {
    let folder = try BoxFolder()
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.expect("welcome.heading")
    let desk = try desk(folder)
    try desk.officerLogsIn()
    try box.goToAttestation()
    try desk.expect("flags.attestationWanted")
    try desk.press("1", expect: "desk.noFreshFrame", "Hanne")
    try desk.press("1", expect: "refusals.freshFrameNeeded")
    try desk.press("7", expect: "desk.newFrame")
    try desk.press("1", expect: "desk.nobody")
    try box.expect("payment.heading")
    try box.press("\r", expect: "receipt.heading")
    try box.takeReceipt()
    #expect(!desk.quietScreen.contains("Hanne"))
    #expect(try box.stop() == 0)
  }

  @Test func `a desk outlives its box, says that it is gone, and comes back with it`() throws {
    let folder = try BoxFolder()
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.expect("welcome.heading")
    let desk = try desk(folder)
    #expect(try box.stop() == 0)
    try desk.expect("Ingen forbindelse til boksen")
    let again = try BoxOnPseudoTerminal(in: folder)
    try again.expect("welcome.heading")
    try desk.expect("desk.logInHeading")
    #expect(try again.stop() == 0)
    try desk.expect("Ingen forbindelse til boksen")
    desk.press("/")
    #expect(try desk.exit() == 0)
    #expect(desk.hasItsSettings)
  }

  @Test func `a desk that is killed costs the box nothing, and another goes on`() throws {
    let folder = try BoxFolder()
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.expect("welcome.heading")
    let desk = try desk(folder)
    try desk.officerLogsIn()
    try box.begin()
    try callPerson(box)
    try desk.expect("flags.helpRequested")
    try desk.press("1", expect: "desk.messages")
    desk.signal(SIGKILL)
    #expect(try desk.exit() == -SIGKILL)
    let other = try self.desk(folder)
    try other.officerLogsIn(andSees: "desk.messages")
    try other.press("1", expect: "attendance.learnedHeading")
    try other.press("2", expect: "desk.nobody")
    try box.expect("start.heading")
    #expect(try box.stop() == 0)
  }

  @Test func `without a box the desk says so and ends`() throws {
    let folder = try BoxFolder()
    let desk = try BoxOnPseudoTerminal(in: folder, command: "desk", arguments: [])
    #expect(try desk.exit() == 69)
    #expect(folder.complaint.contains("no box answers"))
  }

  @Test func `a desk needs a terminal of some theme`() throws {
    let folder = try BoxFolder()
    let desk = try BoxOnPseudoTerminal(in: folder, command: "desk", arguments: ["--theme", "pink"])
    #expect(try desk.exit() == 64)
  }

  @Test func `the list tells scripts what waits, in text and as JSON, and nothing personal`() throws {
    let folder = try BoxFolder()
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.expect("welcome.heading")
    #expect(try list(folder, "json") == "[]\n")
    #expect(try list(folder, "text") == "")
    try box.begin()
    try callPerson(box)
    let text = try list(folder, "text")
    #expect(text == "help\thelpRequested\tstart\t000001\t0 min\tfree\n")
    let found = try JSONSerialization.jsonObject(with: Data(try list(folder, "json").utf8))
    let entry = try #require((found as? [[String: Any]])?.first)
    #expect(entry["code"] as? String == "helpRequested")
    #expect(entry["isClaimed"] as? Bool == false)
    #expect(try box.stop() == 0)
  }

  private func list(_ folder: BoxFolder, _ format: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: BoxFolder.program)
    process.arguments = [
      "desk", "--state", folder.state, "--list", "--format", format,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }
}
