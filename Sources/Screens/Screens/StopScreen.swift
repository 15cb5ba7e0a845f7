import Renewal

/// The texts of the question whether to stop.
package enum StopText: String, TextGroup {
  case heading, wiped, unpaid, stop, goOn

  package static let section = "stop"
}

/// Stop is asked first.
enum StopScreen {
  static func page(_ visit: Visit, _ render: RenderContext) -> Page {
    var page = Page(visit.step.name, render, heading: render(StopText.heading), enter: .keyOn)
    page.next = nil
    page.keys.stop = nil
    page.add(.text(render(StopText.wiped)))
    page.add(.text(render(StopText.unpaid)), .should, gap: false)
    page.add(
      .choices(
        render.choices([(.confirmStop, render(StopText.stop)), (.stay, render(StopText.goOn))], focus: .stay)))
    return page
  }
}
