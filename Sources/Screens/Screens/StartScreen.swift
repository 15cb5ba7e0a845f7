import Renewal

/// The texts of the booking code.
package enum StartText: String, TextGroup {
  case heading, hint, none, later, label, faulty, otherCode

  package static let section = "start"
}

/// The booking code, typed or scanned, or none.
enum StartScreen: StepScreen {
  typealias Text = StartText

  static func page(_ step: StartStep, _ render: RenderContext) -> Page {
    var page = Page(
      .start, render, heading: render(StartText.heading), back: step.entry.digits.isEmpty ? .keyBack : .keyErase)
    page.add(.text(render(StartText.hint)), .should)
    page.add(.text(render(StartText.none)), gap: false)
    page.add(.text(render(StartText.later), .quiet), .may, gap: false)
    page.add(.field(Field(render(StartText.label), step.entry, groups: [3])))
    switch step.notice {
    case nil: break
    case .faulty: page.notice(.bad, render(StartText.faulty))
    case .otherCode: page.notice(.bad, render(StartText.otherCode))
    }
    page.leaveQuestion(step.entry, render)
    return page
  }
}

extension Page {
  /// Asks once before `-` on an empty field goes back.
  mutating func leaveQuestion(_ entry: Entry, _ render: RenderContext) {
    // What was wrong with what was given was told after that.
    let isRefused = items.contains { if case .notice(.bad, _) = $0.block { true } else { false } }
    if entry.asksToLeave, !isRefused { notice(.attention, render(CommonText.leaveField)) }
  }
}
