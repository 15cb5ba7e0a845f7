import PassportRules

/// The booking code, typed or scanned, or none.
package struct StartStep: Hashable, Sendable {
  /// What the screen says about what was entered.
  package enum Notice: Hashable, Sendable {
    /// What was typed is no booking code.
    case faulty
    /// What was scanned is no booking code.
    case otherCode
  }

  /// The code as typed, six digits; Enter on the empty field goes on without one.
  package var entry = Entry(limit: 6)
  /// What the screen says.
  package var notice: Notice?

  /// An empty field.
  package init(notice: Notice? = nil) { self.notice = notice }
}

extension StartStep: VisitStep {
  static let name = StepName.start
  static func isSettled(in application: Application) -> Bool { true }
  static func open(in visit: inout Visit, _ transition: inout Transition) -> Move {
    .stay(.start(StartStep(application: visit.application)))
  }
  var step: Step { .start(self) }

  var withoutTyping: StartStep {
    var bare = self
    bare.entry = entry.withoutTyping
    return bare
  }

  func uses(_ kind: ScanKind) -> Bool { kind == .code }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] { entry.offers() }

  /// The field with the code that was given before.
  init(application: Application) {
    self.init()
    entry = Entry(limit: entry.limit, digits: application.booking?.digits ?? "")
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .chosen(_, let key):
      switch entry.handle(key) {
      case .ignored: return stay
      case .changed(let entry):
        var next = StartStep()
        next.entry = entry
        return .stay(.start(next))
      case .left: return .retreat
      case .submitted:
        guard entry.digits.isEmpty else { return numberEntered(entry.digits, else: .faulty, in: &visit) }
        visit.application.book(nil)
        return .advance
      }
    case .scan(let scan): return numberEntered(ReadCode(scan.text)?.digits ?? "", else: .otherCode, in: &visit)
    default: return stay
    }
  }

  /// A well-formed code is kept, and asked about only when the document in hand has matched.
  private func numberEntered(_ digits: String, else notice: Notice, in visit: inout Visit) -> Move {
    if let booking = BookingCode(digits) {
      visit.application.book(booking)
      return .advance
    }
    var next = self
    next.notice = notice
    return .stay(.start(next))
  }
}
