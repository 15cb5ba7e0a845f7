package import Devices
import Dispatch
package import Renewal
import Synchronization
import Testing

/// Time that passes when a test says so, and what a driver told and delivered; whoever waits for something is woken by each of them.
package final class DriverTime: Scheduler {
  private struct Later {
    let span: Milliseconds
    let work: @Sendable () -> Void
  }

  private struct Contents {
    var later: [Later] = []
    var notices: [DeviceNotice] = []
    var deliveries: [RequestID: [Delivery]] = [:]
    var cleared: [Bool] = []
    var notes: [String] = []
  }

  /// How long anything may take before it is held for missing, in seconds: far more than it ever needs.
  private static let bound = 60

  package init() {}

  private let contents = Mutex(Contents())
  private let news = DispatchSemaphore(value: 0)

  package var notices: [DeviceNotice] { contents.withLock { $0.notices } }
  package var cleared: [Bool] { contents.withLock { $0.cleared } }
  package var notes: [String] { contents.withLock { $0.notes } }
  /// How many waits of this span are not over.
  package func waits(of span: Milliseconds) -> Int { contents.withLock { $0.later.count { $0.span == span } } }
  package func deliveries(of id: Int) -> [Delivery] {
    contents.withLock { $0.deliveries[RequestID(id), default: []] }
  }
  package func answers(of id: Int) -> [PlainAnswer] {
    deliveries(of: id).compactMap { if case .answer(let answer) = $0 { answer } else { nil } }
  }

  package func after(_ span: Milliseconds, _ work: @escaping @Sendable () -> Void) {
    note { $0.later.append(Later(span: span, work: work)) }
  }

  package func tell(_ notice: DeviceNotice) { note { $0.notices.append(notice) } }
  package func take(isClear: Bool) { note { $0.cleared.append(isClear) } }
  package func take(note words: String) { note { $0.notes.append(words) } }

  package func take(_ id: RequestID, _ delivery: Delivery) {
    note { $0.deliveries[id, default: []].append(delivery) }
  }

  private func note(_ change: (inout Contents) -> Void) {
    contents.withLock { change(&$0) }
    news.signal()
  }

  /// Waits for something to be so, which it becomes by what is heard, and by waits of these spans that are over at once.
  package func wait(_ what: String, passing spans: Set<Milliseconds> = [], until isSo: () -> Bool) {
    while !isSo() {
      let due = contents.withLock { contents -> [Later] in
        let due = contents.later.filter { spans.contains($0.span) }
        contents.later.removeAll { spans.contains($0.span) }
        return due
      }
      for later in due { later.work() }
      guard due.isEmpty else { continue }
      guard news.wait(timeout: .now() + .seconds(Self.bound)) == .success else {
        return _ = Issue.record("waited in vain: \(what)")
      }
    }
  }

  /// Forgets what was told.
  package func forget() {
    contents.withLock { contents in
      (contents.notices, contents.deliveries, contents.cleared, contents.notes) = ([], [:], [], [])
    }
  }
}
