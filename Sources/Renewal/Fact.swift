package import PassportRules

/// What the machine has written in the journal; never a biometric, never a CPR number, never a name.
///
/// All that there is to say about a kind of fact stands in this file: what it carries, its stable name, how it is written and read, who of
/// staff answers for it, and whether it can be taken back. Journal, log, figures, report, audit and walk ask here, so that a kind that
/// is added or renamed is one file's matter. What it means for the store's tables, if anything, is the store's.
package enum Fact: Hashable, Sendable {
  case visitOpened(CaseNumber, Language)
  /// The citizen chose another language than the visit had.
  case languageChosen(CaseNumber, Language)
  case consentGiven(CaseNumber)
  /// A step was done.
  case stepDone(CaseNumber, StepName)
  case flagRaised(CaseNumber?, Flag)
  case flagEnded(CaseNumber?, Flag, StaffAction, by: StaffID, countersignedBy: StaffID?)
  /// The citizen took a call back, or what it was about is over.
  case flagWithdrawn(CaseNumber?, Flag)
  /// Staff at the box had the facts of a covered flag shown.
  case flagShown(CaseNumber, FlagCode, by: StaffID)
  /// An assist ended: whether the citizen learned it.
  case assistEnded(CaseNumber, FlagCode, by: StaffID, learned: Bool)
  case staffArrived(CaseNumber?, StaffID, StaffRole)
  case staffLeft(CaseNumber?, StaffID)
  /// A desk took the visit's flags, or the box's own.
  case claimed(CaseNumber?, by: StaffID)
  /// They are nobody's again.
  case released(CaseNumber?, by: StaffID)
  /// A desk told the citizen something.
  case guided(CaseNumber, Guidance, by: StaffID)
  /// A desk had a picture taken of who sits at the box.
  case frameTaken(CaseNumber, by: StaffID)
  /// A technician tried a device out.
  case deviceTested(Device, by: StaffID)
  /// Staff took the box out of service, and why; nothing: put it in service.
  case serviceChanged(OutOfServiceReason?, by: StaffID)
  /// Staff began a rehearsal at the box; of what is rehearsed nothing is told here.
  case rehearsalBegan(by: StaffID)
  /// The application is complete and frozen, with its fee.
  case frozen(CaseNumber, Amount, feeDate: CivilDate)
  /// An edit after the freeze.
  case thawed(CaseNumber)
  case attested(CaseNumber, by: StaffID)
  /// On disk before anything is sent to the terminal.
  case paymentIntended(Payment)
  case paymentAnswered(Payment, PaymentAnswer)
  /// The answer was lost.
  case paymentUncertain(Payment)
  case reversalIntended(Payment)
  case moneyOpen(Payment)
  /// Staff settled open money by what the bank says; nothing was asked before there were answers.
  case moneySettled(Payment, BankAnswer?, by: StaffID)
  /// Somebody of staff looked up whom to call about a dossier.
  case contactShown(CaseNumber, by: StaffID)
  /// The library gave the citizen the fee back, for a dossier that the authority rejected.
  case refunded(CaseNumber, Amount, by: StaffID)
  /// The dossier will not be sent any more: the citizen was sent elsewhere.
  case dossierWithdrawn(CaseNumber, by: StaffID)
  /// The held dossier is erased: no capture will come.
  case dossierErased(CaseNumber)
  case receiptPrinted(CaseNumber, PrintOutcome?)
  case visitEnded(CaseNumber, Ending)
  case closed(Box.Closed)
  case opened
  /// Nobody knows whether the date is right.
  case clockDoubted
  /// Somebody of staff looked at a clock and says that it is.
  case clockConfirmed(by: StaffID)
  /// A device failed in a visit or outside.
  case deviceFailed(CaseNumber?, Device, DeviceFault)
}

