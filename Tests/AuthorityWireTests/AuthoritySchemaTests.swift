import AuthorityWire
import Devices
import DriverWire
import Renewal
import TestSupport
import Testing

/// The published OpenAPI document and the code tell of the same interface.
@Suite struct AuthoritySchemaTests {
  private static let document = JSONSchema.published("pasboks-authority-1.json")

  private static func takes(_ value: JSON, as name: String) throws -> Bool {
    let document = try #require(document, "the document is not there, or nests too deep")
    return JSONSchema(root: document) { Issue.record("\($0)") }.takes(
      value, by: document["components"]["schemas"][name])
  }

  @Test func `questions, answers and outcomes are as the document says`() throws {
    for question in [Samples.plain, Samples.whole] { #expect(try Self.takes(question.written, as: "question")) }
    for (message, _) in Samples.fromUplink {
      switch message {
      case .answered(_, let answer): #expect(try Self.takes(answer.written, as: "answer"))
      case .submitted(_, let key, let outcome): #expect(try Self.takes(outcome.written(about: key), as: "outcome"))
      case .hello, .otherVersion, .state: break
      }
    }
  }

  @Test func `what the code refuses the document does not take either`() throws {
    for row in AuthorityMessageTests.refusedFromUplink where row.head.contains("result") && row.head.contains(#""id""#)
    {
      let head = try #require(JSON(foreign: Array(row.head.utf8)))
      // A calendar and what is seen are nothing that a schema tells.
      guard !row.fault.hasSuffix("that are seen") || !row.head.contains("\\u"), !row.head.contains("2026-02-30") else {
        continue
      }
      #expect(try !Self.takes(head["result"], as: head["type"] == "answered" ? "answer" : "outcome"), "\(row.head)")
    }
    for row in AuthorityMessageTests.refusedFromBox
    where row.head.contains("question") && row.fault != .tail(expected: 0, came: 3) {
      let head = try #require(JSON(foreign: Array(row.head.utf8)))
      guard head["id"] != .null, head["question"]["cpr"].text != "9999999999" else { continue }
      #expect(try !Self.takes(head["question"], as: "question"), "\(row.head)")
    }
  }

  @Test func `paths, header, types, words and bounds are the code's`() throws {
    let document = try #require(Self.document)
    guard case .object(let paths) = document["paths"] else { return _ = Issue.record("no paths") }
    #expect(
      Set(paths.keys) == [
        AuthorityInterface.Path.state, AuthorityInterface.Path.lookups, AuthorityInterface.Path.dossiers,
      ])
    let dossiers = document["paths"][AuthorityInterface.Path.dossiers]["post"]
    #expect(dossiers["parameters"].list?.map { $0["name"].text } == [AuthorityInterface.keyHeader])
    #expect(dossiers["requestBody"]["content"][AuthorityInterface.dossierType] != .null)
    let schemas = document["components"]["schemas"]
    #expect(schemas["state"]["properties"]["interface"]["const"] == .text(AuthorityInterface.name))
    #expect(schemas["state"]["properties"]["version"]["const"] == .integer(AuthorityInterface.version))
    #expect(schemas["key"]["maxLength"] == .integer(AuthorityInterface.longestKey))
    #expect(schemas["name"]["maxLength"] == .integer(AuthorityInterface.longestName))
    #expect(schemas["person"]["properties"]["issued"]["maxItems"] == .integer(AuthorityInterface.mostIssued))
    #expect(
      Set(schemas["remark"]["enum"].list?.compactMap(\.text) ?? []) == Set(RegisterRemark.allCases.map(\.rawValue)))
    let outcomes: [SubmissionAnswer] = [.acknowledged, .duplicate, .rejected, .unavailable]
    #expect(
      Set(schemas["outcome"]["properties"]["outcome"]["enum"].list?.compactMap(\.text) ?? [])
        == Set(outcomes.map(\.word)))
  }
}
