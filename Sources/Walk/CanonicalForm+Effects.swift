import PassportRules
package import Renewal

extension Box {
  /// Effects of this box's next event with every id, number and name as `canonicalKey` has them; ask it before `handle`.
  package func canonical(of effects: [Effect]) -> [Effect] {
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
        return effect.canonical
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
  fileprivate var canonical: Effect {
    let id = RequestID(0)
    switch self {
    case .command(_, let command): return .command(id, command.canonical)
    case .cancel(_, let device): return .cancel(id, device)
    case .ask(_, let question): return .ask(id, question)
    case .store(_, let question): return .store(id, question.canonical)
    case .logIn(_, let staff, let pin): return .logIn(id, staff, pin: pin)
    case .changePIN(_, let staff, let pin, let own): return .changePIN(id, staff, pin: pin, to: own)
    case .record(let facts): return .record(facts.map(\.canonical))
    case .discard(let pictures): return .discard(pictures.map { _ in CanonicalForm.picture })
    case .keepNote(_, let text, _): return .keepNote(CanonicalForm.number, text, by: CanonicalForm.staff)
    case .refuse(_, let why): return .refuse(CanonicalForm.desk, why)
    case .startTimer, .stopTimer, .wipe, .speakAgain, .light, .test, .notify, .send, .exit: return self
    }
  }
}

extension DeviceCommand {
  fileprivate var canonical: DeviceCommand {
    switch self {
    case .readDocument, .preview, .takePictures, .readFinger, .readSignature: self
    case .pay(let payment): .pay(payment.canonical)
    case .paymentStatus(let payment): .paymentStatus(payment.canonical)
    case .reverse(let payment): .reverse(payment.canonical)
    case .print(let receipt): .print(receipt.canonical)
    }
  }
}

extension StoreQuestion {
  fileprivate var canonical: StoreQuestion {
    switch self {
    case .hold(_, let attestation): .hold(CanonicalForm.number, attestation.canonical)
    case .capture(_, let payment): .capture(CanonicalForm.number, payment?.canonical)
    case .park(_, let application): .park(CanonicalForm.number, application.canonical)
    case .resume: .resume(CanonicalForm.number, by: CanonicalForm.staff)
    case .contact: .contact(CanonicalForm.number)
    }
  }
}

extension StaffAction {
  fileprivate var canonical: StaffAction {
    guard case .except = self else { return self }
    return .except(.circumstancesChecked)
  }
}

extension Fact {
  fileprivate var canonical: Fact {
    let number = CanonicalForm.number
    let staff = CanonicalForm.staff
    return switch self {
    case .visitOpened: .visitOpened(number, CanonicalForm.presentation.language)
    case .consentGiven: .consentGiven(number)
    case .stepDone(_, let step): .stepDone(number, step)
    case .flagRaised(let of, let flag): .flagRaised(of.map { _ in number }, flag.canonical)
    case .flagEnded(let of, let flag, let action, _, let second):
      .flagEnded(
        of.map { _ in number }, flag.canonical, action.canonical, by: staff, countersignedBy: second.map { _ in staff })
    case .flagWithdrawn(let of, let flag): .flagWithdrawn(of.map { _ in number }, flag.canonical)
    case .flagShown(_, let code, _): .flagShown(number, code, by: staff)
    case .assistEnded(_, let code, _, let learned): .assistEnded(number, code, by: staff, learned: learned)
    case .staffArrived(let of, _, let role): .staffArrived(of.map { _ in number }, staff, role)
    case .staffLeft(let of, _): .staffLeft(of.map { _ in number }, staff)
    case .claimed(let of, _): .claimed(of.map { _ in number }, by: staff)
    case .released(let of, _): .released(of.map { _ in number }, by: staff)
    case .guided(_, let guidance, _): .guided(number, guidance, by: staff)
    case .frameTaken: .frameTaken(number, by: staff)
    case .deviceTested(let device, _): .deviceTested(device, by: staff)
    case .serviceChanged(let reason, _): .serviceChanged(reason, by: staff)
    case .frozen(_, let amount, let feeDate): .frozen(number, amount, feeDate: feeDate)
    case .thawed: .thawed(number)
    case .attested: .attested(number, by: staff)
    case .paymentIntended(let payment): .paymentIntended(payment.canonical)
    case .paymentAnswered(let payment, let answer): .paymentAnswered(payment.canonical, answer)
    case .paymentUncertain(let payment): .paymentUncertain(payment.canonical)
    case .reversalIntended(let payment): .reversalIntended(payment.canonical)
    case .moneyOpen(let payment): .moneyOpen(payment.canonical)
    case .moneySettled(let payment, _): .moneySettled(payment.canonical, by: staff)
    case .contactShown: .contactShown(number, by: staff)
    case .refunded(_, let amount, _): .refunded(number, amount, by: staff)
    case .dossierWithdrawn: .dossierWithdrawn(number, by: staff)
    case .dossierErased: .dossierErased(number)
    case .receiptPrinted(_, let outcome): .receiptPrinted(number, outcome)
    case .visitEnded(_, let ending): .visitEnded(number, ending)
    case .clockConfirmed: .clockConfirmed(by: staff)
    case .closed, .opened, .clockDoubted: self
    case .deviceFailed(let of, let device, let fault): .deviceFailed(of.map { _ in number }, device, fault)
    }
  }
}
