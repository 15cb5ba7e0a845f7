import PassportRules
import TestSupport
import Testing

struct RulesFaultsTests {
  @Test func `the sample contradicts itself nowhere`() {
    #expect(Rules.sample.faults() == [])
  }

  /// What is changed in the sample, and the one fault that must come of it.
  struct Slip: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let fault: RulesFault
    let change: @Sendable (inout Rules) -> Void

    init(
      _ name: String, _ place: RulesFault.Place, _ problem: RulesFault.Problem,
      _ change: @escaping @Sendable (inout Rules) -> Void
    ) {
      testDescription = name
      fault = RulesFault(place, problem)
      self.change = change
    }
  }

  static let slips = [
    Slip("no fees", .fees(row: 0), .empty) { $0.fees = [] },
    Slip("fees out of order", .fees(row: 2), .notSorted) { $0.fees.swapAt(1, 2) },
    Slip("two rows of a day", .fees(row: 1), .duplicate) { $0.fees[1].validFrom = $0.fees[0].validFrom },
    Slip("a negative fee", .fees(row: 1), .negativeAmount) { $0.fees[1].child = Amount(kroner: -150) },
    Slip("a negative prints part", .fees(row: 2), .negativeAmount) { $0.fees[2].printsPart = Amount(ore: -1) },
    Slip("øre for kroner", .fees(row: 0), .amountTooLarge) { $0.fees[0].adult = Amount(kroner: 100_001) },
    Slip("prints above the fee", .fees(row: 2), .printsPartAboveFee) { $0.fees[2].youth = Amount(kroner: 30) },
    Slip("prints above a child's fee", .fees(row: 2), .printsPartAboveFee) {
      $0.printsFromAge = 6
      $0.fees[2].child = Amount(kroner: 30)
    },
    Slip("no pension steps", .pensionSteps(row: 0), .empty) { $0.pensionSteps = [] },
    Slip("no oldest pension step", .pensionSteps(row: 0), .hole) { $0.pensionSteps.removeFirst() },
    Slip("a step without its day", .pensionSteps(row: 3), .hole) { $0.pensionSteps[3].bornFrom = nil },
    Slip("steps out of order", .pensionSteps(row: 3), .notSorted) { $0.pensionSteps.swapAt(2, 3) },
    Slip("two steps of a day", .pensionSteps(row: 3), .duplicate) {
      $0.pensionSteps[3].bornFrom = $0.pensionSteps[2].bornFrom
    },
    Slip("years for months", .pensionSteps(row: 7), .outOfRange(allowed: 600...1200)) {
      $0.pensionSteps[7].ageMonths = 70
    },
    Slip("no validity", .validity(row: 0), .empty) { $0.validity = [] },
    Slip("no validity for the youngest", .validity(row: 0), .hole) { $0.validity.removeFirst() },
    Slip("validity out of order", .validity(row: 2), .notSorted) { $0.validity.swapAt(1, 2) },
    Slip("two validities of an age", .validity(row: 2), .duplicate) { $0.validity[2].fromAge = 2 },
    Slip("no years", .validity(row: 1), .outOfRange(allowed: 1...20)) { $0.validity[1].years = 0 },
    Slip("an age below zero", .ages, .outOfRange(allowed: 0...100)) { $0.signatureFromAge = -1 },
    Slip("young people above majority", .ages, .youthAboveMajority) { $0.youthFromAge = 19 },
    Slip("doubled and free", .grounds, .doubledAndFree) { $0.freeGrounds.insert(.lost) },
    Slip("no passports", .passportLimit, .outOfRange(allowed: 1...100)) { $0.passportLimit?.count = 0 },
    Slip("a negative extension", .months, .outOfRange(allowed: 0...120)) { $0.extensionLimit.months = -1 },
  ]

  @Test(arguments: slips)
  func `each contradiction is found with its place`(slip: Slip) {
    var rules = Rules.sample
    slip.change(&rules)
    #expect(rules.faults() == [slip.fault])
  }

  @Test func `a fault says in words what is wrong and where`() {
    #expect(RulesFault(.fees(row: 1), .duplicate).description == "fees, row 2: begins like the row before")
    #expect(
      RulesFault(.validity(row: 0), .outOfRange(allowed: 1...20)).description
        == "validity, row 1: must lie between 1 and 20")
  }
}
