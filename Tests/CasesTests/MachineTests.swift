import Cases
import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// The machine that ships, driven at random from the review on, with a real store: what it records never contradicts what is on disk.
@Suite struct MachineTests {
  @Test(arguments: 1...60)
  func `the store refuses nothing that the machine records`(seed: UInt64) throws {
    var walk = try RandomWalk(seed: seed)
    try walk.start()
    for _ in 0..<120 where try !walk.step() { break }

    #expect(walk.refusals == [])
    #expect(
      try walk.store.count("journal WHERE kind = 'moneyOpen'") == walk.openings, "a visit ended with money under way")
    let rows = try walk.store.journal()
    #expect(try walk.store.verify() == .whole(rows: rows.count, head: try #require(rows.last).hash))
    let differences = try walk.store.differences().map(\.description)
    #expect(differences == [], "the journal tells all that is in the tables")
    guard walk.box.state.visit == nil, walk.box.canRecord else { return }
    let unsettled = try walk.store.recoverySnapshot().openPayments.filter { try walk.store.state(of: $0) != .open }
    #expect(unsettled == [], "at rest, money is captured, given back, or open")
    #expect(try walk.store.recoverySnapshot().held == [])
  }

  @Test func `the walks reach captures, parked cases, open money and reversals`() throws {
    var kinds: Set<String> = []
    for seed in 1...80 {
      var walk = try RandomWalk(seed: UInt64(seed))
      try walk.start()
      for _ in 0..<120 where try !walk.step() { break }
      kinds.formUnion(try walk.store.journal().map(\.kind))
    }
    let wanted: Set = [
      "dossierHeld", "captured", "parked", "moneyOpen", "reversalIntended", "dossierErased", "thawed", "flagEnded",
      "assistEnded", "paymentUncertain", "visitEnded", "resumed", "parkedErased",
    ]
    #expect(wanted.subtracting(kinds) == [])
  }
}

/// The number that staff type in a walk to resume a case.
private let walked = CaseNumber(7)

/// One walk from a seed.
private struct RandomWalk {
  let store: Store
  let clock = HandClock()
  let generator: EventGenerator
  var box: Box
  /// What the machine recorded and the store refused.
  var refusals: [String] = []
  /// How often the machine said that money is open; the store says so itself for money that a visit's end forgot.
  var openings = 0

  private var random: SplitMix
  private var answers: [RequestID: StoreAnswer] = [:]

  init(seed: UInt64) throws {
    random = SplitMix(state: seed)
    let fixtures = Fixtures.sample()
    var generator = EventGenerator(fixtures)
    generator.hasDisturbances = seed.isMultiple(of: 5)
    generator.roles = [.officer, .supervisor]
    generator.resumes = true
    self.generator = generator
    store = try Store(inMemory: testKey, authority: theAuthority.publicKey, now: clock.now)
    for role in StaffRole.allCases {
      for second in [false, true] {
        let staff = Fixtures.staff(role, second: second)
        try store.addAccount(id: staff.id, firstName: staff.firstName, role: role, pin: "271828")
      }
    }
    let hours = Box.Hours(isOpen: true, hasOfficer: true)
    let visit = Self.visit(fixtures, free: seed.isMultiple(of: 7))
    box = Box(policy: fixtures.policy, state: .visit(visit), date: fixtures.today, hours: hours)
  }

  /// A visit whose citizen looks at the whole application.
  private static func visit(_ fixtures: Fixtures, free: Bool) -> Visit {
    let sample = SampleApplications.complete()
    var visit = Visit(number: walked, presentation: Presentation(language: Language("da")))
    visit.application.hasConsent = true
    visit.application.grounds = free ? .authorityError : .expiring
    visit.application.accepted = sample.accepted
    visit.application.identity = Identity(cpr: fixtures.cpr)
    visit.application.document = sample.document
    visit.application.name = sample.name
    visit.application.photo = sample.photo
    visit.application.prints = sample.prints
    visit.application.signature = sample.signature
    visit.application.details = sample.details
    visit.step = .review
    return visit
  }

  mutating func start() throws {
    try store.record([.visitOpened(walked, Language("da")), .consentGiven(walked)])
    for event in generator.opening {
      if case .started = event { take(.started(nextCase: CaseNumber(8), flags: [])) } else { take(event) }
    }
    take(.key(.enter))
  }

