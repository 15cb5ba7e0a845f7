import Glibc
package import Logging
package import Renewal
import Synchronization

/// The configured program that reaches a librarian: it gets the flag's code, its severity and the box, nothing personal.
package final class NotifyCommand: Sendable {
  /// How long it may take.
  package static let bound = Milliseconds.seconds(10)
  /// How many may run at a time; who is rung for more often than that is being rung for.
  package static let most = 4

  private let command: [String]
  private let box: String
  private let log: Logger
  private let failures = Mutex(0)
  private let running = Mutex(0)

  /// The program and its arguments, for a box by its name; no program reaches nobody.
  package init(_ command: [String], box: String, log: Logger) {
    self.command = command
    self.box = box
    self.log = log
  }

  /// Starts the program for a flag.
  @Sendable package func notify(_ code: FlagCode) {
    guard !command.isEmpty else { return }
    let mayRun = running.withLock { running in
      guard running < Self.most else { return false }
      running += 1
      return true
    }
    guard mayRun else { return failed("\(Self.most) of them run already") }
    let child = Child.start(
      command + [code.rawValue, "\(code.severity)", box], within: Self.bound,
      ended: { end in
        switch end {
        case .exited(0): break
        case .exited(let status): self.failed("it ended with \(status)")
        case .signalled(let signal): self.failed("signal \(signal) ended it")
        case .timedOut: self.failed("it took longer than \(Self.bound.count / 1000) s")
        case .tooMany(let count): self.failed("it started \(count) processes")
        case .notStarted(let code): self.failed("it cannot be started: \(String(cString: strerror(code)))")
        }
      }, gone: { self.over() })
    guard child == nil else { return }
    over()
    failed("it cannot be started: \(String(cString: strerror(errno)))")
  }

  private func over() { running.withLock { $0 -= 1 } }

  private func failed(_ reason: String) {
    let count = failures.withLock { failures in
      failures += 1
      return failures
    }
    log.error("nobody was reached", metadata: ["REASON": "\(reason)", "FAILURES": "\(count)"])
  }
}
