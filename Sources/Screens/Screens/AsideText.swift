import Renewal

/// What the citizen hears while staff have the screen: nothing of what stands there, but whose turn it is.
package enum AsideText: String, TextGroup {
  case logIn, attended, handedBack, silenced

  package static let section = "aside"

  /// What is said in a state of the box; nothing when the screen is the citizen's, or there is none.
  init?(_ state: Box.State) {
    switch state {
    case .logIn(_, .some): self = .logIn
    case .attended(let attendance) where attendance.visit != nil: self = .attended
    case .logIn, .attended, .closed, .welcome, .visit, .maintenance: return nil
    }
  }
}
