import PassportRules
import Renewal

/// The texts of the CPR number.
package enum IdentityText: String, TextGroup {
  case heading, card, masked, label, demonstration, spokenDemonstration
  case wrongLength, impossibleDate, pleaseCheck, cardUnreadable, otherCard, otherCode, readImpossibleDate, doesNotMatch

  package static let section = "identity"

  package var placeholders: [String] {
    switch self {
    case .wrongLength: ["found"]
    case .demonstration: ["cpr"]
    case .heading, .card, .masked, .label, .spokenDemonstration, .impossibleDate, .pleaseCheck, .cardUnreadable,
      .otherCard, .otherCode, .readImpossibleDate, .doesNotMatch:
      []
    }
  }

  package var counted: String? { self == .wrongLength ? "found" : nil }
}

/// The CPR number: the health card at the reader, or typed, masked.
enum IdentityScreen: StepScreen {
  typealias Text = IdentityText

  static func page(_ step: IdentityStep, _ render: RenderContext) -> Page {
    if step.asksForConsent {
      return Page(ready: [.child, .childPaper, .childOne], at: .identity, callsAtOnce: true, render)
    }
    var page = Page(
      .identity, render, heading: render(IdentityText.heading), back: step.entry.digits.isEmpty ? .keyBack : .keyErase
    )
    page.side = Side(CaptionedFigure(.act(.pullCard)), .may, textColumns: 44)
    page.add(.text(render(IdentityText.card)), .should)
    let showsDigits = render.box.state.visit?.presentation.showsDigits == true
    if !showsDigits { page.add(.text(render(IdentityText.masked)), .may, gap: false) }
    page.add(.field(Field(render(IdentityText.label), step.entry, groups: [6], isOpen: showsDigits)))
    page.notice(step.notice == .pleaseCheck ? .attention : .bad, notice(step.notice, render))
    page.leaveQuestion(step.entry, render)
    if let cpr = render.context.demonstration?.cpr {
      let grouped = "\(cpr.prefix(6)) \(cpr.dropFirst(6))"
      let shown = render(IdentityText.demonstration, ["cpr": .plain(grouped)]).shown
      page.add(
        .notice(.staff, SpokenText(shown: shown, spoken: render(IdentityText.spokenDemonstration).spoken)), .may)
    }
    return page
  }

  private static func notice(_ notice: IdentityStep.Notice?, _ render: RenderContext) -> SpokenText? {
    switch notice {
    case nil: nil
    case .wrongLength(let found): render(IdentityText.wrongLength, ["found": .number(found)])
    case .impossibleDate: render(IdentityText.impossibleDate)
    case .pleaseCheck: render(IdentityText.pleaseCheck)
    case .cardUnreadable: render(IdentityText.cardUnreadable)
    case .otherCard: render(IdentityText.otherCard)
    case .otherCode: render(IdentityText.otherCode)
    case .readImpossibleDate: render(IdentityText.readImpossibleDate)
    case .doesNotMatch: render(IdentityText.doesNotMatch)
    }
  }

  /// The line of who the citizen is on the page with everything.
  static func reviewValue(_ application: Application, _ render: RenderContext) -> ReviewValue {
    guard let identity = application.identity else { return .missing(render) }
    let name = application.name.map { "\($0.given) \($0.surname)" }
    let first = application.name.map { "\($0.given.prefix { $0 != " " }) \($0.surname)" }
    let text = [name, identity.cpr.masked].compactMap { $0 }.joined(separator: ", ")
    return ReviewValue(
      words: render.personal(
        text, CommonText.yourName,
        toOneself: [name, Texts.spelled(identity.cpr.digits)].compactMap { $0 }.joined(separator: ", ")),
      shorter: [name, first, identity.cpr.masked].compactMap { $0 })
  }
}
