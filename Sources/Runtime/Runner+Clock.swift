import Cases
import Logging
import Renewal

extension Runner {
  /// Looks whether civil time went on as steady time did. When it did not, nobody knows the date any more that fees and ages hang on,
  /// until staff confirm it; a clock that was not to be trusted before only gets better.
  func watchClock() {
    guard let jump = clockDrift.look(civil: environment.clocks.unix(), steady: environment.clocks.now()) else { return }
    doubtClock(by: jump)
  }

  /// A clock that contradicts the journal is doubted before anything hangs on it.
  func compareClock(with standing: RecoverySnapshot) {
    guard standing.isClockDoubted else { return }
    log.warning("the clock contradicts the journal, or was doubted before; staff confirm the date")
    handle(.clockDoubted)
  }

  private func doubtClock(by milliseconds: Int) {
    log.warning("the clock jumped", metadata: ["SECONDS": "\(milliseconds / 1000)"])
    if box.date != nil || !box.isStarted { handle(.clockDoubted) }
    tellWall()
    // The key that showed the jump was meant for the question before, not for the screen that says why the visit ends.
    if box.state.visit != nil { discardTyped() }
  }
}
