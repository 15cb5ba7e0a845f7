import Synchronization

/// What happens for a thread that sleeps in `poll`: left here by any other, and told by a bell.
final class ThreadEvents<Event: Sendable>: Sendable {
  private struct Contents {
    var events: [Event] = []
    var isClosing = false
  }

  /// Rings when there is something.
  let bell = Bell()
  private let contents = Mutex(Contents())

  /// Leaves an event for the thread.
  func post(_ event: Event) {
    contents.withLock { $0.events.append(event) }
    bell.ring()
  }

  /// What happened since it was asked last; nothing when the thread shall end.
  func take() -> [Event]? {
    contents.withLock { contents in
      defer { contents.events = [] }
      return contents.isClosing ? nil : contents.events
    }
  }

  /// Has the thread end.
  func close() {
    contents.withLock { $0.isClosing = true }
    bell.ring()
  }
}
