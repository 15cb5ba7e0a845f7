import Renewal

/// Takes the facts of one calendar month in their order and counts. Of the months before it knows nothing.
///
/// Of a visit that is over only its counts are left, so that what is held is the visits that go on and the cases that are parked, and of
/// each step its times.
struct MonthTally {
  private let month: ReportSpan.Month
  private var cases: [CaseNumber: Case] = [:]
  private var visits = Report.Visits()
  private var steps = StepName.allCases.map(Report.Step.init)
  private var times: [[Int]] = StepName.allCases.map { _ in [] }
  private var help: [FlagCode: Int] = [:]
  private var acts: [StaffAction: Int] = [:]
  private var waits = WaitTally()
  private var rehearsals = 0

  /// What staff had to do with a step that was done.
  fileprivate enum Hand {
    case word, deed
  }

  /// A case that something was told of in the month.
  private struct Case {
    /// Whether its visit began in the month.
    var isVisit = false
    var ending: Ending.Kind?
    /// Whether staff did more for it than attest.
    var isHelped = false
    /// When its last step ended, or its visit began or was resumed.
    var lastStep: Int?
    var done: Set<StepName> = []
    var hands: [StepName: Hand] = [:]
    /// Whether staff told something that no flag was raised for: it belongs to the step that is done next.
    var isGuided = false
    /// At which step each flag was raised.
    var raised: [FlagCode: StepName] = [:]
    /// The flags for which staff said what was learned.
    var answered: Set<FlagCode> = []

    /// Whether staff logged in from the welcome: they came to the box, and no citizen did anything.
    var isOfStaff: Bool { ending == .endedByStaff && done.isEmpty && raised.isEmpty && !isHelped }

    mutating func take(_ hand: Hand, at step: StepName) {
      if hands[step] != .deed { hands[step] = hand }
    }

    /// The step was done; how long it took, where it is known since when.
    mutating func end(_ step: StepName, at: Int) -> Int? {
      defer { lastStep = at }
      done.insert(step)
      if isGuided { take(.word, at: step) }
      isGuided = false
      return lastStep.map { max(0, at - $0) }
    }
  }

  init(_ month: ReportSpan.Month) { self.month = month }

  mutating func count(_ fact: JournalFact, at: Int) {
    switch fact {
    case .machine(let fact): count(fact, at: at)
    case .store(.resumed(let number, _)): resume(number, at: at)
    case .store(.parkedExpired): visits.expired += 1
    // The others are of no figure.
    case .store: break
    }
  }

  private mutating func count(_ fact: Fact, at: Int) {
    switch fact {
    case .visitOpened(let number, _):
      cases[number] = Case(isVisit: true, lastStep: at)
      waits.begin(number)
    case .stepDone(let number, let step): end(step, of: number, at: at)
    case .visitEnded(let number, let ending): end(number, ending)
    case .flagRaised(let number, let flag):
      if let number, let step = flag.step { cases[number]?.raised[flag.code] = step }
      waits.raise(flag, of: number, at: at)
    case .flagEnded(let number, let flag, let action, _, _):
      acts[action, default: 0] += 1
      if let number { act(action, on: flag.code, of: number) }
      waits.end(flag.code, of: number, at: at)
    case .flagWithdrawn(let number, let flag): waits.withdraw(flag.code, of: number)
    case .assistEnded(let number, let code, _, let learned): answer(learned, code, of: number)
    case .guided(let number, _, _):
      cases[number]?.isHelped = true
      cases[number]?.isGuided = true
    case .claimed(let number, let by), .staffArrived(let number, let by, _): waits.come(by, to: number, at: at)
    case .released(let number, let by), .staffLeft(let number, let by): waits.leave(by, from: number)
    case .opened: waits.boxOpened()
    case .rehearsalBegan: rehearsals += 1
    // The others are of no figure of a month.
    default: break
    }
  }

  // MARK: Visits

