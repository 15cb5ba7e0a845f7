import Foundation
import Testing

/// What a box sends, carried to the authority by hand, backed up and restored: the built program, from the citizen on.
@Suite(.serialized)
struct OutboxCommandTests {
  private func json(_ line: Substring) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  @Test func `a dossier that waits is listed, carried, opened by the authority alone, backed up and restored`() throws {
    let folder = try BoxFolder()
    let box = try BoxOnPseudoTerminal("dossier-rejected", in: folder)
    try box.goToAttestation()
    try box.attest()
    try box.press("\r", expect: "receipt.heading", "receipt.printed")
    try box.takeReceipt()
    let state = ["--state", folder.state]
    let retry = ["outbox", "retry", "--by", "30"]
    let pin = Data("975310\n".utf8)

    let listed = try InspectProgram.run(["outbox", "list", "--format", "json"] + state)
    let item = try json(try #require(listed.lines.first))
    #expect(item["case"] as? String == "000001")
    #expect(
      item.keys.sorted() == [
        "attempts", "bytes", "case", "key", "nextTry", "rejected", "since", "waitedSeconds",
      ])
    #expect(try InspectProgram.run(["outbox", "retry"] + state).exit == 64, "whose order it is must be told")
    #expect(try InspectProgram.run(retry + state, input: Data("246810\n".utf8)).exit == 77, "another one's PIN")
    #expect(try InspectProgram.run(retry + state, input: pin).exit == 0)

    let file = folder.url.appendingPathComponent("case1.dossier").path
    #expect(try InspectProgram.run(["outbox", "export", "1", file] + state).exit == 0)
    #expect(try InspectProgram.run(["outbox", "export", "1", file] + state).exit == 64)
    let inspect = ["dossier", "inspect", file, "--private-key"]
    let pictures = folder.url.appendingPathComponent("pictures").path
    let opened = try InspectProgram.run(inspect + ["\(folder.state)/authority.key", "--extract", pictures])
    #expect(opened.exit == 0, "\(opened.complaint)")
    #expect(try json(try #require(opened.lines.first))["case"] as? String == "000001")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: pictures).sorted() == [
        "photo.ppm", "print-left-index.pgm", "print-right-index.pgm", "signature.txt",
      ])
    #expect(try InspectProgram.run(inspect + ["\(folder.state)/store.key"]).exit == 77)
    #expect(try InspectProgram.run(inspect + ["\(folder.state)/nothing"]).exit == 66)
    #expect(
      try InspectProgram.run([
        "dossier", "inspect", pictures + "/photo.ppm", "--private-key", "\(folder.state)/authority.key",
      ]).exit == 65)

    let backup = folder.url.appendingPathComponent("a.backup").path
    #expect(try InspectProgram.run(["backup", backup] + state).exit == 0)
    #expect(try InspectProgram.run(["backup", backup] + state).exit == 64)
    #expect(try InspectProgram.run(["key", "rotate"] + state).exit == 75, "the box runs")
    #expect(try InspectProgram.run(["restore", backup] + state).exit == 75)
    #expect(try box.stop() == 0)
    #expect(try InspectProgram.run(retry + state, input: pin).exit == 75)

    let other = folder.url.appendingPathComponent("other").path
    let restored = try InspectProgram.run(["restore", backup, "--state", other, "--key", "\(folder.state)/store.key"])
    #expect(restored.exit == 0, "\(restored.complaint)")
    let again = try InspectProgram.run(["outbox", "list", "--format", "json", "--state", other])
    #expect(try json(try #require(again.lines.first))["key"] as? String == item["key"] as? String)

    #expect(try InspectProgram.run(["key", "rotate"] + state).exit == 0)
    // As if its power had gone after the store was sealed anew, and before the key got its name.
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.state)
    let old = try #require(names.first { $0.hasPrefix("store.key.old-") })
    let key = "\(folder.state)/store.key"
    try FileManager.default.moveItem(atPath: key, toPath: key + ".new")
    try FileManager.default.copyItem(atPath: "\(folder.state)/\(old)", toPath: key)
    let next = try BoxOnPseudoTerminal(in: folder)
    try next.expect("welcome.heading")
    #expect(try next.stop() == 0)
  }

  @Test func `each command tells how it is used`() throws {
    for command in [
      ["outbox", "list"], ["outbox", "retry"], ["outbox", "export"], ["dossier", "inspect"], ["backup"], ["restore"],
      ["key", "rotate"],
    ] {
      let help = try InspectProgram.run(command + ["--help"])
      #expect(help.exit == 0)
      #expect(help.output.contains("Examples:") && help.output.contains("Ends with 0"))
    }
  }
}
