package import Renewal

/// What looks after the process: systemd, or nobody.
package protocol Supervisor: Sendable {
  /// How soon it must hear again that the box is well; nothing when it does not watch.
  var patience: Milliseconds? { get }
  /// Tells it something; never waits.
  func notify(_ news: SupervisorNews)
}

/// What a supervisor is told.
package enum SupervisorNews: Hashable, Sendable {
  /// The first screen stands.
  case ready
  /// The loop turned, and no work is overdue.
  case well
  /// What the box is doing, in a few words for an administrator; nothing personal.
  case status(String)
  /// The end has begun; it may take as long as money takes to be settled.
  case stopping
}

/// A box that nobody supervises.
package struct Unsupervised: Supervisor {
  package init() {}
  package var patience: Milliseconds? { nil }
  package func notify(_ news: SupervisorNews) {}
}
