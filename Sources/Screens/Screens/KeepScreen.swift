import Renewal

/// The texts of the question whether to keep the case for another day.
package enum KeepText: String, TextGroup {
  case heading, number, unpaid, keep, wait

  package static let section = "keep"
}

/// Keeping a case ends the visit, so it is asked first.
enum KeepScreen {
  static func page(_ visit: Visit, _ render: RenderContext) -> Page {
    var page = Page(visit.step.name, render, heading: render(KeepText.heading), enter: .keyOn)
    page.next = nil
    page.add(.text(render(KeepText.number)))
    page.add(.text(render(KeepText.unpaid)), .should, gap: false)
    page.add(
      .choices(
        render.choices([(.stay, render(KeepText.wait)), (.confirmKeep, render(KeepText.keep))], focus: .stay)))
    return page
  }
}
