import PassportRules
import Renewal

/// The texts of the page with everything.
package enum ReviewText: String, TextGroup {
  case heading, hint, confirm, keyYes, fee
  case given, missing, byStaff, notNeeded, noMobile, noNotice, feeUnknown, centimetres

  package static let section = "review"

  package var placeholders: [String] { self == .centimetres ? ["height"] : [] }
}

/// Everything on one page; the number of a line opens the place where it was given.
enum ReviewScreen: StepScreen {
  typealias Text = ReviewText

  static func page(_ visit: Visit, _ render: RenderContext) -> Page {
    let application = visit.application
    var page = Page(.review, render, heading: render(ReviewText.heading))
    page.side = pictures(application, render)
    page.keys.enter = render(ReviewText.keyYes)
    page.add(.text(render(ReviewText.hint), .quiet), .may)
    let rows = ReviewLine.allCases.map { line in
      let value = line.value(application, render)
      return Row(
        render(TextKey.review(line)), value.words, number: render.number(.reopen(line)),
        role: value.isMissing ? .warning : .text, shorter: value.shorter)
    }
    page.add(.rows(rows))
    page.add(.rows([Row(render(ReviewText.fee), fee(application, render))], among: rows), .should, gap: false)
    if render.canBeExtended(application) {
      page.add(.notice(.attention, render(DocumentText.mayBeExtended)), .may, gap: false)
    }
    // The key's own name says as much where a row is missed.
    page.action(.confirm, render(ReviewText.confirm), render, .may)
    return page
  }

  /// The photo, and below it the signature.
  private static func pictures(_ application: Application, _ render: RenderContext) -> Side? {
    guard let photo = application.photo.value?.picture ?? application.pictureForTheEye else { return nil }
    let ink = application.signature.value.map { render.context.pictures.ink($0.picture) }
    let portrait = render.photo(photo)
    let figure = ink.map { Figure.signed(portrait, $0) } ?? .portrait(portrait)
    return Side(CaptionedFigure(figure), .may, textColumns: 50, fewestColumns: 44)
  }

  private static func fee(_ application: Application, _ render: RenderContext) -> SpokenText {
    guard let date = render.box.date, let identity = application.identity, let grounds = application.grounds,
      case .fee(let fee) = render.box.policy.rules.fee(bornOn: identity.cpr.birthDate, on: date, grounds: grounds)
    else { return render(ReviewText.feeUnknown) }
    return render.texts.amount(fee.total)
  }
}
