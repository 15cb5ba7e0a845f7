package import Quality
import Renewal
import Synchronization

/// The live view, wherever frames and measures come from: each event is one step of `LiveFrames`.
package final class LiveView: Sendable {
  private let frames = Mutex(LiveFrames<RGBPicture>())

  /// No live view.
  package init() {}

  /// Takes an event, from any thread, and says what to do.
  @discardableResult
  package func handle(_ event: LiveFrames<RGBPicture>.Event) -> [LiveFrames<RGBPicture>.Effect] {
    frames.withLock { $0.handle(event) }
  }
}
