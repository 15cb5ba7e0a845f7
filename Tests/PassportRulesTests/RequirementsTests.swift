import PassportRules
import TestSupport
import Testing

struct RequirementsTests {
  private let rules = Rules.sample
  private let today = day("2024-06-15")

  @Test(arguments: [
    ("2012-06-16", false), ("2012-06-15", true), ("1985-10-06", true), ("1930-05-02", true), ("2024-06-15", false),
  ])
  func `fingerprints are taken from 12 years`(birth: String, prints: Bool) {
    #expect(rules.requirements(bornOn: day(birth), on: today, grounds: .expired).prints == prints)
  }

  @Test(arguments: [("2019-06-16", false), ("2019-06-15", true)])
  func `the holder signs from 5 years`(birth: String, signature: Bool) {
    #expect(rules.requirements(bornOn: day(birth), on: today, grounds: .expired).signature == signature)
  }

  @Test(arguments: [("2006-06-16", true), ("2006-06-15", false)])
  func `under 18 the guardians consent and staff help`(birth: String, minor: Bool) {
    let needs = rules.requirements(bornOn: day(birth), on: today, grounds: .expired)
    #expect(needs.guardianConsent == minor)
    #expect(needs.staff == (minor ? [.child] : []))
  }

  @Test(arguments: [
    (RenewalGrounds.expired, [], false), (.expiring, [], false), (.full, [], false), (.damaged, [], true),
    (.lost, [StaffReason.lossDeclaration], true), (.stolen, [.lossDeclaration, .policeReceipt], true),
    (.newName, [.nameProof], false), (.authorityError, [.authorityError], false),
    (.firstPassport, [.firstPassport], false),
  ])
  func `the grounds tell what staff look at and whether the fee is doubled`(
    grounds: RenewalGrounds, staff: [StaffReason], doubled: Bool
  ) {
    let adult = rules.requirements(bornOn: day("1985-10-06"), on: today, grounds: grounds)
    #expect(adult.staff == Set(staff) && adult.doubledFee == doubled)
    let child = rules.requirements(bornOn: day("2016-06-15"), on: today, grounds: grounds)
    #expect(child.staff == Set(staff + [.child]) && child.doubledFee == doubled)
  }

  @Test func `an unknown fee is a case for staff`() {
    let needs = rules.requirements(bornOn: day("1985-10-06"), on: day("2021-01-31"), grounds: .expired)
    #expect(needs.staff == [.feeUnknown])
    let unborn = rules.requirements(bornOn: day("2057-06-15"), on: today, grounds: .expired)
    #expect(unborn.staff == [.child, .feeUnknown])
  }

  @Test(arguments: [(0, 2), (1, 2), (2, 5), (17, 5), (18, 10), (104, 10), (-1, 0)])
  func `validity goes by age`(age: Int, years: Int) {
    #expect(rules.validityYears(age: age) == years)
  }

  @Test(arguments: [
    ("2022-06-16", 2), ("2022-06-15", 5), ("2006-06-16", 5), ("2006-06-15", 10), ("2024-06-15", 2),
  ])
  func `the validity of a new passport goes by the age on the day`(birth: String, years: Int) {
    let validity = rules.validity(bornOn: day(birth), on: today, grounds: .expiring, faultyExpiry: nil)
    #expect(validity == .years(years))
  }

  @Test func `a passport that replaces a faulty one ends when that would have`() {
    func validity(_ rules: Rules, _ grounds: RenewalGrounds, faulty: String?) -> Validity? {
      rules.validity(bornOn: day("1985-10-06"), on: today, grounds: grounds, faultyExpiry: faulty.map(day))
    }
    #expect(validity(rules, .authorityError, faulty: "2031-03-04") == .until(day("2031-03-04")))
    #expect(validity(rules, .authorityError, faulty: nil) == nil)
    #expect(validity(rules, .authorityError, faulty: "2024-06-15") == nil)
    #expect(validity(rules, .expired, faulty: "2031-03-04") == .years(10))
    var ordinary = rules
    ordinary.validityForAuthorityError = .ordinary
    #expect(validity(ordinary, .authorityError, faulty: "2031-03-04") == .years(10))
  }

  @Test(arguments: [
    (["2019-06-16", "2023-03-04"], true), (["2019-06-15", "2023-03-04"], false), (["2023-03-04"], false), ([], false),
    (["2024-06-15", "2024-06-15"], true), (["2024-06-16", "2023-03-04"], false),
    (["2019-06-16", "2021-01-05", "2023-03-04"], true),
  ])
  func `the third passport in five years is a case for staff, if the rule is on`(issued: [String], reached: Bool) {
    #expect(rules.reachesPassportLimit(issued: issued.map(day), on: today) == reached)
    var off = rules
    off.passportLimit = nil
    #expect(!off.reachesPassportLimit(issued: issued.map(day), on: today))
  }

  @Test(arguments: [
    ("2024-06-15", false), ("2024-06-14", true), ("2024-03-15", true), ("2024-03-14", false), ("2025-01-01", false),
  ])
  func `a passport can be extended until three months after its end`(expiry: String, possible: Bool) {
    #expect(rules.canBeExtended(expiredOn: day(expiry), on: today) == possible)
  }

  @Test func `a rule holds from its day on, not before`() {
    func acts(_ first: CivilDate) -> [Bool] {
      var rules = rules
      rules.validityFrom = first
      rules.passportLimit?.validFrom = first
      rules.extensionLimit.validFrom = first
      return [
        rules.validity(bornOn: day("1985-10-06"), on: today, grounds: .expired, faultyExpiry: nil) != nil,
        rules.reachesPassportLimit(issued: [day("2023-03-04"), day("2022-01-05")], on: today),
        rules.canBeExtended(expiredOn: day("2024-06-01"), on: today),
      ]
    }
    #expect(acts(today) == [true, true, true])
    #expect(acts(today.adding(days: 1)) == [false, false, false])
  }
}
