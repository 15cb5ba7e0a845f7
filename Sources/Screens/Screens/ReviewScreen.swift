import PassportRules
import Renewal

/// The texts of the page with everything.
package enum ReviewText: String, TextGroup {
  case heading, hint, confirm
  case grounds, identity, document, photo, prints, signature, details, fee
  case given, missing, byStaff, notNeeded, noMobile, feeUnknown, centimetres

  package static let section = "review"

  package var placeholders: [String] {
    switch self {
    case .centimetres: ["height"]
    case .heading, .hint, .confirm, .grounds, .identity, .document, .photo, .prints, .signature, .details, .fee,
      .given, .missing, .byStaff, .notNeeded, .noMobile, .feeUnknown:
      []
    }
  }
}

/// Everything on one page; the number of a line opens its step.
enum ReviewScreen {
  static func page(_ visit: Visit, _ setting: Setting) -> Page {
    let application = visit.application
    var page = Page(.review, setting, heading: setting(ReviewText.heading))
    page.add(.text(setting(ReviewText.hint), .quiet), .may)
    var rows = ReviewStep.lines.map { step in
      let value = value(of: step, application, setting)
      return Row(
        setting(label(of: step)), value.words, number: setting.number(.reopen(step)),
        role: value.isMissing ? .warning : .text, shorter: value.shorter)
    }
    rows.append(Row(setting(ReviewText.fee), fee(application, setting)))
    page.add(.rows(rows))
    page.action(.confirm, setting(ReviewText.confirm), setting)
    return page
  }

  private static func label(of step: StepName) -> ReviewText {
    switch step {
    case .grounds: .grounds
    case .identity: .identity
    case .document: .document
    case .photo: .photo
    case .fingerprints: .prints
    case .signature: .signature
    default: .details
    }
  }

  /// What a line shows, and whether something is missing.
  private struct Shown {
    let words: SpokenText
    var isMissing = false
    var shorter: [String] = []
  }

  private static func value(of step: StepName, _ application: Application, _ setting: Setting) -> Shown {
    let given = setting.texts[ReviewText.given]
    switch step {
    case .grounds:
      return application.grounds.map { Shown(words: setting(TextKey.grounds($0)), shorter: [given]) }
        ?? missing(setting)
    case .identity:
      guard let identity = application.identity else { return missing(setting) }
      let name = application.name.map { "\($0.given) \($0.surname)" }
      let text = [name, identity.cpr.masked].compactMap { $0 }.joined(separator: ", ")
      return Shown(words: setting.personal(text, CommonText.yourName), shorter: [name, given].compactMap { $0 })
    case .document:
      let number = application.document.value?.number
      return settled(
        application.document,
        number.map { setting.personal($0, CommonText.yourDocument) } ?? setting(ReviewText.given), setting)
    case .photo: return settled(application.photo, setting(ReviewText.given), setting)
    case .fingerprints:
      if !setting.asks(.fingerprints) { return Shown(words: setting(ReviewText.notNeeded)) }
      return settled(application.prints, setting(ReviewText.given), setting)
    case .signature:
      if !setting.asks(.signature) { return Shown(words: setting(ReviewText.notNeeded)) }
      return settled(application.signature, setting(ReviewText.given), setting)
    default: return application.details.map { details($0, setting) } ?? missing(setting)
    }
  }

  private static func missing(_ setting: Setting) -> Shown {
    Shown(words: setting(ReviewText.missing), isMissing: true)
  }

  private static func settled<Value>(_ requirement: Requirement<Value>, _ given: SpokenText, _ setting: Setting)
    -> Shown
  {
    switch requirement {
    case .met: Shown(words: given)
    case .excepted: Shown(words: setting(ReviewText.byStaff))
    case .missing: missing(setting)
    }
  }

  private static func details(_ details: Details, _ setting: Setting) -> Shown {
    let places = setting.box.policy.pickUpPlaces
    let place = places.indices.contains(details.pickUpPlace) ? places[details.pickUpPlace] : ""
    let height = setting(ReviewText.centimetres, ["height": .number(details.height)])
    let mobile = details.mobile.map { setting.texts.pairs($0) } ?? setting.texts[ReviewText.noMobile]
    let unbroken = String(height.shown.map { $0 == " " ? "\u{A0}" : $0 })
    let words = SpokenText(
      shown: [unbroken, mobile, place].joined(separator: ", "),
      spoken: [setting.texts[CommonText.yourHeight], setting.texts[CommonText.yourMobile], place]
        .joined(separator: ", "))
    return Shown(words: words, shorter: ["\(unbroken), \(mobile)", place, setting.texts[ReviewText.given]])
  }

  private static func fee(_ application: Application, _ setting: Setting) -> SpokenText {
    guard let date = setting.box.date, let identity = application.identity, let grounds = application.grounds,
      case .fee(let fee) = setting.box.policy.rules.fee(bornOn: identity.cpr.birthDate, on: date, grounds: grounds)
    else { return setting(ReviewText.feeUnknown) }
    return SpokenText(setting.texts.money(fee.total))
  }
}