/// A kind of fact. The raw value is its stable name, which stands in journals that are hashed: the case may be renamed, the name never.
package enum FactKind: String, Hashable, Sendable, CaseIterable {
  case visitOpened, languageChosen, consentGiven, stepDone, visitEnded
  case flagRaised, flagEnded, flagWithdrawn, flagShown
  case assistEnded, staffArrived, staffLeft, claimed, released, guided, frameTaken
  case deviceTested, deviceFailed, serviceChanged, rehearsalBegan, closed, opened, clockDoubted, clockConfirmed
  case frozen, thawed, attested
  case paymentIntended, paymentAnswered, paymentUncertain, reversalIntended, moneyOpen, moneySettled
  case contactShown, refunded, dossierWithdrawn, dossierErased, receiptPrinted
}

extension FactField {
  package static let language = Self("language")
  package static let step = Self("step")
  package static let ending = Self("ending")
  package static let flag = Self("flag")
  package static let holding = Self("holding")
  package static let device = Self("device")
  package static let action = Self("action")
  package static let by = Self("by")
  package static let countersignedBy = Self("countersignedBy")
  package static let learned = Self("learned")
  package static let role = Self("role")
  package static let guidance = Self("guidance")
  package static let reason = Self("reason")
  package static let fee = Self("fee")
  package static let feeDate = Self("feeDate")
  package static let sale = Self("sale")
  package static let attempt = Self("attempt")
  package static let amount = Self("amount")
  package static let answer = Self("answer")
  package static let bank = Self("bank")
  package static let outcome = Self("outcome")

  /// The fields that tell who of staff it was.
  package static let ofStaff: Set<FactField> = [.by, .countersignedBy]
}

// MARK: - Writing and reading

extension Fact {
  /// The fact as the journal has it.
  package var entry: JournalEntry {
    func entry(_ kind: FactKind, _ number: CaseNumber?, _ fields: [FactField: any FieldValue] = [:]) -> JournalEntry {
      JournalEntry(number, kind, fields)
    }
    return switch self {
    case .visitOpened(let number, let language): entry(.visitOpened, number, [.language: language])
    case .languageChosen(let number, let language): entry(.languageChosen, number, [.language: language])
    case .consentGiven(let number): entry(.consentGiven, number)
    case .stepDone(let number, let step): entry(.stepDone, number, [.step: step])
    case .visitEnded(let number, let ending): entry(.visitEnded, number, [.ending: ending])
    case .flagRaised(let number, let flag): entry(.flagRaised, number, flag.fields)
    case .flagEnded(let number, let flag, let action, let by, let second):
      entry(.flagEnded, number, flag.naming([.action: action, .by: by, .countersignedBy: second]))
    case .flagWithdrawn(let number, let flag): entry(.flagWithdrawn, number, flag.naming())
    case .flagShown(let number, let code, let by): entry(.flagShown, number, [.flag: code, .by: by])
    case .assistEnded(let number, let code, let by, let learned):
      entry(.assistEnded, number, [.flag: code, .by: by, .learned: learned])
    case .staffArrived(let number, let by, let role): entry(.staffArrived, number, [.by: by, .role: role])
    case .staffLeft(let number, let by): entry(.staffLeft, number, [.by: by])
    case .claimed(let number, let by): entry(.claimed, number, [.by: by])
    case .released(let number, let by): entry(.released, number, [.by: by])
    case .guided(let number, let guidance, let by): entry(.guided, number, [.guidance: guidance, .by: by])
    case .frameTaken(let number, let by): entry(.frameTaken, number, [.by: by])
    case .deviceTested(let device, let by): entry(.deviceTested, nil, [.device: device, .by: by])
    case .deviceFailed(let number, let device, let fault):
      entry(.deviceFailed, number, [.device: device, .reason: fault.reason, .action: fault.action])
    case .serviceChanged(let reason, let by): entry(.serviceChanged, nil, [.reason: reason, .by: by])
    case .rehearsalBegan(let by): entry(.rehearsalBegan, nil, [.by: by])
    case .closed(let reason): entry(.closed, nil, [.reason: reason])
    case .opened: entry(.opened, nil)
    case .clockDoubted: entry(.clockDoubted, nil)
    case .clockConfirmed(let by): entry(.clockConfirmed, nil, [.by: by])
    case .frozen(let number, let fee, let feeDate): entry(.frozen, number, [.fee: fee, .feeDate: feeDate])
    case .thawed(let number): entry(.thawed, number)
    case .attested(let number, let by): entry(.attested, number, [.by: by])
    case .paymentIntended(let payment): entry(.paymentIntended, payment.sale, payment.fields())
    case .paymentAnswered(let payment, let answer):
      entry(.paymentAnswered, payment.sale, payment.fields([.answer: answer]))
    case .paymentUncertain(let payment): entry(.paymentUncertain, payment.sale, payment.fields())
    case .reversalIntended(let payment): entry(.reversalIntended, payment.sale, payment.fields())
    case .moneyOpen(let payment): entry(.moneyOpen, payment.sale, payment.fields())
    case .moneySettled(let payment, let answer, let by):
      entry(.moneySettled, payment.sale, payment.fields(answer.map { [.by: by, .bank: $0] } ?? [.by: by]))
    case .contactShown(let number, let by): entry(.contactShown, number, [.by: by])
    case .refunded(let number, let amount, let by): entry(.refunded, number, [.amount: amount, .by: by])
    case .dossierWithdrawn(let number, let by): entry(.dossierWithdrawn, number, [.by: by])
    case .dossierErased(let number): entry(.dossierErased, number)
    case .receiptPrinted(let number, let outcome): entry(.receiptPrinted, number, [.outcome: outcome])
    }
  }

