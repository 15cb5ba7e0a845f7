import Renewal

/// The texts of the last screen.
package enum FarewellText: String, TextGroup {
  case completedHeading, completed
  case stoppedHeading, stopped
  case timedOutHeading, timedOut
  case refusedHeading, refused
  case referredHeading, borgerservice, elsewhere
  case nobodyHeading, nobody
  case parkedHeading, parked
  case moneyHeading, money
  case staffHeading, staff
  case interruptedHeading, interrupted
  case wiped, kept, belongings, ask

  package static let section = "farewell"
}

/// How a visit ended, said kindly, and what happens next.
enum FarewellScreen: StepScreen {
  typealias Text = FarewellText

  static func page(_ ending: Ending, _ render: RenderContext) -> Page {
    let (heading, text, isKept) = texts(ending)
    var page = Page(.farewell, render, heading: render(heading), enter: .keyDone, back: nil)
    page.add(.text(render(text)))
    page.add(.text(render(isKept ? FarewellText.kept : FarewellText.wiped)), gap: false)
    page.add(.notice(.attention, render(FarewellText.belongings)))
    page.add(.text(render(FarewellText.ask), .quiet), gap: false)
    // Any key ends this screen, so no other is offered.
    page.keys = KeyHints(enter: render(CommonText.keyDone))
    page.wholeScreen = .enter
    return page
  }

  private static func texts(_ ending: Ending) -> (heading: FarewellText, text: FarewellText, isKept: Bool) {
    switch ending {
    case .completed: (.completedHeading, .completed, true)
    case .stopped: (.stoppedHeading, .stopped, false)
    case .timedOut: (.timedOutHeading, .timedOut, false)
    case .consentRefused: (.refusedHeading, .refused, false)
    case .referred(.borgerservice, _): (.referredHeading, .borgerservice, false)
    // Where to is between the two of them: it is not for whoever reads along, or hears it.
    case .referred(.police, _): (.referredHeading, .elsewhere, false)
    case .nobodyCame: (.nobodyHeading, .nobody, false)
    case .parked: (.parkedHeading, .parked, true)
    case .moneyOpen: (.moneyHeading, .money, true)
    case .endedByStaff: (.staffHeading, .staff, false)
    case .interrupted: (.interruptedHeading, .interrupted, false)
    }
  }
}
