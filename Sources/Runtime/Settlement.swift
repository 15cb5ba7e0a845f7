import Cases
import Devices
import Logging
import Renewal
import Synchronization

/// Carries a payment recovery out with the terminal and the store: what the machine asks for goes to them, and what they say to it.
///
/// An event's facts are on disk before anything is sent. Nothing happens at once: one question, one pause or one writing is under way.
final class Settlement: Sendable {
  private let store: Store
  private let terminal: any Driver
  private let environment: Environment
  private let policy: Policy
  private let log: Logger
  private let ended: @Sendable () -> Void
  private let recovery: Mutex<PaymentRecovery>
  private let questions = Mutex(0)

  /// The settling of payments with a terminal; `ended` is called once, on any thread.
  init(
    _ payments: [UnsettledPayment], store: Store, terminal: any Driver, environment: Environment, policy: Policy,
    log: Logger, ended: @escaping @Sendable () -> Void
  ) {
    recovery = Mutex(PaymentRecovery(payments))
    self.store = store
    self.terminal = terminal
    self.environment = environment
    self.policy = policy
    self.log = log
    self.ended = ended
  }

  /// Settles them, as far as the terminal tells.
  func begin() { carryOut(recovery.withLock { $0.begin() }) }

  private func handle(_ event: PaymentTransaction.Event) {
    carryOut(recovery.withLock { $0.handle(event, policy) })
  }

  private func carryOut(_ effects: [PaymentTransaction.Effect]) {
    let facts = effects.compactMap { if case .record(let fact) = $0 { fact } else { nil } }
    guard facts.isEmpty else { return write(facts) { self.send(effects) } }
    send(effects)
  }

  private func send(_ effects: [PaymentTransaction.Effect]) {
    for effect in effects {
      switch effect {
      case .send(let command): question(command)
      case .pause(let span): environment.scheduler.after(span) { self.handle(.pauseEnded) }
      // Written by now; the store raises open money's flag with its fact. Nothing is captured when nobody waits for it.
      case .record, .flag, .capture: break
      }
    }
    if recovery.withLock({ $0.isOver }) { ended() }
  }

  /// One question with the box's own deadline.
  private func question(_ command: DeviceCommand) {
    let id = questions.withLock { questions in
      questions += 1
      // The machine counts its own from 1 up, and never comes so far.
      return RequestID(1 << 40 + questions)
    }
    let isOpen = Mutex(true)
    let answer: @Sendable (PaymentTransaction.Event) -> Void = { event in
      let isFirst = isOpen.withLock { isOpen in
        defer { isOpen = false }
        return isOpen
      }
      if isFirst { self.handle(event) }
    }
    environment.scheduler.after(policy.deadlines[.paymentStatus]) { [terminal] in
      // It carries out one command at a time.
      if isOpen.withLock({ $0 }) { terminal.cancel(id) }
      answer(.lost)
    }
    terminal.perform(Job(id: id, command: command)) { _, delivery in
      switch delivery {
      case .answer(.payment(let word)): answer(.answered(word))
      case .answer(.failed): answer(.failed)
      default: answer(.lost)
      }
    }
  }

  /// Writes what was learned; where the disk does not take it, nothing more is asked.
  private func write(_ facts: [Fact], then: @escaping @Sendable () -> Void) {
    environment.executor.run(on: .store) { [self] in
      do throws(StoreError) {
        try environment.write(store, facts)
        facts.forEach { log.log($0) }
        then()
      } catch {
        log.error("what became of a payment could not be written", metadata: ["REASON": "\(error)"])
        ended()
      }
    }
  }
}
