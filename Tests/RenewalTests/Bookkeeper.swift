import PassportRules
import Renewal
import TestSupport

/// One event at a box: what was, what happened, what the box did, and what is now.
struct Passage {
  let before: Box
  let event: Event
  let effects: [Effect]
  let after: Box
}

/// Follows a box from outside and tells every law that an event's effects break.
struct Bookkeeper {
  var ledger: Ledger
  private(set) var violations: [Violation] = []

  init(_ ledger: Ledger) { self.ledger = ledger }

  mutating func follow(_ passage: Passage) {
    hear(passage)
    let later = passage.effects.dropFirst()
    require(later.allSatisfy { if case .record = $0 { false } else { true } }, .oneTransaction)
    for effect in passage.effects { take(effect, passage) }
    checkCovers(passage)
    checkBlame(passage)
    close(passage)
  }

  private mutating func require(_ condition: Bool, _ law: Law, _ detail: String = "") {
    if !condition { violations.append(Violation(law, detail)) }
  }

  /// What is covered is shown to who asked for it, and that is written down.
  private mutating func checkCovers(_ passage: Passage) {
    guard case .attended(let now) = passage.after.state, now.showsFacts else { return }
    if case .attended(let before) = passage.before.state, before.showsFacts { return }
    let facts = if case .record(let facts)? = passage.effects.first { facts } else { [Fact]() }
    let isWritten = facts.contains { if case .flagShown = $0 { true } else { false } }
    require(passage.event == .key(.digit(8)), .covered, "shown unasked")
    require(isWritten || !passage.after.canRecord, .covered, "shown and not written")
  }

  /// What a device fails at is put before staff as the device's fault, and never as what the citizen gave.
  private mutating func checkBlame(_ passage: Passage) {
    guard case .answer(let id, let answer) = passage.event, passage.before.pending.requests.values.contains(id) else {
      return
    }
    switch answer {
    case .failed, .indeterminate: break
    default: return
    }
    for case .flagRaised(_, let flag) in passage.effects.facts {
      let isOfBox = flag.code.isOfStepsDevice || !flag.code.isOfVisit
      require(isOfBox, .devices, "\(flag.code) for a device's failure")
    }
  }

  // MARK: What the terminal and the store said

  private mutating func hear(_ passage: Passage) {
    switch passage.event {
    case .answer(let id, let answer) where passage.before.pending.requests[.device(.paymentTerminal)] == id:
      hear(answer, in: passage.before)
    case .answer(let id, let answer) where passage.before.pending.requests.values.contains(id):
      // Of an answer that was dropped the loop overwrites the pictures.
      if passage.after.dropped == passage.before.dropped { ledger.pictures.formUnion(answer.pictures) }
    case .store(let id, .resumed(let parked)) where passage.before.pending.requests[.store] == id:
      guard passage.before.canRecord, case .resume(let number, _)? = passage.before.pending.storeQuestion else {
        return
      }
      let staff = ledger.staff
      ledger = Ledger(number: number, hasConsent: true, isFrozen: true, highest: ledger.highest)
      ledger.staff = staff
      ledger.officers = Set(parked.application.accepted.values.map(\.by)).union(staff.map { [$0.id] } ?? [])
    case .desk(_, let session, .act) where session.role.covers(.officer):
      ledger.officers.insert(session.id)
    case .store(let id, .done) where passage.before.pending.requests[.store] == id:
      guard case .payment = passage.before.state.visit?.step else { return }
      ledger.money = .captured
    case .accounts(let id, .welcome(let session)) where passage.before.pending.requests[.accounts] == id:
      if session.role.covers(.officer) { ledger.officers.insert(session.id) }
      if case .logIn = passage.before.state { ledger.staff = session }
    case .answer, .store, .started, .date, .clockDoubted, .storageRoom, .voice, .headset, .hours, .key, .scan, .timer,
      .advice,
      .authority, .accounts,
      .desk, .dossier, .device, .recordsDiffer, .recordFailed, .contradicted, .revoked, .rehearsalOver,
      .terminate:
      break
    }
  }

