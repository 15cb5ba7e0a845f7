import Renewal

/// A turn of the machine whose facts are being written. Until they are on disk the machine takes nothing else, so that a turn which
/// the store refuses to somebody can be taken back whole.
struct OpenTurn {
  /// What is being written.
  let facts: [Fact]
  /// The box as it was before the turn; nothing when the facts are a desk's own and no turn of the machine.
  let before: Box?
  /// What is done once the facts are on disk.
  let effects: [Effect]
}

/// Something for the machine that waits until the turn before it is on disk.
enum NextTurn {
  /// An event; `isDropped` is told afterwards whether the machine had not waited for it.
  case event(Event, isDropped: ((Bool) -> Void)? = nil)
  /// What happened at a desk and is no event of the machine.
  case facts([Fact])
}

/// What the machine takes, one turn after the other: nothing is taken out while a turn is being written.
struct TurnQueue {
  private var open: OpenTurn?
  private var waiting: [NextTurn] = []

  /// Nothing waits.
  init() {}

  /// Whether a turn is being written, so that nothing else is taken in either.
  var isWriting: Bool { open != nil }

  /// Puts something behind all that waits.
  mutating func append(_ next: NextTurn) { waiting.append(next) }

  /// Puts events before all that waits: they belong to the turn that was written last.
  mutating func putFirst(_ events: [Event]) { waiting.insert(contentsOf: events.map { .event($0) }, at: 0) }

  /// Takes out what is next; nothing while a turn is being written.
  mutating func next() -> NextTurn? {
    guard !isWriting else { return nil }
    guard !waiting.isEmpty else {
      waiting = []  // an array that was emptied keeps the bytes of what was in it
      return nil
    }
    return waiting.removeFirst()
  }

  /// A turn is being written.
  mutating func write(_ turn: OpenTurn) { open = turn }

  /// The writing has ended; the turn that it was.
  mutating func endWriting() -> OpenTurn? {
    defer { open = nil }
    return open
  }
}