  /// The fact that a row of the journal tells. What the row has besides is left alone: a fact that is written as the row is
  /// has an `entry` that equals it.
  package init(_ row: JournalEntry) throws(UnreadableEntry) {
    guard let kind = FactKind(rawValue: row.kind) else { throw .unknownKind }
    self =
      switch kind {
      case .visitOpened: .visitOpened(try row.caseNumber, try row[.language])
      case .languageChosen: .languageChosen(try row.caseNumber, try row[.language])
      case .consentGiven: .consentGiven(try row.caseNumber)
      case .stepDone: .stepDone(try row.caseNumber, try row[.step])
      case .visitEnded: .visitEnded(try row.caseNumber, try row[.ending])
      case .flagRaised: .flagRaised(row.number, try Flag(row))
      case .flagEnded:
        .flagEnded(
          row.number, try Flag(row), try row[.action], by: try row[.by], countersignedBy: try row[.countersignedBy])
      case .flagWithdrawn: .flagWithdrawn(row.number, try Flag(row))
      case .flagShown: .flagShown(try row.caseNumber, try row[.flag], by: try row[.by])
      case .assistEnded:
        .assistEnded(try row.caseNumber, try row[.flag], by: try row[.by], learned: try row[.learned])
      case .staffArrived: .staffArrived(row.number, try row[.by], try row[.role])
      case .staffLeft: .staffLeft(row.number, try row[.by])
      case .claimed: .claimed(row.number, by: try row[.by])
      case .released: .released(row.number, by: try row[.by])
      case .guided: .guided(try row.caseNumber, try row[.guidance], by: try row[.by])
      case .frameTaken: .frameTaken(try row.caseNumber, by: try row[.by])
      case .deviceTested: .deviceTested(try row[.device], by: try row[.by])
      case .deviceFailed:
        .deviceFailed(row.number, try row[.device], DeviceFault(try row[.reason], try row[.action]))
      case .serviceChanged: .serviceChanged(try row[.reason], by: try row[.by])
      case .rehearsalBegan: .rehearsalBegan(by: try row[.by])
      case .closed: .closed(try row[.reason])
      case .opened: .opened
      case .clockDoubted: .clockDoubted
      case .clockConfirmed: .clockConfirmed(by: try row[.by])
      case .frozen: .frozen(try row.caseNumber, try row[.fee], feeDate: try row[.feeDate])
      case .thawed: .thawed(try row.caseNumber)
      case .attested: .attested(try row.caseNumber, by: try row[.by])
      case .paymentIntended: .paymentIntended(try Payment(row))
      case .paymentAnswered: .paymentAnswered(try Payment(row), try row[.answer])
      case .paymentUncertain: .paymentUncertain(try Payment(row))
      case .reversalIntended: .reversalIntended(try Payment(row))
      case .moneyOpen: .moneyOpen(try Payment(row))
      case .moneySettled: .moneySettled(try Payment(row), try row[.bank], by: try row[.by])
      case .contactShown: .contactShown(try row.caseNumber, by: try row[.by])
      case .refunded: .refunded(try row.caseNumber, try row[.amount], by: try row[.by])
      case .dossierWithdrawn: .dossierWithdrawn(try row.caseNumber, by: try row[.by])
      case .dossierErased: .dossierErased(try row.caseNumber)
      case .receiptPrinted: .receiptPrinted(try row.caseNumber, try row[.outcome])
      }
  }
}

