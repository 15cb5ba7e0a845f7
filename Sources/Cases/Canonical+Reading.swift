import FoundationEssentials
import PassportRules
import Renewal

extension Canonical: Decodable {
  /// Reads the one written form; nothing when a text is any other.
  init?(written text: String) {
    guard let value = try? JSONDecoder().decode(Canonical.self, from: Data(text.utf8)), value.written == text else {
      return nil
    }
    self = value
  }

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(Int.self) {
      self = .integer(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([Canonical].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: Canonical].self))
    }
  }

  /// A member of an object; null when there is none.
  subscript(name: String) -> Canonical {
    guard case .object(let members) = self else { return .null }
    return members[name] ?? .null
  }

  /// The text, when it is one.
  var text: String? { if case .text(let text) = self { text } else { nil } }
  /// The number, when it is one.
  var integer: Int? { if case .integer(let number) = self { number } else { nil } }
  /// The flag, when it is one.
  var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
  /// The values, when it is a list.
  var list: [Canonical]? { if case .list(let values) = self { values } else { nil } }

  /// A value of an enumeration by its stable name.
  func named<Value: RawRepresentable<String>>() -> Value? { text.flatMap(Value.init(rawValue:)) }
  /// A member of staff.
  var staff: StaffID? { text.map { StaffID($0) } }
  /// An amount.
  var amount: Amount? { integer.map { Amount(ore: $0) } }
}
