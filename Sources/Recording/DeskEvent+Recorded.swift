import Renewal

/// What desks wish.
extension EventRedactor {
  /// What a desk asks for. Of a note only the length is kept.
  mutating func written(_ wish: DeskEvent) -> JSON {
    switch wish {
    case .claim(let workItem): ["claim": workItem.json]
    case .release: "release"
    case .guide(let guidance): ["guide": guidance.json]
    case .note(let text): ["note": .integer(text.unicodeScalars.count)]
    case .act(let flag, let action, let second, let learned):
      [
        "act": action.json, "flag": flag.json, "second": second.map { written($0) } ?? .null,
        "learned": learned.json,
      ]
    case .takeFrame: "takeFrame"
    }
  }
}

extension EventResolver {
  /// What a desk asks for.
  func deskEvent(_ contents: JSON) throws(Unresolvable) -> DeskEvent {
    if contents == "release" { return .release }
    if contents == "takeFrame" { return .takeFrame }
    if contents["act"] != .null {
      let second = contents["second"]
      return .act(
        try known(contents["flag"]), try known(contents["act"]),
        countersignedBy: second == .null ? nil : try session(second), learned: try known(contents["learned"]))
    }
    let (name, value) = try only(contents)
    switch name {
    case "claim": return .claim(try known(value))
    case "guide": return .guide(try known(value))
    case "note": return .note(Substitutes.note(try known(value)))
    default: throw Unresolvable(contents: contents)
    }
  }
}
