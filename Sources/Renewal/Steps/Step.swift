/// The steps of a visit. This list is their order, and the only one.
package enum StepName: String, Hashable, Sendable, CaseIterable, Comparable {
  case language, privacy, start, grounds, identity, document, photo, fingerprints, signature, details, review
  case attestation, payment, receipt, farewell

  package static func < (one: Self, other: Self) -> Bool { one.place < other.place }

  /// The place in the order, from 0.
  package var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// Whether the fee and its day are fixed here, because the citizen has confirmed everything.
  package var isFrozen: Bool { self > .review && self < .farewell }

  /// The steps that a citizen does, as the dots on the screen count them: the attestation is staff's, and still the review's dot.
  package static let ofCitizens = allCases.filter { $0 >= .start && $0 <= .payment && $0 != .attestation }

  /// The step itself.
  var kind: any VisitStep.Type {
    switch self {
    case .language: LanguageStep.self
    case .privacy: PrivacyStep.self
    case .start: StartStep.self
    case .grounds: GroundsStep.self
    case .identity: IdentityStep.self
    case .document: DocumentStep.self
    case .photo: PhotoStep.self
    case .fingerprints: FingerprintStep.self
    case .signature: SignatureStep.self
    case .details: DetailsStep.self
    case .review: ReviewStep.self
    case .attestation: AttestationStep.self
    case .payment: PaymentStep.self
    case .receipt: ReceiptStep.self
    case .farewell: FarewellStep.self
    }
  }
}

/// Where a visit is; each case carries just what that step knows.
package indirect enum Step: Hashable, Sendable {
  case language(LanguageStep)
  case privacy
  case start(StartStep)
  case grounds(GroundsStep)
  case identity(IdentityStep)
  case document(DocumentStep)
  case photo(PhotoStep)
  case fingerprints(FingerprintStep)
  case signature(SignatureStep)
  case details(DetailsStep)
  case review
  case attestation(AttestationStep)
  case payment(PaymentStep)
  case receipt(ReceiptStep)
  case farewell(Ending)

  /// What the step is and does.
  var body: any VisitStep {
    switch self {
    case .language(let step): step
    case .privacy: PrivacyStep()
    case .start(let step): step
    case .grounds(let step): step
    case .identity(let step): step
    case .document(let step): step
    case .photo(let step): step
    case .fingerprints(let step): step
    case .signature(let step): step
    case .details(let step): step
    case .review: ReviewStep()
    case .attestation(let step): step
    case .payment(let step): step
    case .receipt(let step): step
    case .farewell(let ending): FarewellStep(ending: ending)
    }
  }

  /// The step's name, without a copy of the step: it is asked for more often than anything else.
  package var name: StepName {
    switch self {
    case .language: LanguageStep.name
    case .privacy: PrivacyStep.name
    case .start: StartStep.name
    case .grounds: GroundsStep.name
    case .identity: IdentityStep.name
    case .document: DocumentStep.name
    case .photo: PhotoStep.name
    case .fingerprints: FingerprintStep.name
    case .signature: SignatureStep.name
    case .details: DetailsStep.name
    case .review: ReviewStep.name
    case .attestation: AttestationStep.name
    case .payment: PaymentStep.name
    case .receipt: ReceiptStep.name
    case .farewell: FarewellStep.name
    }
  }

  /// Pictures that only the step itself refers to, so that they go when it is left aside.
  package var ownPictures: [PictureID] { body.ownPictures }

  /// Whether an authorised person is waited for, so that staff can log in straight from this screen.
  package var isWaitingForAttestation: Bool {
    guard case .attestation(.waiting) = self else { return false }
    return true
  }

  /// How a visit ends for a reason; a case that has its receipt is done, whatever ends its visit.
  package func ending(for reason: Ending) -> Ending {
    guard case .receipt(let step) = self else { return reason }
    return switch reason {
    case .stopped, .timedOut, .nobodyCame, .endedByStaff, .interrupted: step.receipt.kind.ending
    case .completed, .parked, .consentRefused, .referred, .moneyOpen: reason
    }
  }
}
