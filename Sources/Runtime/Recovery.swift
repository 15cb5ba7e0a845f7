import Cases
import Devices
import Renewal

/// Who goes on where recovery has brought the box.
protocol RecoveryDelegate: AnyObject {
  /// The store is open, and what an interrupted run left was put right in it; the machine does not know yet.
  func storeOpened()
  /// The machine has begun, for the first time.
  func boxStarted(endedUncleanly: Bool)
}

/// The way from a store that was opened, or works again, to a box that begins: what is open of money is settled first, as far as the
/// terminal tells. A store that refused a fact is left alone as long as a visit is not over.
final class Recovery {
  private let shared: LoopContext
  private let machine: Machine
  private let storage: Storage
  private let devices: DeviceControl
  private let civilTime: CivilTime
  private let queue: FlagQueue
  weak var delegate: (any RecoveryDelegate)?
  /// What is open of money, until the terminal has told its state.
  private var unsettled: (store: Store, snapshot: RecoverySnapshot)?
  private var isPatienceOver = false

  init(
    _ shared: LoopContext, _ machine: Machine, _ storage: Storage, _ devices: DeviceControl, _ civilTime: CivilTime,
    _ queue: FlagQueue
  ) {
    self.shared = shared
    self.machine = machine
    self.storage = storage
    self.devices = devices
    self.civilTime = civilTime
    self.queue = queue
  }

  /// The store is open.
  func opened(_ store: Store, _ snapshot: RecoverySnapshot) {
    guard !snapshot.openPayments.isEmpty else { return settled(store, snapshot) }
    unsettled = (store, snapshot)
    settle()
  }

  /// The terminal has told its state.
  func terminalStateTold() { settle() }

  /// The devices have had the time that a start takes: who is not there now is not waited for.
  func devicesHadTheirTime() {
    isPatienceOver = true
    settle()
  }

  /// Settles what is open with a terminal that told its state. One that cannot be used may be about to begin, as the box is: it has a start's
  /// time; then the money is left open.
  private func settle() {
    guard let (store, snapshot) = unsettled, let state = machine.box.devices[.paymentTerminal] else { return }
    guard state.isUsable || state == .noDevice || isPatienceOver else { return }
    unsettled = nil
    let mailbox = shared.mailbox
    guard state.isUsable, let terminal = devices.driver(.paymentTerminal) else {
      return mailbox.post(.settled(store, snapshot))
    }
    let executor = shared.environment.executor
    let settlement = Settlement(
      snapshot.unsettledPayments, store: store, terminal: terminal, environment: shared.environment,
      policy: shared.policy, log: shared.log
    ) {
      executor.run(on: .store) { mailbox.post(.settled(store, (try? store.recoverySnapshot()) ?? snapshot)) }
    }
    settlement.begin()
  }

  /// What was open of money is settled, or cannot be.
  func settled(_ store: Store, _ snapshot: RecoverySnapshot) {
    if storage.store == nil { begin(store, snapshot) } else if storage.hasFailed { beginAnew(snapshot) }
  }

  private func begin(_ store: Store, _ snapshot: RecoverySnapshot) {
    storage.use(store)
    civilTime.compare(with: snapshot)
    delegate?.storeOpened()
    start(from: snapshot)
    delegate?.boxStarted(endedUncleanly: snapshot.endedUncleanly)
  }

  /// The machine begins: flags that are still open are put before staff, and what waits is sent.
  private func start(from snapshot: RecoverySnapshot) {
    let flags = snapshot.openFlags.map(\.flag).filter { !$0.code.isOfVisit }
    machine.handle(.started(nextCase: snapshot.nextCase, flags: flags))
    queue.remember(snapshot)
    storage.sendOutbox()
  }

  // MARK: A store that refused a fact

  /// The store has rested.
  func tryStore() {
    guard storage.hasFailed else { return }
    if isInVisit { storage.rest() } else { storage.tryAgain() }
  }

  /// The store was tried; what is in it, unless it failed again.
  func tried(_ snapshot: RecoverySnapshot?) {
    guard let snapshot, let store = storage.store else { return storage.rest() }
    opened(store, snapshot)
  }

  private func beginAnew(_ snapshot: RecoverySnapshot) {
    guard !isInVisit else { return storage.rest() }
    storage.recover()
    start(from: snapshot)
  }

  private var isInVisit: Bool { machine.box.state.visit != nil }
}
