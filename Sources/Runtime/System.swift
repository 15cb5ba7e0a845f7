import Devices
import Dispatch
import Glibc
package import Renewal
import Synchronization

/// Workers on queues of the system, one a place.
package final class QueueWorkers: Workers {
  private let queues: [Workplace: DispatchQueue]
  /// Since when each place has been at the piece of work it is at, by the steady clock.
  private let begun = Mutex<[Workplace: Int]>([:])

  /// A queue for each place.
  package init() {
    queues = Dictionary(uniqueKeysWithValues: Workplace.allCases.map { ($0, DispatchQueue(label: "pasboks.\($0)")) })
  }

  package func run(at place: Workplace, _ work: @escaping @Sendable () -> Void) {
    queues[place]?.async { [self] in
      begun.withLock { $0[place] = steadyMilliseconds() }
      work()
      begun.withLock { $0[place] = nil }
    }
  }

  package var hung: Workplace? {
    let now = steadyMilliseconds()
    return begun.withLock { begun in begun.first { now - $0.value > $0.key.longestWork.count }?.key }
  }
}

/// Runs work later, by the system's steady clock.
package struct SystemScheduler: Scheduler {
  private let queue = DispatchQueue(label: "pasboks.later")

  package init() {}

  package func after(_ span: Milliseconds, _ work: @escaping @Sendable () -> Void) {
    if span.count <= 0 {
      queue.async(execute: work)
    } else {
      queue.asyncAfter(deadline: .now() + .milliseconds(span.count), execute: work)
    }
  }
}

/// The system's steady clock, in milliseconds.
package func steadyMilliseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}
