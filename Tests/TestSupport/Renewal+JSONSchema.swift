import Foundation
package import Renewal

/// As much of JSON Schema (2020-12) as the published ones use; a keyword that is not among it is complained of.
package struct JSONSchema {
  private let root: JSON
  private let complain: (String) -> Void
  private static let silent: Set<String> = ["description", "title", "$schema", "$defs"]
  /// A document with schemas in it; told is what this reader does not understand, of which nothing is taken.
  package init(root: JSON, complain: @escaping (String) -> Void) {
    self.root = root
    self.complain = complain
  }

  /// A document in `Documentation/schemas`; nothing when it is not there, or is none.
  package static func published(_ name: String) -> JSON? {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    return FileManager.default.contents(atPath: "\(root)/Documentation/schemas/\(name)").flatMap {
      JSON(foreign: [UInt8]($0))
    }
  }

  /// Whether a schema takes a value.
  package func takes(_ value: JSON, by schema: JSON) -> Bool {
    guard case .object(let keywords) = schema else {
      complain("no schema")
      return false
    }
    return keywords.allSatisfy { takes(value, $0.key, $0.value, schema) }
  }

  private func takes(_ value: JSON, _ keyword: String, _ wanted: JSON, _ schema: JSON) -> Bool {
    switch keyword {
    case _ where Self.silent.contains(keyword): return true
    case "$ref":
      return takes(value, by: (wanted.text ?? "").split(separator: "/").dropFirst().reduce(root) { $0[String($1)] })
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
    case "minLength": return value.text.map { $0.count >= wanted.integer ?? 0 } ?? true
    case "minimum": return value.integer.map { $0 >= wanted.integer ?? .max } ?? true
    case "maximum": return value.integer.map { $0 <= wanted.integer ?? .min } ?? true
    case "pattern":
      guard let pattern = wanted.text.flatMap({ try? Regex($0) }) else {
        complain("the schema uses the pattern \(wanted), which is none")
        return false
      }
      // As ECMA-262 has it: by code points, of which a grapheme may have more than one.
      return value.text.map { $0.contains(pattern.matchingSemantics(.unicodeScalar)) } ?? true
    case _:
      complain("the schema uses \(keyword), which this reader does not know")
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
