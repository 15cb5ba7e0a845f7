/// Where a visit is; each case carries just what that step knows.
package indirect enum Step: Hashable, Sendable {
  case language(LanguageStep)
  case privacy
  case start(StartStep)
  case grounds
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

  /// The step's name.
  package var name: StepName {
    switch self {
    case .language: .language
    case .privacy: .privacy
    case .start: .start
    case .grounds: .grounds
    case .identity: .identity
    case .document: .document
    case .photo: .photo
    case .fingerprints: .fingerprints
    case .signature: .signature
    case .details: .details
    case .review: .review
    case .attestation: .attestation
    case .payment: .payment
    case .receipt: .receipt
    case .farewell: .farewell
    }
  }
}

extension Step {
  /// Pictures that only the step itself refers to, so that they go when it is left aside.
  package var ownPictures: [PictureID] {
    switch self {
    case .document(let document):
      return switch document.situation {
      case .lookingUp(let page): page.picture.map { [$0] } ?? []
      case .differing(let page): page.picture.map { [$0] } ?? []
      case .reading, .stopped, .removing, .pausing, .lookingUpByProof, .done: []
      }
    case .photo(let photo):
      guard case .choosing(let shots, _) = photo.situation else { return [] }
      return shots.map(\.picture)
    case .fingerprints(let prints):
      let right = prints.right.map { [$0.picture] } ?? []
      guard case .shown(let print) = prints.situation else { return right }
      return right + [print.picture]
    case .signature(let signature):
      guard case .shown(let shown) = signature.situation else { return [] }
      return [shown.picture]
    case .language, .privacy, .start, .grounds, .identity, .details, .review, .attestation, .payment, .receipt,
      .farewell:
      return []
    }
  }
}

/// How a visit ended.
package enum Ending: Hashable, Sendable {
  /// A passport is on its way.
  case completed
  /// The citizen stopped.
  case stopped
  /// Nobody pressed a key.
  case timedOut
  /// No consent, so nothing was kept.
  case consentRefused
  /// Staff, or the rules, send the citizen elsewhere; the flag says why, the screen stays neutral.
  case referred(Referral, FlagCode)
  /// Nobody could come; the citizen may come again when an officer is here.
  case nobodyCame(FlagCode)
  /// The case waits for an officer, sealed, and no money was taken.
  case parked
  /// It is not known whether money was taken; staff settle it and the citizen pays at most once.
  case moneyOpen
  /// Staff ended the visit.
  case endedByStaff
  /// The box had to stop: a device, the disk or the system.
  case interrupted
}
