/// Which question is on the screen: a key that was pressed for another one is not taken.
///
/// It is remembered beyond a visit, so it has nothing of what was gathered in it.
package struct ScreenPlace: Hashable, Sendable {
  /// What the box is doing.
  private enum Kind: String, Hashable {
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
    // All keys are tried on one page.
    overlay = visit?.overlay.map { if case .learnKeys = $0 { .learnKeys(KeyTrial()) } else { $0 } }
    switch box.state {
    case .closed: (kind, question) = (.closed, 0)
    case .welcome(.exercises(let page)): (kind, question) = (.welcome, 1 + page)
    case .welcome: (kind, question) = (.welcome, 0)
    case .visit(let visit): (kind, question) = (.visit, visit.step.body.questionNumber)
    case .logIn(let logIn, _): (kind, question) = (.logIn, logIn.question)
    case .attended(let attendance): (kind, question) = (.attended, attendance.question)
    case .maintenance(let maintenance): (kind, question) = (.maintenance, maintenance.question)
    }
  }

  /// The question in a few words and a number, such as `visit identity 0`, for whoever compares two runs.
  package var name: String {
    [kind.rawValue, step?.rawValue, overlay?.name, String(question)].compactMap { $0 }.joined(separator: " ")
  }
}

extension Visit.Overlay {
  fileprivate var name: String {
    switch self {
    case .help: "help"
    case .choosingLanguage(let page): "choosingLanguage:\(page)"
    case .tuningVoice: "tuningVoice"
    case .moreHelp: "moreHelp"
    case .learnKeys: "learnKeys"
    case .stopQuestion: "stopQuestion"
    case .keepQuestion: "keepQuestion"
    case .idleWarning: "idleWarning"
    case .calling(let code): "calling:\(code.rawValue)"
    }
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
    if keyList.isShown { return -1 }
    switch page {
    case .box: return 1
    case .outOfService: return 2
    case .resume: return 3
    case .chooseStep: return 4
    case .contact: return 6
    case .work(.learned): return 0
    case .work(.note): return 5
    case .work(.reason): return 7
    case .work(.faces): return 8
    case .work(.secondPerson(_, _, let logIn)): return 9 + logIn.question
    case .work(.flag(let place)):
      let open = visit?.flags ?? []
      let isCovered = open.indices.contains(place) && covers(open[place])
      return 9 + LogIn.questions + place * 2 + (isCovered ? 1 : 0)
    }
  }
}

extension Maintenance {
  fileprivate var question: Int {
    if keyList.isShown { return -1 }
    return switch page {
    case .overview: 0
    case .outOfService: 1
    case .device(let device): 2 + (Device.allCases.firstIndex(of: device) ?? 0)
    }
  }
}
