import PassportRules
import Renewal

/// The texts of the page with everything.
package enum ReviewText: String, TextGroup {
  case heading, hint, confirm
  case grounds, identity, document, photo, prints, signature, details, fee
  case given, missing, byStaff, notNeeded, noMobile, feeUnknown, centimetres

  package static let section = "review"

  package var placeholders: [String] { self == .centimetres ? ["height"] : [] }
}

/// Everything on one page; the number of a line opens its step.
enum ReviewScreen {
  static func page(_ visit: Visit, _ render: RenderContext) -> Page {
    let application = visit.application
    var page = Page(.review, render, heading: render(ReviewText.heading))
    page.add(.text(render(ReviewText.hint), .quiet), .may)
    var rows = ReviewStep.lines.compactMap { step in
      line(of: step, application, render).map { label, value in
        Row(
          render(label), value.words, number: render.number(.reopen(step)), role: value.isMissing ? .warning : .text,
          shorter: value.shorter)
      }
    }
    rows.append(Row(render(ReviewText.fee), fee(application, render)))
    page.add(.rows(rows))
    page.action(.confirm, render(ReviewText.confirm), render)
    return page
  }

  /// What a line shows, and whether something is missing.
  private struct Shown {
    let words: SpokenText
    var isMissing = false
    var shorter: [String] = []
  }

  /// What a step's line is called, and what it shows; nothing for a step of which nothing stands there.
  private static func line(
    of step: StepName, _ application: Application, _ render: RenderContext
  ) -> (label: ReviewText, value: Shown)? {
    let given = render(ReviewText.given)
    return switch step {
    case .grounds: (.grounds, grounds(application, render))
    case .identity: (.identity, identity(application, render))
    case .document:
      (
        .document,
        settled(
          application.document,
          (application.document.value?.number).map { render.personal($0, CommonText.yourDocument) } ?? given, render)
      )
    case .photo: (.photo, settled(application.photo, given, render))
    case .fingerprints: (.prints, asked(step, application.prints, given, render))
    case .signature: (.signature, asked(step, application.signature, given, render))
    case .details: (.details, application.details.map { details($0, render) } ?? missing(render))
    case .language, .privacy, .start, .review, .attestation, .payment, .receipt, .farewell: nil
    }
  }

  private static func grounds(_ application: Application, _ render: RenderContext) -> Shown {
    application.grounds.map { Shown(words: render(TextKey.grounds($0)), shorter: [render.texts[ReviewText.given]]) }
      ?? missing(render)
  }

  private static func identity(_ application: Application, _ render: RenderContext) -> Shown {
    guard let identity = application.identity else { return missing(render) }
    let name = application.name.map { "\($0.given) \($0.surname)" }
    let text = [name, identity.cpr.masked].compactMap { $0 }.joined(separator: ", ")
    return Shown(
      words: render.personal(text, CommonText.yourName),
      shorter: [name, render.texts[ReviewText.given]].compactMap { $0 })
  }

  private static func missing(_ render: RenderContext) -> Shown {
    Shown(words: render(ReviewText.missing), isMissing: true)
  }

  private static func settled<Value>(
    _ requirement: Requirement<Value>, _ given: SpokenText, _ render: RenderContext
  ) -> Shown {
    switch requirement {
    case .met: Shown(words: given)
    case .excepted: Shown(words: render(ReviewText.byStaff))
    case .missing: missing(render)
    }
  }

  /// The same of what not everybody must give.
  private static func asked<Value>(
    _ step: StepName, _ requirement: Requirement<Value>, _ given: SpokenText, _ render: RenderContext
  ) -> Shown {
    render.asks(step) ? settled(requirement, given, render) : Shown(words: render(ReviewText.notNeeded))
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
