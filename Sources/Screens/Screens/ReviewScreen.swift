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
  static func page(_ visit: Visit, _ render: RenderContext) -> Page {
    let application = visit.application
    var page = Page(.review, render, heading: render(ReviewText.heading))
    page.add(.text(render(ReviewText.hint), .quiet), .may)
    var rows = ReviewStep.lines.map { step in
      let value = value(of: step, application, render)
      return Row(
        render(label(of: step)), value.words, number: render.number(.reopen(step)),
        role: value.isMissing ? .warning : .text, shorter: value.shorter)
    }
    rows.append(Row(render(ReviewText.fee), fee(application, render)))
    page.add(.rows(rows))
    page.action(.confirm, render(ReviewText.confirm), render)
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
    case .details: .details
    // Nothing of these stands there.
    case .language, .privacy, .start, .review, .attestation, .payment, .receipt, .farewell: .details
    }
  }

  /// What a line shows, and whether something is missing.
  private struct Shown {
    let words: SpokenText
    var isMissing = false
    var shorter: [String] = []
  }

  private static func value(of step: StepName, _ application: Application, _ render: RenderContext) -> Shown {
    let given = render.texts[ReviewText.given]
    switch step {
    case .grounds:
      return application.grounds.map { Shown(words: render(TextKey.grounds($0)), shorter: [given]) }
        ?? missing(render)
    case .identity:
      guard let identity = application.identity else { return missing(render) }
      let name = application.name.map { "\($0.given) \($0.surname)" }
      let text = [name, identity.cpr.masked].compactMap { $0 }.joined(separator: ", ")
      return Shown(words: render.personal(text, CommonText.yourName), shorter: [name, given].compactMap { $0 })
    case .document:
      let number = application.document.value?.number
      return settled(
        application.document,
        number.map { render.personal($0, CommonText.yourDocument) } ?? render(ReviewText.given), render)
    case .photo: return settled(application.photo, render(ReviewText.given), render)
    case .fingerprints:
      if !render.asks(.fingerprints) { return Shown(words: render(ReviewText.notNeeded)) }
      return settled(application.prints, render(ReviewText.given), render)
    case .signature:
      if !render.asks(.signature) { return Shown(words: render(ReviewText.notNeeded)) }
      return settled(application.signature, render(ReviewText.given), render)
    case .details: return application.details.map { details($0, render) } ?? missing(render)
    case .language, .privacy, .start, .review, .attestation, .payment, .receipt, .farewell: return missing(render)
    }
  }

  private static func missing(_ render: RenderContext) -> Shown {
    Shown(words: render(ReviewText.missing), isMissing: true)
  }

  private static func settled<Value>(
    _ requirement: Requirement<Value>, _ given: SpokenText, _ render: RenderContext
  )
    -> Shown
  {
    switch requirement {
    case .met: Shown(words: given)
    case .excepted: Shown(words: render(ReviewText.byStaff))
    case .missing: missing(render)
    }
  }

  private static func details(_ details: Details, _ render: RenderContext) -> Shown {
    let places = render.box.policy.pickUpPlaces
    let place = places.indices.contains(details.pickUpPlace) ? places[details.pickUpPlace] : ""
    let height = render(ReviewText.centimetres, ["height": .number(details.height)])
    let mobile = details.mobile.map { render.texts.pairs($0) } ?? render.texts[ReviewText.noMobile]
    let unbroken = String(height.shown.map { $0 == " " ? "\u{A0}" : $0 })
    let words = SpokenText(
      shown: [unbroken, mobile, place].joined(separator: ", "),
      spoken: [render.texts[CommonText.yourHeight], render.texts[CommonText.yourMobile], place]
        .joined(separator: ", "))
    return Shown(words: words, shorter: ["\(unbroken), \(mobile)", place, render.texts[ReviewText.given]])
  }

  private static func fee(_ application: Application, _ render: RenderContext) -> SpokenText {
    guard let date = render.box.date, let identity = application.identity, let grounds = application.grounds,
      case .fee(let fee) = render.box.policy.rules.fee(bornOn: identity.cpr.birthDate, on: date, grounds: grounds)
    else { return render(ReviewText.feeUnknown) }
    return SpokenText(render.texts.money(fee.total))
  }
}
