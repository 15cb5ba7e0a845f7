/// The steps of a visit. This list is their order, and the only one.
package enum StepName: String, Hashable, Sendable, CaseIterable, Comparable {
  case language, privacy, start, grounds, identity, document, photo, fingerprints, signature, details, review
  case attestation, payment, receipt, farewell

  package static func < (one: Self, other: Self) -> Bool { one.place < other.place }

  /// The place in the order, from 0.
  package var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// Whether the fee and its day are fixed here, because the citizen has confirmed everything.
  package var isFrozen: Bool { self > .review && self < .farewell }

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
