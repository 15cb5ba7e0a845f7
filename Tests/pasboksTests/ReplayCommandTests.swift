import Foundation
import TestSupport
import Testing

/// `pasboks run --record` and `pasboks replay`: the built program on pseudo-terminals.
@Suite(.serialized)
struct ReplayCommandTests {
  private let folder: BoxFolder
  private var file: String { folder.url.appendingPathComponent("visit.jsonl").path }

  init() throws { folder = try BoxFolder() }

  private func record(_ more: [String] = []) throws -> BoxOnPseudoTerminal {
    try BoxOnPseudoTerminal(
      in: folder,
      arguments: ["--scenario", "everything-goes-well", "--language", "da", "--pace", "0", "--record", file] + more)
  }

  private func replayed(_ arguments: [String] = []) throws -> InspectProgram.Result {
    try InspectProgram.run(
      ["replay", "--config", folder.configuration] + arguments + [file], program: BoxFolder.program)
  }

  @Test func `a visit is recorded with nobody in it, listed, and stepped through forwards and back`() throws {
    let box = try record()
    try box.goToAttestation()
    try box.attest()
    try box.press("\r", expect: "receipt.heading")
    try box.takeReceipt()
    #expect(try box.stop() == 0)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    for secret in ["0610850166", "061085-0166", "Hanne", "Østerbæk", "OESTERBAEK", "210345671", "246810", "Karim"] {
      #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret)")
    }

    let listing = try replayed(["--print"])
    #expect(listing.exit == 0, "\(listing.complaint)")
    #expect(listing.complaint.isEmpty)
    for words in [
      "key {\"enter\":{\"person\":\"hanne\"}}", "visit payment", "visit farewell",
      "paymentTerminal: pay 000001-1",
    ] {
      #expect(listing.output.contains(words), "\(words)")
    }

    let replay = try BoxOnPseudoTerminal(in: folder, command: "replay", arguments: [file])
    let count = bytes.count { $0 == UInt8(ascii: "\n") } - 1
    try replay.expect("0/\(count) the beginning", "q end")
    try replay.press("G", expect: "\(count)/\(count)")
    try replay.press("g", expect: "0/\(count)")
    let asked = try #require(Self.position(of: "visit identity", in: listing.output))
    for position in 1...asked { try replay.press(" ", expect: "\(position)/\(count)") }
    try replay.expect("identity.heading")
    try replay.press("p", expect: "groundsChoice.heading")
    try replay.press("n", expect: "\(asked)/\(count)", "identity.heading")
    try replay.press("p", expect: "groundsChoice.heading")
    try replay.press("2", expect: "place visit", "g/G first/last")
    try replay.press("3", expect: "state: ")
    try replay.press("1", expect: "groundsChoice.heading")
    replay.press("q")
    #expect(try replay.exit() == 0)
    #expect(replay.hasItsSettings)
    #expect(replay.plainScreen.isEmpty)
  }

  /// The number of the first event after which a place is on the screen, as the listing tells.
  private static func position(of place: String, in listing: String) -> Int? {
    listing.split(separator: "\n").first { $0.contains("→ \(place)") }?.split(separator: " ").first.flatMap { Int($0) }
  }

  @Test func `a file that is there is not written over, and the box does not open`() throws {
    try Data("mine".utf8).write(to: URL(fileURLWithPath: file))
    let box = try record()
    #expect(try box.exit() == 64)
    #expect(folder.complaint.contains("there is such a file already"))
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
  }

  @Test(arguments: [[], ["--training"]])
  func `nothing is recorded outside a demonstration`(more: [String]) throws {
    try folder.configure("demonstration: true", as: "demonstration: false")
    let box = try record(more)
    #expect(try box.exit() == 64)
    #expect(folder.complaint.contains("--record writes down demonstrations alone"))
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func `where the box cannot be opened no recording is left`() throws {
    let result = try InspectProgram.run(
      ["run", "--config", folder.configuration, "--state", folder.state, "--record", file], program: BoxFolder.program)
    #expect(result.exit == 69)
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func `a recording of which the last line is torn is told, and replayed up to there`() throws {
    let box = try record()
    try box.begin()
    #expect(try box.stop() == 0)
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    try whole.dropLast(30).write(to: URL(fileURLWithPath: file))
    let result = try replayed(["--print"])
    #expect(result.exit == 0)
    #expect(result.complaint.contains("the recording ends in the middle of this line"))
    let lines = whole.count { $0 == UInt8(ascii: "\n") }
    #expect(result.complaint.contains("line \(lines):"))
  }

  @Test func `a file that is none, or not there, is told`() throws {
    #expect(try replayed().exit == 66)
    try Data("hello\n".utf8).write(to: URL(fileURLWithPath: file))
    let result = try replayed(["--print"])
    #expect(result.exit == 65)
    #expect(result.complaint.contains("line 1: this is no recording"))
  }

  @Test func `other rules than those of the recording are told`() throws {
    let box = try record()
    try box.begin()
    #expect(try box.stop() == 0)
    try folder.configure("demonstration: true", as: "demonstration: true  # another")
    let result = try replayed(["--print"])
    #expect(result.exit == 0)
    #expect(result.complaint.contains("kiosk.yaml or rules.yaml is not the one of the recording"))
  }
}
