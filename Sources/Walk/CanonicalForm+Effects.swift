import PassportRules
package import Renewal

extension Box {
  /// Effects of this box's next event with every id, number and name as `canonicalKey` has them; ask it before `handle`.
  package func canonicalForm(of effects: [Effect]) -> [Effect] {
    var timers = Dictionary(uniqueKeysWithValues: pending.timers.map { ($0.value, $0.key) })
    return effects.map { effect in
      switch effect {
      case .startTimer(let id, let name, _):
        timers[id] = name
        return .startTimer(TimerID(name.order), name, Milliseconds(0))
      case .stopTimer(let id): return .stopTimer(TimerID(timers[id]?.order ?? -1))
      case .command, .giveTime, .cancel, .ask, .store, .logIn, .changePIN, .record, .discard, .wipe, .speakAgain,
        .keepNote, .refuse,
        .test,
        .notify, .send, .rehearse, .practise, .exit:
        return effect.canonicalForm
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
    case .rehearsal: 5
    }
  }
}

extension Effect {
  /// One request is open at each place, so that the place names it.
  fileprivate var canonicalForm: Effect {
    let id = RequestID(0)
    switch self {
    case .command(_, let command): return .command(id, command.canonicalForm)
    case .giveTime(_, let command): return .giveTime(id, command.canonicalForm)
    case .cancel(_, let device): return .cancel(id, device)
    case .ask(_, let question): return .ask(id, question)
    case .store(_, let question): return .store(id, question.canonicalForm)
    case .logIn(_, let staff, let pin): return .logIn(id, staff, pin: pin)
    case .changePIN(_, let staff, let pin, let own): return .changePIN(id, staff, pin: pin, to: own)
    case .record(let facts): return .record(facts.map(\.canonicalForm))
    case .discard(let pictures): return .discard(pictures.map { _ in CanonicalForm.picture })
    case .keepNote(_, let text, _): return .keepNote(CanonicalForm.number, text, by: CanonicalForm.staff)
    case .refuse(_, let why): return .refuse(CanonicalForm.desk, why)
    case .startTimer, .stopTimer, .wipe, .speakAgain, .test, .notify, .send, .rehearse, .practise, .exit: return self
    }
  }
}

extension DeviceCommand {
  fileprivate var canonicalForm: DeviceCommand {
    switch self {
    case .pay(let payment): .pay(payment.canonicalForm)
    case .paymentStatus(let payment): .paymentStatus(payment.canonicalForm)
    case .reverse(let payment): .reverse(payment.canonicalForm)
    case .print(let receipt): .print(receipt.canonicalForm)
    // The others name nothing; one that does and is forgotten here shows in the walk: equal keys then have unlike effects.
    default: self
    }
  }
}

extension StoreQuestion {
  fileprivate var canonicalForm: StoreQuestion {
    switch self {
    case .hold(_, let attestation): .hold(CanonicalForm.number, attestation.canonicalForm)
    case .capture(_, let payment): .capture(CanonicalForm.number, payment?.canonicalForm)
    case .park(_, let application): .park(CanonicalForm.number, application.canonicalForm)
    case .resume: .resume(CanonicalForm.number, by: CanonicalForm.staff)
    case .contact: .contact(CanonicalForm.number)
    }
  }
}

extension StaffAction {
  fileprivate var canonicalForm: StaffAction {
    guard case .except = self else { return self }
    return .except(.circumstancesChecked)
  }
}

extension Fact {
  fileprivate var canonicalForm: Fact {
    let number = CanonicalForm.number
    return switch self {
    case .visitOpened: .visitOpened(number, CanonicalForm.presentation.language)
    case .languageChosen: .languageChosen(number, CanonicalForm.presentation.language)
    case .flagRaised(let of, let flag): .flagRaised(of.map { _ in number }, flag.canonicalForm)
    case .flagEnded(let of, let flag, let action, _, let second):
      .flagEnded(
        of.map { _ in number }, flag.canonicalForm, action.canonicalForm, by: CanonicalForm.staff,
        countersignedBy: second.map { _ in CanonicalForm.staff })
    case .flagWithdrawn(let of, let flag): .flagWithdrawn(of.map { _ in number }, flag.canonicalForm)
    // Of the others only the case, the attempt and who it was are names, which their fields tell.
    default: (try? Fact(entry.canonicalForm)) ?? self
    }
  }
}

extension JournalEntry {
  fileprivate var canonicalForm: JournalEntry {
    guard case .object(var members) = detail else { return self }
    for field in FactField.ofStaff where members[field.name] != nil {
      members[field.name] = CanonicalForm.staff.json
    }
    if members[FactField.attempt.name] != nil { members[FactField.attempt.name] = .integer(0) }
    return JournalEntry(number.map { _ in CanonicalForm.number }, kind, .object(members))
  }
}
