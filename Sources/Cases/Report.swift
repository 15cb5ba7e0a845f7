package import PassportRules
package import Renewal

/// What a library learns from its box: counts and times of calendar months, each as it stood at its own end, and for how long the box was
/// closed in a span of days.
///
/// A month is counted from its own rows alone. So it is the same in every report, and two reports tell nothing by their difference.
package struct Report: Hashable, Sendable {
  /// How the visits that began in a month ended.
  package struct Visits: Hashable, Sendable {
    /// All that began.
    package var all = 0
    /// A passport is on its way, and nobody of staff did more than attest.
    package var completedAlone = 0
    /// A passport is on its way, and staff helped.
    package var completedWithHelp = 0
    /// The case waited for an officer at the end of the month, or its time was over.
    package var parked = 0
    /// The visit had not ended.
    package var goingOn = 0
    /// The others, by the stable name of the ending's kind.
    package var endedEarly: [String: Int] = [:]
    /// Parked cases that were resumed in the month, whenever their visits began.
    package var resumed = 0
    /// Parked cases whose time was over in the month.
    package var expired = 0

    /// No visits.
    package init() {}
  }

  /// What staff said, after a word of theirs, of whether the citizen learned it.
  package struct Answers: Hashable, Sendable {
    /// The citizen did it, having learned it.
    package var learned = 0
    /// It was done for the citizen.
    package var doneForThem = 0
    /// There was nothing to learn, or nobody said.
    package var none = 0

    /// So many of each.
    package init(learned: Int = 0, doneForThem: Int = 0, none: Int = 0) {
      self.learned = learned
      self.doneForThem = doneForThem
      self.none = none
    }
  }

  /// How a step was done in a month. A visit's step counts once, however often the citizen came back to it.
  package struct Step: Hashable, Sendable {
    /// The step.
    package let name: StepName
    /// Nobody of staff had a hand in it.
    package var alone = 0
    /// Staff were there, and the citizen did it.
    package var withWord = 0
    /// It was done by an act of staff: an exception, an attestation.
    package var byStaff = 0
    /// What was learned at it.
    package var answers = Answers()
    /// How often its time was taken, from the step before to its own end.
    package var times = 0
    /// Half of those times were no longer, milliseconds; nothing when none was taken.
    package var median: Int?

    /// A step that nobody did yet.
    package init(_ name: StepName) { self.name = name }
  }

  /// How long citizens, and the box, waited for a member of staff: from the flag until somebody claimed it, came or ended it.
  package struct Waiting: Hashable, Sendable {
    /// Flags that somebody answered.
    package var answered = 0
    /// Flags that were over before anybody came.
    package var unanswered = 0
    /// Flags nobody had answered at the end of the month.
    package var open = 0
    /// Milliseconds; nothing when none was answered.
    package var median: Int?
    /// Nine of ten waited no longer, milliseconds.
    package var ninetieth: Int?

    /// Nobody waited.
    package init() {}
  }

  /// What was counted in a calendar month.
  package struct Month: Hashable, Sendable {
    /// The first day.
    package let first: CivilDate
    /// The last day.
    package let last: CivilDate
    /// How the visits ended.
    package let visits: Visits
    /// The steps that were done or helped with, in their order.
    package let steps: [Step]
    /// How often staff helped in visits, by the reason for which they were there.
    package let help: [FlagCode: Int]
    /// What staff did about flags, each act with its ground or reason.
    package let acts: [StaffAction: Int]
    /// The waits for staff.
    package let waiting: Waiting
    /// How often staff began a rehearsal at the box; nothing of it is in another figure.
    package let rehearsals: Int

    /// A month, counted.
    package init(
      first: CivilDate, last: CivilDate, visits: Visits = Visits(), steps: [Step] = [], help: [FlagCode: Int] = [:],
      acts: [StaffAction: Int] = [:], waiting: Waiting = Waiting(), rehearsals: Int = 0
    ) {
      self.rehearsals = rehearsals
      (self.first, self.last) = (first, last)
      (self.visits, self.steps) = (visits, steps)
      (self.help, self.acts, self.waiting) = (help, acts, waiting)
    }
  }

  /// For how long the box was closed for a reason other than its hours.
  package struct Downtime: Hashable, Sendable {
    /// The reason's stable name, such as `device:camera`.
    package let reason: String
    /// Milliseconds.
    package let length: Int

    /// A reason, and how long it lasted.
    package init(reason: String, length: Int) {
      self.reason = reason
      self.length = length
    }
  }

  /// How often a device failed.
  package struct Failures: Hashable, Sendable {
    /// The device.
    package let device: Device
    /// How often.
    package let count: Int

    /// A device, and how often it failed.
    package init(device: Device, count: Int) {
      self.device = device
      self.count = count
    }
  }

  /// The first day.
  package let from: CivilDate
  /// The last day.
  package let to: CivilDate
  /// When the journal begins.
  package let beginning: JournalBeginning?
  /// The months that lie whole in these days and in the journal and are over, in their order.
  package let months: [Month]
  /// The reasons for which the box was closed in these days, the longest first.
  package let downtime: [Downtime]
  /// The devices that failed, the most frequent first.
  package let failures: [Failures]
  /// How many rows of the span tell this program nothing, by their kind as it is stored: another program wrote them, or somebody
  /// changed them. What they told is in no figure.
  package let unread: [String: Int]
}

/// Where a store's journal begins.
package struct JournalBeginning: Hashable, Sendable {
  /// When its first row was written, Unix time in milliseconds.
  package let at: Int
  /// Whether rows before it were purged; otherwise nothing was before it.
  package let isPurged: Bool

  /// A beginning.
  package init(at: Int, isPurged: Bool) {
    self.at = at
    self.isPurged = isPurged
  }

  /// Whether all that happened from a month's first day on is there, and the month is not all before it.
  func covers(_ month: ReportSpan.Month) -> Bool { at <= month.start || !isPurged && at < month.end }
}
