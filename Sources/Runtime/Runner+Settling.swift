import Cases
import Renewal

extension Runner {
  /// Payments without an end are settled first, as far as the terminal tells; then the box begins.
  func settleMoney(_ store: Store, _ standing: RecoverySnapshot) {
    guard !standing.openPayments.isEmpty else { return begin(settled: store, standing) }
    unsettled = (store, standing)
    askTerminal()
  }

  /// Asks the terminal once it has told its state; one that cannot be used leaves the money open.
  func askTerminal() {
    guard let (store, standing) = unsettled, let state = box.devices[.paymentTerminal] else { return }
    unsettled = nil
    guard state.isUsable, let terminal = driver(.paymentTerminal) else { return begin(settled: store, standing) }
    let mailbox = mailbox
    let executor = environment.executor
    let settlement = Settlement(
      standing.unsettledPayments, store: store, terminal: terminal, environment: environment, policy: box.policy,
      log: log
    ) {
      executor.run(on: .store) { mailbox.post(.settled(store, (try? store.recoverySnapshot()) ?? standing)) }
    }
    settlement.begin()
  }

  /// The start, or the store working again, goes on where it was.
  func begin(settled store: Store, _ standing: RecoverySnapshot) {
    if self.store == nil { begin(store, standing) } else { tried(standing) }
  }
}
