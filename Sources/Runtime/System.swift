import Devices
import Dispatch
import Glibc
package import Renewal
import Synchronization

/// Does work on queues of the system.
package final class DispatchExecutor: WorkExecutor {
  private let store = DispatchQueue(label: "pasboks.store")
  private let measures = DispatchQueue(label: "pasboks.measures")
  private let accounts = DispatchQueue(label: "pasboks.accounts")
  private let audit = DispatchQueue(label: "pasboks.audit")
  /// Since when each queue has been at the piece of work it is at, by the steady clock; in the order of the cases.
  private let begun = Mutex([Int?](repeating: nil, count: WorkQueue.allCases.count))

  /// One of the system's queues for each.
  package init() {}

  package func run(on queue: WorkQueue, _ work: @escaping @Sendable () -> Void) {
    let work = ScrubbedWork(work)
    dispatchQueue(queue).async { [self] in
      begun.withLock { $0[queue.rawValue] = steadyMilliseconds() }
      work.run()
      begun.withLock { $0[queue.rawValue] = nil }
      ProcessMemory.scrubStack()
    }
  }

  private func dispatchQueue(_ queue: WorkQueue) -> DispatchQueue {
    switch queue {
    case .store: store
    case .measures: measures
    case .accounts: accounts
    case .audit: audit
    }
  }

  package var hung: WorkQueue? {
    let now = steadyMilliseconds()
    return begun.withLock { begun in
      WorkQueue.allCases.first { queue in begun[queue.rawValue].map { now - $0 > queue.longestWork.count } == true }
    }
  }
}

/// Runs work later, by the system's steady clock.
package struct SystemScheduler: Scheduler {
  private let queue = DispatchQueue(label: "pasboks.later")

  package init() {}

  package func after(_ span: Milliseconds, _ work: @escaping @Sendable () -> Void) {
    let work = ScrubbedWork(work)
    if span.count <= 0 {
      queue.async { work.run() }
    } else {
      queue.asyncAfter(deadline: .now() + .milliseconds(span.count)) { work.run() }
    }
  }
}

/// Work for another thread that leaves nothing on its stack, neither of what it did nor of what it held.
package final class ScrubbedWork: Sendable {
  private let work: Mutex<(@Sendable () -> Void)?>

  package init(_ work: @escaping @Sendable () -> Void) { self.work = Mutex(work) }

  /// Does the work, once, and lets go of it.
  package func run() {
    perform()
    ProcessMemory.scrubStack()
  }

  @inline(never)
  private func perform() {
    let work = work.withLock { $0.take() }
    work?()
  }
}

/// The system's steady clock, in milliseconds.
package func steadyMilliseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}
