import DriverWire
import Renewal
import TestSupport
import Testing

/// The published schema and the code tell of the same messages.
@Suite struct SchemaTests {
  private static let schema = JSONSchema.published("pasboks-driver-1.json")

  private static func takes(_ head: JSON, as name: String) throws -> Bool {
    let schema = try #require(schema, "the schema is not there, or nests too deep")
    return JSONSchema(root: schema) { Issue.record("\($0)") }.takes(head, by: schema["$defs"][name])
  }

  @Test(arguments: Samples.toDriver.indices)
  func `what the box tells is as the schema says`(index: Int) throws {
    #expect(try Self.takes(Samples.toDriver[index].message.frame.head, as: "toDriver"))
  }

  @Test(arguments: Samples.fromDriver.indices)
  func `what a driver tells is as the schema says`(index: Int) throws {
    #expect(try Self.takes(Samples.fromDriver[index].message.frame.head, as: "fromDriver"))
  }

  @Test(arguments: MessageTests.refused.indices)
  func `what is no message is not as the schema says`(index: Int) throws {
    let row = MessageTests.refused[index]
    let head = try #require(JSON(foreign: Array(row.head.utf8)))
    switch row.fault {
    // Whose socket it is, and what the tail has, stand outside the head.
    case .tail, .notMessage("unsolicited tells nothing that such a device may tell"):
      #expect(try Self.takes(head, as: "fromDriver"))
    case .lengths, .notJSON, .notMessage, .pictureSize:
      #expect(try !Self.takes(head, as: "fromDriver"), "\(row.head)")
    }
  }

  /// Each word that the code knows stands in the schema, and no other.
  @Test(arguments: [
    ("state", DeviceState.allCases.map(\.rawValue)), ("printed", PrintOutcome.allCases.map(\.rawValue)),
    ("device", Device.allCases.map(\.rawValue)), ("light", StatusLight.allCases.map(\.rawValue)),
  ])
  func `the schema has the code's words`(name: String, words: [String]) throws {
    let told = try #require(Self.schema)["$defs"][name]["enum"].list?.compactMap(\.text)
    #expect(told.map(Set.init) == Set(words))
  }
}
