import PassportRules
import Renewal

/// Takes the journal's rows of a span in their order and counts.
struct ReportTally {
  private let span: ReportSpan
  private var visits: [CaseNumber: Visit] = [:]
  private var counts = Report.Visits()
  /// When each case's last step ended, or its visit began.
  private var lastStep: [CaseNumber: Int] = [:]
  private var stepTimes: [StepName: [Int]] = [:]
  private var lastRaised: [FlagOf: StepName] = [:]
  private var assists: [AssistOf: Report.Assists] = [:]
  private var weeks: [Report.Week]
  private var waiting = Report.Waiting()
  /// When each unanswered flag was raised.
  private var pending: [FlagOf: Int] = [:]
  /// The cases whose visits go on; what is about any other is the box's matter.
  private var running: Set<CaseNumber> = []
  /// Who of staff is at, or has claimed, a running visit or the box.
  private var present: [CaseNumber?: Set<StaffID>] = [:]
  private var waits: [Int] = []
  private var failures: [Device: Int] = [:]
  private var closed: (reason: Box.Closed, since: Int)?
  private var downtime: [Box.Closed: Int] = [:]
  private var unread: [String: Int] = [:]

  private struct Visit {
    var ending: Ending?
    var isHelped = false
  }

  private struct FlagOf: Hashable {
    let number: CaseNumber?
    let code: FlagCode
  }

  private struct AssistOf: Hashable {
    let code: FlagCode
    let step: StepName?
  }

  /// A tally of a span; `before` is the last fact before it that tells whether the box was open.
  init(_ span: ReportSpan, before: Fact?) {
    self.span = span
    weeks = span.mondays.map { Report.Week(monday: $0) }
    if case .closed(let reason)? = before { closed = (reason, span.start) }
  }

  /// Takes the next row. One that tells this program nothing is counted by its kind: whoever reads the report must know that figures
  /// may lack what it told.
  mutating func count(_ row: JournalRow) {
    switch row.entry.flatMap({ try? JournalFact($0) }) {
    case .machine(let fact): count(fact, at: row.at)
    case .store(let fact): count(fact, at: row.at)
    case nil: unread[row.kind, default: 0] += 1
    }
  }

  private mutating func count(_ fact: Fact, at: Int) {
    switch fact {
    case .visitOpened(let number, _):
      visits[number] = Visit()
      running.insert(number)
      lastStep[number] = at
    case .stepDone(let number, let step):
      if let last = lastStep[number] { stepTimes[step, default: []].append(max(0, at - last)) }
      lastStep[number] = at
    case .visitEnded(let number, let ending): end(number, ending)
    case .flagRaised(let number, let flag): raise(flag, of: number, at: at)
    case .flagEnded(let number, let flag, _, _, _):
      help(number, with: flag.code)
      for raised in settle(flag.code, of: number) { answer(at - raised) }
    case .flagWithdrawn(let number, let flag): waiting.unanswered += settle(flag.code, of: number).count
    case .assistEnded(let number, let code, _, let learned):
      help(number, with: code)
      count(code, of: number, learned: learned, at: at)
    case .guided(let number, _, _): help(number, with: nil)
    case .claimed(let number, let by), .staffArrived(let number, let by, _): come(by, to: number, at: at)
    case .released(let number, let by), .staffLeft(let number, let by): present[workItem(number)]?.remove(by)
    case .deviceFailed(_, let device, _): failures[device, default: 0] += 1
    case .closed(let reason): serve(reason, at: at)
    case .opened: serve(nil, at: at)
    // The others are of no figure.
    default: break
    }
  }

  private mutating func count(_ fact: StoreFact, at: Int) {
    switch fact {
    case .resumed(let number, _):
      counts.resumed += 1
      running.insert(number)
      lastStep[number] = at
    case .parkedExpired: counts.expired += 1
    // The others are of no figure.
    default: break
    }
  }

  // MARK: Staff

  /// A running visit's number; nothing for the box, and for the cases of visits that are over.
  private func workItem(_ number: CaseNumber?) -> CaseNumber? { number.flatMap { running.contains($0) ? $0 : nil } }

  private mutating func raise(_ flag: Flag, of number: CaseNumber?, at: Int) {
    let raised = FlagOf(number: number, code: flag.code)
    if let step = flag.step { lastRaised[raised] = step }
    // Who is there already is not waited for.
    if present[workItem(number)]?.isEmpty != false, pending[raised] == nil { pending[raised] = at }
  }

  /// Somebody did something for a visit. An attestation is staff's own part: a citizen whom nobody else helped did it alone.
  private mutating func help(_ number: CaseNumber?, with code: FlagCode?) {
    if code != .attestationWanted, let number { visits[number]?.isHelped = true }
  }

