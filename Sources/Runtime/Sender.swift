import Cases
import Devices
import Logging
import Renewal
import Synchronization

/// Hands released dossiers to the authority, away from the loop: one after the other, in rounds.
///
/// A round goes through what waits, what was offered least often first. Two dossiers in a row without an answer end it: the line is
/// down, and the next round comes after a pause that grows. What the authority rejected waits for staff, and is offered again only
/// when they ask for it.
final class Sender: Sendable {
  /// The longest the authority may take to answer; an answer that comes later still counts.
  static let longestAnswer = Milliseconds.seconds(120)

  private struct Line {
    var isBusy = false
    /// Asked for while a round went on.
    var isWanted = false
    /// Staff asked for what was rejected, too.
    var takesRejected = false
    /// Rounds in a row in which the authority was not reached.
    var failures = 0
    /// The pause that counts; the end of an earlier one wakes nobody.
    var pause = 0
  }

  fileprivate struct Round {
    var rest: ArraySlice<OutboxItem>
    var unanswered: [OutboxItem] = []
    var inARow = 0
    var isReached = false
    /// The store did not say what waits.
    var hasFailed = false
  }

  private let store: Store
  private let mailbox: Mailbox
  private let environment: Environment
  private let log: Logger
  /// From when on a dossier without an acknowledgement is staff's matter.
  private let longestWait: Milliseconds
  private let line = Mutex(Line())

  init(store: Store, mailbox: Mailbox, environment: Environment, log: Logger, longestWait: Milliseconds) {
    self.store = store
    self.mailbox = mailbox
    self.environment = environment
    self.log = log
    self.longestWait = longestWait
  }

  /// Sends what waits, now; `again`: what was rejected, too.
  func send(again: Bool = false) {
    let begins = line.withLock { line in
      line.takesRejected = line.takesRejected || again
      line.isWanted = true
      guard !line.isBusy else { return false }
      line.isBusy = true
      return true
    }
    if begins { environment.executor.run(on: .store) { self.begin() } }
  }

  // MARK: A round, on the store's worker

  private func begin() {
    let takesRejected = line.withLock { line in
      defer { line.takesRejected = false }
      line.isWanted = false
      line.pause += 1
      return line.takesRejected
    }
    do throws(StoreError) {
      let items = try store.outbox().filter { !$0.isRefunded && (takesRejected || !$0.isRejected) }
      step(Round(rest: items.sorted { ($0.attempts, $0.releasedAt) < ($1.attempts, $1.releasedAt) }[...]))
    } catch {
      log.error("the outbox cannot be read", metadata: ["REASON": "\(error)"])
      end(Round(rest: [], hasFailed: true))
    }
  }

  private func step(_ round: Round) {
    var round = round
    guard round.inARow < 2, let item = round.rest.popFirst() else { return end(round) }
    let sealed: [UInt8]?
    do throws(StoreError) {
      sealed = try store.sealedDossier(item.number)
    } catch {
      log.error("a dossier cannot be read", metadata: ["CASE": "\(item.number)", "REASON": "\(error)"])
      // Offered later, it does not keep the others from being sent.
      return step(round.after(.unavailable, item))
    }
    guard let sealed else { return step(round) }
    let isFirst = Once()
    let next = round
    environment.authority.submit(sealed, key: item.key) { answer in
      self.environment.executor.run(on: .store) {
        let kept = self.take(answer, item)
        if isFirst.take() { self.step(next.after(kept, item)) }
      }
    }
    environment.scheduler.after(Self.longestAnswer) {
      guard isFirst.take() else { return }
      self.environment.executor.run(on: .store) { self.step(next.after(.unavailable, item)) }
    }
  }

  /// Takes an answer, and gives it back when it is on disk; otherwise the dossier waits as if there had been none.
  private func take(_ answer: SubmissionAnswer, _ item: OutboxItem) -> SubmissionAnswer {
    do throws(StoreError) {
      switch answer {
      case .acknowledged, .duplicate:
        try store.acknowledge(item.number)
        mailbox.post(.event(.dossier(item.number, .acknowledged)))
        log.info("a dossier was acknowledged", metadata: ["CASE": "\(item.number)"])
      case .rejected:
        log.error("the authority rejected a dossier", metadata: ["CASE": "\(item.number)"])
        mailbox.post(.event(.dossier(item.number, .rejected(paid: item.paid))))
        try store.keepRejection(item.number)
      case .unavailable: break
      }
      return answer
    } catch {
      log.error("an answer of the authority could not be stored", metadata: ["REASON": "\(error)"])
      return .unavailable
    }
  }

  private func end(_ round: Round) {
    for item in round.unanswered + round.rest where item.waited > longestWait.count {
      mailbox.post(.event(.dossier(item.number, .overdue)))
    }
    let (again, pause, number) = line.withLock { line -> (Bool, Milliseconds?, Int) in
      let again = line.isWanted
      line.isBusy = again
      let isWhole = round.unanswered.isEmpty && !round.hasFailed
      line.failures = isWhole ? 0 : round.isReached ? 1 : line.failures + 1
      let jitter = SendPauses.jitter(of: round.unanswered.first?.key ?? "", after: line.failures)
      return (again, isWhole ? nil : SendPauses.pause(after: line.failures, jitter: jitter), line.pause)
    }
    if let pause { rest(pause, number, after: round.unanswered.map(\.number)) }
    if again { begin() }
  }

  private func rest(_ pause: Milliseconds, _ number: Int, after tried: [CaseNumber]) {
    log.notice(
      "dossiers wait", metadata: ["UNANSWERED": "\(tried.count)", "NEXT": "\(pause.count / 1000) s"])
    do throws(StoreError) {
      try store.keepAttempts(tried, nextTryAt: environment.clocks.unix() + pause.count)
    } catch {
      log.error("attempts to send could not be stored", metadata: ["REASON": "\(error)"])
    }
    environment.scheduler.after(pause) {
      if self.line.withLock({ $0.pause == number }) { self.send() }
    }
  }
}

extension Sender.Round {
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

/// What happens once, whoever comes first.
private final class Once: Sendable {
  private let isTaken = Mutex(false)

  func take() -> Bool {
    isTaken.withLock { isTaken in
      defer { isTaken = true }
      return !isTaken
    }
  }
}
