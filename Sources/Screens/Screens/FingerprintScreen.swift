import Quality
import Renewal

/// The texts of the prints.
package enum FingerprintText: String, TextGroup {
  case heading, start, hands, missing, injured
  case readingHeading, reading
  case shownHeading, quality, shownNext, again
  case noFinger, sameFinger, sensorFailed, otherFinger
  case doneHeading, done, doneByStaff, readAgain

  package static let section = "fingerprints"

  package var placeholders: [String] {
    switch self {
    case .heading, .shownHeading, .otherFinger: ["finger"]
    case .quality: ["score"]
    case .start, .hands, .missing, .injured, .readingHeading, .reading, .shownNext, .again, .noFinger, .sameFinger,
      .sensorFailed, .doneHeading, .done, .doneByStaff, .readAgain:
      []
    }
  }
}

/// The prints: a hand shows the finger, the ridges appear as they are read, a bar shows how good they are.
enum FingerprintScreen: StepScreen {
  typealias Text = FingerprintText

  static func page(_ step: FingerprintStep, _ visit: Visit, _ render: RenderContext) -> Page {
    switch step.situation {
    case .ready: ready(step, render)
    case .reading: reading(step, render)
    case .shown(let print): shown(print, render)
    case .done: done(visit, render)
    }
  }

  private static func finger(_ finger: Finger, _ render: RenderContext) -> [String: SpokenValue] {
    ["finger": .plain(render.texts[TextKey.finger(finger)])]
  }

  private static func hand(_ finger: Finger) -> Side { Side(CaptionedFigure(.hand(finger)), .should) }

  private static func ready(_ step: FingerprintStep, _ render: RenderContext) -> Page {
    let words = finger(step.finger, render)
    var page = Page(.fingerprints, render, heading: render(FingerprintText.heading, words), enter: .keyStart)
    page.side = hand(step.finger)
    for notice in notices(step, render) { page.add(.notice(.bad, notice)) }
    page.add(.text(render(FingerprintText.hands), .quiet), .may)
    page.action(.start, render(FingerprintText.start), render)
    page.add(
      .choices(
        render.choices([
          (.declare(.fingersMissing), render(FingerprintText.missing)),
          (.declare(.fingersInjured), render(FingerprintText.injured)),
        ])))
    return page
  }

  private static func reading(_ step: FingerprintStep, _ render: RenderContext) -> Page {
    let words = finger(step.finger, render)
    var page = Page(.fingerprints, render, heading: render(FingerprintText.heading, words), enter: nil)
    page.side = hand(step.finger)
    page.add(.text(render(FingerprintText.readingHeading)))
    page.add(.prompt(render(FingerprintText.reading)))
    return page
  }

  private static func shown(_ print: FingerPrint, _ render: RenderContext) -> Page {
    let words = finger(print.finger, render)
    var page = Page(.fingerprints, render, heading: render(FingerprintText.shownHeading, words))
    page.keys.back = render(FingerprintText.again)
    page.side = Side(CaptionedFigure(.ridges(render.context.pictures.print(print.picture))), .should)
    let score = min(max(print.score, 0), 100)
    page.add(
      .bar(render(FingerprintText.quality, ["score": .number(score)]), share: Double(score) / 100))
    page.action(.goOn, render(FingerprintText.shownNext), render)
    return page
  }

  private static func done(_ visit: Visit, _ render: RenderContext) -> Page {
    var page = Page(.fingerprints, render, heading: render(FingerprintText.doneHeading))
    let isRead = visit.application.prints.value != nil
    page.add(.notice(.good, render(isRead ? FingerprintText.done : FingerprintText.doneByStaff)))
    page.action(.goOn, render(CommonText.keyOn), render)
    page.add(.choices(render.choices([(.redo, render(FingerprintText.readAgain))])), gap: false)
    return page
  }

  private static func notices(_ step: FingerprintStep, _ render: RenderContext) -> [SpokenText] {
    switch step.notice {
    case nil: []
    case .noFinger: [render(FingerprintText.noFinger)]
    case .poor(let faults): faults.prefix(1).map { render(TextKey.advice($0)) }
    case .sameFinger: [render(FingerprintText.sameFinger)]
    case .sensorFailed: [render(FingerprintText.sensorFailed)]
    case .otherFinger: [render(FingerprintText.otherFinger, finger(step.finger, render))]
    }
  }
}
