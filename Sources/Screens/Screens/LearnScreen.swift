import Renewal

/// The texts of the page on which keys are tried.
package enum LearnText: String, TextGroup {
  case heading, hint, nothing, leave
  case digit, on, back, stop, help, again, comma, other

  package static let section = "learn"

  package var placeholders: [String] { self == .digit ? ["digit"] : [] }
}

/// A page to learn the keys on: each says what it does elsewhere, and does nothing here.
enum LearnScreen {
  static func page(_ trial: KeyTrial, _ visit: Visit, _ render: RenderContext) -> Page {
    var page = Page(visit.step.name, render, heading: render(LearnText.heading), enter: nil, back: nil)
    page.next = nil
    page.keys = KeyHints(help: render(CommonText.keyHelp))
    page.add(.text(render(LearnText.hint)))
    page.add(.prompt(trial.last.map { told($0, render) } ?? render(LearnText.nothing)))
    page.add(.text(render(LearnText.leave)))
    if trial.last != nil { page.add(.text(render(LearnText.nothing), .quiet), .may, gap: false) }
    return page
  }

  /// What a key does on the other pages.
  private static func told(_ key: Key, _ render: RenderContext) -> SpokenText {
    switch key {
    case .digit(let digit): render(LearnText.digit, ["digit": .plain(String(digit))])
    case .enter: render(LearnText.on)
    case .back: render(LearnText.back)
    case .stop: render(LearnText.stop)
    case .help: render(LearnText.help)
    case .again: render(LearnText.again)
    case .letter(","): render(LearnText.comma)
    case .up, .down, .left, .right, .tab, .backTab, .letter: render(LearnText.other)
    }
  }
}
