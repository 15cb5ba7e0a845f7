import PassportRules
import Renewal

/// The texts of a wait that takes over a second.
package enum WaitText: String, TextGroup {
  case working, atMost, underWay, underWayAtMost, seconds, minutes

  package static let section = "waits"

  package var placeholders: [String] {
    switch self {
    case .working, .underWay, .seconds: ["seconds"]
    case .atMost, .underWayAtMost: ["seconds", "limit"]
    case .minutes: ["minutes"]
    }
  }

  package var counted: String? {
    switch self {
    case .seconds: "seconds"
    case .minutes: "minutes"
    // These count in the sign of the unit, which has one form.
    case .working, .atMost, .underWay, .underWayAtMost: nil
    }
  }
}

extension Awaited {
  /// What is waited for in a state of the box; nothing when the box waits for a person.
  init?(_ state: Box.State) {
    switch state {
    case .visit(let visit) where visit.overlay == nil:
      guard let awaited = visit.awaited else { return nil }
      self = awaited
    case .closed(.starting): self = .store
    case .visit, .closed, .welcome, .logIn, .attended, .maintenance: return nil
    }
  }
}

extension Page {
  /// After this many seconds the line also tells how long it may take at most.
  private static let patience = 10

  /// A line that lives while something takes over a second; it is for the eye alone.
  mutating func addWait(_ awaited: Awaited?, _ render: RenderContext) {
    guard let awaited, let seconds = render.context.secondsWaited, seconds > 0 else { return }
    let text = awaited.isShared ? WaitText.underWay : .working
    // Who only listens is told now and then that the box goes on.
    if reminder == nil, seconds >= Self.patience {
      let moment = seconds / Self.patience * Self.patience
      reminder = Reminder(seconds: moment, speech: [render.phrase(render(CommonText.stillWorking))], rings: false)
    }
    var shown = render(text, ["seconds": .number(seconds)]).shown
    if seconds >= Self.patience, let visit = render.box.state.visit,
      let limit = awaited.limit(in: visit, render.box.policy)?.count, limit > seconds * 1000
    {
      let text = awaited.isShared ? WaitText.underWayAtMost : .atMost
      shown = render(text, ["seconds": .number(seconds), "limit": .plain(Self.span(limit, render))]).shown
    }
    let item = Item(.text(SpokenText(shown: shown, spoken: ""), .quiet), .should, gap: false)
    // Right below what the screen waits for.
    let prompt = items.lastIndex { if case .prompt = $0.block { true } else { false } }
    items.insert(item, at: prompt.map { $0 + 1 } ?? items.count)
  }

  /// A span of milliseconds in whole minutes where it is so many, else in seconds.
  static func span(_ milliseconds: Int, _ render: RenderContext) -> String {
    let seconds = (milliseconds + 999) / 1000
    if seconds.isMultiple(of: 60) { return render(WaitText.minutes, ["minutes": .number(seconds / 60)]).shown }
    return render(WaitText.seconds, ["seconds": .number(seconds)]).shown
  }
}
