import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

@Suite struct WalkTests {
  /// Back and forth, and everything reopened from review; staff only attest.
  @Test func `a citizen who goes back and forth`() {
    var generator = EventGenerator.plain(.adult)
    generator.goesBack = true
    generator.reopens = true
    generator.staffSteps = [.attestation, .payment, .receipt]
    expectLawful(generator)
  }

  /// Every claim and every exception, straight on.
  @Test func `a citizen who needs exceptions`() {
    var generator = EventGenerator.plain(.adult)
    generator.hasDeclarations = true
    generator.hasExceptions = true
    expectLawful(generator)
  }

  /// Help wanted at every step but the prints, where the walk of exceptions has staff at every state.
  @Test func `a citizen who calls for help everywhere`() {
    var generator = EventGenerator.plain(.adult)
    generator.helpSteps = Set(StepName.allCases).subtracting([.fingerprints])
    expectLawful(generator)
  }

  @Test func `a box that is disturbed everywhere`() {
    var generator = EventGenerator.plain(.adult)
    generator.hasDisturbances = true
    generator.disturbedSteps = Set(StepName.allCases)
    generator.helpSteps = [.document, .payment]
    expectLawful(generator)
  }

  @Test func `staff whose PIN somebody else set`() {
    var generator = EventGenerator.plain(.adult)
    generator.roles = StaffRole.allCases
    generator.hasOthersPINs = true
    generator.hasExceptions = true
    generator.staffSteps = [.document, .attestation]
    generator.helpSteps = [.language]
    expectLawful(generator)
  }

  @Test func `every role`() {
    var generator = EventGenerator.plain(.adult)
    generator.roles = StaffRole.allCases
    generator.hasDisturbances = true
    generator.helpSteps = [.language, .photo, .attestation, .payment]
    expectLawful(generator)
  }

  @Test(arguments: [RenewalGrounds.damaged, .lost, .stolen, .newName, .authorityError, .firstPassport])
  func `other grounds`(grounds: RenewalGrounds) {
    var generator = EventGenerator.plain(.adult)
    generator.grounds = [grounds]
    generator.hasExceptions = true
    generator.staffSteps = [.grounds, .document, .attestation]
    expectLawful(generator)
  }

  @Test(arguments: [Fixtures.Citizen.infant, .child, .youth, .pensioner])
  func `other ages`(citizen: Fixtures.Citizen) {
    var generator = EventGenerator.plain(citizen)
    generator.hasExceptions = true
    generator.staffSteps = [.identity, .attestation]
    expectLawful(generator)
  }

  @Test func `every page, every remark, a second person`() {
    var generator = EventGenerator.plain(.adult)
    generator.pages = [.own, .anothers, .faulty, .contradicting, .foreign, .misread, .former]
    generator.remarks = RegisterRemark.allCases
    generator.hasExceptions = true
    generator.staffSteps = [.document, .attestation]
    expectLawful(generator)
  }

  /// Each of them by itself: which flags a visit had is remembered, and any two of them double everything.
  @Test(arguments: [Fixtures.Page.silent, .locked, .takenAway, .altered, .unknownSigner, .cloned])
  func `a chip that is not believed`(page: Fixtures.Page) {
    var generator = EventGenerator.plain(.adult)
    generator.pages = [.own, page]
    generator.staffSteps = [.document]
    expectLawful(generator)
  }

  @Test func `a new number with a passport from before, and names that are misread`() {
    var generator = EventGenerator.plain(.adult)
    generator.pages = [.own, .former, .misread]
    generator.hasNewNumbers = true
    generator.hasExceptions = true
    generator.staffSteps = [.document, .attestation]
    expectLawful(generator)
  }

  /// At every step, with somebody of staff wanted and with the box disturbed there.
  @Test func `a citizen who tries the keys everywhere`() {
    var generator = EventGenerator.plain(.adult)
    generator.learnsKeys = true
    generator.helpSteps = [.photo, .payment]
    expectLawful(generator)
  }