  private mutating func hear(_ answer: DeviceAnswer, in box: Box) {
    guard case .payment(let step) = box.state.visit?.step else { return }
    let isReversal: Bool
    let isPayment: Bool
    switch step.transaction?.state {
    case .reversing: (isReversal, isPayment) = (true, false)
    case .paying: (isReversal, isPayment) = (false, true)
    case .checking, .capturing, nil: (isReversal, isPayment) = (false, false)
    }
    switch answer {
    case .payment(.approved(let amount)) where !isReversal:
      ledger.money = amount == ledger.payment?.amount ? .approved : .wrongAmount
    case .payment(.declined) where !isReversal: ledger.money = .resolved
    // What was taken once does not cease to be so because the terminal has forgotten it.
    case .payment(.notFound) where !isPayment && ledger.money == .underWay: ledger.money = .resolved
    case .payment(.reversed) where isReversal: ledger.money = .resolved
    case .failed where isPayment: ledger.money = .resolved
    // Nothing else says what became of money.
    default: break
    }
  }

  // MARK: What the box does

  private mutating func take(_ effect: Effect, _ passage: Passage) {
    switch effect {
    case .record(let facts): for fact in facts { take(fact, passage) }
    case .command(_, let command): take(command, passage)
    case .store(_, let question): take(question, passage)
    case .discard(let pictures): ledger.pictures.subtract(pictures)
    case .wipe: ledger.pictures = []
    case .cancel, .giveTime, .ask, .logIn, .changePIN, .startTimer, .stopTimer, .speakAgain, .keepNote, .refuse, .test,
      .notify, .send, .rehearse, .practise,
      .exit:
      break
    }
  }

  private mutating func take(_ command: DeviceCommand, _ passage: Passage) {
    switch command {
    case .pay(let payment):
      require(ledger.money == .intended && ledger.payment == payment, .intentBeforePayment)
      require(ledger.isAttested && ledger.isHeld, .attestation, "paid before it was attested and held")
      ledger.money = .underWay
    case .paymentStatus(let payment):
      require(ledger.payment == payment, .referenceIsKept)
      require(ledger.money == .underWay, .referenceIsKept, "status")
    case .reverse(let payment):
      require(ledger.payment == payment, .referenceIsKept)
      require(!ledger.isAtRest, .referenceIsKept, "reversal")
      require(ledger.isReversalIntended || !passage.after.canRecord, .intentBeforePayment, "reversal")
    default: require(command.effectClass != .financial, .intentBeforePayment, "\(command) is money's")
    }
  }

  private mutating func take(_ question: StoreQuestion, _ passage: Passage) {
    switch question {
    case .hold(let number, let attestation):
      require(number == ledger.number && ledger.isAttested, .attestation, "held without")
      checkComplete(attestation.application, passage.before)
      ledger.isHeld = true
    case .capture(let number, let payment):
      require(number == ledger.number && ledger.isHeld && ledger.isAttested, .attestation, "captured without")
      ledger.captures += 1
      require(ledger.captures == 1, .oneCaptureAVisit)
      if let payment {
        require(ledger.money == .approved && ledger.payment == payment, .paidOrFree)
      } else {
        let step = passage.after.state.visit?.step
        guard case .payment(let step) = step else { return require(false, .paidOrFree, "no payment step") }
        require(step.attestation.application.fee.total == .zero, .paidOrFree)
      }
    case .park(let number, let application):
      require(number == ledger.number && ledger.isFrozen, .completeness, "parked unfrozen")
      require(ledger.isAtRest, .moneyAtRest, "parked")
      checkComplete(application, passage.before)
    case .contact: require(passage.before.state.visit == nil, .nothingPersonalStays, "a contact over a visit")
    case .resume(_, let by):
      require(ledger.number == nil, .facts, "resumed over a visit")
      require(ledger.staff.map { $0.id == by && $0.role.covers(.officer) } == true, .roles, "resumed")
    }
  }

