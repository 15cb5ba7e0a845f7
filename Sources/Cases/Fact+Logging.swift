package import Renewal

extension Fact {
  /// The fact for the system's log: its stable name, and the plain values of its journal row by their names; staff's numbers stay in the
  /// journal. Nothing personal is in a fact, so nothing personal is here.
  package var logged: (name: String, fields: [String: String]) {
    let entry = entry
    var fields: [String: String] = [:]
    if let number = entry.number { fields["case"] = number.description }
    guard case .object(let members) = entry.detail else { return (entry.kind, fields) }
    for (name, value) in members where !Self.staffNumbers.contains(name) {
      switch value {
      case .text(let text): fields[name] = text
      case .integer(let number): fields[name] = String(number)
      case .flag(let flag): fields[name] = flag ? "true" : "false"
      case .null, .list, .object: break
      }
    }
    return (entry.kind, fields)
  }

  private static let staffNumbers: Set<String> = ["by", "countersignedBy"]
}
