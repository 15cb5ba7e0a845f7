import Foundation
import TestSupport
import Testing

/// A rehearsal at the built box: with the simulated world in the box's process, and in a child of a box that has nothing of it.
@Suite(.serialized)
struct RehearsalTests {
  enum Way: CaseIterable {
    case inProcess, child
  }

  /// A box that plays a scenario; where it has no world in it, another process does.
  private static func box(_ way: Way, _ scenario: String = "everything-goes-well") throws -> (
    BoxOnPseudoTerminal, PlayedWorld?
  ) {
    guard way == .child else { return (try BoxOnPseudoTerminal(scenario), nil) }
    let folder = try BoxFolder.used()
    let world = try PlayedWorld(in: folder.url.path, "--scenario", scenario)
    let arguments = ["--language", "da", "--pace", "0", "--world", folder.url.path]
    return (try BoxOnPseudoTerminal(scenario, in: folder, arguments: arguments), world)
  }

  private static let mark = "ØVELSE"

  /// The kinds of fact that a folder's box wrote.
  private func kinds(in folder: BoxFolder) throws -> [String] {
    let rows = try InspectProgram.run(["audit", "export", "--state", folder.state]).output.split(separator: "\n")
    return ["rehearsalBegan", "attested", "paymentIntended", "visitOpened"].flatMap { kind in
      rows.filter { $0.contains("\"\(kind)\"") }.map { _ in kind }
    }
  }

  /// What a rehearsal left in a folder.
  private static func left(in folder: BoxFolder) -> [String] {
    ["rehearsal", "rehearsal-world"].filter { FileManager.default.fileExists(atPath: "\(folder.state)/\($0)") }
  }

  /// From the welcome to the first screen of a rehearsal.
  private func rehearse(at box: BoxOnPseudoTerminal) throws {
    try box.press("*", expect: "help.heading")
    try box.logIn()
    try box.expect("attendance.boxHeading", "attendance.boxRehearse")
    try box.press("4", expect: Self.mark, "welcome.endRehearsal", "Alt går godt")
  }

  @Test(arguments: Way.allCases)
  func `a whole visit is rehearsed, one key ends it, and nothing of it is left`(way: Way) throws {
    let (box, world) = try Self.box(way, "card-refused")
    defer { world?.kill() }
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
    #expect(Self.left(in: folder) == [])
  }

  @Test func `what a power cut left of a rehearsal that was being erased is in nobody's way`() throws {
    let folder = try BoxFolder.used()
    try FileManager.default.createDirectory(atPath: "\(folder.state)/rehearsal", withIntermediateDirectories: false)
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.expect("welcome.heading")
    try rehearse(at: box)
    #expect(try box.stop() == 0)
    #expect(Self.left(in: folder) == [])
  }

  @Test(arguments: Way.allCases)
  func `the system's word to stop ends it, and what was begun is erased`(way: Way) throws {
    let (box, world) = try Self.box(way)
    defer { world?.kill() }
    try box.expect("welcome.heading")
    try rehearse(at: box)
    try box.goToAttestation()
    #expect(try box.stop() == 0)
    #expect(Self.left(in: box.folder) == [])
  }
}
