import PassportRules

extension StartStep {
  /// The field with the code that was given before.
  init(application: Application) {
    self.init()
    entry = Entry(limit: entry.limit, digits: application.booking?.digits ?? "")
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .key(let key):
      switch entry.handle(key) {
      case .ignored: return .stay(.start(self))
      case .changed(let entry):
        var next = StartStep()
        next.entry = entry
        return .stay(.start(next))
      case .left: return .retreat
      case .submitted:
        guard entry.digits.isEmpty else { return take(entry.digits, else: .faulty, in: &visit) }
        visit.application.booking = nil
        return .advance
      }
    case .scan(let scan): return take(ReadCode(scan.text)?.digits ?? "", else: .otherCode, in: &visit)
    case .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted, .recordFailed,
      .nobodyCame:
      return .stay(.start(self))
    }
  }

  /// A well-formed code is kept, and asked about only when the document in hand has matched.
  private func take(_ digits: String, else notice: Notice, in visit: inout Visit) -> Move {
    if let booking = BookingCode(digits) {
      visit.application.booking = booking
      return .advance
    }
    var next = self
    next.notice = notice
    return .stay(.start(next))
  }
}