  /// Invariant 14, by the rules and not by the machine.
  private mutating func checkComplete(_ application: CompleteApplication, _ box: Box) {
    require(ledger.hasConsent, .consent)
    let needs = box.policy.rules.requirements(
      bornOn: application.identity.cpr.birthDate, on: application.feeDate, grounds: application.grounds)
    require(application.document.isSettled, .completeness, "document")
    require(application.photo.isSettled, .completeness, "photo")
    require(!needs.prints || application.prints.isSettled, .completeness, "prints")
    require(!needs.signature || application.signature.isSettled, .completeness, "signature")
    require(!needs.guardianConsent || application.accepted[.guardianConsent] != nil, .completeness, "guardian")
    for reason in needs.staff {
      let circumstance: Circumstance? =
        switch reason {
        case .lossDeclaration, .policeReceipt: .lossDeclaration
        case .nameProof: .nameProof
        case .authorityError: .authorityError
        case .child, .firstPassport, .feeUnknown: nil
        }
      if let circumstance { require(application.accepted[circumstance] != nil, .completeness, "circumstance") }
    }
    let exceptions = [
      application.document.excepter, application.photo.excepter, application.prints.excepter,
      application.signature.excepter,
    ]
    let staff = exceptions.compactMap { $0 } + application.accepted.values.map(\.by)
    require(staff.allSatisfy(ledger.officers.contains), .exceptions, "by nobody who could")
    if case .met(let photo) = application.photo {
      require((200..<300).contains(photo.picture.number), .completeness, "a photo that did not pass")
    }
  }

  private mutating func take(_ fact: Fact, _ passage: Passage) {
    let isStart = if case .started = passage.event { true } else { false }
    require(
      (passage.before.canRecord || isStart) && passage.event != .recordFailed, .facts, "recorded on a broken disk")
    switch fact {
    case .visitOpened(let number, _):
      require(ledger.number == nil, .facts, "two visits at once")
      require(number > ledger.highest, .facts, "a case number twice")
      ledger = Ledger(number: number, highest: number)
    case .consentGiven(let number):
      require(number == ledger.number, .facts, "consent")
      ledger.hasConsent = true
    case .stepDone(let number, _): require(number == ledger.number, .facts, "step done")
    case .frozen(let number, _, _):
      require(number == ledger.number && ledger.isAtRest, .facts, "frozen")
      require(ledger.hasConsent, .consent)
      ledger.isFrozen = true
      (ledger.isAttested, ledger.isHeld) = (false, false)
    case .thawed(let number):
      require(number == ledger.number && ledger.isAtRest, .facts, "thawed")
      // A parked case is frozen anew with its fee by the store.
      (ledger.isAttested, ledger.isHeld) = (false, false)
    case .attested(let number, let by):
      require(number == ledger.number && ledger.isFrozen, .attestation, "unfrozen")
      checkAttesting(by, passage)
      ledger.isAttested = true
    case .paymentIntended(let payment):
      require(payment.sale == ledger.number, .facts, "an intent outside the visit")
      require(ledger.money == .none || ledger.money == .resolved, .previousAttemptResolved)
      require(payment.attempt > ledger.payment?.attempt ?? 0, .previousAttemptResolved, "the same attempt")
      (ledger.payment, ledger.money, ledger.isReversalIntended) = (payment, .intended, false)
    case .reversalIntended(let payment):
      require(payment == ledger.payment, .referenceIsKept)
      ledger.isReversalIntended = true
    case .moneyOpen(let payment):
      require(payment == ledger.payment, .referenceIsKept)
    case .paymentAnswered(let payment, _), .paymentUncertain(let payment):
      require(payment == ledger.payment, .referenceIsKept)
    case .dossierErased(let number):
      require(number == ledger.number, .facts, "erased")
      ledger.isHeld = false
    case .visitEnded(let number, _):
      require(number == ledger.number, .facts, "ended twice")
      ledger.number = nil
    case .receiptPrinted(let number, _): require(number == ledger.number, .facts, "receipt")
    case .guided(let number, _, _), .frameTaken(let number, _), .claimed(let number?, _), .released(let number?, _):
      require(number == ledger.number || ledger.number == nil, .facts, "a claim outside its visit")
    case .flagEnded(let number?, let flag, _, _, _):
      require(number == ledger.number, .facts, "a flag outside its visit")
      guard case .attended(let attendance) = passage.before.state else { return }
      require(!attendance.covers(flag), .covered, "\(flag.code) ended unseen")
    case .flagRaised(let number?, _), .flagWithdrawn(let number?, _),
      .assistEnded(let number, _, _, _), .flagShown(let number, _, _):
      require(number == ledger.number, .facts, "a flag outside its visit")
    // The others are about the box, or no law is about them.
    default: break
    }
  }