  private mutating func resume(_ number: CaseNumber, at: Int) {
    visits.resumed += 1
    cases[number, default: Case()].ending = nil
    cases[number]?.lastStep = at
    waits.begin(number)
  }

  private mutating func end(_ step: StepName, of number: CaseNumber, at: Int) {
    if let time = cases[number, default: Case()].end(step, at: at) { times[step.place].append(time) }
  }

  private mutating func end(_ number: CaseNumber, _ ending: Ending) {
    waits.end(number)
    cases[number]?.ending = ending.kind
    cases[number]?.lastStep = nil
    // A parked case may be resumed.
    if ending.kind != .parked { settle(number) }
  }

  /// Counts what became of a case, and forgets it.
  private mutating func settle(_ number: CaseNumber) {
    guard let visit = cases.removeValue(forKey: number), !visit.isOfStaff else { return }
    for step in visit.done {
      switch visit.hands[step] {
      case nil: steps[step.place].alone += 1
      case .word?: steps[step.place].withWord += 1
      case .deed?: steps[step.place].byStaff += 1
      }
    }
    if visit.isVisit { count(visit) }
  }

  private mutating func count(_ visit: Case) {
    visits.all += 1
    switch visit.ending {
    case nil: visits.goingOn += 1
    case .completed?: visit.isHelped ? (visits.completedWithHelp += 1) : (visits.completedAlone += 1)
    case .parked?: visits.parked += 1
    case .stopped?, .timedOut?, .consentRefused?, .referred?, .nobodyCame?, .moneyOpen?, .endedByStaff?, .interrupted?:
      if let kind = visit.ending { visits.endedEarly[kind.rawValue, default: 0] += 1 }
    }
  }

  // MARK: Staff

  /// Staff ended a flag of a visit. An attestation is staff's own part: a citizen whom nobody else helped did it alone.
  private mutating func act(_ action: StaffAction, on code: FlagCode, of number: CaseNumber) {
    guard var visit = cases[number] else { return }
    defer { cases[number] = visit }
    let step = visit.raised[code]
    if code == .attestationWanted {
      if action.hand == .deed { visit.take(.deed, at: step ?? .attestation) }
      return
    }
    visit.isHelped = true
    help[code, default: 0] += 1
    guard let hand = action.hand else { return }
    if let step { visit.take(hand, at: step) } else { visit.isGuided = true }
    let isAsked = hand == .word && action.kind != .confirmRemoved
    if visit.answered.remove(code) == nil, isAsked, let step { steps[step.place].answers.none += 1 }
  }

  /// What staff said of what was learned: nothing when there was nothing to learn.
  private mutating func answer(_ learned: Bool?, _ code: FlagCode, of number: CaseNumber) {
    guard let learned, let visit = cases[number] else { return }
    cases[number]?.answered.insert(code)
    guard let step = visit.raised[code] else { return }
    if learned { steps[step.place].answers.learned += 1 } else { steps[step.place].answers.doneForThem += 1 }
  }

  // MARK: The end

  /// What was counted, with what goes on as it stands.
  consuming func result() -> Report.Month {
    for number in Array(cases.keys) { settle(number) }
    for place in steps.indices {
      steps[place].times = times[place].count
      steps[place].median = times[place].median
    }
    return Report.Month(
      first: month.first, last: month.last, visits: visits,
      steps: steps.filter { $0.alone + $0.withWord + $0.byStaff > 0 || $0.answers != Report.Answers() },
      help: help, acts: acts, waiting: waits.result, rehearsals: rehearsals)
  }
}

extension StaffAction {
  /// What the act has to do with the step that the citizen then goes on from; nothing when it is about something else.
  fileprivate var hand: MonthTally.Hand? {
    switch kind {
    case .except, .attest: .deed
    case .handBack, .retry, .chooseStep, .confirmRemoved: .word
    default: nil
    }
  }
}
