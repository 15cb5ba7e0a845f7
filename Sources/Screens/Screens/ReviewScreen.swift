import PassportRules
import Renewal

/// The texts of the page with everything.
package enum ReviewText: String, TextGroup {
  case heading, hint, confirm, fee
  case given, missing, byStaff, notNeeded, noMobile, feeUnknown, centimetres

  package static let section = "review"

  package var placeholders: [String] { self == .centimetres ? ["height"] : [] }
}

/// Everything on one page; the number of a line opens its step.
enum ReviewScreen: StepScreen {
  typealias Text = ReviewText

  static func page(_ visit: Visit, _ render: RenderContext) -> Page {
    let application = visit.application
    var page = Page(.review, render, heading: render(ReviewText.heading))
    page.add(.text(render(ReviewText.hint), .quiet), .may)
    var rows = ReviewStep.lines.compactMap { step in
      step.screen.reviewValue(application, render).map { value in
        Row(
          render(TextKey.review(step)), value.words, number: render.number(.reopen(step)),
          role: value.isMissing ? .warning : .text, shorter: value.shorter)
      }
    }
    rows.append(Row(render(ReviewText.fee), fee(application, render)))
    page.add(.rows(rows))
    if render.canBeExtended(application) {
      page.add(.notice(.attention, render(DocumentText.mayBeExtended)), .should, gap: false)
    }
    page.action(.confirm, render(ReviewText.confirm), render)
    return page
  }

  private static func fee(_ application: Application, _ render: RenderContext) -> SpokenText {
    guard let date = render.box.date, let identity = application.identity, let grounds = application.grounds,
      case .fee(let fee) = render.box.policy.rules.fee(bornOn: identity.cpr.birthDate, on: date, grounds: grounds)
    else { return render(ReviewText.feeUnknown) }
    return SpokenText(render.texts.money(fee.total))
  }
}
