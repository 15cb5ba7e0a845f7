package import Cases
package import Devices
package import Renewal

/// When which released dossier is offered to the authority: the outbox's protocol, without store, line or clock.
///
/// It rests, reads what waits, or offers one dossier; whoever drives it tells what came of that. A round goes through what waits, what
/// was offered least often first. Two dossiers in a row without an answer end it: the line is down, and the next round comes after a
/// pause that grows. What the authority rejected waits for staff, and is offered again only when they ask for it.
/// No two dossiers are under way at once; an answer to another offer than the present one, and the end of an earlier pause, change nothing.
package struct SendQueue: Hashable, Sendable {
  /// What happened.
  package enum Event: Hashable, Sendable {
    /// What waits shall be sent now; `again`: what was rejected, too.
    case wanted(again: Bool)
    /// The store told what waits, or did not.
    case outboxRead([OutboxItem]?)
    /// What came of an offer, and is on disk.
    case answered(offer: Int, SubmissionAnswer)
    /// There is no such dossier any more.
    case gone(offer: Int)
    /// The authority has not answered in time.
    case overdue(offer: Int)
    /// A pause is over.
    case pauseEnded(Int)
  }

  /// What to do.
  package enum Effect: Hashable, Sendable {
    /// Ask the store what waits.
    case readOutbox
    /// Hand a dossier to the authority, within its time.
    case offer(OutboxItem, offer: Int)
    /// A dossier waits longer than it should.
    case tellOverdue(CaseNumber)
    /// Keep that these were offered in vain, and rest so long.
    case rest(Milliseconds, pause: Int, after: [CaseNumber])
  }

  fileprivate struct Round: Hashable {
    var rest: [OutboxItem]
    var unanswered: [OutboxItem] = []
    var inARow = 0
    var isReached = false
    /// The store did not say what waits.
    var hasFailed = false
  }

  private enum State: Hashable {
    case resting
    case reading(takesRejected: Bool)
    case offering(OutboxItem, offer: Int, Round)
  }

  /// Dossiers in a row without an answer after which the line counts as down.
  private static let mostUnanswered = 2

  /// From when on a dossier without an acknowledgement is staff's matter.
  private let longestWait: Milliseconds
  private var state = State.resting
  /// Asked for while a round goes on.
  private var isWanted = false
  /// Staff asked for what was rejected, too.
  private var takesRejected = false
  /// Rounds in a row in which the authority was not reached.
  private var failures = 0
  /// The pause that counts; the end of an earlier one wakes nobody.
  private var pause = 0
  private var offers = 0

  /// An outbox that rests; a dossier that has waited longer than this is told of.
  package init(longestWait: Milliseconds) { self.longestWait = longestWait }

  /// Whether a round goes on.
  package var isBusy: Bool { state != .resting }

  /// Takes an event, and says what to do, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    switch (event, state) {
    case (.wanted(let again), _):
      takesRejected = takesRejected || again
      return want()
    case (.pauseEnded(let number), _): return number == pause ? want() : []
    case (.outboxRead(let items), .reading(let takesRejected)):
      return begin(items?.filter { !$0.isRefunded && (takesRejected || !$0.isRejected) })
    case (.answered(let offer, let answer), .offering(let item, let present, let round)) where offer == present:
      return next(round.after(answer, item))
    case (.overdue(let offer), .offering(let item, let present, let round)) where offer == present:
      return next(round.after(.unavailable, item))
    case (.gone(let offer), .offering(_, let present, let round)) where offer == present: return next(round)
    case (.outboxRead, _), (.answered, _), (.overdue, _), (.gone, _): return []
    }
  }

  // MARK: A round

  private mutating func want() -> [Effect] {
    isWanted = true
    return state == .resting ? read() : []
  }

  private mutating func read() -> [Effect] {
    state = .reading(takesRejected: takesRejected)
    isWanted = false
    takesRejected = false
    pause += 1
    return [.readOutbox]
  }

  private mutating func begin(_ items: [OutboxItem]?) -> [Effect] {
    guard let items else { return end(Round(rest: [], hasFailed: true)) }
    return next(Round(rest: items.sorted { ($0.attempts, $0.releasedAt) < ($1.attempts, $1.releasedAt) }))
  }

  private mutating func next(_ round: Round) -> [Effect] {
    guard round.inARow < Self.mostUnanswered, let item = round.rest.first else { return end(round) }
    var round = round
    round.rest.removeFirst()
    offers += 1
    state = .offering(item, offer: offers, round)
    return [.offer(item, offer: offers)]
  }

  private mutating func end(_ round: Round) -> [Effect] {
    state = .resting
    var effects = (round.unanswered + round.rest).filter { $0.waited > longestWait.count }
      .map { Effect.tellOverdue($0.number) }
    let isWhole = round.unanswered.isEmpty && !round.hasFailed
    failures = isWhole ? 0 : round.isReached ? 1 : failures + 1
    if !isWhole {
      let jitter = SendPauses.jitter(of: round.unanswered.first?.key ?? "", after: failures)
      let span = SendPauses.pause(after: failures, jitter: jitter)
      effects.append(.rest(span, pause: pause, after: round.unanswered.map(\.number)))
    }
    return isWanted ? effects + read() : effects
  }
}

extension SendQueue.Round {
  /// The round once the answer to a dossier is known.
  fileprivate func after(_ answer: SubmissionAnswer, _ item: OutboxItem) -> Self {
    var round = self
    switch answer {
    case .acknowledged, .duplicate, .rejected:
      round.inARow = 0
      round.isReached = true
    case .unavailable:
      round.inARow += 1
      round.unanswered.append(item)
    }
    return round
  }
}
