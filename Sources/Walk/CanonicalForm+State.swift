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
  var canonicalForm: Claim {
    Claim(desk: desk, session: CanonicalForm.session)
  }
}

extension Box.State {
  var canonicalForm: Box.State {
    switch self {
    case .closed, .maintenance: self
    case .welcome: .welcome(nil)
    case .visit(let visit): .visit(visit.canonicalForm)
    case .logIn(let logIn, let visit): .logIn(logIn.canonicalForm, visit?.canonicalForm)
    case .attended(let attendance): .attended(attendance.canonicalForm)
    }
  }
}

extension Attendance {
  fileprivate var canonicalForm: Attendance {
    var form = self
    form.visit = visit?.canonicalForm
    form.notice = nil
    switch page {
    case .work(.secondPerson(let code, let action, let logIn)):
      form.page = .work(.secondPerson(code, action, logIn.canonicalForm))
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
  fileprivate var canonicalForm: LogIn {
    var form = self
    form.notice = nil
    return form
  }
}

extension Visit {
  var canonicalForm: Visit {
    var form = Visit(number: CanonicalForm.number, presentation: CanonicalForm.presentation)
    form.application = isBeyondReview ? Application() : application.canonicalForm
    form.step = step.canonicalForm
    form.overlay = overlay
    form.flags = flags.map(\.canonicalForm)
    form.mismatches = mismatches
    form.returnsToReview = returnsToReview
    form.media = media
    form.claim = claim?.canonicalForm
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
  var canonicalForm: Flag {
    Flag(
      code, step: nil, holding: holding.canonicalForm, device: device, about: about.map { _ in CanonicalForm.number })
  }
}

extension Holding {
  fileprivate var canonicalForm: Holding {
    switch self {
    case .nothing, .documentInReader, .owes: .nothing
    case .moneyOpen(let payment): .moneyOpen(payment.canonicalForm)
    }
  }
}

extension Payment {
  var canonicalForm: Payment { Payment(sale: CanonicalForm.number, attempt: 0, amount: amount) }
}

extension Receipt {
  var canonicalForm: Receipt {
    Receipt(
      number: CanonicalForm.number, language: CanonicalForm.presentation.language, paid: paid, pickUpPlace: pickUpPlace,
      isParked: isParked, isCopy: isCopy)
  }
}

extension Acceptance {
  /// Why somebody of staff takes a picture by eye decides once; who and why is only kept afterwards.
  fileprivate var canonicalForm: Acceptance { CanonicalForm.acceptance }
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
  fileprivate var canonicalForm: Application {
    var form = self
    form.document = document.canonical(\.canonicalForm)
    form.name = name.map { _ in CanonicalForm.name }
    form.accepted = accepted.mapValues(\.canonicalForm)
    form.photo = photo.canonical(\.canonicalForm)
    form.pictureForTheEye = pictureForTheEye.map { _ in CanonicalForm.picture }
    form.prints = prints.canonical(\.canonicalForm)
    form.signature = signature.canonical(\.canonicalForm)
    return form
  }
}

extension CompleteApplication {
  /// Of what is complete only the fee and the place decide anything.
  var canonicalForm: CompleteApplication {
    CompleteApplication(
      grounds: .expired, identity: identity, name: CanonicalForm.name, document: .missing, photo: .missing,
      picture: CanonicalForm.picture, prints: .missing, signature: .missing,
      details: Details(height: 0, mobile: nil, pickUpPlace: details.pickUpPlace), accepted: [:], fee: fee,
      feeDate: feeDate)
  }
}

extension OldDocument {
  fileprivate var canonicalForm: OldDocument {
    OldDocument(
      number: "", picture: picture.map { _ in CanonicalForm.picture }, name: CanonicalForm.name, expiry: nil,
      isRegistered: true)
  }
}

extension ChosenPhoto {
  fileprivate var canonicalForm: ChosenPhoto { ChosenPhoto(picture: CanonicalForm.picture, score: 0) }
}

extension FingerPrint {
  fileprivate var canonicalForm: FingerPrint { FingerPrint(finger: finger, picture: CanonicalForm.picture, score: 0) }
}

extension FingerPrints {
  fileprivate var canonicalForm: FingerPrints {
    FingerPrints(right: right.canonicalForm, left: left.canonicalForm) ?? self
  }
}

extension Signature {
  fileprivate var canonicalForm: Signature { Signature(picture: CanonicalForm.picture) }
}

extension Attestation {
  var canonicalForm: Attestation { Attestation(by: CanonicalForm.staff, application: application.canonicalForm) }
}

// MARK: - Steps

extension Step {
  fileprivate var canonicalForm: Step {
    switch self {
    case .language, .privacy, .grounds, .review, .farewell: self
    case .start(let start): .start(start.canonicalForm)
    case .identity(let identity): .identity(identity.canonicalForm)
    case .details(let details): .details(details.canonicalForm)
    case .document(let document): .document(document.canonicalForm)
    case .photo(let photo): .photo(photo.canonicalForm)
    case .fingerprints(let prints): .fingerprints(prints.canonicalForm)
    case .signature(let signature): .signature(signature.canonicalForm)
    case .attestation(let attestation): .attestation(attestation.canonicalForm)
    case .payment(let payment): .payment(payment.canonicalForm)
    case .receipt(let receipt):
      .receipt(ReceiptStep(receipt: receipt.receipt.canonicalForm, situation: receipt.situation))
    }
  }
}

// What a screen says about what went wrong decides nothing, but for the question whether a number is right.

extension StartStep {
  fileprivate var canonicalForm: StartStep {
    var form = self
    form.notice = nil
    return form
  }
}

extension IdentityStep {
  fileprivate var canonicalForm: IdentityStep {
    var form = self
    form.notice = notice == .pleaseCheck ? notice : nil
    return form
  }
}

extension DetailsStep {
  fileprivate var canonicalForm: DetailsStep {
    var form = self
    form.notice = nil
    return form
  }
}

extension DocumentStep {
  fileprivate var canonicalForm: DocumentStep {
    var form = self
    form.notice = nil
    switch situation {
    case .lookingUp(let page):
      let picture = page.picture.map { _ in CanonicalForm.picture }
      form.situation = .lookingUp(
        OldDocumentPage(number: "", name: CanonicalForm.name, picture: picture, tie: page.tie))
    case .differing(let page):
      let picture = page.picture.map { _ in CanonicalForm.picture }
      form.situation = .differing(DifferingPage(difference: page.difference, picture: picture))
    case .reading, .stopped, .removing, .pausing, .lookingUpByProof, .done: break
    }
    return form
  }
}

extension PhotoStep {
  fileprivate var canonicalForm: PhotoStep {
    var form = self
    form.byEye = byEye?.canonicalForm
    if case .choosing(let shots, let focus) = situation {
      let same = shots.map { Shot(picture: CanonicalForm.picture, score: 0, faults: $0.faults) }
      form.situation = .choosing(same, focus: focus)
    }
    if case .stopped = situation { form.situation = .stopped(cameraFailed: false, faults: []) }
    return form
  }
}

extension FingerprintStep {
  fileprivate var canonicalForm: FingerprintStep {
    var form = self
    form.notice = nil
    form.right = right?.canonicalForm
    if case .shown(let print) = situation { form.situation = .shown(print.canonicalForm) }
    return form
  }
}

extension SignatureStep {
  fileprivate var canonicalForm: SignatureStep {
    var form = self
    form.notice = nil
    guard case .shown(let signature) = situation else { return form }
    form.situation = .shown(signature.canonicalForm)
    return form
  }
}

extension AttestationStep {
  fileprivate var canonicalForm: AttestationStep {
    switch self {
    case .waiting(let application): .waiting(application.canonicalForm)
    case .sealing(let attestation): .sealing(attestation.canonicalForm)
    case .parking(let application): .parking(application.canonicalForm)
    }
  }
}

extension PaymentStep {
  fileprivate var canonicalForm: PaymentStep {
    var form = PaymentStep(attestation: attestation.canonicalForm, situation: situation.canonicalForm, attempt: 0)
    form.refusals = refusals
    return form
  }
}

extension PaymentStep.Situation {
  fileprivate var canonicalForm: PaymentStep.Situation {
    switch self {
    case .underWay(let money):
      .underWay(
        PaymentTransaction(
          money.payment.canonicalForm, for: money.purpose, state: money.state, approved: money.approved))
    case .explained, .refused, .releasing: self
    }
  }
}
