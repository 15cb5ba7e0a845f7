import Renewal

/// What the store answers.
extension EventRedactor {
  /// The store's answer.
  mutating func written(_ answer: StoreAnswer, at box: Box) -> JSON {
    switch answer {
    case .done: "done"
    case .failed: "failed"
    case .resumed(let parked): ["resumed": written(parked, at: box)]
    case .gone(let why): ["gone": why.json]
    case .contact(let slip):
      [
        "contact": slip.map { ["name": written($0.name), "hasMobile": .flag($0.mobile != nil)] } ?? .null
      ]
    }
  }
}

extension EventResolver {
  /// The store's answer.
  func storeAnswer(_ contents: JSON, at box: Box) throws(Unresolvable) -> StoreAnswer {
    if contents == "done" { return .done }
    if contents == "failed" { return .failed }
    let (name, value) = try only(contents)
    switch name {
    case "resumed": return .resumed(try resumedCase(value, at: box))
    case "gone": return .gone(try known(value))
    case "contact":
      guard value != .null else { return .contact(nil) }
      return .contact(
        ContactSlip(
          name: try self.name(value["name"]), mobile: try known(value["hasMobile"]) ? Substitutes.mobile : nil))
    default: throw Unresolvable(contents: contents)
    }
  }
}
