import Renewal

/// The texts of the question whether somebody is here.
package enum IdleText: String, TextGroup {
  case heading, wiped, kept, seconds, anyKey

  package static let section = "idle"

  package var placeholders: [String] {
    switch self {
    case .seconds: ["seconds"]
    case .heading, .wiped, .kept, .anyKey: []
    }
  }
}

/// Are you still here, with the seconds that are left.
enum IdleScreen {
  static func page(_ visit: Visit, _ setting: Setting) -> Page {
    var page = Page(visit.step.name, setting, heading: setting(IdleText.heading), enter: .keyYes, back: nil)
    page.next = nil
    page.keys.help = nil
    page.keys.stop = nil
    page.keys.again = nil
    page.add(.prompt(setting(IdleText.anyKey)))
    if let seconds = setting.context.secondsLeft {
      let words = setting(IdleText.seconds, ["seconds": .number(max(0, seconds))])
      page.add(.digits(String(max(0, seconds)), spoken: ""))
      page.add(.text(words), gap: false)
    }
    page.add(.text(setting(whatHappens(in: visit.step))), .should)
    page.wholeScreen = .enter
    return page
  }

  /// What becomes of the visit when nobody answers; a case that has its number stays.
  private static func whatHappens(in step: Step) -> IdleText {
    switch step {
    case .receipt: .kept
    case .language, .privacy, .start, .grounds, .identity, .document, .photo, .fingerprints, .signature, .details,
      .review, .attestation, .payment, .farewell:
      .wiped
    }
  }
}
