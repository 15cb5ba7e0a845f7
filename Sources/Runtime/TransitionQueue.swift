import Renewal

/// A transition of the machine whose facts are being written. Until they are on disk the machine takes nothing else, so that a
/// transition which the store refuses to somebody can be taken back whole.
struct OpenTransition {
  /// What is being written.
  let facts: [Fact]
  /// The box as it was before; nothing when the facts are a desk's own and no transition of the machine.
  let before: Box?
  /// What is done once the facts are on disk.
  let effects: [Effect]
}

/// Something for the machine that waits until the transition before it is on disk.
enum QueuedTransition {
  /// An event; `isDropped` is told afterwards whether the machine had not waited for it.
  case event(Event, isDropped: ((Bool) -> Void)? = nil)
  /// What happened at a desk and is no event of the machine.
  case facts([Fact])
}

/// What the machine takes, one transition after the other: nothing is taken out while one is being written.
struct TransitionQueue {
  private var open: OpenTransition?
  private var waiting: [QueuedTransition] = []

  /// Nothing waits.
  init() {}

  /// Whether a transition is being written, so that nothing else is taken in either.
  var isWriting: Bool { open != nil }

  /// Puts something behind all that waits.
  mutating func append(_ next: QueuedTransition) { waiting.append(next) }

  /// Puts events before all that waits: they belong to the transition that was written last.
  mutating func putFirst(_ events: [Event]) { waiting.insert(contentsOf: events.map { .event($0) }, at: 0) }

  /// Takes out what is next; nothing while a transition is being written.
  mutating func next() -> QueuedTransition? {
    guard !isWriting else { return nil }
    guard !waiting.isEmpty else {
      waiting = []  // an array that was emptied keeps the bytes of what was in it
      return nil
    }
    return waiting.removeFirst()
  }

  /// A transition is being written.
  mutating func write(_ transition: OpenTransition) { open = transition }

  /// The writing has ended; the transition that it was.
  mutating func endWriting() -> OpenTransition? {
    defer { open = nil }
    return open
  }
}
