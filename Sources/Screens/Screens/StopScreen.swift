import Renewal

/// The texts of the question whether to stop.
package enum StopText: String, TextGroup {
  case heading, wiped, unpaid, stop, goOn

  package static let section = "stop"
}

/// Stop is asked first.
enum StopScreen {
  static func page(_ visit: Visit, _ render: RenderContext) -> Page {
    var page = Page(
      asking: render(StopText.heading), at: visit.step.name, [render(StopText.wiped), render(StopText.unpaid)],
      [(.confirmStop, render(StopText.stop)), (.stay, render(StopText.goOn))], render)
    page.keys.stop = nil
    return page
  }
}

extension Page {
  /// A question over a step, of which Enter takes what keeps everything as it is.
  init(
    asking heading: SpokenText, at step: StepName, _ texts: [SpokenText], _ choices: [(Intent, SpokenText)],
    _ render: RenderContext
  ) {
    self.init(step, render, heading: heading, enter: .keyOn)
    next = nil
    for (place, text) in texts.enumerated() { add(.text(text), place == 0 ? .must : .should, gap: place == 0) }
    add(.choices(render.choices(choices, focus: .stay)))
  }
}