// MARK: - Whose act it is, and what it weighs

/// Somebody of staff who answers for a fact.
package struct Author: Hashable, Sendable {
  /// Who it is.
  package let staff: StaffID
  /// What role it takes; nothing when any will do.
  package let role: StaffRole?

  /// Somebody of staff with the role that it takes.
  package init(_ staff: StaffID, _ role: StaffRole? = nil) {
    self.staff = staff
    self.role = role
  }
}

extension Fact {
  /// Who of staff does this; the store asks each of their accounts in the transaction that writes it.
  ///
  /// Leaving, and giving back what was claimed, takes nothing: it also happens to somebody who may do nothing any more.
  package var authors: [Author] {
    switch self {
    case .flagEnded(_, let flag, let action, let by, let second):
      [Author(by, action.role(for: flag.code))] + (second.map { [Author($0, .officer)] } ?? [])
    case .attested(_, let by): [Author(by, .officer)]
    case .assistEnded(_, _, let by, _), .claimed(_, let by), .flagShown(_, _, let by), .guided(_, _, let by),
      .frameTaken(_, let by), .rehearsalBegan(let by):
      [Author(by, .librarian)]
    case .moneySettled(_, _, let by), .contactShown(_, let by), .refunded(_, _, let by), .dossierWithdrawn(_, let by):
      [Author(by, .supervisor)]
    case .deviceTested(_, let by): [Author(by, .technician)]
    case .staffArrived(_, let by, let role): [Author(by, role)]
    case .serviceChanged(_, let by), .clockConfirmed(let by): [Author(by)]
    case .visitOpened, .languageChosen, .consentGiven, .stepDone, .flagRaised, .flagWithdrawn, .staffLeft, .released,
      .frozen, .thawed,
      .paymentIntended, .paymentAnswered, .paymentUncertain, .reversalIntended, .moneyOpen, .dossierErased,
      .receiptPrinted, .visitEnded, .closed, .opened, .clockDoubted, .deviceFailed:
      []
    }
  }

  /// Whether it cannot be taken back: consent, a decision, money, an end. What was shown to a room is no secret again.
  var isFinal: Bool {
    switch self {
    case .consentGiven, .flagRaised, .flagShown, .clockConfirmed, .flagEnded, .assistEnded, .serviceChanged, .frozen,
      .attested, .paymentIntended, .paymentAnswered, .paymentUncertain, .reversalIntended, .moneyOpen, .moneySettled,
      .contactShown, .refunded, .dossierWithdrawn, .dossierErased, .visitEnded:
      true
    case .visitOpened, .languageChosen, .stepDone, .flagWithdrawn, .staffArrived, .staffLeft, .claimed, .released,
      .guided,
      .deviceTested, .rehearsalBegan, .frameTaken, .clockDoubted, .thawed, .receiptPrinted, .closed, .opened,
      .deviceFailed:
      false
    }
  }
}
