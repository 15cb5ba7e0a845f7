import PassportRules
import Renewal

/// The texts of the welcome screen.
package enum WelcomeText: String, TextGroup {
  case heading, pressAnyKey, price, priceValue, priceUnknown, time, timeValue, bring, bringValue
  case officer, officerHere, officerAway, lost, invitation, wiped, exercise, exerciseNumber, chooseExercise,
    skipExercise,
    endRehearsal

  package static let section = "welcome"

  package var placeholders: [String] {
    switch self {
    case .priceValue: ["price"]
    case .exercise: ["number", "count", "title"]
    case .exerciseNumber: ["cpr"]
    case .heading, .pressAnyKey, .price, .priceUnknown, .time, .timeValue, .bring, .bringValue, .officer,
      .officerHere, .officerAway, .lost, .invitation, .wiped, .chooseExercise, .skipExercise, .endRehearsal:
      []
    }
  }
}

/// What it costs, how long it takes, what to bring, who is here; any key starts.
enum WelcomeScreen {
  static func page(_ shown: Box.WelcomePage?, _ render: RenderContext) -> Page {
    if case .exercises(let number) = shown { return ExerciseScreen.page(number, render) }
    var page = Page(.none, heading: render(WelcomeText.heading))
    if let second = render.secondLanguage {
      page.add(.text(second(WelcomeText.heading).said(in: second.language), .quiet), .may, gap: false)
    }
    if shown == .wiped { page.notice(.good, render(WelcomeText.wiped)) }
    let isPractised = ExerciseScreen.addOffered(to: &page, render)
    page.add(
      .rows([
        Row(render(WelcomeText.price), price(render)),
        Row(render(WelcomeText.time), render(WelcomeText.timeValue)),
        Row(render(WelcomeText.bring), render(WelcomeText.bringValue)),
        Row(
          render(WelcomeText.officer),
          render(render.box.hours.hasOfficer ? WelcomeText.officerHere : WelcomeText.officerAway),
          role: render.box.hours.hasOfficer ? .good : .text),
      ]), isPractised ? .should : .must)
    page.add(.text(render(WelcomeText.lost), .quiet), .may)
    page.add(.prompt(start(render)))
    if let languages = render.furtherLanguages { page.add(.text(languages, .quiet), .should, gap: false) }
    page.keys = KeyHints(
      enter: render(CommonText.keyStart), help: render(CommonText.keyHelp),
      // Any key begins, and this one says what it does besides where the box has a voice.
      again: render.key(.readAloud(true)).map { _ in render(CommonText.keyAgain) })
    if render.offers.offering(.skipExercise) != nil {
      page.keys.back = render(WelcomeText.chooseExercise)
      page.keys.stop = render(WelcomeText.skipExercise)
    }
    page.wholeScreen = .enter
    return page
  }

  /// How a visit begins, in two languages; the voice says it in its own.
  private static func start(_ render: RenderContext) -> SpokenText {
    let own = render.texts[WelcomeText.pressAnyKey]
    let starts = [own] + (render.secondLanguage.map { [$0[WelcomeText.pressAnyKey]] } ?? [])
    let shown = starts.map { String($0.map { $0 == " " ? "\u{A0}" : $0 }) }.joined(separator: " · ")
    return SpokenText(shown: shown, spoken: own)
  }

  /// The ordinary fee of an adult on the box's date; fees hang on age and grounds, so it is told for whom it is.
  private static func price(_ render: RenderContext) -> SpokenText {
    let rules = render.box.policy.rules
    guard let date = render.box.date,
      case .fee(let fee) = rules.fee(bornOn: date.adding(years: -rules.majority), on: date, grounds: .expiring)
    else { return render(WelcomeText.priceUnknown) }
    return render(WelcomeText.priceValue, ["price": .words(render.texts.amount(fee.total))])
  }
}
