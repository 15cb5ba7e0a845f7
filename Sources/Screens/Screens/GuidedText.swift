import Renewal

/// How a message from a desk stands on the citizen's screen.
package enum GuidedText: String, TextGroup {
  case says

  package static let section = "guided"

  package var placeholders: [String] {
    switch self {
    case .says: ["name", "message"]
    }
  }

  /// What somebody at a desk told the citizen last, with who says it; nothing when nobody said anything.
  static func message(_ visit: Visit, _ render: RenderContext) -> SpokenText? {
    guard let guidance = visit.guidance else { return nil }
    let message = render(TextKey.guidance(guidance))
    guard let claim = visit.claim else { return message }
    return render(GuidedText.says, ["name": .plain(claim.session.firstName), "message": .plain(message.shown)])
  }
}
