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
    case .welcome(.exercises): self
    case .welcome: .welcome(nil)
    case .visit(let visit): .visit(visit.canonicalForm)
    case .logIn(let logIn, let visit): .logIn(logIn.canonicalForm, visit?.canonicalForm)
    case .attended(let attendance): .attended(attendance.canonicalForm)
    }
  }
}

extension Attendance {
  var canonicalForm: Attendance {
    var form = self
    form.visit = visit?.canonicalForm
    form.notice = nil
    switch page {
    case .work(.secondPerson(let code, let action, let logIn)):
      form.page = .work(.secondPerson(code, action, logIn.canonicalForm))
    case .resume(let entry, let notice): form.page = .resume(entry, notice == .looking ? notice : nil)
    case .work, .box, .outOfService, .chooseStep, .contact: break
    }
    return form
  }
}

extension LogIn {
  var canonicalForm: LogIn {
    var form = self
    form.notice = nil
    return form
  }
}

extension Visit {
  var canonicalForm: Visit {
    var form = Visit(number: CanonicalForm.number, presentation: CanonicalForm.presentation)
    // Whoever hears the box already is not asked whether it shall be heard; later that decides nothing.
    form.presentation.isSpoken = step.name == .language && presentation.isSpoken
    form.application = isBeyondReview ? Application() : application.canonicalForm
    form.step = step.canonicalForm
    form.overlay = overlay
    if case .learnKeys(let trial) = overlay { form.overlay = .learnKeys(trial.canonicalForm) }
    form.flags = flags.map(\.canonicalForm)
    form.mismatches = mismatches
    form.failures = failures
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
  var canonicalForm: Holding {
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
      number: CanonicalForm.number, language: CanonicalForm.presentation.language, kind: kind,
      payment: payment?.canonicalForm, pickUpPlace: 0, isCopy: isCopy)
  }
}

extension Acceptance {
  /// Why somebody of staff takes a picture by eye decides once; who and why is only kept afterwards.
  var canonicalForm: Acceptance { CanonicalForm.acceptance }
}

extension Requirement {
  func canonical(_ form: (Value) -> Value) -> Requirement {
    switch self {
    case .missing: .missing
    case .met(let value): .met(form(value))
    case .excepted: .excepted(by: CanonicalForm.staff, reason: .circumstancesChecked)
    }
  }
}

extension Application {
  var canonicalForm: Application {
    var form = self
    form.document = document.canonical(\.canonicalForm)
    form.name = name.map { _ in CanonicalForm.name }
    form.accepted = accepted.mapValues(\.canonicalForm)
    form.photo = photo.canonical(\.canonicalForm)
    form.pictureForTheEye = pictureForTheEye.map { _ in CanonicalForm.picture }
    form.prints = prints.canonical(\.canonicalForm)
    form.signature = signature.canonical(\.canonicalForm)
    form.details = details?.canonicalForm
    return form
  }
}

extension CompleteApplication {
  /// Of what is complete only who it is for and the fee decide anything; what is read at the end is not acted on.
  var canonicalForm: CompleteApplication {
    var form = self
    form.grounds = .expired
    form.name = CanonicalForm.name
    form.document = .missing
    form.photo = .missing
    form.picture = CanonicalForm.picture
    form.prints = .missing
    form.signature = .missing
    form.details = Details(height: 0, mobile: nil, readyNotice: .no, pickUpPlace: 0)
    form.accepted = [:]
    return form
  }
}

extension OldDocument {
  var canonicalForm: OldDocument {
    OldDocument(
      number: "", picture: picture.map { _ in CanonicalForm.picture }, name: CanonicalForm.name, expiry: nil,
      isRegistered: true)
  }
}

extension Details {
  /// Of the place only the page on which it is asked about decides anything, and the walks' fixtures have one.
  var canonicalForm: Details {
    Details(height: height, mobile: mobile, readyNotice: readyNotice, pickUpPlace: 0)
  }
}

extension ChosenPhoto {
  var canonicalForm: ChosenPhoto { ChosenPhoto(picture: CanonicalForm.picture, score: 0) }
}

extension FingerPrint {
  var canonicalForm: FingerPrint { FingerPrint(finger: finger, picture: CanonicalForm.picture, score: 0) }
  /// Of which finger of its hand it is decides nothing once it was taken.
  var takenForm: FingerPrint {
    FingerPrint(finger: finger.hand == .right ? .rightIndex : .leftIndex, picture: CanonicalForm.picture, score: 0)
  }
}

extension FingerPrints {
  var canonicalForm: FingerPrints { FingerPrints(right: right.takenForm, left: left.takenForm) ?? self }
}

extension Signature {
  var canonicalForm: Signature { Signature(picture: CanonicalForm.picture) }
}

extension Attestation {
  var canonicalForm: Attestation { Attestation(by: CanonicalForm.staff, application: application.canonicalForm) }
}
