import Glibc
import Renewal

/// Stands around the runner and sleeps until something happens: the terminal, the mailbox, a signal, or the next deadline.
package struct Loop {
  private let runner: Runner
  private let signals: Int32?
  private let takeSignals: () -> Bool

  /// A loop around a runner; `takeSignals` is asked when the signals' descriptor is readable, and tells whether to stop.
  package init(_ runner: Runner, signals: Int32? = nil, takeSignals: @escaping () -> Bool = { false }) {
    self.runner = runner
    self.signals = signals
    self.takeSignals = takeSignals
  }

  /// Runs until the end.
  package func run() -> Runner.End {
    runner.start()
    while true {
      if let end = runner.end {
        runner.finish()
        return end
      }
      sleep()
      if signals != nil, takeSignals() { runner.mailbox.post(.event(.terminate)) }
      runner.turn()
      if runner.box.state.visit == nil { ProcessMemory.scrubStack() }
    }
  }

  private func sleep() {
    var descriptors = [
      pollfd(fd: runner.keyboard ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: runner.mailbox.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    if let signals { descriptors.append(pollfd(fd: signals, events: Int16(POLLIN), revents: 0)) }
    _ = poll(&descriptors, nfds_t(descriptors.count), timeout)
  }

  private var timeout: Int32 { runner.pause.map { Int32(clamping: $0) } ?? -1 }
}
