package import PassportRules

/// How soon a person must come.
package enum Severity: Int, Hashable, Sendable, CaseIterable, Comparable {
  /// Nobody need come.
  case info
  /// A librarian.
  case help
  /// Authorised staff.
  case officer
  /// Now.
  case urgent

  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// Why a librarian is needed; the raw values are stable, staff's texts and reports use them.
package enum FlagCode: String, Hashable, Sendable, CaseIterable, Comparable {
  case helpRequested, stuck
  case attestationWanted
  case documentUnreadable, personUnknown, replacementNumber, firstPassport
  case documentMismatch, documentDiffers, documentTakenAway
  case chipSilent, chipLocked, chipAltered, chipIssuerUnknown, chipCloned
  case presentationAttack
  case documentReportedStolen, passportRestriction
  case child, lossDeclaration, nameChanged, numberChanged, authorityError, threeInFiveYears
  case photoRejected, headCovering
  case printsPoor, fingersMissing, fingersInjured, sameFinger
  case cannotSign
  case paymentRefused, terminalFailed, wrongAmount
  case moneyOpen, refundOwed
  case documentLeftBehind, cabinetOpened
  case deviceFailed, deviceFault
  case dossierUnacknowledged, authorityRejected
  case recordsDiffer, storageLow, voiceLost

  /// How soon a person must come.
  package var severity: Severity {
    switch self {
    case .helpRequested, .stuck, .paymentRefused, .terminalFailed, .wrongAmount, .deviceFailed, .deviceFault,
      .storageLow, .voiceLost:
      .help
    case .documentLeftBehind, .cabinetOpened: .urgent
    case .attestationWanted, .documentUnreadable, .personUnknown, .replacementNumber, .firstPassport, .documentMismatch,
      .documentDiffers, .documentTakenAway, .chipSilent, .chipLocked, .chipAltered, .chipIssuerUnknown, .chipCloned,
      .presentationAttack, .documentReportedStolen, .passportRestriction, .child, .lossDeclaration,
      .nameChanged, .numberChanged, .authorityError, .threeInFiveYears, .photoRejected, .headCovering, .printsPoor,
      .fingersMissing, .fingersInjured, .sameFinger, .cannotSign, .moneyOpen, .refundOwed, .dossierUnacknowledged,
      .authorityRejected, .recordsDiffer:
      .officer
    }
  }

  /// Whether no citizen could have done without a person, so that nobody was helped with what they might learn.
  var alwaysTakesAPerson: Bool {
    switch self {
    case .attestationWanted, .personUnknown, .replacementNumber, .firstPassport, .documentDiffers, .chipSilent,
      .chipAltered, .chipIssuerUnknown, .chipCloned, .presentationAttack, .documentReportedStolen, .passportRestriction,
      .child, .lossDeclaration, .nameChanged, .numberChanged,
      .authorityError, .threeInFiveYears, .headCovering, .fingersMissing, .fingersInjured, .cannotSign, .terminalFailed,
      .wrongAmount, .deviceFailed:
      true
    case .helpRequested, .stuck, .documentUnreadable, .documentMismatch, .documentTakenAway, .chipLocked,
      .photoRejected,
      .printsPoor, .sameFinger,
      .paymentRefused, .moneyOpen, .refundOwed, .documentLeftBehind, .cabinetOpened, .deviceFault,
      .dossierUnacknowledged, .authorityRejected, .recordsDiffer, .storageLow, .voiceLost:
      false
    }
  }

  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// A raised flag: what a member of staff sees before they come.
package struct Flag: Hashable, Sendable {
  /// Why.
  package let code: FlagCode
  /// Where the visit was.
  package let step: StepName?
  /// What the citizen still holds in a device or owes.
  package let holding: Holding
  /// The device it is about, where one has a fault.
  package let device: Device?
  /// The case of an earlier visit that it is about, for what became of a dossier.
  package let about: CaseNumber?

  /// A flag with its reason and place.
  package init(
    _ code: FlagCode, step: StepName?, holding: Holding = .nothing, device: Device? = nil, about: CaseNumber? = nil
  ) {
    self.code = code
    self.step = step
    self.holding = holding
    self.device = device
    self.about = about
  }
}

/// What a citizen has in a device, or owes, when a flag is raised.
package enum Holding: Hashable, Sendable {
  case nothing
  /// A document lies in the reader.
  case documentInReader
  /// A fee is open.
  case owes(Amount)
  /// A payment whose end is not known.
  case moneyOpen(Payment)
}

/// What an account may do.
package enum StaffRole: String, Hashable, Sendable, CaseIterable {
  /// Guides and refers.
  case librarian
  /// Attests and excepts, and is a librarian.
  case officer
  /// Countersigns, settles money, manages accounts, and is an officer.
  case supervisor
  /// Maintains devices and sees no personal data.
  case technician

  /// Whether this role may do what the other may.
  package func covers(_ needed: StaffRole) -> Bool {
    switch (self, needed) {
    case (.supervisor, .librarian), (.supervisor, .officer), (.supervisor, .supervisor): true
    case (.officer, .librarian), (.officer, .officer), (.librarian, .librarian), (.technician, .technician): true
    case (.supervisor, .technician), (.officer, .supervisor), (.officer, .technician): false
    case (.librarian, .officer), (.librarian, .supervisor), (.librarian, .technician): false
    case (.technician, .librarian), (.technician, .officer), (.technician, .supervisor): false
    }
  }
}

/// Where a citizen is sent when the box cannot go on.
package enum Referral: String, Hashable, Sendable, CaseIterable {
  case borgerservice, police
}

/// On what ground an authorised person takes something as met; the journal keeps it.
package enum ExceptionReason: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Other photo identification was seen.
  case otherPhotoID
  /// Birth certificate or health card, and photo identification, were seen.
  case certificateAndPhotoID
  /// All holders of custody have signed.
  case custodyConsent
  /// One holder of custody has signed, the other is prevented.
  case oneHolderPrevented
  /// A declaration of loss is signed.
  case lossDeclared
  /// The police's receipt was seen.
  case policeReceipt
  /// Proof of the new name was seen.
  case nameProof
  /// Proof of the new CPR number was seen.
  case numberProof
  /// The passport itself was seen, and it says what its chip says.
  case passportSeen
  /// The faulty passport was seen.
  case authorityErrorSeen
  /// The picture is good to the eye.
  case photoByEye
  /// A head covering for religion or health.
  case headCoveringAllowed
  /// Prints can never be given.
  case printsNever
  /// Prints cannot be given now.
  case printsNotNow
  /// The citizen cannot write their name.
  case cannotSign
  /// The circumstances were checked.
  case circumstancesChecked

  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

extension FlagCode {
  /// The actions allowed, in the order staff see them; the number pressed is the place in this list.
  package var actions: [StaffAction] {
    switch self {
    case .helpRequested, .stuck:
      [.handBack, .retry, .chooseStep, .refer(.borgerservice, nil), .endVisit(nil)]
    case .attestationWanted:
      [.attest, .declineAttestation(nil), .park(nil), .handBack]
    case .documentUnreadable, .documentTakenAway, .chipSilent, .chipLocked, .chipIssuerUnknown:
      [.retry, .except(.otherPhotoID), .except(.certificateAndPhotoID), .refer(.borgerservice, nil), .endVisit(nil)]
    case .personUnknown, .firstPassport:
      [.retry, .except(.certificateAndPhotoID), .refer(.borgerservice, nil), .endVisit(nil)]
    case .replacementNumber:
      [.retry, .refer(.borgerservice, nil), .endVisit(nil)]
    case .documentMismatch, .chipAltered, .chipCloned:
      [.retry, .except(.otherPhotoID), .refer(.borgerservice, nil), .refer(.police, nil), .endVisit(nil)]
    case .presentationAttack:
      [.retry, .except(.photoByEye), .refer(.borgerservice, nil), .refer(.police, nil), .endVisit(nil)]
    case .documentReportedStolen, .passportRestriction:
      [.refer(.police, nil), .endVisit(nil)]
    case .child:
      [
        .except(.custodyConsent), .except(.oneHolderPrevented), .refer(.borgerservice, nil), .refer(.police, nil),
        .endVisit(nil),
      ]
    case .lossDeclaration:
      [
        .except(.lossDeclared), .except(.policeReceipt), .refer(.borgerservice, nil), .refer(.police, nil),
        .endVisit(nil),
      ]
    case .documentDiffers:
      [.retry, .except(.passportSeen), .refer(.borgerservice, nil), .endVisit(nil)]
    case .nameChanged:
      [.except(.nameProof), .refer(.borgerservice, nil), .endVisit(nil)]
    case .numberChanged:
      [.except(.numberProof), .refer(.borgerservice, nil), .endVisit(nil)]
    case .authorityError:
      [.except(.authorityErrorSeen), .refer(.borgerservice, nil), .endVisit(nil)]
    case .threeInFiveYears:
      [.except(.circumstancesChecked), .refer(.borgerservice, nil), .endVisit(nil)]
    case .photoRejected, .headCovering:
      [.retry, .except(.photoByEye), .except(.headCoveringAllowed), .refer(.borgerservice, nil), .endVisit(nil)]
    case .printsPoor, .fingersMissing, .fingersInjured, .sameFinger:
      [.retry, .except(.printsNever), .except(.printsNotNow), .refer(.borgerservice, nil), .endVisit(nil)]
    case .cannotSign:
      [.retry, .except(.cannotSign), .refer(.borgerservice, nil), .endVisit(nil)]
    case .paymentRefused, .terminalFailed, .wrongAmount:
      [.retry, .park(nil), .endVisit(nil)]
    case .deviceFailed:
      [.retry, .refer(.borgerservice, nil), .endVisit(nil), .takeOutOfService(nil)]
    case .moneyOpen, .refundOwed: [.settleMoney(nil), .showContact, .handBack]
    case .documentLeftBehind:
      [.confirmRemoved, .takeOutOfService(nil)]
    case .cabinetOpened, .deviceFault:
      [.putInService, .takeOutOfService(nil)]
    case .dossierUnacknowledged, .authorityRejected:
      [.retry, .showContact, .refer(.borgerservice, nil)]
    case .recordsDiffer:
      [.confirmExamined, .takeOutOfService(nil), .handBack]
    case .storageLow, .voiceLost:
      [.takeOutOfService(nil), .handBack]
    }
  }
}

extension FlagCode {
  /// Whether its page at the box is covered until staff ask for the facts, for the citizen, and whoever is near, reads along there.
  package var isCovered: Bool {
    switch self {
    // Only the police can help.
    case .documentReportedStolen, .passportRestriction: true
    // A suspicion that may be none; for most of them the police are among the choices.
    case .documentMismatch, .chipAltered, .chipIssuerUnknown, .chipCloned, .presentationAttack, .threeInFiveYears: true
    // Nothing is suspected, but the police are among the choices.
    case .child, .lossDeclaration: true
    // Not a matter for others either; and so a covered page does not mean the police.
    case .personUnknown: true
    // What the citizen said, showed or asked for, or what is wrong with the box.
    case .helpRequested, .stuck, .attestationWanted, .documentUnreadable, .replacementNumber, .firstPassport,
      .documentDiffers, .documentTakenAway, .chipSilent, .chipLocked, .nameChanged, .numberChanged, .authorityError,
      .photoRejected, .headCovering, .printsPoor,
      .fingersMissing, .fingersInjured, .sameFinger, .cannotSign, .paymentRefused, .terminalFailed, .wrongAmount,
      .moneyOpen, .refundOwed, .documentLeftBehind, .cabinetOpened, .deviceFailed, .deviceFault, .dossierUnacknowledged,
      .authorityRejected, .recordsDiffer, .storageLow, .voiceLost:
      false
    }
  }

  /// Whether it is about a dossier that the authority does not have.
  var isAboutSending: Bool { self == .dossierUnacknowledged || self == .authorityRejected }

  /// Whether it is about the dossier of an earlier visit, so that the case's number belongs to it.
  package var isAboutDossier: Bool { isAboutSending || self == .refundOwed }

  /// Whether it is about a visit that goes on, and not about the box or what an earlier visit left.
  package var isOfVisit: Bool {
    switch self {
    case .moneyOpen, .refundOwed, .documentLeftBehind, .cabinetOpened, .deviceFault, .dossierUnacknowledged,
      .authorityRejected, .recordsDiffer, .storageLow, .voiceLost:
      false
    case .helpRequested, .stuck, .attestationWanted, .documentUnreadable, .personUnknown, .replacementNumber,
      .firstPassport, .documentMismatch, .documentDiffers, .documentTakenAway, .chipSilent, .chipLocked, .chipAltered,
      .chipIssuerUnknown, .chipCloned, .presentationAttack, .documentReportedStolen,
      .passportRestriction, .child, .lossDeclaration, .nameChanged, .numberChanged, .authorityError, .threeInFiveYears,
      .photoRejected, .headCovering, .printsPoor, .fingersMissing, .fingersInjured, .sameFinger, .cannotSign,
      .paymentRefused, .terminalFailed, .wrongAmount, .deviceFailed:
      true
    }
  }

  /// Whether it is about the device of the step that the visit is at, which failed or did what nobody asked: never the citizen's doing.
  package var isOfStepsDevice: Bool {
    switch self {
    case .deviceFailed, .terminalFailed, .wrongAmount: true
    default: false
    }
  }

  /// Whether the case is complete but for the fee, so that it can be kept.
  package var isOfPayment: Bool {
    switch self {
    case .paymentRefused, .terminalFailed, .wrongAmount: true
    default: false
    }
  }

  /// Whether it asks for nothing but a person.
  package var isOnlyHelp: Bool { self == .helpRequested || self == .stuck }

  /// Whether it was raised by what the citizen chose or typed, so that `-` takes it back.
  package var isCitizensOwn: Bool {
    switch self {
    case .helpRequested, .stuck, .documentUnreadable, .documentTakenAway, .chipSilent, .chipLocked, .replacementNumber,
      .firstPassport, .child, .lossDeclaration,
      .numberChanged, .authorityError, .headCovering, .fingersMissing, .fingersInjured, .cannotSign:
      true
    case .attestationWanted, .personUnknown, .documentMismatch, .documentDiffers, .chipAltered, .chipIssuerUnknown,
      .chipCloned, .presentationAttack,
      .documentReportedStolen, .passportRestriction, .nameChanged, .threeInFiveYears, .photoRejected, .printsPoor,
      .sameFinger, .paymentRefused, .terminalFailed, .wrongAmount, .moneyOpen, .refundOwed, .documentLeftBehind,
      .cabinetOpened, .deviceFailed, .deviceFault, .dossierUnacknowledged,
      .authorityRejected, .recordsDiffer, .storageLow, .voiceLost:
      false
    }
  }
}
