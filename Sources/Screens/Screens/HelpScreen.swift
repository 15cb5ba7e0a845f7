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
      .choices(
        setting.choices([
          (.readAloud(true), setting(HelpText.readAloud)), (.readAloud(false), setting(HelpText.readOff)),
          (.louder, setting(HelpText.louder, ["volume": .number(presentation.volume)])),
          (.softer, setting(HelpText.softer)), (.slower, setting(HelpText.slower)),
          (.faster, setting(HelpText.faster, ["pace": .number(presentation.pace)])),
          (.changeContrast, setting(HelpText.contrast)),
          (.moreTime, setting(presentation.hasMoreTime ? HelpText.timeGiven : HelpText.moreTime)),
          (.callStaff, setting(HelpText.person)), (.logIn, setting(HelpText.staff)),
        ])), gap: false)
    return page
  }
}
