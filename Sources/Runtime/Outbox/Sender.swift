import Cases
import Devices
import Logging
import Renewal
import Synchronization

/// Carries the outbox's protocol out, away from the loop: what `SendQueue` asks for goes to the store, the authority and the clock, and
/// what they say goes to it.
final class Sender: Sendable {
  /// The longest the authority may take to answer; an answer that comes later still counts.
  static let longestAnswer = Milliseconds.seconds(120)

  private let store: Store
  private let mailbox: Mailbox
  private let environment: Environment
  private let log: Logger
  private let queue: Mutex<SendQueue>

  init(store: Store, mailbox: Mailbox, environment: Environment, log: Logger, longestWait: Milliseconds) {
    self.store = store
    self.mailbox = mailbox
    self.environment = environment
    self.log = log
    queue = Mutex(SendQueue(longestWait: longestWait))
  }

  /// Sends what waits, now; `again`: what was rejected, too.
  func send(again: Bool = false) { handle(.wanted(again: again)) }

  private func handle(_ event: SendQueue.Event) {
    let effects = queue.withLock { $0.handle(event) }
    guard !effects.isEmpty else { return }
    environment.executor.run(on: .store) { effects.forEach(self.carryOut) }
  }

  // MARK: On the store's worker

  private func carryOut(_ effect: SendQueue.Effect) {
    switch effect {
    case .readOutbox: handle(.outboxRead(readOutbox()))
    case .offer(let item, let offer): self.offer(item, offer)
    case .tellOverdue(let number): mailbox.post(.event(.dossier(number, .overdue)))
    case .rest(let span, let pause, let tried): rest(span, pause, after: tried)
    }
  }

  private func readOutbox() -> [OutboxItem]? {
    do throws(StoreError) {
      return try store.outbox()
    } catch {
      log.error("the outbox cannot be read", metadata: ["REASON": "\(error)"])
      return nil
    }
  }

  private func offer(_ item: OutboxItem, _ offer: Int) {
    let sealed: [UInt8]?
    do throws(StoreError) {
      sealed = try store.sealedDossier(item.number)
    } catch {
      log.error("a dossier cannot be read", metadata: ["CASE": "\(item.number)", "REASON": "\(error)"])
      // Offered later, it does not keep the others from being sent.
      return handle(.answered(offer: offer, .unavailable))
    }
    guard let sealed else { return handle(.gone(offer: offer)) }
    environment.authority.submit(sealed, key: item.key) { answer in
      self.environment.executor.run(on: .store) { self.handle(.answered(offer: offer, self.keep(answer, of: item))) }
    }
    environment.scheduler.after(Self.longestAnswer) { self.handle(.overdue(offer: offer)) }
  }

  /// Keeps an answer, and gives it back when it is on disk; otherwise the dossier waits as if there had been none.
  private func keep(_ answer: SubmissionAnswer, of item: OutboxItem) -> SubmissionAnswer {
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

  private func rest(_ span: Milliseconds, _ pause: Int, after tried: [CaseNumber]) {
    log.notice("dossiers wait", metadata: ["UNANSWERED": "\(tried.count)", "NEXT": "\(span.count / 1000) s"])
    do throws(StoreError) {
      try store.keepAttempts(tried, nextTryAt: environment.clocks.unix() + span.count)
    } catch {
      log.error("attempts to send could not be stored", metadata: ["REASON": "\(error)"])
    }
    environment.scheduler.after(span) { self.handle(.pauseEnded(pause)) }
  }
}
