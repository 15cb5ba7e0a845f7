import Renewal

/// The texts of the question whether to keep the case for another day.
package enum KeepText: String, TextGroup {
  case heading, number, unpaid, keep, wait

  package static let section = "keep"
}

/// Keeping a case ends the visit, so it is asked first.
enum KeepScreen {
  static func page(_ visit: Visit, _ render: RenderContext) -> Page {
    Page(
      asking: render(KeepText.heading), at: visit.step.name, [render(KeepText.number), render(KeepText.unpaid)],
      [(.stay, render(KeepText.wait)), (.confirmKeep, render(KeepText.keep))], render)
  }
}
