import PassportRules

extension Box {
  /// Whether a parked case can be resumed here now: nothing but the hour keeps the box from serving somebody.
  var canResume: Bool {
    switch resting(nil) {
    case .welcome, .closed(.hours): true
    case .closed, .visit, .logIn, .attended, .maintenance: false
    }
  }

  /// Keys on the page where the number of a parked case is typed.
  mutating func typedCase(_ key: Key, _ entry: Entry, _ attendance: Attendance, _ transition: inout Transition) {
    var next = attendance
    next.page = .box
    switch entry.handle(key) {
    case .ignored, .left: break
    case .changed(let changed): next.page = .resume(changed, nil)
    case .submitted:
      guard let number = Int(entry.digits), number > 0 else { return }
      transition.store(.resume(CaseNumber(number), by: attendance.session.id))
      next.page = .resume(entry, .looking)
    }
    state = .attended(next)
  }

  /// A reading at staff's pages: only the number on the receipt, where it is asked for, says anything there.
  mutating func scannedByStaff(_ scan: Scan, _ attendance: Attendance, _ transition: inout Transition) {
    guard case .resume(let entry, let notice) = attendance.page, notice != .looking,
      scan.kind == .code, let digits = ReadCode(scan.text)?.digits,
      (1...entry.limit).contains(digits.utf8.count), let number = Int(digits), number > 0
    else { return }
    var next = attendance
    transition.store(.resume(CaseNumber(number), by: attendance.session.id))
    next.page = .resume(Entry(limit: entry.limit, digits: digits), .looking)
    state = .attended(next)
  }

  /// The store's word to staff, about a parked case or whom to call; whether it was staff who asked.
  mutating func storeAnsweredStaff(_ answer: StoreAnswer, _ question: StoreQuestion?, _ transition: inout Transition)
    -> Bool
  {
    guard case .attended(var attendance) = state else { return false }
    if case .contact(let place, _) = attendance.page {
      if case .contact(let slip?) = answer {
        attendance.page = .contact(place, .slip(slip))
      } else {
        attendance.page = .contact(place, .none)
      }
      state = .attended(attendance)
      return true
    }
    guard case .resume(let number, _)? = question, case .resume(let entry, _) = attendance.page else { return false }
    switch answer {
    case .resumed where !canRecord:
      // What happens now could not be kept: the case stays parked, and what was opened of it is overwritten.
      transition.emit(.wipe)
      attendance.page = .resume(entry, .failed)
    case .resumed(let parked):
      attendance.visit = resumed(number, parked, &transition)
      attendance.page = .work(.flag(0))
    case .gone(let why): attendance.page = .resume(Entry(limit: entry.limit), .gone(why))
    case .done, .failed, .contact: attendance.page = .resume(entry, .failed)
    }
    state = .attended(attendance)
    return true
  }

  /// The visit where it was parked; with a fee that holds no longer the citizen looks at it anew.
  private func resumed(_ number: CaseNumber, _ parked: ResumedCase, _ transition: inout Transition) -> Visit {
    let isKnown = policy.languages.contains(parked.language)
    let language = isKnown ? parked.language : policy.languages.first ?? Language("da")
    let application = parked.application
    var visit = Visit(number: number, presentation: Presentation(language: language))
    visit.notes = parked.notes
    visit.attempts = parked.attempts
    visit.application = Application(application)
    visit.media = media
    visit.helped = nil
    if isFeeValid(application) {
      visit.step = .attestation(.waiting(application))
      visit.raise(.attestationWanted, byStaff: true, &transition)
    } else {
      transition.record(.thawed(number))
      visit.step = .review
      visit.raise(.helpRequested, byStaff: true, &transition)
    }
    visit.pause(&transition)
    transition.stop(.staff)
    return visit
  }

  private func isFeeValid(_ application: CompleteApplication) -> Bool {
    guard let date,
      case .fee(let now) = policy.rules.fee(
        bornOn: application.identity.cpr.birthDate, on: date, grounds: application.grounds)
    else { return false }
    return now.row == application.fee.row
  }
}
