import PassportRules
package import Renewal

extension EventGenerator {
  /// What is typed into the field on the screen, whole entries right and wrong; and what stands there erased.
  func entries(_ box: Box) -> [[Event]] {
    switch box.state {
    case .closed, .welcome, .maintenance: return []
    case .visit(let visit): return visit.overlay == nil ? entries(in: visit.step, of: visit) : []
    case .logIn(let logIn, _): return entries(in: logIn)
    case .attended(let attendance):
      switch attendance.page {
      case .work(.secondPerson(_, _, let logIn)): return entries(in: logIn)
      case .resume(_, .looking): return []
      case .resume(let entry, _): return [typing("7", over: entry)] + leaving(entry)
      default: return []
      }
    }
  }

  private func entries(in step: Step, of visit: Visit) -> [[Event]] {
    switch step {
    case .start(let start):
      let codes = hasBookings ? ["123456", "123"].map { typing($0, over: start.entry) } : []
      return codes + leaving(start.entry)
    case .identity(let identity) where !identity.asksForConsent:
      let numbers = [fixtures.cpr.digits, "3113130000"] + (hasDeclarations ? ["6112851111"] : [])
      return numbers.map { typing($0, over: identity.entry) } + leaving(identity.entry)
    case .details(let details):
      switch details.question {
      case .height(let entry):
        return ["\(fixtures.policy.heights.lowerBound)", "1"].map { typing($0, over: entry) } + leaving(entry)
      case .mobile(let entry):
        return ["123"].map { typing($0, over: entry) } + (hasBookings ? [typing("20123456", over: entry)] : [])
          + leaving(entry)
      case .readyNotice, .pickUpPlace: return []
      }
    default: return []
    }
  }

  private func entries(in logIn: LogIn) -> [[Event]] {
    if logIn.isChecking { return [] }
    if let own = logIn.own {
      return ["314159", "123456", "314158"].map { typing($0, over: own.second ?? own.first) }
    }
    return ["210210", "210"].map { typing("21", over: logIn.number) + typing($0, over: Entry(limit: 12)) }
  }

  /// What readers send, good and bad.
  func readings(_ box: Box) -> [[Event]] {
    var scans: [Scan] = []
    switch box.state {
    case .welcome: if box.flags.count <= oldFlags { scans.append(card) }
    case .visit(let visit):
      if visit.overlay == .idleWarning { scans.append(card) }
      if visit.overlay == nil { scans += readings(in: visit) }
    case .attended(let attendance):
      if case .resume(_, let notice) = attendance.page, notice != .looking {
        scans.append(Scan(kind: .code, text: "7"))
      }
    case .closed, .logIn, .maintenance: break
    }
    return scans.map { [.scan($0)] }
  }

  private func readings(in visit: Visit) -> [Scan] {
    switch visit.step {
    case .start: hasBookings ? [Scan(kind: .code, text: "654321")] : []
    case .identity:
      [card, Scan(kind: .card, text: "%E?")] + (hasDeclarations ? [Scan(kind: .code, text: "6112851111")] : [])
        + (visit.application.hangsOnThePerson ? [Scan(kind: .code, text: fixtures.other.digits)] : [])
    // What a reader of machine readable zones sends, where chips may be silent.
    case .document:
      pages.contains(.silent) || pages.contains(.locked)
        ? [fixtures.lines.joined(), "P<"].map { Scan(kind: .mrz, text: $0) } : []
    default: []
    }
  }

  /// The barcode of the citizen's health card.
  private var card: Scan { Scan(kind: .code, text: fixtures.cpr.digits) }

  // MARK: Keys of an entry

  /// Erases what stands in a field, types digits, and presses Enter.
  private func typing(_ digits: String, over entry: Entry) -> [Event] {
    erasing(entry) + Self.typed(digits) + [.key(.enter)]
  }

  /// What stands in the field is erased; how the empty one is left is on the menu.
  private func leaving(_ entry: Entry) -> [[Event]] { entry.digits.isEmpty ? [] : [erasing(entry)] }

  private func erasing(_ entry: Entry) -> [Event] {
    entry.isPrefilled ? [.key(.back)] : entry.digits.map { _ in .key(.back) }
  }

  /// The keys of some digits.
  package static func typed(_ digits: String) -> [Event] {
    digits.compactMap { $0.wholeNumberValue }.map { .key(.digit($0)) }
  }
}
