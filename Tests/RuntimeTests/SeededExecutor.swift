import Runtime
import Synchronization
import TestSupport

/// Work waits until the box turns: what is on one queue in order, and which queue is next follows from a seed. A test says where it hangs.
final class SeededExecutor: WorkExecutor {
  private struct Contents {
    var seeded: Seeded
    var waiting: [(queue: WorkQueue, work: @Sendable () -> Void)] = []
    var hung: WorkQueue?
    var isInline = false
  }

  private let contents: Mutex<Contents>

  /// Work whose order follows from a seed.
  init(seed: UInt64) { contents = Mutex(Contents(seeded: Seeded(seed))) }

  var hung: WorkQueue? { contents.withLock { $0.hung } }

  /// From now on work hangs on a queue, as far as the box can see.
  func hang(on queue: WorkQueue?) { contents.withLock { $0.hung = queue } }

  func run(on queue: WorkQueue, _ work: @escaping @Sendable () -> Void) {
    let isInline = contents.withLock { contents in
      if !contents.isInline { contents.waiting.append((queue, work)) }
      return contents.isInline
    }
    if isInline { work() }
  }

  /// Does one piece of what waits, and tells whether there was any.
  func workOnce() -> Bool {
    let next = contents.withLock { contents -> (@Sendable () -> Void)? in
      let queues = WorkQueue.allCases.filter { queue in contents.waiting.contains { $0.queue == queue } }
      guard let queue = queues.randomElement(using: &contents.seeded),
        let first = contents.waiting.firstIndex(where: { $0.queue == queue })
      else { return nil }
      return contents.waiting.remove(at: first).work
    }
    next?()
    return next != nil
  }

  /// Whether the next piece waits for another turn of the loop, one time in two.
  func pauses() -> Bool { contents.withLock { Bool.random(using: &$0.seeded) } }

  /// Does all that waits, and from now on everything on the spot: who waits for the last of it turns no more.
  func finish() {
    while workOnce() {}
    contents.withLock { $0.isInline = true }
  }
}
