import Renewal

/// The texts of the question whether somebody is here.
package enum IdleText: String, TextGroup {
  case heading, wiped, kept, seconds, anyKey

  package static let section = "idle"

  package var placeholders: [String] {
    switch self {
    case .seconds: ["seconds"]
    case .heading, .wiped, .kept, .anyKey: []
    }
  }
}

/// Are you still here, with the seconds that are left.
enum IdleScreen {
  static func page(_ visit: Visit, _ setting: Setting) -> Page {
    var page = Page(visit.step.name, setting, heading: setting(IdleText.heading), enter: .keyYes, back: nil)
    page.next = nil
    page.keys.help = nil
    page.keys.stop = nil
    page.keys.again = nil
    page.add(.prompt(setting(IdleText.anyKey)))
    if let seconds = setting.context.secondsLeft {
      let words = setting(IdleText.seconds, ["seconds": .number(max(0, seconds))])
      page.add(.digits(String(max(0, seconds)), spoken: ""))
      page.add(.text(words), gap: false)
    }
    let isLost = visit.step.ending(for: .timedOut) == .timedOut
    page.add(.text(setting(isLost ? IdleText.wiped : .kept)), .should)
    page.wholeScreen = .enter
    return page
  }
}