  @Test func `a booking`() {
    var generator = EventGenerator.plain(.adult)
    generator.hasBookings = true
    generator.staffSteps = [.attestation]
    expectLawful(generator)
  }

  /// No visit begins while more than one is open: what staff do is done about one, and in which order they came doubles everything.
  @Test func `the box itself, with all its flags`() {
    var generator = EventGenerator.plain(.adult)
    generator.grounds = []
    generator.roles = StaffRole.allCases
    generator.hasDisturbances = true
    generator.disturbedSteps = Set(StepName.allCases)
    generator.helpSteps = Set(StepName.allCases)
    generator.oldFlags = 1
    generator.goesBack = true
    expectLawful(generator)
  }

  /// Every flag at a desk of an officer, with a librarian's desk beside it.
  @Test func `two desks`() {
    var generator = EventGenerator.plain(.adult)
    generator.hasDesks = true
    generator.hasDeclarations = true
    generator.hasExceptions = true
    generator.staffSteps = [.attestation]
    generator.helpSteps = [.photo, .attestation, .payment]
    expectLawful(generator)
  }

  /// What disturbs is the same whatever is paid.
  @Test(arguments: [Fixtures.Citizen.adult, .pensioner])
  func `a parked case that is resumed`(citizen: Fixtures.Citizen) {
    var generator = EventGenerator.plain(citizen)
    generator.grounds = []
    generator.resumes = true
    generator.hasDisturbances = citizen == .adult
    generator.disturbedSteps = [.attestation, .payment]
    generator.helpSteps = [.attestation]
    expectLawful(generator)
  }

  /// It doubles what it is walked through, so that no further than somebody says who they are.
  @Test func `a box whose headset comes and goes`() {
    var generator = EventGenerator.plain(.adult)
    generator.grounds = []
    generator.hasJack = true
    generator.disturbedSteps = Set(StepName.allCases)
    generator.helpSteps = [.privacy]
    expectLawful(generator)
  }

  @Test func `a box that loses its voice`() {
    var generator = EventGenerator.plain(.adult)
    generator.losesVoice = true
    generator.staffSteps = [.attestation]
    generator.helpSteps = [.privacy]
    expectLawful(generator)
  }

  @Test func `a camera and a reader that suspect somebody`() {
    var generator = EventGenerator.plain(.adult)
    generator.hasSuspicions = true
    generator.staffSteps = [.photo, .fingerprints, .attestation]
    expectLawful(generator)
  }

  @Test func `a printer whose paper goes out and comes again`() {
    var generator = EventGenerator.plain(.adult)
    generator.roles = [.officer, .technician]
    generator.hasPaper = true
    expectLawful(generator)
  }

  /// Nothing of the box moves while a rehearsal goes on, but what is so outside of it.
  @Test func `a box at which rehearsals begin`() {
    var generator = EventGenerator.plain(.adult, policy: .offeringRehearsals)
    generator.grounds = []
    generator.roles = [.librarian, .technician]
    generator.hasDisturbances = true
    generator.showsKeys = true
    expectLawful(generator)
  }

  @Test func `a rehearsal`() {
    var generator = EventGenerator.plain(.adult, policy: .practised(12, isRehearsal: true))
    generator.staffSteps = [.attestation]
    generator.opensMoreHelp = true
    expectLawful(generator)
  }

  private func expectLawful(_ generator: EventGenerator, _ name: String = #function) {
    var walk = Walk(generator)
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

extension EventGenerator {
  /// Straight on, nobody claims anything, nothing disturbs, staff come when a flag is raised.
  static func plain(_ citizen: Fixtures.Citizen, policy: Policy = .sample) -> EventGenerator {
    var generator = EventGenerator(.sample(citizen, policy: policy))
    generator.roles = [.officer, .technician]
    generator.hasDeclarations = false
    generator.hasExceptions = false
    generator.hasDisturbances = false
    generator.disturbedSteps = []
    generator.helpSteps = []
    generator.goesBack = false
    generator.reopens = false
    return generator
  }
}
