import PassportRules
import Quality
import Renewal

/// A small breakage of the machine, made outside it: of what it hears, of what it does, or of what it becomes.
enum Mutant: String, CaseIterable {
  case attestationSkipped, librarianAttests, capturedTwice, paidBeforeTheIntent, paidAgainBlindly, anotherReference
  case wrongAmountTaken, moneyForgotten, handsSwapped, staleAnswerTaken, wipeForgotten, photoKeptForAnother
  case dossierKept, idleWhilePaying, staffTimerLost, flagLostAfterStaff, welcomeWithDocument, helpKeyDead
  case exceptionByNobody, visitEndedTwice, namesKept, timedOutIntoNothing, picturesKept, coverForgotten, coverNotWritten
  case keyOffTheMenu, offerIgnored, emptyFrameApproved, citizenBlamed

  /// The law that must notice.
  var law: Law {
    switch self {
    case .attestationSkipped, .librarianAttests: .attestation
    case .capturedTwice: .oneCaptureAVisit
    case .paidBeforeTheIntent, .paidAgainBlindly: .intentBeforePayment
    case .anotherReference: .referenceIsKept
    case .wrongAmountTaken: .paidOrFree
    case .moneyForgotten: .moneyAtRest
    case .handsSwapped: .hands
    case .staleAnswerTaken: .staleAnswers
    case .wipeForgotten: .wipe
    case .photoKeptForAnother: .newVisitIsEmpty
    case .dossierKept: .dossierErased
    case .idleWhilePaying: .idleTimer
    case .staffTimerLost: .staffTimer
    case .flagLostAfterStaff: .flagsSurvive
    case .welcomeWithDocument: .welcomeIsReady
    case .helpKeyDead: .wayToAPerson
    case .exceptionByNobody: .exceptions
    case .visitEndedTwice: .facts
    case .namesKept: .nothingPersonalStays
    case .timedOutIntoNothing: .deadEnd
    case .picturesKept: .pictures
    case .coverForgotten, .coverNotWritten: .covered
    case .keyOffTheMenu, .offerIgnored: .menu
    case .emptyFrameApproved: .approvals
    case .citizenBlamed: .devices
    }
  }

  /// The machine with this breakage.
  var machine: Machine {
    let mutant = self
    return { box, event in
      let before = box
      var effects = mutant.effects(box.handle(mutant.heard(event, by: box)), in: before)
      box = mutant.state(box, after: before, &effects)
      return effects
    }
  }

  // MARK: What it hears

  private func heard(_ event: Event, by box: Box) -> Event {
    switch (self, event) {
    case (.librarianAttests, .accounts(let id, .welcome(let session))) where session.role == .librarian:
      return .accounts(id, .welcome(StaffSession(id: session.id, firstName: session.firstName, role: .officer)))
    case (.wrongAmountTaken, .answer(let id, .payment(.approved))):
      guard case .payment(let payment) = box.state.visit?.step else { return event }
      return .answer(id, .payment(.approved(payment.attestation.application.fee.total)))
    case (.handsSwapped, .answer(let id, .print(let print))):
      guard case .fingerprints(let step) = box.state.visit?.step else { return event }
      let relabelled = MeasuredPrint(
        picture: print.picture, finger: step.finger, measures: print.measures, sameAs: print.sameAs)
      return .answer(id, .print(relabelled))
    case (.staleAnswerTaken, .answer(_, let answer)):
      guard let live = box.pending.requests.first(where: { $0.key < .authority })?.value else { return event }
      return .answer(live, answer)
    case (.keyOffTheMenu, .key(.digit(7))) where box.state.visit?.step.name == .photo: return .key(.back)
    case (.offerIgnored, .key(.digit(1))) where box.state.visit?.step.name == .privacy: return .key(.left)
    case (.helpKeyDead, .key(.help)) where box.state.visit?.step.name == .signature: return .key(.again)
    default: return event
    }
  }

  // MARK: What it does

