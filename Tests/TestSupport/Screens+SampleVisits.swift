import PassportRules
import Quality
import Renewal
import Walk

/// Visits of an invented citizen with the official specimen number.
struct SampleVisits {
  let language: Language
  let policy: Policy

  init(_ language: Language, places: Int = 4) {
    self.language = language
    policy = SampleScreens.policy(language, places: places)
  }

  /// The full number, which no screen may show.
  static let digits = "0610851178"
  static let name = PersonName(given: "Rosa Viola", surname: "Mønstergaard")

  private static let given = Fixtures.sample().application

  /// Everything given, by an adult.
  var application: Application {
    var application = Self.given
    application.accepted = [:]
    application.identity = Identity(cpr: .specimen)
    application.document = .met(
      OldDocument(
        number: "X1234567", picture: PictureID(1), name: Self.name, expiry: SampleScreens.day("2027-08-01"),
        isRegistered: true))
    application.name = Self.name
    application.photo = .met(ChosenPhoto(picture: PictureID(2), score: 91))
    let right = FingerPrint(finger: .rightIndex, picture: PictureID(3), score: 78)
    let left = FingerPrint(finger: .leftIndex, picture: PictureID(4), score: 64)
    if let prints = FingerPrints(right: right, left: left) { application.prints = .met(prints) }
    application.signature = .met(Signature(picture: PictureID(5)))
    application.details = Details(height: 172, mobile: "20304050", readyNotice: .sms, pickUpPlace: 1)
    return application
  }

  /// What a booking told of the same citizen.
  let booked = BookedDetails(height: 181, mobile: "20304050", pickUpPlace: 2)

  /// The application of somebody whose passport expired lately.
  var justExpired: Application {
    var application = self.application
    application.document = .met(
      OldDocument(
        number: "X1234567", picture: PictureID(1), name: Self.name, expiry: SampleScreens.day("2027-04-01"),
        isRegistered: true))
    return application
  }

  /// The application frozen, for other grounds than `expiring` with what these need.
  func complete(_ grounds: RenewalGrounds = .expiring, mobile: Bool = true) -> CompleteApplication {
    var application = self.application
    application.grounds = grounds
    let by = StaffID("1001")
    application.accepted = [
      .lossDeclaration: Acceptance(by: by, reason: .lossDeclared),
      .authorityError: Acceptance(by: by, reason: .authorityErrorSeen),
    ]
    guard case .complete(let complete) = application.complete(by: policy.rules, on: SampleScreens.date) else {
      preconditionFailure("the sample application is complete")
    }
    return complete
  }

  /// A visit at a step.
  func visit(
    _ step: Step, _ application: Application? = nil, overlay: Visit.Overlay? = nil, flags: [FlagCode] = [],
    holding: Holding = .nothing
  ) -> Visit {
    var visit = Visit(number: CaseNumber(417), presentation: Presentation(language: language))
    visit.application = application ?? self.application
    // What was rejected, or is to be looked at, is there.
    if flags.contains(.photoRejected) || flags.contains(.headCovering) {
      visit.application.pictureForTheEye = visit.application.pictureForTheEye ?? PictureID(2)
    }
    visit.step = step
    visit.overlay = overlay
    visit.flags = flags.map { Flag($0, step: step.name, holding: holding) }
    return visit
  }

  /// A box in a state.
  func box(_ state: Box.State, officer: Bool = true, date: CivilDate? = SampleScreens.date) -> Box {
    box(state, hours: Box.Hours(isOpen: true, hasOfficer: officer), date: date)
  }

  /// A box in a state at its hours.
  func box(_ state: Box.State, hours: Box.Hours, date: CivilDate? = SampleScreens.date) -> Box {
    Box(policy: policy, state: state, date: date, hours: hours)
  }
}
