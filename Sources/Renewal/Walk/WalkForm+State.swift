import PassportRules

/// Stand-ins for what names somebody or something and decides nothing.
enum WalkForm {
  static let number = CaseNumber(0)
  static let picture = PictureID(0)
  static let name = PersonName(given: "", surname: "")
  static let staff = StaffID("00")
  static let acceptance = Acceptance(by: staff, reason: .circumstancesChecked)
  static let presentation = Presentation(language: Language("da"))
  static let desk = DeskID(0)
}

extension Claim {
  /// Who has it decides nothing by itself: what may be done hangs on who asks.
  var walkForm: Claim {
    Claim(desk: desk, session: StaffSession(id: WalkForm.staff, firstName: "", role: .librarian))
  }
}

extension Box.State {
  var walkForm: Box.State {
    switch self {
    case .closed, .maintenance: self
    case .welcome: .welcome(nil)
    case .visit(let visit): .visit(visit.walkForm)
    case .logIn(let logIn, let visit): .logIn(logIn.walkForm, visit?.walkForm)
    case .attended(let attendance): .attended(attendance.walkForm)
    }
  }
}

extension Attendance {
  fileprivate var walkForm: Attendance {
    var form = self
    form.visit = visit?.walkForm
    form.notice = nil
    switch page {
    case .secondPerson(let action, let logIn): form.page = .secondPerson(action, logIn.walkForm)
    case .resume(let entry, let notice): form.page = .resume(entry, notice == .looking ? notice : nil)
    case .flag, .learned, .box, .outOfService, .chooseStep, .note, .contact: break
    }
    return form
  }
}

extension LogIn {
  fileprivate var walkForm: LogIn {
    var form = self
    form.notice = nil
    return form
  }
}

extension Visit {
  var walkForm: Visit {
    var form = Visit(number: WalkForm.number, presentation: WalkForm.presentation)
    form.application = isBeyondReview ? Application() : application.walkForm
    form.step = step.walkForm
    form.overlay = overlay
    form.flags = flags.map(\.walkForm)
    form.mismatches = mismatches
    form.returnsToReview = returnsToReview
    form.media = media
    form.claim = claim?.walkForm
    form.freshFrame = freshFrame.map { _ in WalkForm.picture }
    return form
  }

  /// From the attestation on what was gathered is kept in the step; the way back from there is gone.
  private var isBeyondReview: Bool {
    switch step {
    case .attestation(.sealing), .attestation(.parking), .payment, .receipt, .farewell: true
    case .language, .privacy, .start, .grounds, .identity, .document, .photo, .fingerprints, .signature, .details,
      .review, .attestation(.waiting):
      false
    }
  }
}

extension Flag {
  /// Where it was raised, and what the citizen held, is for people to read; only open money is acted on.
  var walkForm: Flag {
    Flag(code, step: nil, holding: holding.walkForm, device: device, about: about.map { _ in WalkForm.number })
  }
}

extension Holding {
  fileprivate var walkForm: Holding {
    switch self {
    case .nothing, .documentInReader, .owes: .nothing
    case .moneyOpen(let payment): .moneyOpen(payment.walkForm)
    }
  }
}

extension Payment {
  var walkForm: Payment { Payment(sale: WalkForm.number, attempt: 0, amount: amount) }
}

extension Receipt {
  var walkForm: Receipt {
    Receipt(
      number: WalkForm.number, language: WalkForm.presentation.language, paid: paid, pickUpPlace: pickUpPlace,
      isParked: isParked, isCopy: isCopy)
  }
}

extension Acceptance {
  /// Why somebody of staff takes a picture by eye decides once; who and why is only kept afterwards.
  fileprivate var walkForm: Acceptance { WalkForm.acceptance }
}

extension Requirement {
  fileprivate func walkForm(_ form: (Value) -> Value) -> Requirement {
    switch self {
    case .missing: .missing
    case .met(let value): .met(form(value))
    case .excepted: .excepted(by: WalkForm.staff, reason: .circumstancesChecked)
    }
  }
}

extension Application {
  fileprivate var walkForm: Application {
    var form = self
    form.document = document.walkForm(\.walkForm)
    form.name = name.map { _ in WalkForm.name }
    form.accepted = accepted.mapValues(\.walkForm)
    form.photo = photo.walkForm(\.walkForm)
    form.pictureForTheEye = pictureForTheEye.map { _ in WalkForm.picture }
    form.prints = prints.walkForm(\.walkForm)
    form.signature = signature.walkForm(\.walkForm)
    return form
  }
}

extension CompleteApplication {
  /// Of what is complete only the fee and the place decide anything.
  var walkForm: CompleteApplication {
    CompleteApplication(
      grounds: .expired, identity: identity, name: WalkForm.name, document: .missing, photo: .missing,
      picture: WalkForm.picture, prints: .missing, signature: .missing,
      details: Details(height: 0, mobile: nil, pickUpPlace: details.pickUpPlace), accepted: [:], fee: fee,
      feeDate: feeDate)
  }
}

