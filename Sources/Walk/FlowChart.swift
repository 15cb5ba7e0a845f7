import PassportRules
import Renewal

/// The machine's diagram: places, and what leads from one to another.
package struct FlowChart {
  /// Where a box can be, as coarsely as a diagram shows it.
  enum Location: Hashable, Comparable {
    case closed, welcome
    case step(StepName)
    case calling, logIn, attended, maintenance

    /// The place's name in the diagram, a word.
    var name: String {
      switch self {
      case .closed: "closed"
      case .welcome: "welcome"
      case .step(let step): step.rawValue
      case .calling: "staffCalled"
      case .logIn: "logIn"
      case .attended: "attended"
      case .maintenance: "maintenance"
      }
    }

    /// Whether it is one of a visit's own steps.
    var isStep: Bool {
      switch self {
      case .step: true
      case .closed, .welcome, .calling, .logIn, .attended, .maintenance: false
      }
    }

    /// Where a box is; a step that waits for staff counts as a call.
    init(_ state: Box.State) {
      switch state {
      case .closed: self = .closed
      case .welcome: self = .welcome
      case .visit(let visit):
        switch visit.overlay {
        case .calling: self = .calling
        case nil, .help, .choosingLanguage, .tuningVoice, .moreHelp, .learnKeys, .stopQuestion, .keepQuestion,
          .idleWarning:
          self = .step(visit.step.name)
        }
      case .logIn: self = .logIn
      case .attended: self = .attended
      case .maintenance: self = .maintenance
      }
    }
  }

  /// The chart of the steps alone.
  package var stepsOnly: FlowChart {
    var chart = self
    chart.ways = ways.filter { $0.key.from.isStep && $0.key.to.isStep }
    return chart
  }

  /// A way from one place to another.
  struct Way: Hashable {
    let from: Location
    let to: Location
  }

  /// What leads along each way, in words, in the order in which the walk met it.
  var ways: [Way: [String]] = [:]
  /// The flags that were raised in each place.
  var flags: [Location: Set<FlagCode>] = [:]
  /// How many states were visited, over all walks.
  var states = 0
  /// How many words stand at the ways, over all of them.
  var words = 0
  /// How many events were tried.
  var edges = 0

  /// The places in the order of a visit.
  var places: [Location] { Set(ways.keys.flatMap { [$0.from, $0.to] }).sorted() }
}
