import PassportRules
import Renewal
import StrictYAML

extension KioskReader {
  /// The hours of each day of the week; every day must be told, if only as `closed`.
  static func hours(_ file: Section, _ key: String, closedDates: Set<CivilDate>) -> WeekHours {
    file.group(key) { group in
      var week: [Weekday: [WeekHours.Span]] = [:]
      for weekday in Weekday.allCases {
        week[weekday] = spans(group, weekday.name)
      }
      return WeekHours(week, closedDates: closedDates) ?? .never
    } ?? .never
  }

  /// Dates on which nobody is here.
  static func closedDates(_ file: Section) -> Set<CivilDate> {
    var dates: Set<CivilDate> = []
    for (date, value) in file.list(
      "closedDates", of: "dates",
      { value, index in
        file.date("closedDates[\(index)]", value).map { ($0, value) }
      }) where !dates.insert(date).inserted
    {
      file.reject("closedDates", value, expected: "each date once", mend: "delete one of them")
    }
    return dates
  }

  private static func spans(_ group: Section, _ day: String) -> [WeekHours.Span] {
    let expected = "“closed”, hours such as 08:00-22:00, or a list of them in order"
    guard let value = group.value(day, expected: expected) else { return [] }
    let written: [YAMLValue]
    switch value.content {
    case .scalar("closed", isQuoted: false): return []
    case .scalar: written = [value]
    case .list(let values): written = values
    case .mapping:
      group.reject(day, value, expected: expected)
      return []
    }
    let spans = written.compactMap(span)
    let isApart = zip(spans, spans.dropFirst()).allSatisfy { $0.to <= $1.from }
    guard spans.count == written.count, !spans.isEmpty, isApart else {
      group.reject(day, value, expected: expected)
      return []
    }
    return spans
  }

  private static func span(_ value: YAMLValue) -> WeekHours.Span? {
    guard case .scalar(let text, _) = value.content else { return nil }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let from = Section.minutes(ends[0]), let to = Section.minutes(ends[1]) else { return nil }
    return WeekHours.Span(from: from, to: to)
  }
}
