import PassportRules
import Renewal

/// A row of the journal as a report reads it: no hash, and of the details only names.
struct ReportRow {
  let at: Int
  let number: Int?
  let kind: String
  var flag: String?
  var step: String?
  var by: String?
  var ending: String?
  var reason: String?
  var device: String?
  var learned: Bool?
}

/// Takes the journal's rows of a span in their order and counts.
struct ReportTally {
  private let span: ReportSpan
  private var visits: [Int: Visit] = [:]
  private var counts = Report.Visits()
  /// When each case's last step ended, or its visit began.
  private var lastStep: [Int: Int] = [:]
  private var stepTimes: [StepName: [Int]] = [:]
  private var lastRaised: [FlagOf: StepName] = [:]
  private var assists: [AssistOf: Report.Assists] = [:]
  private var weeks: [Report.Week]
  private var waiting = Report.Waiting()
  /// When each unanswered flag was raised.
  private var pending: [FlagOf: Int] = [:]
  /// The cases whose visits go on; what is about any other is the box's matter.
  private var running: Set<Int> = []
  /// Who of staff is at, or has claimed, a running visit or the box.
  private var present: [Int?: Set<String>] = [:]
  private var waits: [Int] = []
  private var failures: [Device: Int] = [:]
  private var closed: (reason: String, since: Int)?
  private var downtime: [String: Int] = [:]

  private struct Visit {
    var ending: String?
    var isHelped = false
  }

  private struct FlagOf: Hashable {
    let number: Int?
    let code: FlagCode
  }

  private struct AssistOf: Hashable {
    let code: FlagCode
    let step: StepName?
  }

  /// A tally of a span; `before` is the last row before it that tells whether the box was open.
  init(_ span: ReportSpan, before: ReportRow?) {
    self.span = span
    weeks = span.mondays.map { Report.Week(monday: $0) }
    if let before { serve(before) }
    if let closed { self.closed = (closed.reason, span.start) }
  }

  /// Takes the next row; what it does not know is left alone.
  mutating func take(_ row: ReportRow) {
    switch row.kind {
    case "visitOpened":
      if let number = row.number {
        visits[number] = Visit()
        running.insert(number)
        lastStep[number] = row.at
      }
    case "stepDone": takeStep(row)
    case "flagRaised": raise(row)
    case "flagEnded", "flagWithdrawn", "assistEnded", "guided": help(row)
    case "claimed", "staffArrived": come(row)
    case "released", "staffLeft": if let by = row.by { present[matter(row.number)]?.remove(by) }
    case "resumed":
      counts.resumed += 1
      if let number = row.number {
        running.insert(number)
        lastStep[number] = row.at
      }
    case "parkedExpired": counts.expired += 1
    case "visitEnded": end(row)
    case "deviceFailed":
      if let device = row.device.flatMap(Device.init) { failures[device, default: 0] += 1 }
    case "closed", "opened": serve(row)
    default: break
    }
  }

  private mutating func takeStep(_ row: ReportRow) {
    guard let number = row.number, let step = row.step.flatMap(StepName.init) else { return }
    if let last = lastStep[number] { stepTimes[step, default: []].append(max(0, row.at - last)) }
    lastStep[number] = row.at
  }

  // MARK: Staff

  /// A running visit's number; nothing for the box, and for the cases of visits that are over.
  private func matter(_ number: Int?) -> Int? { number.flatMap { running.contains($0) ? $0 : nil } }

  private mutating func raise(_ row: ReportRow) {
    guard let code = row.flag.flatMap(FlagCode.init) else { return }
    let flag = FlagOf(number: row.number, code: code)
    if let step = row.step.flatMap(StepName.init) { lastRaised[flag] = step }
    // Who is there already is not waited for.
    if present[matter(row.number)]?.isEmpty != false, pending[flag] == nil { pending[flag] = row.at }
  }

  private mutating func help(_ row: ReportRow) {
    let code = row.flag.flatMap(FlagCode.init)
    // An attestation is staff's own part: a citizen whom nobody else helped did it alone.
    if row.kind != "flagWithdrawn", code != .attestationWanted, let number = row.number {
      visits[number]?.isHelped = true
    }
    guard let code else { return }
    switch row.kind {
    case "flagEnded", "flagWithdrawn":
      for (flag, raised) in pending where flag.code == code && isAbout(flag.number, row.number) {
        pending[flag] = nil
        if row.kind == "flagEnded" { answer(row.at - raised) } else { waiting.unanswered += 1 }
      }
    case "assistEnded":
      let step = lastRaised[FlagOf(number: row.number, code: code)]
      let week = span.week(of: row.at)
      let learned = row.learned == true ? 1 : 0
      assists[AssistOf(code: code, step: step), default: Report.Assists(reason: code, step: step)].count += 1
      assists[AssistOf(code: code, step: step)]?.learned += learned
      weeks[week].count += 1
      weeks[week].learned += learned
    default: break
    }
  }

  /// Whether a row that names one case, or the box, is about a flag of another: the box ends what visits left behind.
  private func isAbout(_ flag: Int?, _ row: Int?) -> Bool { flag == row || row == nil && matter(flag) == nil }

  private mutating func come(_ row: ReportRow) {
    // Nobody comes to a visit that is over; this one began before the span.
    if let number = row.number { running.insert(number) }
    if let by = row.by { present[row.number, default: []].insert(by) }
    for (flag, raised) in pending where matter(flag.number) == row.number {
      pending[flag] = nil
      answer(row.at - raised)
    }
  }

  private mutating func answer(_ wait: Int) {
    waiting.answered += 1
    waits.append(max(0, wait))
  }

  private mutating func end(_ row: ReportRow) {
    guard let number = row.number else { return }
    visits[number]?.ending = row.ending
    lastStep[number] = nil
    running.remove(number)
    present[number] = nil
    for flag in pending.keys where flag.number == number && flag.code.isOfVisit {
      pending[flag] = nil
      waiting.unanswered += 1
    }
  }

  // MARK: The box

  private mutating func serve(_ row: ReportRow) {
    if let closed {
      downtime[closed.reason, default: 0] += max(0, row.at - closed.since)
    }
    closed = row.kind == "closed" ? row.reason.map { ($0, row.at) } : nil
    // Nobody has anything any more when the box begins anew.
    if row.kind == "opened" { present[nil] = nil }
  }

  /// Reasons that are no fault.
  private static let ordinary: Set<String> = ["hours", "starting", "stopping"]

  // MARK: The end

  /// What was counted; `now` ends what goes on.
  func report(now: Int) -> Report {
    var visits = counts
    visits.all = self.visits.count
    for visit in self.visits.values {
      switch visit.ending.map({ $0.prefix { $0 != ":" } }) {
      case nil: visits.goingOn += 1
      case "completed": visit.isHelped ? (visits.completedWithHelp += 1) : (visits.completedAlone += 1)
      case "parked": visits.parked += 1
      case let name?: visits.endedEarly[String(name), default: 0] += 1
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
      downtime: down.filter { !Self.ordinary.contains($0.key) && $0.value > 0 }
        .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { Report.Downtime(reason: $0.key, length: $0.value) },
      failures: failures.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { Report.Failures(device: $0.key, count: $0.value) })
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
