import Renewal

/// What belongs to the screen of a step besides its page.
protocol StepScreen {
  /// Its texts.
  associatedtype Text: TextGroup
}

extension StepScreen {
  /// The keys of its texts.
  static var keys: [TextKey] { Text.allCases.map(\.key) }
}

extension StepName {
  /// The screen of the step.
  var screen: any StepScreen.Type {
    switch self {
    case .language: LanguageScreen.self
    case .privacy: PrivacyScreen.self
    case .start: StartScreen.self
    case .grounds: GroundsScreen.self
    case .identity: IdentityScreen.self
    case .document: DocumentScreen.self
    case .photo: PhotoScreen.self
    case .fingerprints: FingerprintScreen.self
    case .signature: SignatureScreen.self
    case .details: DetailsScreen.self
    case .review: ReviewScreen.self
    case .attestation: AttestationScreen.self
    case .payment: PaymentScreen.self
    case .receipt: ReceiptScreen.self
    case .farewell: FarewellScreen.self
    }
  }
}

extension Step {
  /// The page of the step in a visit.
  func page(_ visit: Visit, _ render: RenderContext) -> Page {
    switch self {
    case .language(let step): LanguageScreen.page(step, visit, render)
    case .privacy: PrivacyScreen.page(visit, render)
    case .start(let step): StartScreen.page(step, render)
    case .grounds(let step): GroundsScreen.page(step, visit, render)
    case .identity(let step): IdentityScreen.page(step, render)
    case .document(let step): DocumentScreen.page(step, visit, render)
    case .photo(let step): PhotoScreen.page(step, visit, render)
    case .fingerprints(let step): FingerprintScreen.page(step, visit, render)
    case .signature(let step): SignatureScreen.page(step, visit, render)
    case .details(let step): DetailsScreen.page(step, visit, render)
    case .review: ReviewScreen.page(visit, render)
    case .attestation(let step): AttestationScreen.page(step, visit, render)
    case .payment(let step): PaymentScreen.page(step, render)
    case .receipt(let step): ReceiptScreen.page(step, visit, render)
    case .farewell(let ending): FarewellScreen.page(ending, render)
    }
  }
}

extension ReviewLine {
  /// What the line shows.
  func value(_ application: Application, _ render: RenderContext) -> ReviewValue {
    switch self {
    case .grounds: GroundsScreen.reviewValue(application, render)
    case .identity: IdentityScreen.reviewValue(application, render)
    case .document: DocumentScreen.reviewValue(application, render)
    case .photo: .settled(application.photo, nil, render)
    case .fingerprints: .asked(.fingerprints, application.prints, render)
    case .signature: .asked(.signature, application.signature, render)
    case .height, .mobile, .pickUpPlace:
      application.details.map { DetailsScreen.reviewValue(self, $0, render) } ?? .missing(render)
    }
  }
}

/// What a line of the page with everything shows, and whether something is missing.
struct ReviewValue {
  let words: SpokenText
  var isMissing = false
  /// What may stand there where it is too narrow, the longest first.
  var shorter: [String] = []

  /// That it was not given yet.
  static func missing(_ render: RenderContext) -> ReviewValue {
    ReviewValue(words: render(ReviewText.missing), isMissing: true)
  }

  /// How far a requirement is, by what is said when it is met.
  static func settled<Value>(
    _ requirement: Requirement<Value>, _ given: SpokenText? = nil, _ render: RenderContext
  ) -> ReviewValue {
    switch requirement {
    case .met: ReviewValue(words: given ?? render(ReviewText.given))
    case .excepted: ReviewValue(words: render(ReviewText.byStaff))
    case .missing: missing(render)
    }
  }

  /// The same of what not everybody must give.
  static func asked<Value>(
    _ step: StepName, _ requirement: Requirement<Value>, _ render: RenderContext
  ) -> ReviewValue {
    render.asks(step) ? settled(requirement, nil, render) : ReviewValue(words: render(ReviewText.notNeeded))
  }
}
