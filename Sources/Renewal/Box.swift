package import PassportRules

/// The box: the outermost machine. `handle` takes what happened and tells what to do.
///
/// Three kinds of invalid event: **our bug** closes the box and is logged, never a crash in front of a citizen; **the peer's fault** (a stale or
/// impossible answer) is dropped and counted; **harmless** (a key that means nothing here) is ignored.
package struct Box: Hashable, Sendable {
  /// What stands on the welcome screen besides the welcome, or instead of it.
  package enum WelcomePage: Hashable, Sendable {
    /// Everything of the last visit was wiped, because nobody was here any more.
    case wiped
    /// A page of the exercises to choose from, counted from 0, where the box is practised at.
    case exercises(page: Int)
  }

  /// What the box is doing.
  package indirect enum State: Hashable, Sendable {
    case closed(Closed)
    case welcome(WelcomePage?)
    case visit(Visit)
    /// Somebody of staff logs in; the visit below is paused.
    case logIn(LogIn, Visit?)
    case attended(Attendance)
    /// A technician looks after the devices.
    case maintenance(Maintenance)
  }

  /// Opening hours and officers' hours, as they are now.
  package struct Hours: Hashable, Sendable {
    /// Whether the box is open.
    package var isOpen: Bool
    /// Whether an officer is here now.
    package var hasOfficer: Bool
    /// When a closed box opens; nothing where it is open, or never opens.
    package var opensAt: WeekHours.Moment?

    /// Whether the box is open and an officer is here, and else when it opens.
    package init(isOpen: Bool, hasOfficer: Bool, opensAt: WeekHours.Moment? = nil) {
      self.isOpen = isOpen
      self.hasOfficer = hasOfficer
      self.opensAt = opensAt
    }
  }

  /// What a library or a ministry decided.
  package var policy: Policy {
    // What is asked of it is read where it lies, without a copy of it all.
    _read { yield sharedPolicy.value }
  }
  private(set) var sharedPolicy: CopyOnWrite<Policy>
  /// What the box is doing.
  package internal(set) var state: State = .closed(.starting)
  /// The date, told from outside; nothing while the clock is not to be trusted.
  package internal(set) var date: CivilDate?
  /// Whether the date may be another one, until somebody of staff confirms it.
  package internal(set) var isClockDoubted = false
  /// Whether there is room on the disk for another visit.
  package internal(set) var storageRoom = StorageRoom.enough
  /// Whether the voice is there, where the box has one at all.
  package internal(set) var hasVoice: Bool {
    get { !policy.isVoiceLost }
    set { sharedPolicy.value.isVoiceLost = !newValue }
  }
  /// Whether a headset is plugged in, as far as the machine tells.
  package internal(set) var isHeadsetIn = false
  /// Opening hours and officers' hours, as they are now.
  package internal(set) var hours = Hours(isOpen: false, hasOfficer: false)
  /// What each device reported last.
  package internal(set) var devices: [Device: DeviceState] = [:]
  /// What a person must do about each device that failed and has not told since that it works, in its own words.
  package internal(set) var remedies: [Device: RecoveryAction] = [:]
  /// Whether the reader holds a document.
  package internal(set) var media: MediaState = .notPresent
  /// The printer's paper.
  package internal(set) var paper: PaperState = .full
  /// Flags about the box itself, not about a visit.
  package internal(set) var flags: [Flag] = []
  /// The desk that has taken the box's own flags.
  package internal(set) var claim: Claim?
  /// A reason to stay closed until somebody of staff puts the box in service again.
  package internal(set) var outOfService: Closed?
  /// Questions and timers whose answers are still wanted.
  package internal(set) var pending = PendingRequests()
  /// The number of the next case.
  package internal(set) var nextCase = CaseNumber(1)
  /// Whether the start is done.
  package internal(set) var isStarted = false
  /// Why the box must stop as soon as no money is under way.
  package internal(set) var interruption: Closed?
  /// Whether the disk still takes what must last.
  package internal(set) var canRecord = true
  /// Why the box is closed, as the journal has it; nothing while it says that the box is open.
  package internal(set) var told: Closed? = .starting
  /// Answers that were dropped because nobody had asked.
  package internal(set) var dropped = 0

  /// A box that starts.
  package init(policy: Policy) { sharedPolicy = CopyOnWrite(policy) }

  /// A box in a given state: for pictures of screens, and for the desk's view of one.
  package init(policy: Policy, state: State, date: CivilDate?, hours: Hours) {
    sharedPolicy = CopyOnWrite(policy)
    self.state = state
    self.date = date
    self.hours = hours
    isStarted = true
  }
}
