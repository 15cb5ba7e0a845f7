import Renewal

/// The texts of help.
package enum HelpText: String, TextGroup {
  case heading, hint, readAloud, readOff, louder, softer, slower, faster, contrast, moreTime, timeGiven, person, staff

  package static let section = "help"

  package var placeholders: [String] {
    switch self {
    case .louder: ["volume"]
    case .faster: ["pace"]
    case .heading, .hint, .readAloud, .readOff, .softer, .slower, .contrast, .moreTime, .timeGiven, .person, .staff: []
    }
  }
}

/// Help is a screen of its own and never loses anything.
enum HelpScreen {
  static func page(_ visit: Visit, _ setting: Setting) -> Page {
    let presentation = visit.presentation
    var page = Page(visit.step.name, setting, heading: setting(HelpText.heading), enter: nil)
    page.next = nil
    page.keys.help = nil
    page.add(.text(setting(HelpText.hint), .quiet), .may)
    page.pressNumber(setting)
    page.add(
      .choices([
        Choice(1, setting(presentation.isSpoken ? HelpText.readOff : HelpText.readAloud)),
        Choice(2, setting(HelpText.louder, ["volume": .number(presentation.volume)])),
        Choice(3, setting(HelpText.softer)),
        Choice(4, setting(HelpText.slower)),
        Choice(5, setting(HelpText.faster, ["pace": .number(presentation.pace)])),
        Choice(6, setting(HelpText.contrast)),
        Choice(7, setting(presentation.hasMoreTime ? HelpText.timeGiven : HelpText.moreTime)),
        Choice(8, setting(HelpText.person)),
        Choice(9, setting(HelpText.staff)),
      ]), gap: false)
    return page
  }
}
