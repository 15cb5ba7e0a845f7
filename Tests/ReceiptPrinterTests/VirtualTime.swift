import Devices
import Dispatch
import Renewal
import Synchronization
import Testing

/// Time that passes when a test says so, and what a driver told and delivered; whoever waits for something is woken by each of them.
final class VirtualTime: Scheduler {
  private struct Later {
    let span: Milliseconds
    let work: @Sendable () -> Void
  }

  private struct Contents {
    var later: [Later] = []
    var notices: [DeviceNotice] = []
    var answers: [RequestID: [PlainAnswer]] = [:]
    var cleared: [Bool] = []
    var notes: [String] = []
  }

  /// How long anything may take before it is held for missing, in seconds: far more than it ever needs.
  private static let bound = 60

  private let contents = Mutex(Contents())
  private let news = DispatchSemaphore(value: 0)

  var notices: [DeviceNotice] { contents.withLock { $0.notices } }
  var cleared: [Bool] { contents.withLock { $0.cleared } }
  var notes: [String] { contents.withLock { $0.notes } }
  func answers(of id: Int) -> [PlainAnswer] { contents.withLock { $0.answers[RequestID(id), default: []] } }

  func after(_ span: Milliseconds, _ work: @escaping @Sendable () -> Void) {
    note { $0.later.append(Later(span: span, work: work)) }
  }

  func tell(_ notice: DeviceNotice) { note { $0.notices.append(notice) } }
  func take(isClear: Bool) { note { $0.cleared.append(isClear) } }
  func take(note words: String) { note { $0.notes.append(words) } }

  func take(_ id: RequestID, _ delivery: Delivery) {
    guard case .answer(let answer) = delivery else { return _ = Issue.record("no answer") }
    note { $0.answers[id, default: []].append(answer) }
  }

  private func note(_ change: (inout Contents) -> Void) {
    contents.withLock { change(&$0) }
    news.signal()
  }

  /// Waits for something to be so, which it becomes by what is heard, and by waits of these spans that are over at once.
  func wait(_ what: String, passing spans: Set<Milliseconds> = [], until isSo: () -> Bool) {
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
  func forget() {
    contents.withLock { contents in
      (contents.notices, contents.answers, contents.cleared, contents.notes) = ([], [:], [], [])
    }
  }
}
