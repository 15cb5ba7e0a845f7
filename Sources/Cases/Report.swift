package import PassportRules
package import Renewal

/// The days a report is about, with the moments at which they begin at the library.
package struct ReportSpan: Hashable, Sendable {
  /// The first day.
  package let first: CivilDate
  /// When each day begins and, last, when the day after the last one does; Unix times in milliseconds, growing.
  package let starts: [Int]

  /// Days from the first on; nothing when there is none, or time does not grow.
  package init?(first: CivilDate, starts: [Int]) {
    guard starts.count > 1, zip(starts, starts.dropFirst()).allSatisfy(<) else { return nil }
    self.first = first
    self.starts = starts
  }

  /// The last day.
  package var last: CivilDate { first.adding(days: starts.count - 2) }
  /// The first moment.
  var start: Int { starts[0] }
  /// The first moment after it.
  var end: Int { starts[starts.count - 1] }

  /// The Mondays whose weeks have a day in the span.
  package var mondays: [CivilDate] {
    let before = first.adding(days: -first.weekday.daysAfterMonday)
    return stride(from: 0, through: last.dayNumber - before.dayNumber, by: 7).map { before.adding(days: $0) }
  }

  /// The place of a moment's week among the Mondays.
  package func week(of moment: Int) -> Int {
    var low = 0
    var high = starts.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= moment { low = middle } else { high = middle }
    }
    return (low + first.weekday.daysAfterMonday) / 7
  }
}

/// What a library learns from its box: counts and times of a span of days, as they stood at its end. Nothing personal.
package struct Report: Hashable, Sendable {
  /// How the visits that began in the span ended.
  package struct Visits: Hashable, Sendable {
    /// All that began.
    package var all = 0
    /// A passport is on its way, and nobody of staff did more than attest.
    package var completedAlone = 0
    /// A passport is on its way, and staff helped.
    package var completedWithHelp = 0
    /// The case waited for an officer at the end of the span, or its time was over.
    package var parked = 0
    /// The visit had not ended.
    package var goingOn = 0
    /// The others, by the stable name of the ending's kind.
    package var endedEarly: [String: Int] = [:]
    /// Parked cases that were resumed in the span, whenever their visits began.
    package var resumed = 0
    /// Parked cases whose time was over in the span.
    package var expired = 0

    /// No visits.
    package init() {}
  }

  /// How long a step takes: from the step before to its own end.
  package struct StepTime: Hashable, Sendable {
    /// The step.
    package let step: StepName
    /// How often it was done.
    package let count: Int
    /// Milliseconds.
    package let median: Int
  }

  /// Assists for one reason at one step.
  package struct Assists: Hashable, Sendable {
    /// Why staff were there.
    package let reason: FlagCode
    /// Where the visit was; nothing when it was nowhere.
    package let step: StepName?
    /// How many.
    package var count = 0
    /// How many of them the citizen did, having learned it.
    package var learned = 0

    /// Assists of a reason at a step.
    package init(reason: FlagCode, step: StepName?, count: Int = 0, learned: Int = 0) {
      self.reason = reason
      self.step = step
      self.count = count
      self.learned = learned
    }
  }

  /// The assists of one week.
  package struct Week: Hashable, Sendable {
    /// Its Monday; the first and the last week may have fewer days in the span.
    package let monday: CivilDate
    /// How many.
    package var count = 0
    /// How many of them the citizen did, having learned it.
    package var learned = 0

    /// Assists of the week of a Monday.
    package init(monday: CivilDate, count: Int = 0, learned: Int = 0) {
      self.monday = monday
      self.count = count
      self.learned = learned
    }
  }

  /// How long citizens, and the box, waited for a member of staff: from the flag until somebody claimed it, came or ended it.
  package struct Waiting: Hashable, Sendable {
    /// Flags that somebody answered.
    package var answered = 0
    /// Flags that were over before anybody came.
    package var unanswered = 0
    /// Flags nobody had answered at the end of the span.
    package var open = 0
    /// Milliseconds; nothing when none was answered.
    package var median: Int?
    /// Nine of ten waited no longer, milliseconds.
    package var ninetieth: Int?

    /// Nobody waited.
    package init() {}
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
  /// When the first row was written that was not purged, Unix time in milliseconds; nothing when all of the span is there.
  package var purgedBefore: Int?
  /// How the visits ended.
  package let visits: Visits
  /// The steps that were done, in their order.
  package let steps: [StepTime]
  /// The assists, the most frequent first.
  package let assists: [Assists]
  /// The weeks, in their order.
  package let weeks: [Week]
  /// The waits for staff.
  package let waiting: Waiting
  /// The reasons for which the box was closed, the longest first.
  package let downtime: [Downtime]
  /// The devices that failed, the most frequent first.
  package let failures: [Failures]
  /// How many rows of the span tell this program nothing, by their kind as it is stored: another program wrote them, or somebody
  /// changed them. What they told is in no figure.
  package let unread: [String: Int]
}

extension Weekday {
  fileprivate var daysAfterMonday: Int { rawValue - Weekday.monday.rawValue }
}
