import Cases
import Renewal

/// The flags that wait for staff, as desks read them: since when each one waits, and what anybody of staff's group may know of it.
final class FlagQueue {
  /// How often the ages are brought up to date, in milliseconds.
  private static let ageStep = 60_000

  private let shared: LoopContext
  private let machine: Machine
  private var ages = FlagAges()

  init(_ shared: LoopContext, _ machine: Machine) {
    self.shared = shared
    self.machine = machine
  }

  private var entries: [QueueEntry] { machine.box.queue }

  /// How many flags wait.
  var count: Int { entries.count }

  /// The flags that wait, each to be told from the others.
  var marks: Set<FlagMark> { Set(entries.map(FlagMark.init)) }

  /// Since when the oldest flag waits, in the clock's milliseconds.
  var oldest: Int? { ages.oldest }

  /// Minutes since each entry was raised.
  var minutes: [Int?] {
    let now = shared.now
    return entries.map { ages.minutes(of: FlagMark($0), now: now) }
  }

  /// The entries as a script reads them.
  var lines: [QueueLine] { zip(entries, minutes).map { QueueLine($0, minutes: $1) } }

  /// Remembers when the flags were raised that were open at the start; the store's times are Unix time.
  func remember(_ snapshot: RecoverySnapshot) {
    let now = shared.now
    let unix = shared.environment.clocks.unix()
    for queued in snapshot.openFlags {
      ages.remember(FlagMark(queued.flag, of: .box), raisedAt: now - max(0, unix - queued.raisedAt), now: now)
    }
  }

  /// Notes when a flag is seen first, and forgets those that are gone.
  func boxChanged(from before: Box) {
    if machine.box.queueMayDiffer(from: before) { ages.note(entries.map(FlagMark.init), now: shared.now) }
  }

  /// Ages advance only while somebody sees them.
  func planAges(isSeen: Bool) {
    guard isSeen, !entries.isEmpty else { return shared.timers.remove(.ages) }
    if !shared.timers.has(.ages) { shared.set(.ages, in: Self.ageStep) }
  }
}

extension Box {
  /// Whether the queue of flags, or who has what of it, may be other than before.
  func queueMayDiffer(from before: Box) -> Bool {
    state != before.state || flags != before.flags || claim != before.claim
  }
}
