import PassportRules
import TestSupport
import Testing

struct CivilDateTests {
  @Test(arguments: ["2024-02-29", "2000-02-29", "1900-02-28", "0001-01-01", "9999-12-31", "1970-01-01"])
  func `a day reads back as it is written`(iso: String) {
    #expect(CivilDate(iso: iso)?.description == iso)
  }

  @Test(arguments: [
    "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-01-00", "0000-01-01", "2024-1-1",
    "24-01-01", "2024/01/01", "2024-01-01 ", " 2024-01-01", "2024-01-1x", "+024-01-01", "٢٠٢٤-٠١-٠١", "", "2024-01-011",
  ])
  func `what the calendar or the form does not have is no day`(iso: String) {
    #expect(CivilDate(iso: iso) == nil)
  }

  @Test func `day numbers count every day of six centuries, one weekday after the other`() {
    var date = day("1599-12-31")
    let end = day("2200-01-01")
    var number = date.dayNumber
    while date < end {
      let next = CivilDate(dayNumber: number + 1)
      let isNextInMonth = next.day == date.day + 1 && (next.year, next.month) == (date.year, date.month)
      let isLastOfMonth = date.day == CivilDate.length(ofMonth: date.month, year: date.year)
      guard next.dayNumber == number + 1, isNextInMonth != isLastOfMonth, next > date,
        next.weekday.rawValue == date.weekday.rawValue % 7 + 1
      else {
        Issue.record("after \(date) comes \(next)")
        return
      }
      (date, number) = (next, number + 1)
    }
    #expect(number == end.dayNumber)
  }

  @Test(arguments: [
    ("1970-01-01", 0, Weekday.thursday), ("2000-03-01", 11_017, .wednesday), ("2024-02-29", 19_782, .thursday),
    ("1969-12-31", -1, .wednesday), ("0001-01-01", -719_162, .monday),
  ])
  func `known days have their number and weekday`(iso: String, number: Int, weekday: Weekday) {
    #expect(day(iso).dayNumber == number)
    #expect(CivilDate(dayNumber: number) == day(iso))
    #expect(day(iso).weekday == weekday)
  }

  @Test(arguments: [
    ("2024-01-31", 1, "2024-02-29"), ("2023-01-31", 1, "2023-02-28"), ("2024-03-31", -1, "2024-02-29"),
    ("2023-12-15", 1, "2024-01-15"), ("2024-01-15", -1, "2023-12-15"), ("2024-02-29", 12, "2025-02-28"),
    ("2024-02-29", 48, "2028-02-29"), ("1954-03-31", 786, "2019-09-30"),
  ])
  func `months are added to the same day, or to the end of a shorter month`(from: String, months: Int, to: String) {
    #expect(day(from).adding(months: months) == day(to))
  }

  @Test(arguments: [("2024-02-28", 1, "2024-02-29"), ("2023-02-28", 1, "2023-03-01"), ("2024-01-01", -1, "2023-12-31")])
  func `days are added over months and years`(from: String, days: Int, to: String) {
    #expect(day(from).adding(days: days) == day(to))
  }

  @Test(arguments: [("2024-02-29", 1, "2025-02-28"), ("2024-02-29", 4, "2028-02-29"), ("2024-05-13", 10, "2034-05-13")])
  func `years are added to the same day`(from: String, years: Int, to: String) {
    #expect(day(from).adding(years: years) == day(to))
  }

  @Test(arguments: [
    ("2012-06-15", "2024-06-14", 11), ("2012-06-15", "2024-06-15", 12),
    ("2006-06-15", "2024-06-14", 17), ("2006-06-15", "2024-06-15", 18),
    ("2022-06-15", "2024-06-14", 1), ("2022-06-15", "2024-06-15", 2),
    ("2024-06-15", "2024-06-15", 0), ("2057-06-15", "2024-06-15", -33), ("2024-06-16", "2024-06-15", -1),
  ])
  func `an age grows on the birthday`(birth: String, date: String, age: Int) {
    #expect(day(birth).age(on: day(date)) == age)
  }

  @Test(arguments: [
    ("2006-02-28", 17), ("2006-03-01", 18), ("2008-02-28", 19), ("2008-02-29", 20), ("2000-02-29", 12),
  ])
  func `who was born on 29 February grows older on 1 March of a common year`(date: String, age: Int) {
    #expect(day("1988-02-29").age(on: day(date)) == age)
  }

  @Test func `the day of an age is the first on which that age is counted`() {
    for number in stride(from: day("1987-12-25").dayNumber, to: day("1992-03-05").dayNumber, by: 1) {
      let birth = CivilDate(dayNumber: number)
      for age in [1, 2, 12, 18, 65, 67] {
        let first = birth.day(ofAgeInMonths: age * 12)
        #expect(birth.age(on: first) == age && birth.age(on: first.adding(days: -1)) == age - 1, "\(birth) at \(age)")
      }
    }
  }

  @Test(arguments: [Int.min, -4_000_000, 4_000_000, Int.max])
  func `arithmetic stays within the calendar's range`(step: Int) {
    let limit = step < 0 ? CivilDate.first : CivilDate.last
    #expect(CivilDate(dayNumber: step) == limit)
    #expect(day("2024-02-29").adding(days: step) == limit)
    #expect(day("2024-02-29").adding(months: step) == (step < 0 ? .first : .last))
    #expect(day("2024-02-29").adding(years: step) == (step < 0 ? .first : .last))
    #expect(day("2024-02-29").day(ofAgeInMonths: step) == (step < 0 ? .first : .last))
  }
}

struct AmountTests {
  @Test func `kroner and øre are one amount`() {
    #expect(Amount(kroner: 893) == Amount(ore: 89_300))
    #expect(Amount(ore: 89_350).kroner == 893)
    #expect(Amount(kroner: 862) + Amount(kroner: 31) == Amount(kroner: 893))
    #expect(Amount(kroner: 893) - Amount(kroner: 31) == Amount(kroner: 862))
    #expect(Amount(kroner: 893).doubled == Amount(kroner: 1786))
    #expect(Amount.zero < Amount(ore: 1))
  }

  @Test func `an impossible amount stays at the limit instead of trapping`() {
    #expect(Amount(kroner: .max).doubled == Amount(ore: .max))
    #expect(Amount(kroner: .min).doubled == Amount(ore: .min))
    #expect(Amount(ore: .min) - Amount(ore: 1) == Amount(ore: .min))
  }
}
