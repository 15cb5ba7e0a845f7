import Renewal

/// The texts of the question whether to stop.
package enum StopText: String, TextGroup {
  case heading, wiped, unpaid, stop, goOn

  package static let section = "stop"
}

/// Stop is asked first.
enum StopScreen {
  static func page(_ visit: Visit, _ setting: Setting) -> Page {
    var page = Page(visit.step.name, setting, heading: setting(StopText.heading), enter: .keyOn)
    page.next = nil
    page.keys.stop = nil
    page.add(.text(setting(StopText.wiped)))
    page.add(.text(setting(StopText.unpaid)), .should, gap: false)
    page.add(
      .choices(
        setting.choices([(.confirmStop, setting(StopText.stop)), (.stay, setting(StopText.goOn))], focus: .stay)))
    return page
  }
}
