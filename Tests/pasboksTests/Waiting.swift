import Glibc
import Testing

/// Waits until something is so that no screen shows; never for a time that says anything.
func wait(for what: String, until isSo: () -> Bool) throws {
  let end = ContinuousClock.now + .seconds(100)
  while !isSo(), ContinuousClock.now < end { sched_yield() }
  try #require(isSo(), "never seen: \(what)")
}
