import Devices
import Dispatch
import Glibc
package import Renewal
import Synchronization

/// WorkExecutor on queues of the system, one a place.
package final class DispatchExecutor: WorkExecutor {
  private let queues: [WorkQueue: DispatchQueue]
  /// Since when each place has been at the piece of work it is at, by the steady clock.
  private let begun = Mutex<[WorkQueue: Int]>([:])

  /// A queue for each place.
  package init() {
    queues = Dictionary(uniqueKeysWithValues: WorkQueue.allCases.map { ($0, DispatchQueue(label: "pasboks.\($0)")) })
  }

  package func run(on queue: WorkQueue, _ work: @escaping @Sendable () -> Void) {
    let errand = ScrubbedWork(work)
    queues[place]?.async { [self] in
      begun.withLock { $0[place] = steadyMilliseconds() }
      errand.run()
      begun.withLock { $0[place] = nil }
      ProcessMemory.scrubStack()
    }
  }

  package var hung: WorkQueue? {
    let now = steadyMilliseconds()
    return begun.withLock { begun in begun.first { now - $0.value > $0.key.longestWork.count }?.key }
  }
}

/// Runs work later, by the system's steady clock.
package struct SystemScheduler: Scheduler {
  private let queue = DispatchQueue(label: "pasboks.later")

  package init() {}

  package func after(_ span: Milliseconds, _ work: @escaping @Sendable () -> Void) {
    let errand = ScrubbedWork(work)
    if span.count <= 0 {
      queue.async { errand.run() }
    } else {
      queue.asyncAfter(deadline: .now() + .milliseconds(span.count)) { errand.run() }
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
