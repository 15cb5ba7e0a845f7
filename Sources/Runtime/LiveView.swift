import Quality
import Renewal
import Synchronization

/// The live view: one frame at a time is measured, and only changed advice reaches the machine.
package final class LiveView: Sendable {
  private struct Contents {
    var request: RequestID?
    var isMeasuring = false
    var advice: [PhotoFault]?
  }

  private let contents = Mutex(Contents())

  /// No live view.
  init() {}

  /// A preview starts.
  func start(_ id: RequestID) { contents.withLock { $0 = Contents(request: id) } }

  /// A preview is over.
  func stop(_ id: RequestID) {
    contents.withLock { if $0.request == id { $0 = Contents() } }
  }

  /// Whether a frame shall be measured: it is of the preview that runs, and no other one is being measured.
  func accepts(_ id: RequestID) -> Bool {
    contents.withLock { contents in
      guard contents.request == id, !contents.isMeasuring else { return false }
      contents.isMeasuring = true
      return true
    }
  }

  /// Whether a frame belongs to the preview that runs.
  func isShowing(_ id: RequestID) -> Bool { contents.withLock { $0.request == id } }

  /// A frame was measured; the advice, when it is not what it was.
  func measured(_ id: RequestID, _ advice: [PhotoFault]) -> [PhotoFault]? {
    contents.withLock { contents in
      guard contents.request == id else { return nil }
      contents.isMeasuring = false
      guard advice != contents.advice else { return nil }
      contents.advice = advice
      return advice
    }
  }
}
