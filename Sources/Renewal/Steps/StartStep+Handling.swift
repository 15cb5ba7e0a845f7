extension StartStep {
  /// The field with the code that was given before.
  init(application: Application) {
    self.init()
    entry = Entry(limit: entry.limit, digits: application.booking?.digits ?? "")
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    var next = self
    next.isFaulty = false
    switch event {
    case .key(let key):
      switch entry.handle(key) {
      case .ignored: return .stay(.start(self))
      case .changed(let entry): next.entry = entry
      case .left: return .retreat
      case .submitted:
        guard entry.digits.isEmpty else { return take(entry.digits, in: &visit) }
        visit.application.booking = nil
        return .advance
      }
      return .stay(.start(next))
    case .scan(let scan):
      switch scan.kind {
      case .code: return take(scan.text, in: &visit)
      case .card, .mrz: return .stay(.start(self))
      }
    case .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted, .recordFailed,
      .nobodyCame:
      return .stay(.start(self))
    }
  }

  /// A well-formed code is kept, and asked about only when the document in hand has matched.
  private func take(_ digits: String, in visit: inout Visit) -> Move {
    if let booking = BookingCode(digits) {
      visit.application.booking = booking
      return .advance
    }
    var next = self
    next.isFaulty = true
    return .stay(.start(next))
  }
}
