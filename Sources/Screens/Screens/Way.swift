import PassportRules
import Renewal

/// The way from the first question to the receipt, in the steps that the dots count.
enum Way {
  /// How many steps are counted.
  static let count = StepName.ofCitizens.count

  /// Where a step stands on the way.
  static func progress(_ step: StepName, _ render: RenderContext) -> Progress {
    let name = render(TextKey.step(step))
    if step == .farewell { return .none }
    if step == .receipt { return .done(name) }
    let place = StepName.ofCitizens.count { $0 <= step }
    return place == 0 ? .before(name) : .at(place, name)
  }

  /// The step that comes after a counted one, of those that are asked of this citizen.
  static func next(after step: StepName, _ render: RenderContext) -> StepName? {
    guard step >= .start, step < .payment else { return nil }
    return StepName.allCases.first { $0 > step && render.asks($0) }
  }
}

extension RenderContext {
  /// Whether a step is asked of the citizen at the box; everything is while their age is not known.
  func asks(_ step: StepName) -> Bool {
    guard let visit = box.state.visit, let date = box.date else { return true }
    return visit.asks(step, by: box.policy.rules, on: date)
  }
}

extension Page {
  /// A citizen's page at a step, with the keys that are the same everywhere.
  init(
    _ step: StepName, _ render: RenderContext, heading: SpokenText, enter: CommonText? = .keyOn,
    back: CommonText? = .keyBack
  ) {
    self.init(Way.progress(step, render), heading: heading)
    keys = KeyHints(render, enter: enter, back: back)
    if let next = Way.next(after: step, render) {
      self.next = render(CommonText.next, ["step": .plain(render.texts[TextKey.step(next)])])
    }
  }

  /// What the citizen may notice, when there is something.
  mutating func notice(_ mark: Mark, _ words: SpokenText?) {
    if let words { add(.notice(mark, words)) }
  }
}

extension KeyHints {
  /// The keys of a citizen's page.
  init(_ render: RenderContext, enter: CommonText?, back: CommonText?) {
    self.init(
      enter: enter.map { render($0) }, back: back.map { render($0) }, help: render(CommonText.keyHelp),
      stop: render(CommonText.keyStop), again: render(CommonText.keyAgain))
  }

  /// Whoever has keys knows that `/` leaves a field of staff's; who has none must see it to press it.
  mutating func addWayOut(_ render: RenderContext) {
    guard stop == nil, let leave = render.offers.offering(.leave), leave.keys == [.stop] else { return }
    stop = render(CommonText.keyStop)
  }
}
