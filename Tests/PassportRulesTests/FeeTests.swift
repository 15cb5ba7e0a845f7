import PassportRules
import TestSupport
import Testing

struct FeeTests {
  private let rules = Rules.sample

  /// Valid from, then child, youth, adult, pensioner and prints part in kroner, as published.
  static let published = [
    ("2021-02-01", [150, 178, 890, 378], 28),
    ("2023-01-01", [150, 179, 891, 379], 29),
    ("2024-01-01", [150, 181, 893, 381], 31),
  ]

  @Test(arguments: published)
  func `each group pays the published fee, the prints part only where prints are taken`(
    from: String, kroner: [Int], prints: Int
  ) throws {
    let date = day(from)
    for (group, amount) in zip(FeeGroup.allCases, kroner) {
      let fee = try fee(born: Self.birth(group, on: date), on: date, .expired)
      #expect(fee.group == group && fee.row == date && !fee.doubled)
      #expect(fee.total == Amount(kroner: amount) && fee.ordinary == fee.total)
      #expect(fee.printsPart == (group == .child ? .zero : Amount(kroner: prints)))
      #expect(fee.base + fee.printsPart == fee.ordinary)
    }
  }

  @Test(arguments: [
    ("2021-02-01", [300, 356, 1780, 756]), ("2023-01-01", [300, 358, 1782, 758]),
    ("2024-01-01", [300, 362, 1786, 762]),
  ])
  func `a lost, stolen or damaged passport doubles both parts`(from: String, kroner: [Int]) throws {
    let date = day(from)
    for grounds in [RenewalGrounds.lost, .stolen, .damaged] {
      for (group, amount) in zip(FeeGroup.allCases, kroner) {
        let fee = try fee(born: Self.birth(group, on: date), on: date, grounds)
        #expect(fee.total == Amount(kroner: amount) && fee.doubled)
        #expect(fee.total == fee.ordinary.doubled)
      }
    }
  }

  @Test func `the press's double fee of 1,752 kroner, which doubled one part only, is never asked`() throws {
    let fee = try fee(born: day("1985-10-06"), on: day("2021-06-15"), .lost)
    #expect(fee.total == Amount(kroner: 1780))
    #expect(fee.total != Amount(kroner: 1752))
    #expect(fee.base == Amount(kroner: 1724) && fee.printsPart == Amount(kroner: 56))
  }

  @Test func `the authority's error costs nothing`() throws {
    for group in FeeGroup.allCases {
      let fee = try fee(born: Self.birth(group, on: day("2024-06-15")), on: day("2024-06-15"), .authorityError)
      #expect(fee.total == .zero && fee.base == .zero && fee.printsPart == .zero && !fee.doubled)
      #expect(fee.ordinary > .zero)
    }
  }

  @Test(arguments: [RenewalGrounds.expired, .expiring, .full, .newName, .firstPassport])
  func `all other grounds cost the ordinary fee`(grounds: RenewalGrounds) throws {
    #expect(try fee(born: day("1985-10-06"), on: day("2024-06-15"), grounds).total == Amount(kroner: 893))
  }

  @Test(arguments: [
    ("2021-02-01", 890), ("2022-12-31", 890), ("2023-01-01", 891), ("2023-12-31", 891), ("2024-01-01", 893),
    ("2026-07-01", 893),
  ])
  func `a fee holds from its day until the next one's`(date: String, kroner: Int) throws {
    #expect(try fee(born: day("1985-10-06"), on: day(date), .full).total == Amount(kroner: kroner))
  }

