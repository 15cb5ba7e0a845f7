/// What a key did to a log-in.
enum LogInOutcome: Hashable, Sendable {
  case goesOn(LogIn)
  /// Number and PIN are to be checked.
  case check(LogIn, StaffID, pin: String)
  /// The PIN that was typed is to be replaced by one of the owner's.
  case change(LogIn, StaffID, pin: String, to: String)
  /// Back to where it was.
  case left
}

extension LogIn {
  /// An empty log-in that says why the last one did not succeed.
  init(notice: Notice) {
    self.init()
    self.notice = notice
  }

  /// The PIN is asked for again, and it says why: the number stays, so that nobody types a PIN where figures are shown.
  private func askingForPIN(again notice: Notice) -> LogIn {
    var next = LogIn(notice: notice)
    next.number = number
    next.pin = Self.emptyPIN
    return next
  }

  /// What keys do at a log-in; while the accounts are asked it can only be left.
  var offers: [Offer] {
    let leave = Offer(.stop, .leave)
    if isChecking { return [leave] }
    let entry = own.map { $0.second ?? $0.first } ?? pin ?? number
    return entry.offers(asksToLeave: false) + [leave]
  }

  func handle(_ key: Key) -> LogInOutcome {
    if key == .stop { return .left }
    guard !isChecking else { return .goesOn(self) }
    var next = self
    next.notice = nil
    if let own { return next.choose(own, key) }
    guard let pin else {
      switch number.handle(key) {
      case .ignored: return .goesOn(self)
      case .changed(let entry):
        if entry.asksToLeave { return .left }
        next.number = entry
      case .left: return .left
      case .submitted:
        if number.digits.utf8.count >= 2 { next.pin = Self.emptyPIN }
      }
      return .goesOn(next)
    }
    switch pin.handle(key) {
    case .ignored: return .goesOn(self)
    case .changed(let entry): next.pin = entry.asksToLeave ? nil : entry
    case .left: next.pin = nil
    case .submitted:
      guard pin.digits.utf8.count >= 6 else { return .goesOn(askingForPIN(again: .wrong)) }
      next.isChecking = true
      return .check(next, StaffID(number.digits), pin: pin.digits)
    }
    return .goesOn(next)
  }
}

extension LogIn {
  /// Keys on the page where a PIN of one's own is typed twice; back from its first field leads to the number.
  private func choose(_ own: OwnPIN, _ key: Key) -> LogInOutcome {
    var next = self
    guard let second = own.second else {
      switch own.first.handle(key) {
      case .ignored: break
      case .changed(let entry) where entry.asksToLeave: return .goesOn(LogIn())
      case .changed(let entry): next.own?.first = entry
      case .left: return .goesOn(LogIn())
      case .submitted:
        let fault =
          own.first.digits == pin?.digits ? .notNew : PINPolicy.fault(of: own.first.digits, for: StaffID(number.digits))
        if let fault { return .goesOn(again(own, .pinFault(fault))) }
        next.own?.second = Self.emptyPIN
      }
      return .goesOn(next)
    }
    switch second.handle(key) {
    case .ignored: break
    case .changed(let entry): next.own?.second = entry.asksToLeave ? nil : entry
    case .left: next.own?.second = nil
    case .submitted:
      guard second.digits == own.first.digits else { return .goesOn(again(own, .pinsDiffer)) }
      next.isChecking = true
      return .change(next, StaffID(number.digits), pin: pin?.digits ?? "", to: second.digits)
    }
    return .goesOn(next)
  }

  /// The new PIN from its beginning.
  private func again(_ own: OwnPIN, _ notice: Notice) -> LogIn {
    var next = self
    next.own = OwnPIN(setBy: own.setBy)
    next.notice = notice
    next.isChecking = false
    return next
  }

  /// What the accounts' answer makes of a log-in; nothing when it opened a session.
  func hearing(_ answer: AccountsAnswer) -> LogIn? {
    switch answer {
    case .welcome: return nil
    case .wrong: return askingForPIN(again: .wrong)
    case .locked(let seconds): return askingForPIN(again: .locked(seconds: seconds))
    case .unavailable: return askingForPIN(again: .unavailable)
    case .untrusted: return LogIn(notice: .untrusted)
    case .mustChangePIN(let other):
      var next = self
      next.isChecking = false
      next.own = OwnPIN(setBy: other)
      return next
    case .pinRefused(let fault): return own.map { again($0, .pinFault(fault)) } ?? askingForPIN(again: .wrong)
    }
  }
}

/// What a second person's log-in led to.
enum Countersignature: Hashable, Sendable {
  case by(StaffSession)
  /// They may not, or not yet, or are not who they say.
  case notYet(LogIn)
}

extension AccountsAnswer {
  /// Whether whoever logs in countersigns what the first person does.
  func countersignature(of logIn: LogIn, for first: StaffSession) -> Countersignature {
    if let next = logIn.hearing(self) { return .notYet(next) }
    guard case .welcome(let second) = self else { return .notYet(LogIn()) }
    return second.hindrance(toCountersigning: first).map { .notYet(LogIn(notice: $0)) } ?? .by(second)
  }
}

extension StaffSession {
  /// Why this person may not countersign: it takes another one than the first, and an officer.
  func hindrance(toCountersigning first: StaffSession) -> LogIn.Notice? {
    if id == first.id { return .samePerson }
    return role.covers(.officer) ? nil : .roleNotEnough
  }
}