  /// One choice of what can happen; false when nothing can.
  mutating func step() throws -> Bool {
    let choices = generator.choices(in: box)
    guard !choices.isEmpty else { return false }
    let any = choices[Int(random.next() % UInt64(choices.count))]
    for event in random.next().isMultiple(of: 2) ? helpful(choices) ?? any : any { take(event) }
    clock.advance(seconds: 1)
    return true
  }

  /// What brings the case on, so that walks get past the attestation.
  private mutating func helpful(_ choices: [[Event]]) -> [Event]? {
    if case .attestation(.waiting) = box.state.visit?.step, case .visit = box.state { return [.key(.digit(9))] }
    if let resuming { return resuming }
    if isResumed, random.next().isMultiple(of: 3) { return [.key(.digit(2))] }
    let answer = choices.first { choice in
      switch choice.first {
      case .accounts(_, .welcome), .store: true
      case .started, .date, .clockDoubted, .storageRoom, .voice, .headset, .hours, .key, .scan, .timer, .answer,
        .advice, .authority, .accounts, .desk, .dossier, .device, .recordsDiffer, .recordFailed, .contradicted,
        .revoked, .rehearsalOver,
        .terminate, nil:
        false
      }
    }
    return answer ?? choices.first
  }

  /// Whether an officer has a resumed case before them, whom some of those who come back are turned away by.
  private var isResumed: Bool {
    guard case .attended(let attendance) = box.state, case .work(.flag) = attendance.page else { return false }
    return attendance.visit?.number == walked && (try? store.journal().contains { $0.kind == "resumed" }) == true
  }

  /// What leads an officer to a case that is parked.
  private var resuming: [Event]? {
    guard box.state.visit == nil, (try? store.parked().isEmpty) == false else { return nil }
    switch box.state {
    case .welcome: return [.device(.staffSwitch)]
    case .logIn(let logIn, _) where !logIn.isChecking: return generator.choices(in: box).first
    case .attended(let attendance):
      switch attendance.page {
      case .box: return [.key(.digit(2))]
      case .resume(_, .none): return [.key(.digit(7)), .key(.enter)]
      case .work, .outOfService, .chooseStep, .contact, .resume: return nil
      }
    case .closed, .visit, .logIn, .maintenance: return nil
    }
  }

  private mutating func take(_ event: Event) {
    var event = event
    if case .store(let id, _) = event, let answer = answers[id] { event = .store(id, answer) }
    for effect in box.handle(event) { carryOut(effect, after: event) }
  }

  private mutating func carryOut(_ effect: Effect, after event: Event) {
    do throws(StoreError) {
      switch effect {
      case .record(let facts):
        for case .moneyOpen in facts { openings += 1 }
        try store.record(facts)
      case .store(let id, let question):
        // One time in eight the disk is full, and nothing happened.
        guard !random.next().isMultiple(of: 8) else {
          answers[id] = .failed
          return
        }
        answers[id] = .done
        if let answer = try ask(question) { answers[id] = answer }
      case .keepNote(let number, let text, let staff): try store.keepNote(number, text, by: staff)
      case .command, .cancel, .giveTime, .ask, .logIn, .changePIN, .startTimer, .stopTimer, .discard, .wipe,
        .speakAgain,
        .refuse,
        .test, .notify, .send, .rehearse, .practise, .exit:
        break
      }
    } catch {
      refusals.append("\(error) on \(effect) after \(event)")
    }
  }

  private func ask(_ question: StoreQuestion) throws(StoreError) -> StoreAnswer? {
    switch question {
    case .hold(let number, let attestation):
      try store.hold(number, attestation, evidence: evidence(of: attestation.application))
    case .capture(let number, let payment): try store.capture(number, payment)
    case .park(let number, let application):
      try store.park(number, application, evidence: evidence(of: application), until: clock.now() + 3_600_000)
    case .resume(let number, let staff):
      var next = 100
      let answer = try store.resume(number, by: staff) { _ in
        next += 1
        return PictureID(next)
      }
      switch answer {
      case .resumed(let application): return .resumed(application)
      case .gone(let reason): return .gone(reason)
      }
    case .contact: return .failed
    }
    return nil
  }
}

/// SplitMix64: a small generator with a seed.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
