import CTerminal
import Glibc

/// A signal that asks the box to end.
package enum StopSignal: Hashable, Sendable, CaseIterable {
  case terminate
  case interrupt
  case hangUp
}

/// SIGTERM, SIGINT and SIGHUP as a descriptor; opened before any session, as ncurses' own handlers exit at once.
package struct Signals: ~Copyable {
  /// Becomes readable when a signal has come.
  package let descriptor: Int32

  package init() throws(TerminalFault) {
    descriptor = pk_signals_open()
    guard descriptor >= 0 else { throw .system(code: errno) }
  }

  /// The signals that have come since the last call.
  package func drain() -> Set<StopSignal> {
    let bits = Int(pk_signals_take())
    var signals: Set<StopSignal> = []
    if bits & pk_signal_terminate != 0 { signals.insert(.terminate) }
    if bits & pk_signal_interrupt != 0 { signals.insert(.interrupt) }
    if bits & pk_signal_hang_up != 0 { signals.insert(.hangUp) }
    return signals
  }

  deinit {
    pk_signals_close()
  }
}