extension OldDocument {
  fileprivate var walkForm: OldDocument {
    OldDocument(
      number: "", picture: picture.map { _ in WalkForm.picture }, name: WalkForm.name, expiry: nil, isRegistered: true)
  }
}

extension ChosenPhoto {
  fileprivate var walkForm: ChosenPhoto { ChosenPhoto(picture: WalkForm.picture, score: 0) }
}

extension FingerPrint {
  fileprivate var walkForm: FingerPrint { FingerPrint(finger: finger, picture: WalkForm.picture, score: 0) }
}

extension FingerPrints {
  fileprivate var walkForm: FingerPrints { FingerPrints(right: right.walkForm, left: left.walkForm) ?? self }
}

extension Signature {
  fileprivate var walkForm: Signature { Signature(picture: WalkForm.picture) }
}

extension Attestation {
  var walkForm: Attestation { Attestation(by: WalkForm.staff, application: application.walkForm) }
}

// MARK: - Steps

extension Step {
  fileprivate var walkForm: Step {
    switch self {
    case .language, .privacy, .grounds, .review, .farewell: self
    case .start(let start): .start(start.walkForm)
    case .identity(let identity): .identity(identity.walkForm)
    case .details(let details): .details(details.walkForm)
    case .document(let document): .document(document.walkForm)
    case .photo(let photo): .photo(photo.walkForm)
    case .fingerprints(let prints): .fingerprints(prints.walkForm)
    case .signature(let signature): .signature(signature.walkForm)
    case .attestation(let attestation): .attestation(attestation.walkForm)
    case .payment(let payment): .payment(payment.walkForm)
    case .receipt(let receipt):
      .receipt(ReceiptStep(receipt: receipt.receipt.walkForm, situation: receipt.situation))
    }
  }
}

// What a screen says about what went wrong decides nothing, but for the question whether a number is right.

extension StartStep {
  fileprivate var walkForm: StartStep {
    var form = self
    form.notice = nil
    return form
  }
}

extension IdentityStep {
  fileprivate var walkForm: IdentityStep {
    var form = self
    form.notice = notice == .pleaseCheck ? notice : nil
    return form
  }
}

extension DetailsStep {
  fileprivate var walkForm: DetailsStep {
    var form = self
    form.notice = nil
    return form
  }
}

extension DocumentStep {
  fileprivate var walkForm: DocumentStep {
    var form = self
    form.notice = nil
    switch situation {
    case .lookingUp(let page):
      let picture = page.picture.map { _ in WalkForm.picture }
      form.situation = .lookingUp(OldDocumentPage(number: "", name: WalkForm.name, picture: picture, tie: page.tie))
    case .differing(let page):
      let picture = page.picture.map { _ in WalkForm.picture }
      form.situation = .differing(DifferingPage(difference: page.difference, picture: picture))
    case .reading, .stopped, .removing, .pausing, .lookingUpByProof, .done: break
    }
    return form
  }
}

extension PhotoStep {
  fileprivate var walkForm: PhotoStep {
    var form = self
    form.byEye = byEye?.walkForm
    if case .choosing(let shots, let focus) = situation {
      let same = shots.map { Shot(picture: WalkForm.picture, score: 0, faults: $0.faults) }
      form.situation = .choosing(same, focus: focus)
    }
    if case .stopped = situation { form.situation = .stopped(cameraFailed: false, faults: []) }
    return form
  }
}

extension FingerprintStep {
  fileprivate var walkForm: FingerprintStep {
    var form = self
    form.notice = nil
    form.right = right?.walkForm
    if case .shown(let print) = situation { form.situation = .shown(print.walkForm) }
    return form
  }
}

extension SignatureStep {
  fileprivate var walkForm: SignatureStep {
    var form = self
    form.notice = nil
    guard case .shown(let signature) = situation else { return form }
    form.situation = .shown(signature.walkForm)
    return form
  }
}

extension AttestationStep {
  fileprivate var walkForm: AttestationStep {
    switch self {
    case .waiting(let application): .waiting(application.walkForm)
    case .sealing(let attestation): .sealing(attestation.walkForm)
    case .parking(let application): .parking(application.walkForm)
    }
  }
}

extension PaymentStep {
  fileprivate var walkForm: PaymentStep {
    var form = PaymentStep(attestation: attestation.walkForm, situation: situation.walkForm, attempt: 0)
    form.refusals = refusals
    return form
  }
}

extension PaymentStep.Situation {
  fileprivate var walkForm: PaymentStep.Situation {
    switch self {
    case .underWay(let money):
      .underWay(
        PaymentTransaction(
          money.payment.walkForm, for: money.purpose, state: money.state, approved: money.approved))
    case .explained, .refused, .releasing: self
    }
  }
}
