package import Renewal

/// When what falls due: the machine's timers, and the box's own deadlines for what it asked of others.
package struct TimerQueue: Hashable, Sendable {
  /// Something that falls due.
  package enum Due: Hashable, Sendable {
    case timer(TimerID, TimerName)
    /// An answer is overdue.
    case answer(RequestID, DeviceCommand)
    /// The authority is overdue.
    case authority(RequestID)
    /// The date or the hours may have changed.
    case wall
    /// Nobody has pressed a key at a desk for the length of a session.
    case session(DeskID)
    /// Nobody has logged in at a desk.
    case seat(DeskID)
    /// A desk that was lost with a claim has not come back.
    case lease(DeskID)
    /// The ages of the queue's flags are a minute older.
    case ages
    /// The store is tried again.
    case store
    /// Devices that have told nothing since the start are taken as not there.
    case devices
    /// The supervisor wants to hear that the box is well.
    case supervisor
    /// The figures are written.
    case figures
    /// What is old enough is purged.
    case purge
    /// The room on the disk is looked at.
    case space
    /// The store is compared with its journal.
    case audit
    /// The voice is tried out.
    case voice
    /// Those who cannot see the box are invited.
    case invitation
    /// Whoever is logged in is looked at.
    case sessions
  }

  /// When something falls due; of one moment, what was set first.
  private struct Entry: Hashable, Comparable {
    let moment: Int
    let number: Int

    static func < (one: Entry, other: Entry) -> Bool { (one.moment, one.number) < (other.moment, other.number) }
  }

  private var entries: [Due: Entry] = [:]
  private var settings = 0

  /// Nothing falls due.
  package init() {}

  /// Falls due at a moment, instead of any other.
  package mutating func set(_ due: Due, at moment: Int) {
    entries[due] = Entry(moment: moment, number: settings)
    settings += 1
  }

  /// Nothing falls due for a timer any more.
  package mutating func stop(_ id: TimerID) {
    for due in entries.keys {
      if case .timer(id, _) = due { entries[due] = nil }
    }
  }

  /// Nothing falls due for a request any more.
  package mutating func settle(_ id: RequestID) {
    for due in entries.keys {
      switch due {
      case .answer(id, _), .authority(id): entries[due] = nil
      case .answer, .authority, .timer, .wall, .session, .seat, .lease, .ages, .store, .devices, .supervisor, .figures,
        .purge, .space, .audit, .voice, .invitation, .sessions:
        break
      }
    }
  }

  /// It does not fall due any more.
  package mutating func remove(_ due: Due) { entries[due] = nil }

  /// Whether it falls due some time.
  package func has(_ due: Due) -> Bool { entries[due] != nil }

  /// The next moment anything falls due.
  package var next: Int? { entries.values.min()?.moment }

  /// Takes out what is due by now, the earliest first.
  package mutating func popDue(by now: Int) -> [Due] {
    guard entries.values.contains(where: { $0.moment <= now }) else { return [] }
    let due = entries.filter { $0.value.moment <= now }.sorted { $0.value < $1.value }.map(\.key)
    for one in due { entries[one] = nil }
    return due
  }

  /// When it falls due.
  package func moment(of due: Due) -> Int? { entries[due]?.moment }

  /// Takes it out if it is due by now, and tells whether it was.
  package mutating func popDue(_ due: Due, by now: Int) -> Bool {
    guard let entry = entries[due], entry.moment <= now else { return false }
    entries[due] = nil
    return true
  }

  /// When a running timer of that name falls due.
  package func moment(of name: TimerName) -> Int? {
    for (due, entry) in entries {
      if case .timer(_, name) = due { return entry.moment }
    }
    return nil
  }
}
