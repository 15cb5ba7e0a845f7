import Renewal

/// Which question is on the screen: keys typed for another one are not taken.
struct ScreenPlace: Hashable {
  private let state: Int
  private let step: StepName?
  private let overlay: Visit.Overlay?
  private let question: Int

  init(_ box: Box) {
    let visit = box.state.visit
    step = visit?.step.name
    overlay = visit?.overlay
    switch box.state {
    case .closed: state = 0
    case .welcome: state = 1
    case .visit: state = 2
    case .logIn: state = 3
    case .attended: state = 4
    case .maintenance: state = 5
    }
    question = visit.map(Self.question) ?? 0
  }

  /// The question within a step that asks several.
  private static func question(_ visit: Visit) -> Int {
    switch visit.step {
    case .language(.language), .photo, .fingerprints, .signature, .document, .privacy, .start, .grounds, .identity,
      .review, .attestation, .payment, .receipt, .farewell:
      0
    case .language(.speech): 1
    case .details(let details):
      switch details.question {
      case .height: 0
      case .mobile: 1
      case .pickUpPlace: 2
      }
    }
  }
}