  @Test func `before the first row, without any row and before birth staff must say`() {
    let birth = day("1985-10-06")
    #expect(
      rules.fee(bornOn: birth, on: day("2021-01-31"), grounds: .full)
        == .staff(.beforeFirstRow(first: day("2021-02-01"))))
    #expect(rules.fee(bornOn: day("2024-06-16"), on: day("2024-06-15"), grounds: .full) == .staff(.notBorn))
    var empty = rules
    empty.fees = []
    #expect(empty.fee(bornOn: birth, on: day("2024-06-15"), grounds: .full) == .staff(.noRows))
  }

  @Test(arguments: [
    ("2012-06-15", "2024-06-14", FeeGroup.child), ("2012-06-15", "2024-06-15", .youth),
    ("2006-06-15", "2024-06-14", .youth), ("2006-06-15", "2024-06-15", .adult),
    ("2012-02-29", "2024-02-28", .child), ("2012-02-29", "2024-02-29", .youth),
    ("2004-02-29", "2022-02-28", .youth), ("2004-02-29", "2022-03-01", .adult),
    ("1957-06-15", "2024-06-14", .adult), ("1957-06-15", "2024-06-15", .pensioner),
    ("1955-03-31", "2021-09-30", .adult), ("1955-03-31", "2021-10-01", .pensioner),
  ])
  func `the group changes on the birthday`(birth: String, date: String, group: FeeGroup) throws {
    #expect(try fee(born: day(birth), on: day(date), .expired).group == group)
  }

  @Test func `a rule file in which prints begin within the child group takes their part from the child's fee`() throws {
    var earlier = rules
    earlier.printsFromAge = 6
    guard case .fee(let fee) = earlier.fee(bornOn: day("2016-06-15"), on: day("2024-06-15"), grounds: .lost) else {
      Issue.record("no fee")
      return
    }
    #expect(fee.total == Amount(kroner: 300) && fee.printsPart == Amount(kroner: 62))
  }

  /// Birth dates on both sides of each step, and the day on which each has the pension age.
  @Test(arguments: [
    ("1930-05-02", "1995-05-02"), ("1953-12-31", "2018-12-31"),
    ("1954-01-02", "2019-07-02"), ("1954-06-30", "2019-12-30"), ("1954-07-01", "2020-07-01"),
    ("1954-12-31", "2020-12-31"), ("1955-01-02", "2021-07-02"), ("1955-06-30", "2021-12-30"),
    ("1955-07-01", "2022-07-01"), ("1962-12-31", "2029-12-31"), ("1963-01-02", "2031-01-02"),
    ("1966-12-31", "2034-12-31"), ("1967-01-02", "2036-01-02"), ("1970-12-31", "2039-12-31"),
    ("1971-01-02", "2041-01-02"), ("1999-06-15", "2069-06-15"),
    ("1954-03-31", "2019-10-01"), ("1954-05-31", "2019-12-01"), ("1956-02-29", "2023-03-01"),
    ("1964-02-29", "2032-02-29"),
  ])
  func `the pension age follows the birth date, half years included`(birth: String, pension: String) {
    #expect(rules.pensionDate(bornOn: day(birth)) == day(pension))
  }

  @Test(arguments: [("1954-01-01", "2019-07-01"), ("1955-01-01", "2021-07-01"), ("1963-01-01", "2031-01-01")])
  func `each pension step begins on its own first day`(birth: String, pension: String) {
    #expect(rules.pensionDate(bornOn: day(birth)) == day(pension))
  }

  @Test func `without pension steps nobody is a pensioner, and nothing traps`() {
    var none = rules
    none.pensionSteps = []
    #expect(none.pensionDate(bornOn: day("1930-05-02")) == .last)
    #expect(none.feeGroup(bornOn: day("1930-05-02"), on: day("2024-06-15")) == .adult)
  }

  @Test(arguments: [("2024-06-15", false), ("2025-01-01", false), ("2025-01-02", true)])
  func `rules are stale when the newest fees are over a year old`(date: String, stale: Bool) {
    #expect(rules.isStale(on: day(date)) == stale)
    #expect(rules.newestFeeRow?.validFrom == day("2024-01-01"))
  }

  @Test func `rules without any fee are stale`() {
    var none = rules
    none.fees = []
    #expect(none.isStale(on: day("2024-06-15")) && none.newestFeeRow == nil)
  }

  private func fee(born birth: CivilDate, on date: CivilDate, _ grounds: RenewalGrounds) throws -> Fee {
    let outcome = rules.fee(bornOn: birth, on: date, grounds: grounds)
    guard case .fee(let fee) = outcome else {
      Issue.record("\(outcome)")
      throw CancellationError()
    }
    return fee
  }

  /// A birth date in the middle of a group's ages.
  private static func birth(_ group: FeeGroup, on date: CivilDate) -> CivilDate {
    switch group {
    case .child: date.adding(years: -6)
    case .youth: date.adding(years: -15)
    case .adult: date.adding(years: -40)
    case .pensioner: date.adding(years: -80)
    }
  }
}
