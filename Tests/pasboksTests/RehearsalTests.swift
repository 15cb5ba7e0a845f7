import Foundation
import TestSupport
import Testing

/// A rehearsal at the built box that serves citizens.
@Suite(.serialized)
struct RehearsalTests {
  private static let mark = "ØVELSE"

  /// The kinds of fact that a folder's box wrote.
  private func kinds(in folder: BoxFolder) throws -> [String] {
    let rows = try InspectProgram.run(["audit", "export", "--state", folder.state]).output.split(separator: "\n")
    return ["rehearsalBegan", "attested", "paymentIntended", "visitOpened"].flatMap { kind in
      rows.filter { $0.contains("\"\(kind)\"") }.map { _ in kind }
    }
  }

  /// From the welcome to the first screen of a rehearsal.
  private func rehearse(at box: BoxOnPseudoTerminal) throws {
    try box.press("*", expect: "help.heading")
    try box.logIn()
    try box.expect("attendance.boxHeading", "attendance.boxRehearse")
    try box.press("4", expect: Self.mark, "welcome.endRehearsal", "Alt går godt")
  }

  @Test func `a whole visit is rehearsed, one key ends it, and nothing of it is left`() throws {
    let box = try BoxOnPseudoTerminal("card-refused")
    let folder = box.folder
    try box.expect("welcome.heading")
    try rehearse(at: box)
    try box.goToAttestation()
    try box.expect(Self.mark)
    try box.attest()
    try box.press("\r", expect: "receipt.heading", "receipt.finish", Self.mark)
    try box.press(",", expect: "welcome.heading")
    #expect(try !box.shows(Self.mark))
    // The box itself plays its own scenario afterwards.
    try box.begin()
    try box.press("/", expect: "stop.heading")
    try box.press("1", expect: "farewell.stoppedHeading")
    #expect(try box.stop() == 0)
    let written = try kinds(in: folder)
    #expect(written.count { $0 == "rehearsalBegan" } == 1)
    #expect(!written.contains("attested") && !written.contains("paymentIntended"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.state)/rehearsal"))
  }

  @Test func `the system's word to stop ends it, and what was begun is erased`() throws {
    let box = try BoxOnPseudoTerminal()
    try box.expect("welcome.heading")
    try rehearse(at: box)
    try box.goToAttestation()
    #expect(try box.stop() == 0)
    #expect(!FileManager.default.fileExists(atPath: "\(box.folder.state)/rehearsal"))
  }
}
