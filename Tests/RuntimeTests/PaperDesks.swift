import Renewal
import Runtime
import Screens
import Synchronization

/// Desks without a socket: what they say is put here, and what they would show is kept.
final class PaperDesks: DeskPort {
  /// What one desk was told.
  struct Seen {
    var picture: DeskPicture?
    var count = 0
    var rings = 0
    var queue: [QueueLine]?
    var isOver = false
  }

  private struct Contents {
    var ring: @Sendable () -> Void = {}
    var arrivals: [DeskInput] = []
    var seen: [DeskID: Seen] = [:]
    var next = 1
    var isClosed = false
  }

  private let contents = Mutex(Contents())

  func open(ring: @escaping @Sendable () -> Void) { contents.withLock { $0.ring = ring } }

  func drain() -> [DeskInput] {
    contents.withLock { contents in
      defer { contents.arrivals = [] }
      return contents.arrivals
    }
  }

  func show(_ picture: DeskPicture, at desk: DeskID) { change(desk) { $0.picture = picture } }

  func send(_ message: BoxMessage, to desk: DeskID) {
    change(desk) { seen in
      switch message {
      case .flags(let count, let isNew):
        seen.count = count
        if isNew { seen.rings += 1 }
      case .queue(let lines): seen.queue = lines
      case .welcome, .picture, .screen, .devices, .refused, .bye, .rest: break
      }
    }
  }

  func hangUp(_ desk: DeskID) { change(desk) { $0.isOver = true } }

  func close() { contents.withLock { $0.isClosed = true } }

  private func change(_ desk: DeskID, _ change: (inout Seen) -> Void) {
    contents.withLock { change(&$0.seen[desk, default: Seen()]) }
  }

  // MARK: The test's side

  /// What a desk was told so far.
  func seen(by desk: DeskID) -> Seen { contents.withLock { $0.seen[desk] ?? Seen() } }

  /// Leaves something for the box.
  func leave(_ arrival: DeskInput) {
    let ring = contents.withLock { contents in
      contents.arrivals.append(arrival)
      return contents.ring
    }
    ring()
  }

  /// The next connection's number.
  func connect(
    theme: Presentation.Contrast = .light, user: Int = 1000, capabilities: TerminalCapabilities = .full
  ) -> DeskID {
    let id = contents.withLock { contents in
      defer { contents.next += 1 }
      return DeskID(contents.next)
    }
    let terminal = DeskTerminal(size: Size(columns: 80, rows: 24), capabilities: capabilities, contrast: theme)
    leave(.came(id, terminal, user: user))
    return id
  }
}

/// A voice that says a screen until a test lets it end.
final class SlowVoice: Voice {
  private struct Contents {
    var said: [[String]] = []
    var ended: (@Sendable (VoiceEnd) -> Void)?
  }

  private let contents = Mutex(Contents())

  func say(
    _ phrases: [Phrase], _ presentation: Presentation, isPatient: Bool, began: @escaping @Sendable (Int) -> Void,
    ended: @escaping @Sendable (VoiceEnd) -> Void
  ) {
    // Nothing is heard of a trial.
    guard phrases.contains(where: { !$0.text.isEmpty }) else { return ended(.said) }
    contents.withLock { contents in
      contents.said.append(phrases.map(\.text))
      contents.ended = ended
    }
  }

  func hush() { contents.withLock { $0.ended = nil } }

  /// Everything that it began to say, in order.
  var said: [[String]] { contents.withLock { $0.said } }

  /// Whether it is in the middle of a screen.
  var isSpeaking: Bool { contents.withLock { $0.ended != nil } }

  /// Comes to the end of what it says.
  func end() {
    let ended = contents.withLock { contents in
      defer { contents.ended = nil }
      return contents.ended
    }
    ended?(.said)
  }
}

/// A disk that a test breaks and mends, and at which something can happen in the moment in which a turn is written.
final class BrokenDisk: Sendable {
  private struct Contents {
    var isBroken = false
    var busyTimes = 0
    var meanwhile: (@Sendable () throws -> Void)?
    var space = StorageSpace(free: 1_000, needed: 50)
  }

  private let contents = Mutex(Contents())

  var isBroken: Bool {
    get { contents.withLock { $0.isBroken } }
    set { contents.withLock { $0.isBroken = newValue } }
  }

  /// How often from now on somebody else holds the store.
  var busyTimes: Int {
    get { contents.withLock { $0.busyTimes } }
    set { contents.withLock { $0.busyTimes = newValue } }
  }

  /// Whether somebody else holds the store this time.
  func isHeld() -> Bool {
    contents.withLock { contents in
      defer { contents.busyTimes = max(0, contents.busyTimes - 1) }
      return contents.busyTimes > 0
    }
  }

  /// How much room there is.
  var space: StorageSpace {
    get { contents.withLock { $0.space } }
    set { contents.withLock { $0.space = newValue } }
  }

  /// What happens once, as the next turn is about to be written.
  var meanwhile: (@Sendable () throws -> Void)? {
    get { contents.withLock { $0.meanwhile } }
    set { contents.withLock { $0.meanwhile = newValue } }
  }

  /// Lets it happen.
  func happen() {
    let meanwhile = contents.withLock { contents in
      defer { contents.meanwhile = nil }
      return contents.meanwhile
    }
    do { try meanwhile?() } catch { preconditionFailure("\(error)") }
  }
}
