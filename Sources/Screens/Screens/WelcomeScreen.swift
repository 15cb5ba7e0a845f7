import PassportRules
import Renewal

/// The texts of the welcome screen.
package enum WelcomeText: String, TextGroup {
  case heading, pressAnyKey, price, priceValue, priceUnknown, time, timeValue, bring, bringValue
  case officer, officerHere, officerAway, lost, wiped, exercise

  package static let section = "welcome"

  package var placeholders: [String] {
    switch self {
    case .priceValue: ["price"]
    case .exercise: ["exercise", "cpr"]
    case .heading, .pressAnyKey, .price, .priceUnknown, .time, .timeValue, .bring, .bringValue, .officer,
      .officerHere, .officerAway, .lost, .wiped:
      []
    }
  }
}

/// What it costs, how long it takes, what to bring, who is here; any key starts.
enum WelcomeScreen {
  static func page(_ notice: Box.WelcomeNotice?, _ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(WelcomeText.heading))
    let others = setting.otherLanguages
    if !others.isEmpty {
      page.add(
        .text(SpokenText(others.map { $0[WelcomeText.heading] }.joined(separator: " · ")), .quiet), .may, gap: false)
    }
    switch notice {
    case .wiped: page.notice(.good, setting(WelcomeText.wiped))
    case nil: break
    }
    if let hint = setting.context.demonstration, let exercise = hint.exercise {
      page.notice(
        .staff, setting(WelcomeText.exercise, ["exercise": .plain(exercise), "cpr": .plain(hint.cpr ?? "")]))
    }
    page.add(
      .rows([
        Row(setting(WelcomeText.price), price(setting)),
        Row(setting(WelcomeText.time), setting(WelcomeText.timeValue)),
        Row(setting(WelcomeText.bring), setting(WelcomeText.bringValue)),
        Row(
          setting(WelcomeText.officer),
          setting(setting.box.hours.hasOfficer ? WelcomeText.officerHere : WelcomeText.officerAway),
          role: setting.box.hours.hasOfficer ? .good : .text),
      ]))
    page.add(.text(setting(WelcomeText.lost), .quiet), .may)
    let start = [setting.texts] + others
    page.add(
      .prompt(
        SpokenText(
          start.map { String($0[WelcomeText.pressAnyKey].map { $0 == " " ? "\u{A0}" : $0 }) }.joined(separator: " · ")))
    )
    page.keys = KeyHints(
      enter: setting(CommonText.keyStart), help: setting(CommonText.keyHelp), again: setting(CommonText.keyAgain))
    page.wholeScreen = .enter
    return page
  }

  /// The ordinary fee of an adult on the box's date; fees hang on age and grounds, so it is told for whom it is.
  private static func price(_ setting: Setting) -> SpokenText {
    let rules = setting.box.policy.rules
    guard let date = setting.box.date,
      case .fee(let fee) = rules.fee(bornOn: date.adding(years: -rules.majority), on: date, grounds: .expiring)
    else { return setting(WelcomeText.priceUnknown) }
    return setting(WelcomeText.priceValue, ["price": .plain(setting.texts.money(fee.total))])
  }
}