  /// Takes the flags that a row is about from those that wait, and tells when each was raised. A row that names the box is about what
  /// visits left behind too.
  private mutating func settle(_ code: FlagCode, of number: CaseNumber?) -> [Int] {
    pending.keys.filter { flag in
      flag.code == code && (flag.number == number || number == nil && workItem(flag.number) == nil)
    }.compactMap { pending.removeValue(forKey: $0) }
  }

  private mutating func count(_ code: FlagCode, of number: CaseNumber, learned: Bool, at: Int) {
    let step = lastRaised[FlagOf(number: number, code: code)]
    let week = span.week(of: at)
    let learned = learned ? 1 : 0
    assists[AssistOf(code: code, step: step), default: Report.Assists(reason: code, step: step)].count += 1
    assists[AssistOf(code: code, step: step)]?.learned += learned
    weeks[week].count += 1
    weeks[week].learned += learned
  }

  private mutating func come(_ by: StaffID, to number: CaseNumber?, at: Int) {
    // Nobody comes to a visit that is over; this one began before the span.
    if let number { running.insert(number) }
    present[number, default: []].insert(by)
    for (flag, raised) in pending where workItem(flag.number) == number {
      pending[flag] = nil
      answer(at - raised)
    }
  }

  private mutating func answer(_ wait: Int) {
    waiting.answered += 1
    waits.append(max(0, wait))
  }

  private mutating func end(_ number: CaseNumber, _ ending: Ending) {
    visits[number]?.ending = ending
    lastStep[number] = nil
    running.remove(number)
    present[number] = nil
    for flag in pending.keys where flag.number == number && flag.code.isOfVisit {
      pending[flag] = nil
      waiting.unanswered += 1
    }
  }

  // MARK: The box

  /// The box closed for a reason, or opened.
  private mutating func serve(_ reason: Box.Closed?, at: Int) {
    if let closed { downtime[closed.reason, default: 0] += max(0, at - closed.since) }
    closed = reason.map { ($0, at) }
    // Nobody has anything any more when the box begins anew.
    if reason == nil { present[nil] = nil }
  }

  // MARK: The end

  /// What was counted; `now` ends what goes on.
  func report(now: Int) -> Report {
    var visits = counts
    visits.all = self.visits.count
    for visit in self.visits.values {
      switch visit.ending?.kind {
      case nil: visits.goingOn += 1
      case .completed: visit.isHelped ? (visits.completedWithHelp += 1) : (visits.completedAlone += 1)
      case .parked: visits.parked += 1
      case .stopped, .timedOut, .consentRefused, .referred, .nobodyCame, .moneyOpen, .endedByStaff, .interrupted:
        if let kind = visit.ending?.kind { visits.endedEarly[kind.rawValue, default: 0] += 1 }
      }
    }
    var waiting = waiting
    waiting.open = pending.count
    waiting.median = waits.median
    waiting.ninetieth = waits.ninetieth
    var down = downtime
    if let closed { down[closed.reason, default: 0] += max(0, min(now, span.end) - closed.since) }
    return Report(
      from: span.first, to: span.last, visits: visits,
      steps: stepTimes.sorted { $0.key < $1.key }.compactMap { step, times in
        times.median.map { Report.StepTime(step: step, count: times.count, median: $0) }
      },
      assists: assists.values.sorted {
        ($1.count, $0.reason, $0.step?.place ?? -1) < ($0.count, $1.reason, $1.step?.place ?? -1)
      },
      weeks: weeks, waiting: waiting,
      downtime: down.filter { !$0.key.isOrdinary && $0.value > 0 }
        .map { Report.Downtime(reason: $0.key.name, length: $0.value) }
        .sorted { ($1.length, $0.reason) < ($0.length, $1.reason) },
      failures: failures.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { Report.Failures(device: $0.key, count: $0.value) },
      unread: unread)
  }
}

extension Box.Closed {
  /// Whether it is no fault that the box is closed.
  fileprivate var isOrdinary: Bool {
    switch self {
    case .hours, .starting, .stopping: true
    case .device, .storage, .documentInside, .cabinet, .staff, .clock, .fault: false
    }
  }
}

extension [Int] {
  /// The middle one, or the mean of the two in the middle.
  fileprivate var median: Int? {
    guard !isEmpty else { return nil }
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }

  /// The smallest that nine of ten do not exceed.
  fileprivate var ninetieth: Int? {
    isEmpty ? nil : sorted()[(count * 9 + 9) / 10 - 1]
  }
}
