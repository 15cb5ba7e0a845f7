package import Cases
package import Devices
package import PassportRules
package import Renewal
package import Screens

/// The civil time at the box.
package struct WallTime: Hashable, Sendable {
  /// The date, or nothing while the clock is not to be trusted.
  package let date: CivilDate?
  /// Minutes since midnight.
  package let minute: Int
  /// Opening hours and officers' hours now.
  package let hours: Box.Hours
  /// How long until any of these may change.
  package let change: Milliseconds

  /// A civil time.
  package init(date: CivilDate?, minute: Int, hours: Box.Hours, change: Milliseconds) {
    self.date = date
    self.minute = minute
    self.hours = hours
    self.change = change
  }
}

/// The clocks: a steady one for waits, a civil one for dates and hours.
package protocol Clocks: Sendable {
  /// Milliseconds that only ever grow.
  func now() -> Int
  /// The civil time.
  func wall() -> WallTime
  /// Unix time in milliseconds, as the store's times are.
  func unix() -> Int
}

/// The queues of work that must not hold the loop up.
package enum WorkQueue: Int, Hashable, Sendable, CaseIterable {
  /// The disk, one thing after the other.
  case store
  /// Pictures are measured.
  case measures
  /// PINs are checked.
  case accounts
  /// The store is compared with its journal, while it is written to.
  case audit
}

extension WorkQueue {
  /// How long a piece of its work may take before the box counts as hung. Generous: a slow disk is no reason to start anew, and the
  /// store may have to bring an older file up to date.
  package var longestWork: Milliseconds {
    switch self {
    case .store: .seconds(300)
    case .measures: .seconds(60)
    case .accounts: .seconds(60)
    case .audit: .seconds(1800)
    }
  }
}

/// Does work away from the loop; what is on one queue in order.
package protocol WorkExecutor: Sendable {
  func run(on queue: WorkQueue, _ work: @escaping @Sendable () -> Void)
  /// The queue where a piece of work takes longer than it may, if any.
  var hung: WorkQueue? { get }
}

extension WorkExecutor {
  package var hung: WorkQueue? { nil }
}

/// The voice of the box.
package protocol Voice: Sendable {
  /// Says phrases, one after the other, in place of whatever was to be said: at once, or after the sentence that is being said.
  /// A phrase without words only tries the voice out, and nothing is heard. `began` is told each of them by its place as it begins; `ended`
  /// is called once, when all have ended, with the worst end of them. Both on any thread.
  func say(
    _ phrases: [Phrase], _ presentation: Presentation, isPatient: Bool, began: @escaping @Sendable (Int) -> Void,
    ended: @escaping @Sendable (VoiceEnd) -> Void)
  /// Falls silent.
  func hush()
}

/// Exercises at a box that is only practised at.
package protocol Practice: Sendable {
  /// What stands on the screens for the exercise that is offered or played.
  var hint: DemonstrationHint { get }
  /// Offers the exercise at this place in their order; nothing for the one after that which is offered.
  func begin(_ place: Int?)
  /// Follows what the box does, to go on to the next exercise.
  func follow(_ state: Box.State)
}

/// Watches what the machine takes, transition by transition; called on the loop's thread, and must not hold it up.
package protocol TransitionWatcher: Sendable {
  /// The machine took an event.
  func handled(_ event: Event, from before: Box, to after: Box)
  /// The store refused the transition before, and the box is again what it was.
  func tookBack(to box: Box)
}

/// All that the loop has from outside, so that a simulation drives the very same loop.
package struct Environment: Sendable {
  /// The clocks.
  package var clocks: any Clocks
  /// Where work goes.
  package var executor: any WorkExecutor
  /// What looks after the process.
  package var supervisor: any Supervisor
  /// Where the figures go, as OpenMetrics text; run away from the loop. Nothing when nobody reads them.
  package var publish: (@Sendable (String) -> Void)?
  /// Runs the pauses between attempts to send.
  package var scheduler: any Scheduler
  /// The devices.
  package var drivers: [any Driver]
  /// The authority.
  package var authority: any Authority
  /// The voice.
  package var voice: any Voice
  /// Tells from now on, on a thread of its own, whether a headset is plugged in; nothing where the machine does not tell.
  package var watchHeadset: (@Sendable (_ tell: @escaping @Sendable (Bool) -> Void) -> Void)?
  /// Opens the store; run away from the loop, after the first screen stands.
  package var openStore: @Sendable () throws(StoreError) -> Store
  /// Until when a case that is parked now is kept, in Unix milliseconds.
  package var parkedUntil: @Sendable () -> Int
  /// Reaches a librarian: runs the configured command for a flag.
  package var notify: @Sendable (FlagCode) -> Void
  /// The desks' connections.
  package var desks: any DeskPort
  /// Writes facts into the store, in one transaction; a simulation lets it fail.
  package var write: @Sendable (Store, [Fact]) throws(StoreError) -> Void
  /// How long what is kept stays; nothing is purged without it.
  package var retention: Retention?
  /// The room where the store lies; nothing when it cannot be told. Run away from the loop.
  package var space: @Sendable () -> StorageSpace?
  /// Whether the room is looked at from time to time.
  package var watchesSpace: Bool
  /// Compares the store with its journal, on a connection of its own; nothing when nobody does. Run away from the loop.
  package var audit: (@Sendable () throws(StoreError) -> AuditReport)?
  /// The program's version, for technicians.
  package var version: String
  /// The exercises, when the box is only practised at.
  package var practice: (any Practice)?
  /// Makes what a rehearsal is made of, anew for each; nothing when it cannot be, and why is told in the log. Run away from the loop.
  package var rehearsal: @Sendable () -> RehearsalParts?
  /// Who watches what the machine takes, as a recording does; nothing when nobody does.
  package var watcher: (any TransitionWatcher)?

  /// An environment with all its parts.
  package init(
    clocks: any Clocks, executor: any WorkExecutor, scheduler: any Scheduler, drivers: [any Driver],
    authority: any Authority, voice: any Voice, openStore: @escaping @Sendable () throws(StoreError) -> Store,
    parkedUntil: @escaping @Sendable () -> Int, notify: @escaping @Sendable (FlagCode) -> Void,
    desks: any DeskPort = NoDesks(),
    write: @escaping @Sendable (Store, [Fact]) throws(StoreError) -> Void = {
      (store, facts) throws(StoreError) in try store.record(facts)
    },
    space: (@Sendable () -> StorageSpace?)? = nil, version: String = "",
    practice: (any Practice)? = nil, supervisor: any Supervisor = Unsupervised(),
    publish: (@Sendable (String) -> Void)? = nil, retention: Retention? = nil,
    audit: (@Sendable () throws(StoreError) -> AuditReport)? = nil, watcher: (any TransitionWatcher)? = nil,
    rehearsal: @escaping @Sendable () -> RehearsalParts? = { nil }
  ) {
    self.rehearsal = rehearsal
    self.audit = audit
    self.watcher = watcher
    self.retention = retention
    self.supervisor = supervisor
    self.publish = publish
    self.clocks = clocks
    self.executor = executor
    self.scheduler = scheduler
    self.drivers = drivers
    self.authority = authority
    self.voice = voice
    self.openStore = openStore
    self.parkedUntil = parkedUntil
    self.notify = notify
    self.desks = desks
    self.write = write
    self.space = space ?? { nil }
    watchesSpace = space != nil
    self.version = version
    self.practice = practice
  }
}
