import Runtime
import Synchronization
import TestSupport

/// Work waits until the box turns: one place's work in order, and which place is next follows from a seed. A test says where it hangs.
final class SeededExecutor: WorkExecutor {
  private struct Contents {
    var seeded: Seeded
    var waiting: [(place: WorkQueue, work: @Sendable () -> Void)] = []
    var hung: WorkQueue?
    var isInline = false
  }

  private let contents: Mutex<Contents>

  /// WorkExecutor whose order follows from a seed.
  init(seed: UInt64) { contents = Mutex(Contents(seeded: Seeded(seed))) }

  var hung: WorkQueue? { contents.withLock { $0.hung } }

  /// From now on work hangs at a place, as far as the box can see.
  func hang(at place: WorkQueue?) { contents.withLock { $0.hung = place } }

  func run(on queue: WorkQueue, _ work: @escaping @Sendable () -> Void) {
    let isInline = contents.withLock { contents in
      if !contents.isInline { contents.waiting.append((place, work)) }
      return contents.isInline
    }
    if isInline { work() }
  }

  /// Does one piece of what waits, and tells whether there was any.
  func workOnce() -> Bool {
    let next = contents.withLock { contents -> (@Sendable () -> Void)? in
      let places = WorkQueue.allCases.filter { place in contents.waiting.contains { $0.place == place } }
      guard let place = places.randomElement(using: &contents.seeded),
        let first = contents.waiting.firstIndex(where: { $0.place == place })
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
