import Renewal

/// The texts of the booking code.
package enum StartText: String, TextGroup {
  case heading, hint, none, label, faulty, otherCode

  package static let section = "start"
}

/// The booking code, typed or scanned, or none.
enum StartScreen {
  static func page(_ step: StartStep, _ setting: Setting) -> Page {
    var page = Page(
      .start, setting, heading: setting(StartText.heading), back: step.entry.digits.isEmpty ? .keyBack : .keyErase)
    page.add(.text(setting(StartText.hint)), .should)
    page.add(.text(setting(StartText.none)), gap: false)
    page.add(.field(Field(setting(StartText.label), step.entry, groups: [3])))
    switch step.notice {
    case nil: break
    case .faulty: page.notice(.bad, setting(StartText.faulty))
    case .otherCode: page.notice(.bad, setting(StartText.otherCode))
    }
    page.leaveQuestion(step.entry, setting)
    return page
  }
}

extension Page {
  /// Asks once before `-` on an empty field goes back.
  mutating func leaveQuestion(_ entry: Entry, _ setting: Setting) {
    if entry.asksToLeave { notice(.attention, setting(CommonText.leaveField)) }
  }
}
