import DriverWire
import Foundation
import Renewal
import Testing

/// The published schema and the code tell of the same messages.
@Suite struct SchemaTests {
  private static let schema: JSON? = {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    let file = FileManager.default.contents(atPath: root + "/Documentation/schemas/pasboks-driver-1.json")
    return file.flatMap { JSON(foreign: [UInt8]($0)) }
  }()

  private static func takes(_ head: JSON, as name: String) throws -> Bool {
    let schema = try #require(schema, "the schema is not there, or nests too deep")
    return Schema(root: schema).takes(head, by: schema["$defs"][name])
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

/// As much of JSON Schema (2020-12) as the published one uses; a keyword that is not among it is an issue.
private struct Schema {
  let root: JSON
  private static let silent: Set<String> = ["description", "title", "$schema", "$defs"]

  func takes(_ value: JSON, by schema: JSON) -> Bool {
    guard case .object(let keywords) = schema else {
      Issue.record("no schema")
      return false
    }
    return keywords.allSatisfy { takes(value, $0.key, $0.value, schema) }
  }

  private func takes(_ value: JSON, _ keyword: String, _ wanted: JSON, _ schema: JSON) -> Bool {
    switch keyword {
    case _ where Self.silent.contains(keyword): return true
    case "$ref": return takes(value, by: root["$defs"][String(wanted.text?.split(separator: "/").last ?? "")])
    case "type": return Self.type(of: value) == wanted.text
    case "const": return value == wanted
    case "enum": return wanted.list?.contains(value) == true
    case "not": return !takes(value, by: wanted)
    case "oneOf": return wanted.list?.count { takes(value, by: $0) } == 1
    case "required": return wanted.list?.allSatisfy { name in members(value)[name.text ?? ""] != nil } == true
    case "properties":
      guard case .object(let named) = wanted else { return false }
      return members(value).allSatisfy { name, member in named[name].map { takes(member, by: $0) } ?? true }
    case "maxProperties": return members(value).count <= wanted.integer ?? 0
    case "items": return value.list?.allSatisfy { takes($0, by: wanted) } ?? true
    case "maxItems": return value.list.map { $0.count <= wanted.integer ?? 0 } ?? true
    case "maxLength": return value.text.map { $0.count <= wanted.integer ?? 0 } ?? true
    case "minimum": return value.integer.map { $0 >= wanted.integer ?? .max } ?? true
    case "maximum": return value.integer.map { $0 <= wanted.integer ?? .min } ?? true
    case "pattern" where wanted == "^[ -~]*$":
      return value.text?.utf8.allSatisfy { (0x20...0x7E).contains($0) } ?? true
    case _:
      Issue.record("the schema uses \(keyword), which this reader does not know")
      return false
    }
  }

  private func members(_ value: JSON) -> [String: JSON] {
    if case .object(let members) = value { members } else { [:] }
  }

  private static func type(of value: JSON) -> String {
    switch value {
    case .null: "null"
    case .flag: "boolean"
    case .integer: "integer"
    case .text: "string"
    case .list: "array"
    case .object: "object"
    }
  }
}
