import Foundation
import Glibc
import TestSupport
import Testing

/// Starts that are refused, and ends that nobody asked for.
@Suite(.serialized)
struct BoxStartTests {
  @Test func `a second box on the same state is refused with who holds it`() throws {
    let folder = try BoxFolder()
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.expect("welcome.heading")
    let second = try BoxOnPseudoTerminal(in: folder)
    #expect(try second.exit() == 75)
    #expect(folder.complaint.contains("\(box.number)"), "\(folder.complaint)")
    #expect(second.hasItsSettings)
    #expect(!second.seen.modes.contains(1049))
    try box.press("\r", expect: "languageChoice.heading")
  }

  @Test func `a scenario that is not there is a wrong command line`() throws {
    let box = try BoxOnPseudoTerminal("no-such-scenario")
    #expect(try box.exit() == 64)
    #expect(box.folder.complaint.contains("no-such-scenario"))
    #expect(box.folder.complaint.contains("--list-scenarios"))
  }

  @Test func `a configuration with a fault is refused with file and line`() throws {
    let folder = try BoxFolder()
    try folder.configure("theme: light", as: "theme: lihgt")
    let line = try #require(try folder.line(of: "theme: lihgt"))
    let box = try BoxOnPseudoTerminal(in: folder)
    #expect(try box.exit() == 78)
    #expect(folder.complaint.contains("kiosk.yaml:\(line): theme"), "\(folder.complaint)")
  }

  @Test func `a terminal nobody knows is unavailable`() throws {
    let box = try BoxOnPseudoTerminal(term: "no-such-terminal")
    #expect(try box.exit() == 69)
    #expect(box.folder.complaint.contains("no-such-terminal"))
  }

  @Test func `without a terminal there is no box`() throws {
    let folder = try BoxFolder()
    let refused = try InspectProgram.run(["run", "--config", folder.configuration, "--state", folder.state])
    #expect(refused.exit == 69)
    #expect(!refused.complaint.isEmpty && refused.output.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: folder.state), "nothing was begun")
  }

  @Test func `a line that goes dead ends the box`() throws {
    let box = try BoxOnPseudoTerminal()
    try box.begin()
    let used = box.ticks
    box.hangUp()
    _ = try box.exit()
    #expect(box.ticks - used < 200, "ticks of processor time while it ended")
  }

  @Test func `after being killed in a visit the box welcomes the next one`() throws {
    let folder = try BoxFolder()
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.begin()
    try box.identify()
    try box.photograph()
    try box.expect("fingerprints.heading")
    box.signal(SIGKILL)
    #expect(try box.exit() == -SIGKILL)

    let again = try BoxOnPseudoTerminal(in: folder)
    try again.goToAttestation()
    try again.attest()
    try again.press("\r", expect: "receipt.heading")
    try again.expectNumber("000002")
    try again.takeReceipt()
    #expect(try again.stop() == 0)
  }
}
