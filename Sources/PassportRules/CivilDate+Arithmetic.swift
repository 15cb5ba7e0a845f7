extension CivilDate {
  /// The day so many days later (negative: earlier).
  package func adding(days: Int) -> CivilDate {
    let (sum, overflow) = dayNumber.addingReportingOverflow(days)
    return CivilDate(dayNumber: overflow ? (days < 0 ? .min : .max) : sum)
  }

  /// The same day so many months later (negative: earlier), or that month's last day when it is shorter.
  package func adding(months: Int) -> CivilDate {
    // Beyond ±10,000 years every result is the range's end, so that nothing can overflow.
    let index = year * 12 + month - 1 + min(max(months, -120_000), 120_000)
    guard index >= 12 else { return .first }
    let (newYear, newMonth) = (index / 12, index % 12 + 1)
    let newDay = min(day, Self.length(ofMonth: newMonth, year: newYear))
    return CivilDate(year: newYear, month: newMonth, day: newDay) ?? .last
  }

  /// The same day so many years later (negative: earlier); 29 February becomes 28 February in a common year.
  package func adding(years: Int) -> CivilDate {
    adding(months: min(max(years, -10_000), 10_000) * 12)
  }

  /// The first day on which somebody born on this day is so many months old.
  ///
  /// Where that month has no such day, it is the first of the next month: whoever was born on 29 February grows older on
  /// 1 March of a common year. No Danish act says so in words; it is this project's choice, because only then has the
  /// whole of the last month passed, and a consent or an exemption never ends too early.
  package func day(ofAgeInMonths months: Int) -> CivilDate {
    let clamped = adding(months: months)
    return clamped.day < day && clamped > .first ? clamped.adding(days: 1) : clamped
  }

  /// The whole years somebody born on this day has lived on `date`; negative before the birth.
  ///
  /// Somebody born on 29 February grows older on 1 March of a common year, as `day(ofAgeInMonths:)` explains.
  package func age(on date: CivilDate) -> Int {
    let years = date.year - year
    return (date.month, date.day) < (month, day) ? years - 1 : years
  }
}
