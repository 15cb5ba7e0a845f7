package import PassportRules

/// What a visit has gathered so far.
package struct Application: Hashable, Sendable {
  /// Whether the citizen agreed that the box takes and keeps what it must.
  package var hasConsent = false
  /// The booking code, when there is one.
  package var booking: BookingCode?
  /// Why a new passport is wanted.
  package var grounds: RenewalGrounds?
  /// Who the citizen is.
  package var identity: Identity?
  /// The old document, or other proof.
  package var document: Requirement<OldDocument> = .missing
  /// The name, once the register or the document told it.
  package var name: PersonName?
  /// What an authorised person has accepted of the circumstances.
  package var accepted: [Circumstance: Acceptance] = [:]
  /// Circumstances the register told about.
  package var remarked: Set<Circumstance> = []
  /// The photo.
  package var photo: Requirement<ChosenPhoto> = .missing
  /// The best picture taken that did not pass; an authorised person may take it by eye.
  package var pictureForTheEye: PictureID?
  /// The prints.
  package var prints: Requirement<FingerPrints> = .missing
  /// The signature.
  package var signature: Requirement<Signature> = .missing
  /// Height, mobile number and place.
  package var details: Details?
  /// What the register said of the booking code; nothing before it was asked about this code, or without one.
  package var bookingAnswer: BookingAnswer?

  /// An empty application.
  package init() {}

  /// What a booking filled in beforehand.
  package var booked: BookedDetails? {
    guard case .known(let details) = bookingAnswer else { return nil }
    return details
  }

  /// Takes a booking code, or none; what was said of another one is forgotten.
  mutating func book(_ code: BookingCode?) {
    guard code != booking else { return }
    booking = code
    bookingAnswer = nil
  }
}

/// An application that has all it needs: only `Application.complete` makes one, and only this can be attested and submitted.
///
/// An attestation binds the value: a copy in which anything is changed is another application.
package struct CompleteApplication: Hashable, Sendable {
  /// Why.
  package var grounds: RenewalGrounds
  /// Who.
  package var identity: Identity
  /// The name for the new passport.
  package var name: PersonName
  /// The old document, or who took other proof.
  package var document: Requirement<OldDocument>
  /// The photo, or who took it as met.
  package var photo: Requirement<ChosenPhoto>
  /// The picture for the passport, measured or taken by eye.
  package var picture: PictureID
  /// The prints, who took them as met, or missing when the age needs none.
  package var prints: Requirement<FingerPrints>
  /// The signature, who took it as met, or missing when the age needs none.
  package var signature: Requirement<Signature>
  /// What the citizen told.
  package var details: Details
  /// What was accepted of the circumstances.
  package var accepted: [Circumstance: Acceptance]
  /// The fee, fixed with its date.
  package var fee: Fee
  /// The day the fee was fixed.
  package var feeDate: CivilDate

  /// An application that was complete, read back as it was written; new ones come from `Application.complete` alone.
  package init(
    grounds: RenewalGrounds, identity: Identity, name: PersonName, document: Requirement<OldDocument>,
    photo: Requirement<ChosenPhoto>, picture: PictureID, prints: Requirement<FingerPrints>,
    signature: Requirement<Signature>, details: Details, accepted: [Circumstance: Acceptance], fee: Fee,
    feeDate: CivilDate
  ) {
    self.grounds = grounds
    self.identity = identity
    self.name = name
    self.document = document
    self.photo = photo
    self.picture = picture
    self.prints = prints
    self.signature = signature
    self.details = details
    self.accepted = accepted
    self.fee = fee
    self.feeDate = feeDate
  }
}

/// Whether an application has all it needs.
package enum Completion: Hashable, Sendable {
  case complete(CompleteApplication)
  /// The first step that must be done.
  case missing(StepName)
  /// The rules know no fee for it: a person decides.
  case noFee
}

extension Application {
  /// The application with everything it needs by the citizen's age and grounds, its fee fixed with the date.
  package func complete(by rules: Rules, on date: CivilDate) -> Completion {
    guard hasConsent else { return .missing(.privacy) }
    guard let grounds else { return .missing(.grounds) }
    guard let identity else { return .missing(.identity) }
    let birth = identity.cpr.birthDate
    let needs = rules.requirements(bornOn: birth, on: date, grounds: grounds)
    let unseen = circumstances(by: needs).filter { accepted[$0] == nil }
    if unseen.contains(.guardianConsent) { return .missing(.identity) }
    guard document.isSettled, let name else { return .missing(.document) }
    if let circumstance = unseen.first { return .missing(circumstance == .authorityError ? .grounds : .document) }
    guard let picture = photo.value?.picture ?? (photo.isSettled ? pictureForTheEye : nil) else {
      return .missing(.photo)
    }
    if needs.prints, !prints.isSettled { return .missing(.fingerprints) }
    if needs.signature, !signature.isSettled { return .missing(.signature) }
    guard let details else { return .missing(.details) }
    guard case .fee(let fee) = rules.fee(bornOn: birth, on: date, grounds: grounds) else { return .noFee }
    return .complete(
      CompleteApplication(
        grounds: grounds, identity: identity, name: name, document: document, photo: photo, picture: picture,
        prints: needs.prints ? prints : .missing, signature: needs.signature ? signature : .missing, details: details,
        accepted: accepted, fee: fee, feeDate: date))
  }

  /// What a parked case had gathered.
  init(_ complete: CompleteApplication) {
    hasConsent = true
    grounds = complete.grounds
    identity = complete.identity
    document = complete.document
    name = complete.name
    accepted = complete.accepted
    remarked = Set(complete.accepted.keys).intersection([.threeInFiveYears])
    photo = complete.photo
    if complete.photo.value == nil { pictureForTheEye = complete.picture }
    prints = complete.prints
    signature = complete.signature
    details = complete.details
  }
}

/// The attestation by an authorised person; it binds the application they saw, whole.
package struct Attestation: Hashable, Sendable {
  /// Who attested.
  package let by: StaffID
  /// What they attested.
  package let application: CompleteApplication

  /// An attestation of an application.
  package init(by: StaffID, application: CompleteApplication) {
    self.by = by
    self.application = application
  }
}
