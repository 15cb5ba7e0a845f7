import Glibc

/// What ends a process that serves others.
struct EndSignals {
  private let signals: sigset_t

  /// Keeps them for whoever waits; to be made before any thread is there, which would take them otherwise.
  init() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    self.signals = signals
  }

  /// Waits for one of them.
  func wait() {
    var (signals, end) = (signals, Int32(0))
    sigwait(&signals, &end)
  }
}