  private func effects(_ effects: [Effect], in box: Box) -> [Effect] {
    switch self {
    case .capturedTwice:
      return effects.flatMap { effect in
        if case .store(_, .capture) = effect { [effect, effect] } else { [effect] }
      }
    case .paidBeforeTheIntent:
      guard let intent = effects.firstIndex(where: Self.isIntent), effects.indices.contains(intent + 1) else {
        return effects
      }
      var swapped = effects
      swapped.swapAt(intent, intent + 1)
      return swapped
    case .paidAgainBlindly:
      return effects.map { effect in
        guard case .command(let id, .paymentStatus(let payment)) = effect else { return effect }
        return .command(id, .pay(payment))
      }
    case .anotherReference:
      return effects.map { effect in
        guard case .command(let id, .reverse(let payment)) = effect else { return effect }
        let other = Payment(sale: payment.sale, attempt: payment.attempt + 1, amount: payment.amount)
        return .command(id, .reverse(other))
      }
    case .wipeForgotten: return effects.filter { $0 != .wipe }
    case .picturesKept: return effects.filter { if case .discard = $0 { false } else { true } }
    case .coverNotWritten:
      return effects.rewriting { $0.filter { if case .flagShown = $0 { false } else { true } } }
    case .dossierKept:
      return effects.rewriting { $0.filter { if case .dossierErased = $0 { false } else { true } } }
    case .visitEndedTwice:
      return effects.rewriting { $0.flatMap { fact in if case .visitEnded = fact { [fact, fact] } else { [fact] } } }
    case .citizenBlamed:
      return effects.rewriting { facts in
        facts.map { fact in
          guard case .flagRaised(let number, let flag) = fact, flag.code == .deviceFailed else { return fact }
          return .flagRaised(number, Flag(.photoRejected, step: flag.step, holding: flag.holding))
        }
      }
    case .attestationSkipped, .librarianAttests, .wrongAmountTaken, .moneyForgotten, .handsSwapped, .staleAnswerTaken,
      .photoKeptForAnother, .idleWhilePaying, .staffTimerLost, .flagLostAfterStaff, .welcomeWithDocument,
      .helpKeyDead, .exceptionByNobody, .namesKept, .timedOutIntoNothing, .coverForgotten, .keyOffTheMenu,
      .offerIgnored, .emptyFrameApproved:
      return effects
    }
  }

  private static func isIntent(_ effect: Effect) -> Bool {
    guard case .record(let facts) = effect else { return false }
    return facts.contains { if case .paymentIntended = $0 { true } else { false } }
  }

  // MARK: What it becomes

  private func state(_ box: Box, after before: Box, _ effects: inout [Effect]) -> Box {
    switch (self, box.state) {
    case (.attestationSkipped, .visit(var visit)):
      guard case .attestation(.waiting(let application)) = visit.step else { return box }
      let attestation = Attestation(by: StaffID("00"), application: application)
      visit.step = .payment(PaymentStep(attestation: attestation, situation: .explained))
      visit.flags = []
      return box.tampered(state: .visit(visit))
    case (.moneyForgotten, .visit(var visit)):
      guard case .payment(let payment) = visit.step, case .reversing = payment.transaction?.state else { return box }
      visit.step = .payment(PaymentStep(attestation: payment.attestation, situation: .explained, attempt: 9))
      return box.tampered(state: .visit(visit))
    case (.photoKeptForAnother, .visit(var visit)):
      guard let old = before.state.visit, old.number != visit.number else { return box }
      visit.application.photo = old.application.photo
      return box.tampered(state: .visit(visit))
    case (.idleWhilePaying, .visit(let visit)):
      guard case .payment(let payment) = visit.step, payment.transaction?.state == .paying else { return box }
      var pending = box.pending
      pending.timers[.idle] = TimerID(pending.next)
      pending.next += 1
      effects.append(.startTimer(TimerID(pending.next - 1), .idle, .seconds(60)))
      return box.tampered(pending: pending)
    case (.staffTimerLost, .visit):
      var pending = box.pending
      pending.timers[.staff] = nil
      return box.tampered(pending: pending)
    case (.flagLostAfterStaff, .visit(var visit)):
      guard case .logIn = before.state else { return box }
      visit.flags = []
      visit.overlay = nil
      return box.tampered(state: .visit(visit))
    case (.welcomeWithDocument, .closed(.documentInside)): return box.tampered(state: .welcome(nil))
    case (.exceptionByNobody, .visit(var visit)):
      guard case .signature = visit.step else { return box }
      visit.application.prints = .excepted(by: StaffID("00"), reason: .printsNever)
      return box.tampered(state: .visit(visit))
    case (.emptyFrameApproved, .visit(var visit)):
      guard visit.flags.contains(where: { $0.code == .photoRejected }) else { return box }
      visit.application.pictureForTheEye = nil
      return box.tampered(state: .visit(visit))
    case (.namesKept, .visit(var visit)):
      guard case .farewell = visit.step else { return box }
      visit.application.name = before.state.visit?.application.name
      return box.tampered(state: .visit(visit))
    case (.coverForgotten, .attended(var attendance)):
      attendance.showsFacts = true
      return box.tampered(state: .attended(attendance))
    case (.timedOutIntoNothing, .visit(let visit)):
      guard case .farewell(.completed) = visit.step else { return box }
      return box.tampered(state: .closed(.fault))
    default: return box
    }
  }
}

extension [Effect] {
  /// The same with other facts.
  fileprivate func rewriting(_ change: ([Fact]) -> [Fact]) -> [Effect] {
    map { effect in if case .record(let facts) = effect { .record(change(facts)) } else { effect } }
  }
}