  /// Somebody who may is at the box, or at a desk with the case, the old picture and a fresh one.
  private mutating func checkAttesting(_ by: StaffID, _ passage: Passage) {
    if case .desk(let desk, let session, .act) = passage.event {
      let visit = passage.before.state.visit
      require(session.id == by && session.role.covers(.officer), .attestation, "role at a desk")
      require(visit?.claim?.desk == desk, .attestation, "another desk has it")
      require(visit?.freshFrame != nil, .attestation, "nobody looked who sits there")
      require(visit?.application.document.value?.picture != nil, .attestation, "nothing to compare with")
      return
    }
    require(Self.isAttended(passage.before), .attestation, "nobody is here")
    require(ledger.staff.map { $0.id == by && $0.role.covers(.officer) } == true, .attestation, "role")
  }

  private static func isAttended(_ box: Box) -> Bool { if case .attended = box.state { true } else { false } }

  // MARK: The end of a visit

  private mutating func close(_ passage: Passage) {
    let flagged = passage.after.flags.contains { $0.holding == ledger.payment.map(Holding.moneyOpen) }
    if flagged, !ledger.isAtRest { ledger.money = .open }
    checkFlags(passage)
    checkPictures(passage)
    guard let old = Self.visit(passage.before.state) else { return }
    let new = Self.visit(passage.after.state)
    guard new?.number != old.number else { return }
    require(new.map { $0.application == Application() } ?? true, .newVisitIsEmpty)
    require(passage.effects.contains(.wipe), .wipe)
    require(ledger.isAtRest, .moneyAtRest)
    if passage.after.canRecord, ledger.money != .open, ledger.money != .captured {
      require(!ledger.isHeld, .dossierErased)
    }
    if passage.after.canRecord {
      require(passage.effects.facts.contains { Self.ends($0, old.number) }, .facts, "no end")
    }
    if new == nil { ledger = Ledger(highest: max(ledger.highest, old.number)) }
  }

  /// What nobody refers to any more is overwritten at once.
  private mutating func checkPictures(_ passage: Passage) {
    if ledger.pictures.isEmpty { return }
    let kept = passage.after.state.visit?.pictures ?? []
    if ledger.pictures.allSatisfy(kept.contains) { return }
    require(false, .pictures, passage.before.state.visit?.step.name.rawValue ?? "")
  }

  /// A flag goes only when somebody ended it or it is over, and the journal knows.
  private mutating func checkFlags(_ passage: Passage) {
    guard passage.after.canRecord else { return }
    if passage.before.flags == passage.after.flags,
      passage.before.state.visit?.flags == passage.after.state.visit?.flags
    {
      return
    }
    let ended = passage.effects.facts.compactMap(Self.endedFlag)
    let isSameVisit = Self.visit(passage.before.state)?.number == Self.visit(passage.after.state)?.number
    let lost = Self.flags(passage.before, ofVisit: isSameVisit).subtracting(
      Self.flags(passage.after, ofVisit: isSameVisit))
    require(lost.isSubset(of: ended), .flagsSurvive)
  }

  private static func flags(_ box: Box, ofVisit: Bool) -> Set<Flag> {
    Set(box.flags + (ofVisit ? box.state.visit?.flags ?? [] : []))
  }

  private static func endedFlag(_ fact: Fact) -> Flag? {
    switch fact {
    case .flagEnded(_, let flag, _, _, _), .flagWithdrawn(_, let flag): flag
    default: nil
    }
  }

  private static func ends(_ fact: Fact, _ number: CaseNumber) -> Bool {
    if case .visitEnded(number, _) = fact { true } else { false }
  }

  /// A visit that goes on; one that shows its last screen is over.
  static func visit(_ state: Box.State) -> Visit? {
    guard let visit = state.visit, visit.step.name != .farewell else { return nil }
    return visit
  }
}

extension Requirement {
  /// Who took it as met.
  fileprivate var excepter: StaffID? {
    switch self {
    case .excepted(let by, _): by
    case .missing, .met: nil
    }
  }
}
