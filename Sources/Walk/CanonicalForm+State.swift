import PassportRules
import Renewal

/// Stand-ins for what names somebody or something and decides nothing.
enum CanonicalForm {
  static let number = CaseNumber(0)
  static let picture = PictureID(0)
  static let name = PersonName(given: "", surname: "")
  static let staff = StaffID("00")
  static let acceptance = Acceptance(by: staff, reason: .circumstancesChecked)
  static let presentation = Presentation(language: Language("da"))
  static let desk = DeskID(0)
  static let session = StaffSession(id: staff, firstName: "", role: .librarian)
}

extension Claim {
  /// Who has it decides nothing by itself: what may be done hangs on who asks.
  var canonical: Claim {
    Claim(desk: desk, session: CanonicalForm.session)
  }
}

extension Box.State {
  var canonical: Box.State {
    switch self {
    case .closed, .maintenance: self
    case .welcome: .welcome(nil)
    case .visit(let visit): .visit(visit.canonical)
    case .logIn(let logIn, let visit): .logIn(logIn.canonical, visit?.canonical)
    case .attended(let attendance): .attended(attendance.canonical)
    }
  }
}

extension Attendance {
  fileprivate var canonical: Attendance {
    var form = self
    form.visit = visit?.canonical
    form.notice = nil
    switch page {
    case .work(.secondPerson(let code, let action, let logIn)):
      form.page = .work(.secondPerson(code, action, logIn.canonical))
    // Who countersigns decides nothing; that somebody does is what they were asked for.
    case .work(.learned(let code, let action, let second)):
      form.page = .work(.learned(code, action, countersignedBy: second.map { _ in CanonicalForm.session }))
    case .resume(let entry, let notice): form.page = .resume(entry, notice == .looking ? notice : nil)
    case .work, .box, .outOfService, .chooseStep, .contact: break
    }
    return form
  }
}

extension LogIn {
  fileprivate var canonical: LogIn {
    var form = self
    form.notice = nil
    return form
  }
}

extension Visit {
  var canonical: Visit {
    var form = Visit(number: CanonicalForm.number, presentation: CanonicalForm.presentation)
    form.application = isBeyondReview ? Application() : application.canonical
    form.step = step.canonical
    form.overlay = overlay
    form.flags = flags.map(\.canonical)
    form.mismatches = mismatches
    form.returnsToReview = returnsToReview
    form.media = media
    form.claim = claim?.canonical
    form.freshFrame = freshFrame.map { _ in CanonicalForm.picture }
    return form
  }

  /// From the attestation on what was gathered is kept in the step; the way back from there is gone.
  private var isBeyondReview: Bool {
    step.name > .review && !step.isWaitingForAttestation
  }
}

extension Flag {
  /// Where it was raised, and what the citizen held, is for people to read; only open money is acted on.
  var canonical: Flag {
    Flag(code, step: nil, holding: holding.canonical, device: device, about: about.map { _ in CanonicalForm.number })
  }
}

extension Holding {
  fileprivate var canonical: Holding {
    switch self {
    case .nothing, .documentInReader, .owes: .nothing
    case .moneyOpen(let payment): .moneyOpen(payment.canonical)
    }
  }
}

extension Payment {
  var canonical: Payment { Payment(sale: CanonicalForm.number, attempt: 0, amount: amount) }
}

extension Receipt {
  var canonical: Receipt {
    Receipt(
      number: CanonicalForm.number, language: CanonicalForm.presentation.language, paid: paid, pickUpPlace: pickUpPlace,
      isParked: isParked, isCopy: isCopy)
  }
}

extension Acceptance {
  /// Why somebody of staff takes a picture by eye decides once; who and why is only kept afterwards.
  fileprivate var canonical: Acceptance { CanonicalForm.acceptance }
}

extension Requirement {
  fileprivate func canonical(_ form: (Value) -> Value) -> Requirement {
    switch self {
    case .missing: .missing
    case .met(let value): .met(form(value))
    case .excepted: .excepted(by: CanonicalForm.staff, reason: .circumstancesChecked)
    }
  }
}

extension Application {
  fileprivate var canonical: Application {
    var form = self
    form.document = document.canonical(\.canonical)
    form.name = name.map { _ in CanonicalForm.name }
    form.accepted = accepted.mapValues(\.canonical)
    form.photo = photo.canonical(\.canonical)
    form.pictureForTheEye = pictureForTheEye.map { _ in CanonicalForm.picture }
    form.prints = prints.canonical(\.canonical)
    form.signature = signature.canonical(\.canonical)
    return form
  }
}

