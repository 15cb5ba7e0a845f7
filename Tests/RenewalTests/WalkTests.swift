import PassportRules
import Renewal
import TestSupport
import Testing

@Suite struct WalkTests {
  /// Back and forth, and everything reopened from review; staff only attest.
  @Test func `a citizen who goes back and forth`() {
    var alphabet = Alphabet.plain(.adult)
    alphabet.goesBack = true
    alphabet.reopens = true
    alphabet.staffSteps = [.attestation, .payment, .receipt]
    expectLawful(alphabet)
  }

  /// Every claim and every exception, straight on.
  @Test func `a citizen who needs exceptions`() {
    var alphabet = Alphabet.plain(.adult)
    alphabet.hasClaims = true
    alphabet.hasExceptions = true
    expectLawful(alphabet)
  }

  /// Help wanted at every step but the prints, where the walk of exceptions has staff at every state.
  @Test func `a citizen who calls for help everywhere`() {
    var alphabet = Alphabet.plain(.adult)
    alphabet.helpSteps = Set(StepName.allCases).subtracting([.fingerprints])
    expectLawful(alphabet)
  }

  @Test func `a box that is disturbed everywhere`() {
    var alphabet = Alphabet.plain(.adult)
    alphabet.hasDisturbances = true
    alphabet.disturbedSteps = Set(StepName.allCases)
    alphabet.helpSteps = [.document, .payment]
    expectLawful(alphabet)
  }

  @Test func `staff whose PIN somebody else set`() {
    var alphabet = Alphabet.plain(.adult)
    alphabet.roles = StaffRole.allCases
    alphabet.hasOthersPINs = true
    alphabet.hasExceptions = true
    alphabet.staffSteps = [.document, .attestation]
    alphabet.helpSteps = [.language]
    expectLawful(alphabet)
  }

  @Test func `every role`() {
    var alphabet = Alphabet.plain(.adult)
    alphabet.roles = StaffRole.allCases
    alphabet.hasDisturbances = true
    alphabet.helpSteps = [.language, .photo, .attestation, .payment]
    expectLawful(alphabet)
  }

  @Test(arguments: [RenewalGrounds.damaged, .lost, .stolen, .newName, .authorityError, .firstPassport])
  func `other grounds`(grounds: RenewalGrounds) {
    var alphabet = Alphabet.plain(.adult)
    alphabet.grounds = [grounds]
    alphabet.hasExceptions = true
    alphabet.staffSteps = [.grounds, .document, .attestation]
    expectLawful(alphabet)
  }

  @Test(arguments: [StandIns.Citizen.infant, .child, .youth, .pensioner])
  func `other ages`(citizen: StandIns.Citizen) {
    var alphabet = Alphabet.plain(citizen)
    alphabet.hasExceptions = true
    alphabet.staffSteps = [.identity, .attestation]
    expectLawful(alphabet)
  }

  @Test func `every page, every remark, a second person`() {
    var alphabet = Alphabet.plain(.adult)
    alphabet.pages = StandIns.Page.allCases
    alphabet.remarks = RegisterRemark.allCases
    alphabet.hasExceptions = true
    alphabet.staffSteps = [.document, .attestation]
    expectLawful(alphabet)
  }

  @Test func `a new number with a passport from before, and names that are misread`() {
    var alphabet = Alphabet.plain(.adult)
    alphabet.pages = [.own, .former, .misread]
    alphabet.hasNewNumbers = true
    alphabet.hasExceptions = true
    alphabet.staffSteps = [.document, .attestation]
    expectLawful(alphabet)
  }

  @Test func `a booking`() {
    var alphabet = Alphabet.plain(.adult)
    alphabet.hasBookings = true
    alphabet.staffSteps = [.attestation]
    expectLawful(alphabet)
  }

  @Test func `the box itself, with all its flags`() {
    var alphabet = Alphabet.plain(.adult)
    alphabet.grounds = []
    alphabet.roles = StaffRole.allCases
    alphabet.hasDisturbances = true
    alphabet.disturbedSteps = Set(StepName.allCases)
    alphabet.helpSteps = Set(StepName.allCases)
    alphabet.oldFlags = 9
    alphabet.goesBack = true
    expectLawful(alphabet)
  }

  /// Every flag at a desk of an officer, with a librarian's desk beside it.
  @Test func `two desks`() {
    var alphabet = Alphabet.plain(.adult)
    alphabet.hasDesks = true
    alphabet.hasClaims = true
    alphabet.hasExceptions = true
    alphabet.staffSteps = [.attestation]
    alphabet.helpSteps = [.photo, .attestation, .payment]
    expectLawful(alphabet)
  }

  @Test(arguments: [StandIns.Citizen.adult, .pensioner])
  func `a parked case that is resumed`(citizen: StandIns.Citizen) {
    var alphabet = Alphabet.plain(citizen)
    alphabet.grounds = []
    alphabet.resumes = true
    alphabet.hasDisturbances = true
    alphabet.disturbedSteps = [.attestation, .payment]
    alphabet.helpSteps = [.attestation]
    expectLawful(alphabet)
  }

  @Test func `a camera and a reader that suspect somebody`() {
    var alphabet = Alphabet.plain(.adult)
    alphabet.hasSuspicions = true
    alphabet.staffSteps = [.photo, .fingerprints, .attestation]
    expectLawful(alphabet)
  }

  private func expectLawful(_ alphabet: Alphabet, _ name: String = #function) {
    var walk = Walk(alphabet)
    let report = walk.run()
    print(
      "walk: \(name): \(report.states) states, \(report.edges) edges, \(report.compared) pairs of equal keys compared, "
        + "\(report.held) keys held")
    for (step, count) in report.stepStates.sorted(by: { $0.key < $1.key }) { print("  \(step) \(count)") }
    for violation in report.violations {
      print("broken: \(violation)")
      for line in report.transcripts[violation] ?? [] { print("    \(line)") }
    }
    #expect(report.isWhole, "the walk did not end")
    #expect(report.violations.isEmpty)
  }
}

extension Alphabet {
  /// Straight on, nobody claims anything, nothing disturbs, staff come when a flag is raised.
  static func plain(_ citizen: StandIns.Citizen) -> Alphabet {
    var alphabet = Alphabet(.sample(citizen))
    alphabet.roles = [.officer, .technician]
    alphabet.hasClaims = false
    alphabet.hasExceptions = false
    alphabet.hasDisturbances = false
    alphabet.disturbedSteps = []
    alphabet.helpSteps = []
    alphabet.goesBack = false
    alphabet.reopens = false
    return alphabet
  }
}
