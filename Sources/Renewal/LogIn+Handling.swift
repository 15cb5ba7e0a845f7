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

/// What a second person's log-in led to.
enum Countersignature: Hashable, Sendable {
  case by(StaffSession)
  /// They may not, or are not who they say.
  case refused(LogIn.Notice)
}

extension AccountsAnswer {
  /// Whether whoever logged in countersigns what the first person does.
  func countersignature(for first: StaffSession) -> Countersignature {
    switch self {
    case .welcome(let second): second.hindrance(toCountersigning: first).map { .refused($0) } ?? .by(second)
    case .wrong: .refused(.wrong)
    case .locked(let seconds): .refused(.locked(seconds: seconds))
    case .unavailable: .refused(.unavailable)
    }
  }
}

extension StaffSession {
  /// Why this person may not countersign: it takes another one than the first, and an officer.
  func hindrance(toCountersigning first: StaffSession) -> LogIn.Notice? {
    if id == first.id { return .samePerson }
    return role.covers(.officer) ? nil : .roleNotEnough
  }
}
