import Devices
import Dispatch
import Renewal
import Synchronization
import Testing

/// What a driver told and delivered; who waits for it is woken by each.
final class Heard: Sendable {
  private let notices = Mutex<[DeviceNotice]>([])
  private let deliveries = Mutex<[RequestID: [Delivery]]>([:])
  private let answers = Mutex<[Bool]>([])
  private let news = DispatchSemaphore(value: 0)

  /// How long anything may take before it is held for missing, in seconds: far more than it ever needs.
  private static let bound = 60

  var states: [DeviceState] {
    notices.withLock { $0.compactMap { if case .state(_, let state) = $0 { state } else { nil } } }
  }
  /// Whether the device was clear, each time it was to be cleared.
  var cleared: [Bool] { answers.withLock { $0 } }

  func all(of id: Int) -> [Delivery] { deliveries.withLock { $0[RequestID(id), default: []] } }

  func completions(of id: Int) -> [Delivery] { all(of: id).filter(\.isCompletion) }

  func tell(_ notice: DeviceNotice) {
    notices.withLock { $0.append(notice) }
    news.signal()
  }

  func take(_ id: RequestID, _ delivery: Delivery) {
    deliveries.withLock { $0[id, default: []].append(delivery) }
    news.signal()
  }

  func take(isClear: Bool) {
    answers.withLock { $0.append(isClear) }
    news.signal()
  }

  /// Waits for something to be so, which it becomes by what is heard alone.
  func wait(_ what: String, _ isSo: () -> Bool) {
    while !isSo() {
      guard news.wait(timeout: .now() + .seconds(Self.bound)) == .success else {
        return _ = Issue.record("waited in vain: \(what)")
      }
    }
  }
}
