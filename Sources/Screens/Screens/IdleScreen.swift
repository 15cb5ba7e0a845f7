import Renewal

/// The texts of the question whether somebody is here.
package enum IdleText: String, TextGroup {
  case heading, wiped, kept, seconds, left, anyKey

  package static let section = "idle"

  package var placeholders: [String] {
    switch self {
    case .seconds: ["seconds"]
    case .left: ["time"]
    case .heading, .wiped, .kept, .anyKey: []
    }
  }

  package var counted: String? { self == .seconds ? "seconds" : nil }
}

/// Are you still here, with the seconds that are left: for the eye each of them, for the ear at a few moments.
enum IdleScreen {
  /// The seconds left at which it is told again; who has three times as long is told at the minutes too.
  static let moments = [10, 30, 60, 120]

  static func page(_ visit: Visit, _ render: RenderContext) -> Page {
    var page = Page(visit.step.name, render, heading: render(IdleText.heading), enter: .keyYes, back: nil)
    page.next = nil
    page.keys.help = nil
    page.keys.stop = nil
    page.keys.again = nil
    page.add(.prompt(render(IdleText.anyKey)))
    if let seconds = render.context.secondsLeft {
      let all = visit.span(.warning, render.box.policy).count / 1000
      page.add(.digits(String(max(0, seconds)), spoken: SpokenText("")))
      let shown = render(IdleText.seconds, ["seconds": .number(max(0, seconds))]).shown
      page.add(.text(SpokenText(shown: shown, spoken: left(all, render).spoken)), gap: false)
      page.reminder = reminder(seconds, of: all, render)
    }
    let isLost = visit.step.ending(for: .timedOut) == .timedOut
    page.add(.text(render(isLost ? IdleText.wiped : .kept)), .should)
    page.wholeScreen = .enter
    return page
  }

  /// The moment that the seconds left belong to; in the first one the screen itself says everything.
  private static func reminder(_ seconds: Int, of all: Int, _ render: RenderContext) -> Reminder {
    let first = moments.first { all <= $0 } ?? all
    let moment = moments.first { seconds <= $0 } ?? first
    let words = [render(IdleText.heading), left(moment, render), render(IdleText.anyKey)]
    return Reminder(seconds: moment, speech: moment == first ? [] : words.map(render.phrase), rings: true)
  }

  private static func left(_ seconds: Int, _ render: RenderContext) -> SpokenText {
    render(IdleText.left, ["time": .plain(Page.span(seconds * 1000, render))])
  }
}
