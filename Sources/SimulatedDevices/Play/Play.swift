import Renewal
import Synchronization

/// What happens around a simulated box, command by command: as a scenario plans it, and as somebody changes it by hand meanwhile.
package final class Play: Sendable {
  /// What somebody does by hand, in place of a plan.
  package struct Hand: Hashable, Sendable {
    /// Whether a passport lies on the reader; nothing while the citizen lays it down and takes it as they are asked to.
    package var hasPassport: Bool?
    /// How the citizen sits before the camera; nothing while that is as planned.
    package var face: FaceScene?
    /// Whether the camera suspects meanwhile that somebody deceives it.
    package var isSuspicious = false
    /// Whether the card was pulled out of the terminal, which ends one payment.
    package var isCardPulled = false

    /// Nothing is done by hand.
    package init() {}
  }

  private struct Contents {
    var scenario: Scenario
    var hand = Hand()
    /// How often something was asked for, by its kind.
    var attempts: [String: Int] = [:]
  }

  private let contents: Mutex<Contents>

  /// A scenario from its beginning.
  package init(_ scenario: Scenario) { contents = Mutex(Contents(scenario: scenario)) }

  /// What is planned now.
  package var scenario: Scenario { contents.withLock { $0.scenario } }
  /// What is done by hand.
  package var hand: Hand { contents.withLock { $0.hand } }

  /// Begins another scenario, with nothing done by hand.
  package func begin(_ scenario: Scenario) { contents.withLock { $0 = Contents(scenario: scenario) } }

  /// Changes what is planned, from now on, and what is done by hand.
  package func change(_ change: (inout Scenario, inout Hand) -> Void) {
    contents.withLock { change(&$0.scenario, &$0.hand) }
  }

  /// The next entry of a plan; the last one ever after, and nothing where nothing is planned.
  func next<Scene: Sendable>(_ plan: WritableKeyPath<Scenario, [Scene]>, _ kind: String) -> Scene? {
    contents.withLock { contents in
      let attempt = contents.attempts[kind, default: 0]
      contents.attempts[kind] = attempt + 1
      let scenes = contents.scenario[keyPath: plan]
      return scenes.isEmpty ? nil : scenes[min(attempt, scenes.count - 1)]
    }
  }

  /// Plans something for the so-manieth time from now, and what was planned again afterwards; without a number from now on.
  func plan<Scene: Sendable>(
    _ plan: WritableKeyPath<Scenario, [Scene]>, _ kind: String, _ scene: Scene, at number: Int?, usual: Scene
  ) {
    contents.withLock { contents in
      let old = contents.scenario[keyPath: plan]
      guard let number else { return contents.scenario[keyPath: plan] = [scene] }
      func planned(_ attempt: Int) -> Scene { old.isEmpty ? usual : old[min(attempt, old.count - 1)] }
      let place = contents.attempts[kind, default: 0] + number - 1
      let before = (0..<place).map(planned)
      let after = max(place + 1, old.count)
      contents.scenario[keyPath: plan] = before + [scene] + (place + 1...after).map(planned)
    }
  }

  /// Ends one payment where the card was pulled out.
  func takePulledCard() -> Bool {
    contents.withLock { contents in
      defer { contents.hand.isCardPulled = false }
      return contents.hand.isCardPulled
    }
  }
}

extension Play {
  /// The next round of pictures: of who sits there by hand, or as planned.
  func nextRound() -> PhotoRound? {
    let planned = next(\.photos, "round")
    let hand = hand
    guard hand.face != nil || hand.isSuspicious else { return planned }
    var round = PhotoRound()
    round.scene = hand.face ?? planned?.scene ?? round.scene
    round.isSuspicious = hand.isSuspicious
    return round
  }
}
