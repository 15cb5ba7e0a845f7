package import PassportRules

/// Hours that come again every week, with dates on which they do not hold: the opening hours, and the officers' hours.
package struct WeekHours: Hashable, Sendable {
  /// From a minute of the day to another, the last one not included.
  package struct Span: Hashable, Sendable {
    /// Minutes since midnight, 0–1439.
    package let from: Int
    /// Minutes since midnight, after `from`, at most 1440 (midnight).
    package let to: Int

    /// A span within one day; nothing when it ends before it begins, or leaves the day.
    package init?(from: Int, to: Int) {
      guard from >= 0, from < to, to <= WeekHours.minutesOfDay else { return nil }
      self.from = from
      self.to = to
    }
  }

  /// A minute of a day.
  package struct Moment: Hashable, Sendable, Comparable {
    /// The day.
    package let date: CivilDate
    /// Minutes since midnight, 0–1439.
    package let minute: Int

    /// A minute of a day.
    package init(date: CivilDate, minute: Int) {
      self.date = date
      self.minute = minute
    }

    package static func < (one: Self, other: Self) -> Bool {
      (one.date, one.minute) < (other.date, other.minute)
    }
  }

  /// The minutes of a day.
  package static let minutesOfDay = 1440

  /// The spans of each day, earliest first and apart from each other; a day without any is not there.
  package let spans: [Weekday: [Span]]
  /// Dates on which no span holds.
  package let closedDates: Set<CivilDate>

  /// Hours of a week; nothing when two spans of a day overlap or stand in the wrong order.
  package init?(_ spans: [Weekday: [Span]], closedDates: Set<CivilDate> = []) {
    for day in spans.values {
      guard zip(day, day.dropFirst()).allSatisfy({ $0.to <= $1.from }) else { return nil }
    }
    self.spans = spans.filter { !$0.value.isEmpty }
    self.closedDates = closedDates
  }

  private init(known spans: [Weekday: [Span]]) {
    self.spans = spans
    self.closedDates = []
  }

  /// Every minute of every day.
  package static let always: WeekHours = {
    guard let day = Span(from: 0, to: minutesOfDay) else { return WeekHours(known: [:]) }
    return WeekHours(known: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [day]) }))
  }()

  /// No minute at all.
  package static let never = WeekHours(known: [:])

  /// The spans of a date, closed dates regarded.
  package func spans(on date: CivilDate) -> [Span] {
    closedDates.contains(date) ? [] : spans[date.weekday] ?? []
  }

  /// Whether a minute (0–1439) of a date lies within the hours.
  package func isOpen(on date: CivilDate, minute: Int) -> Bool {
    spans(on: date).contains { $0.from <= minute && minute < $0.to }
  }

  /// The next minute after a moment at which `isOpen` has another answer; nothing when it never changes.
  package func nextChange(after moment: Moment) -> Moment? {
    let before = isOpen(on: moment.date, minute: moment.minute)
    // Closed dates in a row can hide a weekday's hours for long, but not for longer than there are such dates.
    for offset in 0...(8 + 7 * closedDates.count) {
      let date = moment.date.adding(days: offset)
      let minutes = Set([0] + spans(on: date).flatMap { [$0.from, $0.to] }).sorted()
      for minute in minutes where minute < Self.minutesOfDay && (offset > 0 || minute > moment.minute) {
        if isOpen(on: date, minute: minute) != before { return Moment(date: date, minute: minute) }
      }
      if date == .last { return nil }
    }
    return nil
  }

  /// When the next span begins; nothing within one, or when there is none.
  package func nextOpening(after moment: Moment) -> Moment? {
    isOpen(on: moment.date, minute: moment.minute) ? nil : nextChange(after: moment)
  }

  /// The end of the span that holds at a moment, or of the next one; nothing when there is none.
  package func nextEnd(after moment: Moment) -> Moment? {
    guard let change = nextChange(after: moment) else { return nil }
    return isOpen(on: change.date, minute: change.minute) ? nextChange(after: change) : change
  }
}
