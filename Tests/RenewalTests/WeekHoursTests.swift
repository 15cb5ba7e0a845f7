import PassportRules
import Renewal
import TestSupport
import Testing

@Suite struct WeekHoursTests {
  /// A library's week: Monday to Friday 8–22 with an hour's pause on Friday, Saturday 10–16, Sunday closed; closed on a holiday.
  private static func library() throws -> WeekHours {
    let long = try #require(WeekHours.Span(from: 8 * 60, to: 22 * 60))
    let morning = try #require(WeekHours.Span(from: 8 * 60, to: 12 * 60))
    let afternoon = try #require(WeekHours.Span(from: 13 * 60, to: 22 * 60))
    let short = try #require(WeekHours.Span(from: 10 * 60, to: 16 * 60))
    return try #require(
      WeekHours(
        [
          .monday: [long], .tuesday: [long], .wednesday: [long], .thursday: [long], .friday: [morning, afternoon],
          .saturday: [short], .sunday: [],
        ],
        closedDates: [day("2026-12-24"), day("2026-12-25"), day("2026-12-26")]
      )
    )
  }

  @Test(
    "The first minute of a span is within it and its last minute is not",
    arguments: [
      ("2026-06-01", 479, false), ("2026-06-01", 480, true), ("2026-06-01", 1319, true), ("2026-06-01", 1320, false),
      ("2026-06-05", 719, true), ("2026-06-05", 720, false), ("2026-06-05", 779, false), ("2026-06-05", 780, true),
      ("2026-06-06", 600, true), ("2026-06-07", 720, false), ("2026-12-24", 720, false), ("2026-12-28", 720, true),
    ])
  func edges(date: String, minute: Int, isOpen: Bool) throws {
    #expect(try Self.library().isOpen(on: day(date), minute: minute) == isOpen)
  }

  @Test(
    "The next change is told across pauses, nights, Sundays and closed dates",
    arguments: [
      ("2026-06-01", 0, "2026-06-01", 480), ("2026-06-01", 480, "2026-06-01", 1320),
      ("2026-06-01", 1320, "2026-06-02", 480), ("2026-06-05", 700, "2026-06-05", 720),
      ("2026-06-05", 720, "2026-06-05", 780), ("2026-06-06", 960, "2026-06-08", 480),
      ("2026-12-23", 1320, "2026-12-28", 480),
    ])
  func nextChange(date: String, minute: Int, thenDate: String, thenMinute: Int) throws {
    let change = try Self.library().nextChange(after: .init(date: day(date), minute: minute))
    #expect(change == .init(date: day(thenDate), minute: thenMinute))
  }

  @Test func `A span to midnight and one from midnight are one opening`() throws {
    let evening = try #require(WeekHours.Span(from: 1200, to: 1440))
    let night = try #require(WeekHours.Span(from: 0, to: 120))
    let hours = try #require(WeekHours([.monday: [evening], .tuesday: [night]]))
    #expect(hours.isOpen(on: day("2026-06-01"), minute: 1439))
    #expect(
      hours.nextChange(after: .init(date: day("2026-06-01"), minute: 1200))
        == .init(date: day("2026-06-02"), minute: 120))
    #expect(
      hours.nextEnd(after: .init(date: day("2026-05-30"), minute: 0)) == .init(date: day("2026-06-02"), minute: 120))
  }

  @Test func `The next opening is the first after a moment at which nobody is there`() throws {
    let hours = try Self.library()
    #expect(hours.nextOpening(after: .init(date: day("2026-06-05"), minute: 700)) == nil, "it is open")
    #expect(
      hours.nextOpening(after: .init(date: day("2026-06-06"), minute: 960))
        == .init(date: day("2026-06-08"), minute: 480))
    #expect(WeekHours.never.nextOpening(after: .init(date: day("2026-06-06"), minute: 0)) == nil)
  }

  @Test func `Hours that never change have no next change`() {
    let moment = WeekHours.Moment(date: day("2026-06-01"), minute: 100)
    #expect(WeekHours.always.nextChange(after: moment) == nil)
    #expect(WeekHours.never.nextChange(after: moment) == nil)
    #expect(WeekHours.always.isOpen(on: day("2026-06-07"), minute: 1439))
    #expect(WeekHours.always.nextChange(after: .init(date: .last, minute: 0)) == nil)
  }

  @Test func `A single closed date ends always and begins it again`() throws {
    let hours = try #require(WeekHours(WeekHours.always.spans, closedDates: [day("2026-12-24")]))
    let closing = try #require(hours.nextChange(after: .init(date: day("2026-12-20"), minute: 5)))
    #expect(closing == .init(date: day("2026-12-24"), minute: 0))
    #expect(hours.nextChange(after: closing) == .init(date: day("2026-12-25"), minute: 0))
    #expect(hours.nextChange(after: .init(date: day("2026-12-25"), minute: 0)) == nil)
  }

  @Test func `Weeks of closed dates do not hide the next opening`() throws {
    let span = try #require(WeekHours.Span(from: 600, to: 660))
    let mondays = (0..<9).map { day("2026-06-01").adding(days: 7 * $0) }
    let hours = try #require(WeekHours([.monday: [span]], closedDates: Set(mondays)))
    #expect(
      hours.nextChange(after: .init(date: day("2026-06-01"), minute: 0)) == .init(date: day("2026-08-03"), minute: 600))
  }

  @Test func `A span that ends before it begins, or leaves the day, does not exist`() {
    #expect(WeekHours.Span(from: 600, to: 600) == nil)
    #expect(WeekHours.Span(from: 700, to: 600) == nil)
    #expect(WeekHours.Span(from: -1, to: 600) == nil)
    #expect(WeekHours.Span(from: 600, to: 1441) == nil)
    #expect(WeekHours.Span(from: 0, to: 1440) != nil)
  }

  @Test func `Spans that overlap or stand in the wrong order make no week`() throws {
    let morning = try #require(WeekHours.Span(from: 480, to: 720))
    let noon = try #require(WeekHours.Span(from: 700, to: 800))
    let evening = try #require(WeekHours.Span(from: 1000, to: 1100))
    #expect(WeekHours([.monday: [morning, noon]]) == nil)
    #expect(WeekHours([.monday: [evening, morning]]) == nil)
    #expect(WeekHours([.monday: [morning, evening]]) != nil)
  }
}
