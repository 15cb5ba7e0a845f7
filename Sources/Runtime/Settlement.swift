import Cases
import Devices
import Logging
import Renewal
import Synchronization

/// Asks the payment terminal what became of payments that an interrupted run left without an end, one after the other.
///
/// Nobody waits at the box for such a payment any more, so what was taken is given back. Each is open money with its flag before it
/// begins, and stays so when the terminal does not tell. A terminal that is silent is not asked about the others.
final class Settlement: Sendable {
  private let store: Store
  private let terminal: any Driver
  private let environment: Environment
  private let policy: Policy
  private let log: Logger
  private let ended: @Sendable () -> Void
  private let questions = Mutex(0)

  /// The settling of a store's open payments; `ended` is called once, on any thread.
  init(
    store: Store, terminal: any Driver, environment: Environment, policy: Policy, log: Logger,
    ended: @escaping @Sendable () -> Void
  ) {
    self.store = store
    self.terminal = terminal
    self.environment = environment
    self.policy = policy
    self.log = log
    self.ended = ended
  }

  /// Settles these payments, as far as the terminal tells.
  func settle(_ payments: ArraySlice<Payment>) {
    guard let payment = payments.first else { return ended() }
    ask(payment, 1, rest: payments.dropFirst())
  }

  // MARK: The terminal's words

  private func ask(_ payment: Payment, _ count: Int, rest: ArraySlice<Payment>) {
    question(.paymentStatus(payment)) { [self] answer in
      switch answer {
      case .approved, nil: reverse(payment, rest: rest)
      case .inProgress where count < policy.tries.paymentStatus:
        environment.scheduler.after(policy.waits.paymentStatus) { self.ask(payment, count + 1, rest: rest) }
      case .inProgress: reverse(payment, rest: rest)
      case .declined(let reason): note([.paymentAnswered(payment, .declined(reason))]) { self.settle(rest) }
      case .notFound: note([.paymentAnswered(payment, .notFound)]) { self.settle(rest) }
      case .reversalRefused: note([.moneyOpen(payment)]) { self.settle(rest) }
      case .reversed: note([.paymentAnswered(payment, .reversed)]) { self.settle(rest) }
      }
    }
  }

  private func reverse(_ payment: Payment, rest: ArraySlice<Payment>) {
    note([.reversalIntended(payment)]) { [self] in
      question(.reverse(payment)) { [self] answer in
        switch answer {
        case .reversed, .notFound: note([.paymentAnswered(payment, .reversed)]) { self.settle(rest) }
        case .approved, .declined, .inProgress, .reversalRefused:
          note([.moneyOpen(payment)]) { self.settle(rest) }
        case nil: note([.moneyOpen(payment)]) { self.ended() }
        }
      }
    }
  }

  /// One question with the box's own deadline; nothing when the answer was lost.
  private func question(_ command: DeviceCommand, then: @escaping @Sendable (PaymentAnswer?) -> Void) {
    let id = questions.withLock { questions in
      questions += 1
      // The machine counts its own from 1 up.
      return RequestID(-questions)
    }
    let isOpen = Mutex(true)
    let answer: @Sendable (PaymentAnswer?) -> Void = { word in
      let isFirst = isOpen.withLock { isOpen in
        defer { isOpen = false }
        return isOpen
      }
      if isFirst { then(word) }
    }
    environment.scheduler.after(policy.deadlines.paymentStatus) { [terminal] in
      // It carries out one command at a time.
      if isOpen.withLock({ $0 }) { terminal.cancel(id) }
      answer(nil)
    }
    terminal.perform(Job(id: id, command: command)) { _, delivery in
      guard case .payment(let word) = delivery else { return answer(nil) }
      answer(word)
    }
  }

  /// Writes what was learned; where the disk does not take it, nothing more is asked.
  private func note(_ facts: [Fact], then: @escaping @Sendable () -> Void) {
    environment.workers.run(at: .store) { [self] in
      do throws(StoreError) {
        try environment.write(store, facts)
        facts.forEach { log.tell($0) }
        then()
      } catch {
        log.error("what became of a payment could not be written", metadata: ["REASON": "\(error)"])
        ended()
      }
    }
  }
}