extension CompleteApplication {
  /// Of what is complete only the fee and the place decide anything.
  var canonical: CompleteApplication {
    CompleteApplication(
      grounds: .expired, identity: identity, name: CanonicalForm.name, document: .missing, photo: .missing,
      picture: CanonicalForm.picture, prints: .missing, signature: .missing,
      details: Details(height: 0, mobile: nil, pickUpPlace: details.pickUpPlace), accepted: [:], fee: fee,
      feeDate: feeDate)
  }
}

extension OldDocument {
  fileprivate var canonical: OldDocument {
    OldDocument(
      number: "", picture: picture.map { _ in CanonicalForm.picture }, name: CanonicalForm.name, expiry: nil, isRegistered: true)
  }
}

extension ChosenPhoto {
  fileprivate var canonical: ChosenPhoto { ChosenPhoto(picture: CanonicalForm.picture, score: 0) }
}

extension FingerPrint {
  fileprivate var canonical: FingerPrint { FingerPrint(finger: finger, picture: CanonicalForm.picture, score: 0) }
}

extension FingerPrints {
  fileprivate var canonical: FingerPrints { FingerPrints(right: right.canonical, left: left.canonical) ?? self }
}

extension Signature {
  fileprivate var canonical: Signature { Signature(picture: CanonicalForm.picture) }
}

extension Attestation {
  var canonical: Attestation { Attestation(by: CanonicalForm.staff, application: application.canonical) }
}

// MARK: - Steps

extension Step {
  fileprivate var canonical: Step {
    switch self {
    case .language, .privacy, .grounds, .review, .farewell: self
    case .start(let start): .start(start.canonical)
    case .identity(let identity): .identity(identity.canonical)
    case .details(let details): .details(details.canonical)
    case .document(let document): .document(document.canonical)
    case .photo(let photo): .photo(photo.canonical)
    case .fingerprints(let prints): .fingerprints(prints.canonical)
    case .signature(let signature): .signature(signature.canonical)
    case .attestation(let attestation): .attestation(attestation.canonical)
    case .payment(let payment): .payment(payment.canonical)
    case .receipt(let receipt):
      .receipt(ReceiptStep(receipt: receipt.receipt.canonical, situation: receipt.situation))
    }
  }
}

// What a screen says about what went wrong decides nothing, but for the question whether a number is right.

extension StartStep {
  fileprivate var canonical: StartStep {
    var form = self
    form.notice = nil
    return form
  }
}

extension IdentityStep {
  fileprivate var canonical: IdentityStep {
    var form = self
    form.notice = notice == .pleaseCheck ? notice : nil
    return form
  }
}

extension DetailsStep {
  fileprivate var canonical: DetailsStep {
    var form = self
    form.notice = nil
    return form
  }
}

extension DocumentStep {
  fileprivate var canonical: DocumentStep {
    var form = self
    form.notice = nil
    switch situation {
    case .lookingUp(let page):
      let picture = page.picture.map { _ in CanonicalForm.picture }
      form.situation = .lookingUp(OldDocumentPage(number: "", name: CanonicalForm.name, picture: picture, tie: page.tie))
    case .differing(let page):
      let picture = page.picture.map { _ in CanonicalForm.picture }
      form.situation = .differing(DifferingPage(difference: page.difference, picture: picture))
    case .reading, .stopped, .removing, .pausing, .lookingUpByProof, .done: break
    }
    return form
  }
}

extension PhotoStep {
  fileprivate var canonical: PhotoStep {
    var form = self
    form.byEye = byEye?.canonical
    if case .choosing(let shots, let focus) = situation {
      let same = shots.map { Shot(picture: CanonicalForm.picture, score: 0, faults: $0.faults) }
      form.situation = .choosing(same, focus: focus)
    }
    if case .stopped = situation { form.situation = .stopped(cameraFailed: false, faults: []) }
    return form
  }
}

extension FingerprintStep {
  fileprivate var canonical: FingerprintStep {
    var form = self
    form.notice = nil
    form.right = right?.canonical
    if case .shown(let print) = situation { form.situation = .shown(print.canonical) }
    return form
  }
}

extension SignatureStep {
  fileprivate var canonical: SignatureStep {
    var form = self
    form.notice = nil
    guard case .shown(let signature) = situation else { return form }
    form.situation = .shown(signature.canonical)
    return form
  }
}

extension AttestationStep {
  fileprivate var canonical: AttestationStep {
    switch self {
    case .waiting(let application): .waiting(application.canonical)
    case .sealing(let attestation): .sealing(attestation.canonical)
    case .parking(let application): .parking(application.canonical)
    }
  }
}

extension PaymentStep {
  fileprivate var canonical: PaymentStep {
    var form = PaymentStep(attestation: attestation.canonical, situation: situation, attempt: 0)
    form.refusals = refusals
    return form
  }
}
