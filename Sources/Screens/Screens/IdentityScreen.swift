import Renewal

/// The texts of the CPR number.
package enum IdentityText: String, TextGroup {
  case heading, card, masked, label, demonstration, spokenDemonstration
  case wrongLength, impossibleDate, pleaseCheck, cardUnreadable, otherCard, otherCode, readImpossibleDate, doesNotMatch

  package static let section = "identity"

  package var placeholders: [String] {
    switch self {
    case .wrongLength: ["found"]
    case .demonstration: ["cpr"]
    case .heading, .card, .masked, .label, .spokenDemonstration, .impossibleDate, .pleaseCheck, .cardUnreadable,
      .otherCard, .otherCode, .readImpossibleDate, .doesNotMatch:
      []
    }
  }
}

/// The CPR number: the health card at the reader, or typed, masked.
enum IdentityScreen {
  static func page(_ step: IdentityStep, _ setting: Setting) -> Page {
    var page = Page(
      .identity, setting, heading: setting(IdentityText.heading), back: step.entry.digits.isEmpty ? .keyBack : .keyErase
    )
    page.add(.text(setting(IdentityText.card)), .should)
    page.add(.text(setting(IdentityText.masked)), .may, gap: false)
    page.add(.field(Field(setting(IdentityText.label), step.entry, groups: [6])))
    page.notice(.bad, notice(step.notice, setting))
    page.leaveQuestion(step.entry, setting)
    if let cpr = setting.context.demonstration?.cpr {
      let shown = setting(IdentityText.demonstration, ["cpr": .plain(cpr)]).shown
      page.add(
        .notice(.staff, SpokenText(shown: shown, spoken: setting(IdentityText.spokenDemonstration).spoken)), .may)
    }
    return page
  }

  private static func notice(_ notice: IdentityStep.Notice?, _ setting: Setting) -> SpokenText? {
    switch notice {
    case nil: nil
    case .wrongLength(let found): setting(IdentityText.wrongLength, ["found": .number(found)])
    case .impossibleDate: setting(IdentityText.impossibleDate)
    case .pleaseCheck: setting(IdentityText.pleaseCheck)
    case .cardUnreadable: setting(IdentityText.cardUnreadable)
    case .otherCard: setting(IdentityText.otherCard)
    case .otherCode: setting(IdentityText.otherCode)
    case .readImpossibleDate: setting(IdentityText.readImpossibleDate)
    case .doesNotMatch: setting(IdentityText.doesNotMatch)
    }
  }
}
