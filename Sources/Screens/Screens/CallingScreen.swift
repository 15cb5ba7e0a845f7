import Renewal

/// The texts around a call for staff.
package enum CallingText: String, TextGroup {
  case heading, headingAway, headingHelped, headingComing, waiting, waitingHelped, stay, helped, later, takeBack, change
  case staffLogIn

  package static let section = "callingStaff"

  package var placeholders: [String] {
    switch self {
    case .headingHelped, .headingComing: ["name"]
    case .heading, .headingAway, .waiting, .waitingHelped, .stay, .helped, .later, .takeBack, .change, .staffLogIn: []
    }
  }
}

/// A member of staff is called; why is said kindly, and nothing that others may read over a shoulder.
enum CallingScreen {
  static func page(_ code: FlagCode, _ visit: Visit, _ setting: Setting) -> Page {
    if code == .attestationWanted { return AttestationScreen.waiting(visit, setting) }
    let isAway = code.severity == .officer && !setting.box.hours.hasOfficer && visit.claim == nil
    let canTakeBack = code.isCitizensOwn
    var page = Page(
      visit.step.name, setting, heading: heading(visit, isAway: isAway, setting), enter: nil,
      back: canTakeBack ? .keyBack : nil)
    page.next = nil
    page.add(.text(setting(TextKey.calling(code))))
    let stay = visit.claim == nil ? CallingText.stay : .helped
    page.add(.text(setting(isAway ? CallingText.later : stay)), gap: false)
    if canTakeBack {
      let text = code.isOnlyHelp ? CallingText.takeBack : CallingText.change
      page.add(.text(setting(text), .quiet), .should, gap: false)
    }
    page.add(.prompt(setting(visit.claim == nil ? CallingText.waiting : .waitingHelped)))
    page.add(.choices(setting.choices([(.logIn, setting(CallingText.staffLogIn))])))
    return page
  }

  /// Who helps, by first name, as soon as somebody at a desk has taken it.
  private static func heading(_ visit: Visit, isAway: Bool, _ setting: Setting) -> SpokenText {
    guard let claim = visit.claim else { return setting(isAway ? CallingText.headingAway : CallingText.heading) }
    let text = visit.guidance == .comingNow ? CallingText.headingComing : .headingHelped
    return setting(text, ["name": .plain(claim.session.firstName)])
  }
}
