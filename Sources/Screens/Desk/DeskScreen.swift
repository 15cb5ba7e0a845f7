import Renewal

/// What a desk's screen consists of.
enum DeskScreen {
  static func page(_ desk: Desk, _ context: DeskContext, _ setting: Setting) -> Page {
    Page(.none, heading: setting(LogInText.heading))
  }
}
