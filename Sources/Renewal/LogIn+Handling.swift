/// What a key did to a log-in.
enum LogInOutcome: Hashable, Sendable {
  case goesOn(LogIn)
  /// Number and PIN are to be checked.
  case check(LogIn, StaffID, pin: String)
  /// Back to where it was.
  case left
}

extension LogIn {
  /// An empty log-in that says why the last one did not succeed.
  init(notice: Notice) {
    self.init()
    self.notice = notice
  }

  func handle(_ key: Key) -> LogInOutcome {
    if key == .stop { return .left }
    guard !isChecking else { return .goesOn(self) }
    var next = self
    next.notice = nil
    guard let pin else {
      switch number.handle(key) {
      case .ignored: return .goesOn(self)
      case .changed(let entry):
        if entry.asksToLeave { return .left }
        next.number = entry
      case .left: return .left
      case .submitted:
        if number.digits.utf8.count >= 2 { next.pin = Entry(limit: 12, isMasked: true) }
      }
      return .goesOn(next)
    }
    switch pin.handle(key) {
    case .ignored: return .goesOn(self)
    case .changed(let entry): next.pin = entry.asksToLeave ? nil : entry
    case .left: next.pin = nil
    case .submitted:
      guard pin.digits.utf8.count >= 6 else { return .goesOn(LogIn(notice: .wrong)) }
      next.isChecking = true
      return .check(next, StaffID(number.digits), pin: pin.digits)
    }
    return .goesOn(next)
  }
}
