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
enum FingerprintScreen {
  static func page(_ step: FingerprintStep, _ visit: Visit, _ setting: Setting) -> Page {
    switch step.situation {
    case .ready: ready(step, setting)
    case .reading: reading(step, setting)
    case .shown(let print): shown(print, setting)
    case .done: done(visit, setting)
    }
  }

  private static func finger(_ finger: Finger, _ setting: Setting) -> [String: Value] {
    ["finger": .plain(setting.texts[TextKey.finger(finger)])]
  }

  private static func hand(_ finger: Finger) -> Side { Side(CaptionedFigure(.hand(finger)), .should) }

  private static func ready(_ step: FingerprintStep, _ setting: Setting) -> Page {
    let words = finger(step.finger, setting)
    var page = Page(.fingerprints, setting, heading: setting(FingerprintText.heading, words), enter: .keyStart)
    page.side = hand(step.finger)
    for notice in notices(step, setting) { page.add(.notice(.bad, notice)) }
    page.add(.text(setting(FingerprintText.hands), .quiet), .may)
    page.action(.start, setting(FingerprintText.start), setting)
    page.add(
      .choices(
        setting.choices([
          (.declare(.fingersMissing), setting(FingerprintText.missing)),
          (.declare(.fingersInjured), setting(FingerprintText.injured)),
        ])))
    return page
  }

  private static func reading(_ step: FingerprintStep, _ setting: Setting) -> Page {
    let words = finger(step.finger, setting)
    var page = Page(.fingerprints, setting, heading: setting(FingerprintText.heading, words), enter: nil)
    page.side = hand(step.finger)
    page.add(.text(setting(FingerprintText.readingHeading)))
    page.add(.prompt(setting(FingerprintText.reading)))
    return page
  }

  private static func shown(_ print: FingerPrint, _ setting: Setting) -> Page {
    let words = finger(print.finger, setting)
    var page = Page(.fingerprints, setting, heading: setting(FingerprintText.shownHeading, words))
    page.keys.back = setting(FingerprintText.again)
    page.side = Side(CaptionedFigure(.ridges(setting.context.pictures.print(print.picture))), .should)
    let score = min(max(print.score, 0), 100)
    page.add(
      .bar(setting(FingerprintText.quality, ["score": .number(score)]), share: Double(score) / 100))
    page.action(.goOn, setting(FingerprintText.shownNext), setting)
    return page
  }

  private static func done(_ visit: Visit, _ setting: Setting) -> Page {
    var page = Page(.fingerprints, setting, heading: setting(FingerprintText.doneHeading))
    let isRead = visit.application.prints.value != nil
    page.add(.notice(.good, setting(isRead ? FingerprintText.done : FingerprintText.doneByStaff)))
    page.action(.goOn, setting(CommonText.keyOn), setting)
    page.add(.choices(setting.choices([(.redo, setting(FingerprintText.readAgain))])), gap: false)
    return page
  }

  private static func notices(_ step: FingerprintStep, _ setting: Setting) -> [SpokenText] {
    switch step.notice {
    case nil: []
    case .noFinger: [setting(FingerprintText.noFinger)]
    case .poor(let faults): faults.prefix(1).map { setting(TextKey.advice($0)) }
    case .sameFinger: [setting(FingerprintText.sameFinger)]
    case .sensorFailed: [setting(FingerprintText.sensorFailed)]
    case .otherFinger: [setting(FingerprintText.otherFinger, finger(step.finger, setting))]
    }
  }
}
