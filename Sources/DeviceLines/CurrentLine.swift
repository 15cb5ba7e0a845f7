import Synchronization

/// The line that a driver has just now, if it has one; ended with the driver.
package final class CurrentLine: Sendable {
  private let line = Mutex<DeviceLine?>(nil)

  /// There is none yet.
  package init() {}

  deinit { close() }

  /// Opens a line in place of the one before.
  package func open(_ new: DeviceLine) {
    line.withLock { $0 = new }
    new.open()
  }

  /// Sends bytes, where there is a line.
  package func send(_ bytes: [UInt8]) { line.withLock { $0 }?.send(bytes) }

  /// Ends the line.
  package func close() { line.withLock { $0.take() }?.close() }

  /// Whether a line's news count: those of one that is there no more do not. A line that is refused or lost is ended.
  package func counts(_ news: DeviceLine.News, from teller: DeviceLine) -> Bool {
    guard line.withLock({ $0 === teller }) else { return false }
    switch news {
    case .opened, .heard: break
    case .refused, .lost: close()
    }
    return true
  }
}
