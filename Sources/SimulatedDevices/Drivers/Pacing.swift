package import Devices
import Renewal

/// How fast simulated people and devices are: 1 is lifelike, 0 is at once.
package struct Pacing: Sendable {
  private let scheduler: any Scheduler
  /// 1 is lifelike, 0 is at once.
  package let pace: Double

  /// A pace by a clock.
  package init(scheduler: any Scheduler, pace: Double) {
    self.scheduler = scheduler
    self.pace = pace
  }

  /// Something happens so many lifelike seconds from now.
  func after(_ seconds: Double, _ work: @escaping @Sendable () -> Void) {
    scheduler.after(Milliseconds(Int(seconds * pace * 1000)), work)
  }
}

/// The command a device has under way, and how many it had.
struct CommandLog: Sendable {
  private(set) var current: RequestID?
  /// Whether the device has shown something live.
  var hasShown = false
  /// Commands begun so far.
  private(set) var count = 0

  /// Begins a command; what was under way before is given up.
  mutating func begin(_ id: RequestID) {
    current = id
    count += 1
  }

  /// Whether a command is still under way.
  func has(_ id: RequestID) -> Bool { current == id }

  /// Ends a command; says whether it was under way.
  mutating func end(_ id: RequestID) -> Bool {
    guard current == id else { return false }
    current = nil
    return true
  }
}
