/// Which question is on the screen: a key that was pressed for another one is not taken.
///
/// It is remembered beyond a visit, so it has nothing of what was gathered in it.
package struct ScreenPlace: Hashable, Sendable {
  /// What the box is doing.
  private enum Kind: Hashable {
    case closed, welcome, visit, logIn, attended, maintenance
  }

  private let kind: Kind
  private let step: StepName?
  private let overlay: Visit.Overlay?
  /// The question or page within a step, or within staff's screens, counted in their order.
  private let question: Int

  /// What is asked on a box's screen now.
  package init(_ box: Box) {
    let visit = box.state.visit
    step = visit?.step.name
    overlay = visit?.overlay
    switch box.state {
    case .closed: (kind, question) = (.closed, 0)
    case .welcome: (kind, question) = (.welcome, 0)
    case .visit(let visit): (kind, question) = (.visit, visit.step.question)
    case .logIn(let logIn, _): (kind, question) = (.logIn, logIn.question)
    case .attended(let attendance): (kind, question) = (.attended, attendance.question)
    case .maintenance(let maintenance): (kind, question) = (.maintenance, maintenance.page.question)
    }
  }
}

extension Step {
  /// The question within a step that asks several, or waits in between.
  fileprivate var question: Int {
    switch self {
    case .privacy, .start, .grounds, .identity, .review, .farewell: return 0
    case .language(let language):
      return switch language {
      case .language: 0
      case .speech: 1
      }
    case .document(let document):
      return switch document.situation {
      case .reading: 0
      case .stopped: 1
      case .lookingUp: 2
      case .removing: 3
      case .pausing: 4
      case .lookingUpByProof: 5
      case .done: 6
      case .differing: 7
      }
    case .photo(let photo):
      return switch photo.situation {
      case .framing: 0
      case .taking: 1
      case .choosing: 2
      case .stopped: 3
      case .done: 4
      }
    case .fingerprints(let prints): return prints.question
    case .signature(let signature):
      return switch signature.situation {
      case .signing: 0
      case .stopped: 1
      case .shown: 2
      case .done: 3
      }
    case .details(let details):
      return switch details.question {
      case .height: 0
      case .mobile: 1
      case .pickUpPlace(let page): 2 + page
      }
    case .attestation(let attestation):
      return switch attestation {
      case .waiting: 0
      case .sealing: 1
      case .parking: 2
      }
    case .payment(let payment):
      return switch payment.situation {
      case .explained: 0
      case .underWay(let transaction):
        switch transaction.state {
        case .paying: 1
        case .checking: 2
        case .reversing: 3
        case .capturing: 5
        }
      case .refused: 4
      case .releasing: 6
      }
    case .receipt(let receipt):
      return switch receipt.situation {
      case .printing: 0
      case .shown: 1
      }
    }
  }
}

extension FingerprintStep {
  /// Each finger is a question of its own.
  fileprivate var question: Int {
    let place =
      switch situation {
      case .ready: 0
      case .reading: 1
      case .shown: 2
      case .done: 3
      }
    return finger.rawValue * 4 + place
  }
}

extension LogIn {
  /// The most that `question` tells, and one more.
  fileprivate static let questions = 4

  fileprivate var question: Int {
    guard let own else { return pin == nil ? 0 : 1 }
    return own.second == nil ? 2 : 3
  }
}

extension Attendance {
  /// Each flag is a page of its own, covered or not: what is done is done about that one.
  fileprivate var question: Int {
    switch page {
    case .learned: return 0
    case .box: return 1
    case .outOfService: return 2
    case .resume: return 3
    case .chooseStep: return 4
    case .note: return 5
    case .contact: return 6
    case .secondPerson(_, let logIn): return 7 + logIn.question
    case .flag(let place):
      let open = visit?.flags ?? []
      let isCovered = open.indices.contains(place) && covers(open[place])
      return 7 + LogIn.questions + place * 2 + (isCovered ? 1 : 0)
    }
  }
}

extension Maintenance.Page {
  fileprivate var question: Int {
    switch self {
    case .overview: 0
    case .outOfService: 1
    case .device(let device): 2 + (Device.allCases.firstIndex(of: device) ?? 0)
    }
  }
}
