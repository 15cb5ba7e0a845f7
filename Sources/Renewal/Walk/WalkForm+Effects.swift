import PassportRules

extension Box {
  /// Effects of this box's next event with every id, number and name as `walkKey` has them; ask it before `handle`.
  package func walkForm(of effects: [Effect]) -> [Effect] {
    var timers = Dictionary(uniqueKeysWithValues: live.timers.map { ($0.value, $0.key) })
    return effects.map { effect in
      switch effect {
      case .startTimer(let id, let name, _):
        timers[id] = name
        return .startTimer(TimerID(name.order), name, Milliseconds(0))
      case .stopTimer(let id): return .stopTimer(TimerID(timers[id]?.order ?? -1))
      case .command, .cancel, .ask, .store, .logIn, .changePIN, .record, .discard, .wipe, .speakAgain, .light,
        .keepNote, .refuse,
        .test,
        .notify, .send, .exit:
        return effect.walkForm
      }
    }
  }
}

extension TimerName {
  fileprivate var order: Int {
    switch self {
    case .idle: 0
    case .warning: 1
    case .step: 2
    case .staff: 3
    case .session: 4
    }
  }
}

extension Effect {
  /// One request is open at each place, so that the place names it.
  fileprivate var walkForm: Effect {
    let id = RequestID(0)
    switch self {
    case .command(_, let command): return .command(id, command.walkForm)
    case .cancel(_, let device): return .cancel(id, device)
    case .ask(_, let question): return .ask(id, question)
    case .store(_, let question): return .store(id, question.walkForm)
    case .logIn(_, let staff, let pin): return .logIn(id, staff, pin: pin)
    case .changePIN(_, let staff, let pin, let own): return .changePIN(id, staff, pin: pin, to: own)
    case .record(let facts): return .record(facts.map(\.walkForm))
    case .discard(let pictures): return .discard(pictures.map { _ in WalkForm.picture })
    case .keepNote(_, let text, _): return .keepNote(WalkForm.number, text, by: WalkForm.staff)
    case .refuse(_, let why): return .refuse(WalkForm.desk, why)
    case .startTimer, .stopTimer, .wipe, .speakAgain, .light, .test, .notify, .send, .exit: return self
    }
  }
}

extension DeviceCommand {
  fileprivate var walkForm: DeviceCommand {
    switch self {
    case .readDocument, .preview, .takePictures, .readFinger, .readSignature: self
    case .pay(let payment): .pay(payment.walkForm)
    case .paymentStatus(let payment): .paymentStatus(payment.walkForm)
    case .reverse(let payment): .reverse(payment.walkForm)
    case .print(let receipt): .print(receipt.walkForm)
    }
  }
}

extension StoreQuestion {
  fileprivate var walkForm: StoreQuestion {
    switch self {
    case .hold(_, let attestation): .hold(WalkForm.number, attestation.walkForm)
    case .capture(_, let payment): .capture(WalkForm.number, payment?.walkForm)
    case .park(_, let application): .park(WalkForm.number, application.walkForm)
    case .resume: .resume(WalkForm.number, by: WalkForm.staff)
    case .contact: .contact(WalkForm.number)
    }
  }
}

extension StaffAction {
  fileprivate var walkForm: StaffAction {
    guard case .except = self else { return self }
    return .except(.circumstancesChecked)
  }
}

extension Fact {
  fileprivate var walkForm: Fact {
    let number = WalkForm.number
    return switch self {
    case .visitOpened: .visitOpened(number, WalkForm.presentation.language)
    case .flagRaised(let of, let flag): .flagRaised(of.map { _ in number }, flag.walkForm)
    case .flagEnded(let of, let flag, let action, _, let second):
      .flagEnded(
        of.map { _ in number }, flag.walkForm, action.walkForm, by: WalkForm.staff,
        countersignedBy: second.map { _ in WalkForm.staff })
    case .flagWithdrawn(let of, let flag): .flagWithdrawn(of.map { _ in number }, flag.walkForm)
    // Of the others only the case, the attempt and who it was are names, which their fields tell.
    default: (try? Fact(entry.walkForm)) ?? self
    }
  }
}

extension JournalEntry {
  fileprivate var walkForm: JournalEntry {
    guard case .object(var members) = detail else { return self }
    for field in FactField.ofStaff where members[field.name] != nil {
      members[field.name] = WalkForm.staff.canonical
    }
    if members[FactField.attempt.name] != nil { members[FactField.attempt.name] = .integer(0) }
    return JournalEntry(number.map { _ in WalkForm.number }, kind, .object(members))
  }
}
