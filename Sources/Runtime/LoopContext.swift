import Logging
import Renewal

/// What all parts of the loop share: what is outside, the one door in, what falls due, and the log.
final class LoopContext {
  /// All that the loop has from outside.
  let environment: Environment
  /// Through which everything else reaches the loop.
  let mailbox: Mailbox
  /// The system's log.
  let log: Logger
  /// What the box obeys.
  let policy: Policy
  /// What falls due, and when.
  var timers = TimerQueue()

  init(_ environment: Environment, policy: Policy, log: Logger, within outer: Mailbox? = nil) {
    mailbox = Mailbox(within: outer)
    self.environment = environment
    self.policy = policy
    self.log = log
  }

  /// The steady clock, in milliseconds.
  var now: Int { environment.clocks.now() }

  /// Lets something fall due so many milliseconds from now, instead of when it would have.
  func set(_ due: TimerQueue.Due, in milliseconds: Int) { timers.set(due, at: now + milliseconds) }

  /// Does work away from the loop, behind all other work of its queue.
  func run(on queue: WorkQueue, _ work: @escaping @Sendable () -> Void) {
    environment.executor.run(on: queue, work)
  }
}
