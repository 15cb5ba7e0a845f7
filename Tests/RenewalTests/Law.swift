import PassportRules
import Renewal

/// What must hold in every state, and for every event's effects; the numbers are those of `Documentation/Invariants.md`.
enum Law: String, Hashable, CaseIterable {
  // 1, 2, 6
  case intentBeforePayment, previousAttemptResolved, referenceIsKept, oneCaptureAVisit, moneyAtRest
  // 14
  case consent, completeness, exceptions, attestation, paidOrFree, dossierErased
  // 13
  case hands
  // 4
  case wipe, nothingPersonalStays, newVisitIsEmpty, pictures
  // 7, 8
  case welcomeIsReady, noThanksWithDocument, light
  // 15, and 3: questions
  case idleTimer, warningTimer, staffTimer, sessionTimer, stepTimer, questions
  // 9, and 18: covered
  case flags, flagsSurvive, calling, covered
  // 16, and 19: roles
  case wayToAPerson, keypad, roles
  // 21
  case facts, oneTransaction
  // 20
  case revoked
  // 17, and 23: menu
  case heldKeys, menu
  // 26, 27
  case approvals, devices
  // 3, 11, 5
  case staleAnswers, equalKeys, deadEnd
}

/// A law that was broken, and how.
struct Violation: Hashable, CustomStringConvertible {
  let law: Law
  let detail: String

  init(_ law: Law, _ detail: String = "") {
    self.law = law
    self.detail = detail
  }

  var description: String { detail.isEmpty ? law.rawValue : "\(law.rawValue): \(detail)" }
}

/// What a visit did so far, as a bookkeeper outside the machine sees it from events and effects alone.
struct Ledger {
  /// How far the money of the present attempt is.
  enum Money: Hashable {
    case none, intended, underWay, approved, wrongAmount, resolved, captured, open
  }

  /// The case, while its visit goes on.
  var number: CaseNumber?
  var hasConsent = false
  var isFrozen = false
  var isAttested = false
  var isHeld = false
  var captures = 0
  var money = Money.none
  var payment: Payment?
  var isReversalIntended = false
  /// Who of staff logged in last, by what the accounts said.
  var staff: StaffSession?
  /// Who could take something as met in this visit.
  var officers: Set<StaffID> = []
  /// Pictures that devices handed over in this visit and that were not overwritten since.
  var pictures: Set<PictureID> = []
  /// The highest case number seen.
  var highest = CaseNumber(0)

  /// What of it must be told apart in a walk: everything but numbers.
  struct Form: Hashable {
    let isOpen, hasConsent, isFrozen, isAttested, isHeld, isReversalIntended: Bool
    let captures: Int
    let money: Money
  }

  var form: Form {
    Form(
      isOpen: number != nil, hasConsent: hasConsent, isFrozen: isFrozen, isAttested: isAttested, isHeld: isHeld,
      isReversalIntended: isReversalIntended, captures: captures, money: money)
  }

  /// Whether nothing of the citizen's money is unaccounted for.
  var isAtRest: Bool {
    switch money {
    case .none, .intended, .resolved, .captured, .open: true
    case .underWay, .approved, .wrongAmount: false
    }
  }
}
