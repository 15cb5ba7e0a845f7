import Renewal

/// The texts around a call for staff.
package enum CallingText: String, TextGroup {
  case heading, headingAway, waiting, stay, later, takeBack, change, staffLogIn

  package static let section = "callingStaff"
}

/// A member of staff is called; why is said kindly, and nothing that others may read over a shoulder.
enum CallingScreen {
  static func page(_ code: FlagCode, _ visit: Visit, _ setting: Setting) -> Page {
    if code == .attestationWanted { return AttestationScreen.waiting(setting) }
    let isAway = code.severity == .officer && !setting.box.hours.hasOfficer
    let canTakeBack = code.isCitizensOwn
    var page = Page(
      visit.step.name, setting, heading: setting(isAway ? CallingText.headingAway : CallingText.heading), enter: nil,
      back: canTakeBack ? .keyBack : nil)
    page.next = nil
    page.add(.text(setting(TextKey.calling(code))))
    page.add(.text(setting(isAway ? CallingText.later : CallingText.stay)), gap: false)
    if canTakeBack {
      let text = code.isOnlyHelp ? CallingText.takeBack : CallingText.change
      page.add(.text(setting(text), .quiet), .should, gap: false)
    }
    page.add(.prompt(setting(CallingText.waiting)))
    page.add(.choices([Choice(9, setting(CallingText.staffLogIn))]))
    return page
  }
}
