import Quality
import Renewal
import Synchronization

/// The live view: one frame at a time is measured, the newest of those that came meanwhile is next, and only changed advice
/// reaches the machine.
package final class LiveView: Sendable {
  private struct Contents {
    var request: RequestID?
    var isMeasuring = false
    var newest: RGBPicture?
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

  /// Whether a frame shall be measured now: it is of the preview that runs, and no other one is being measured; then it waits.
  func accepts(_ id: RequestID, _ frame: RGBPicture) -> Bool {
    contents.withLock { contents in
      guard contents.request == id else { return false }
      guard !contents.isMeasuring else {
        contents.newest = frame
        return false
      }
      contents.isMeasuring = true
      return true
    }
  }

  /// The frame to measure next, when one came meanwhile: without it the last one of a view that stands still would be lost.
  func next(_ id: RequestID) -> RGBPicture? {
    contents.withLock { contents in
      guard contents.request == id else { return nil }
      defer { contents.newest = nil }
      contents.isMeasuring = contents.newest != nil
      return contents.newest
    }
  }

  /// Whether a frame belongs to the preview that runs.
  func isShowing(_ id: RequestID) -> Bool { contents.withLock { $0.request == id } }

  /// A frame was measured; the advice, when it is not what it was.
  func measured(_ id: RequestID, _ advice: [PhotoFault]) -> [PhotoFault]? {
    contents.withLock { contents in
      guard contents.request == id else { return nil }
      guard advice != contents.advice else { return nil }
      contents.advice = advice
      return advice
    }
  }
}
