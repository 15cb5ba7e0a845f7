package import Renewal

/// Takes the facts of a span in their order and counts: those of a calendar month are the month's, and what the box itself did is the span's.
package struct ReportTally {
  private let span: ReportSpan
  private let beginning: JournalBeginning?
  private let now: Int
  /// The months that are not over yet, and the tally of the first of them.
  private var months: ArraySlice<ReportSpan.Month>
  private var month: MonthTally?
  private var over: [Report.Month] = []
  private var failures: [Device: Int] = [:]
  private var closed: (reason: Box.Closed, since: Int)?
  private var downtime: [Box.Closed: Int] = [:]
  private var unread: [String: Int] = [:]

  /// A tally of a span; `before` is the last fact before it that tells whether the box was open. A month that is not over `now`, or
  /// that was purged in part, is left out.
  package init(_ span: ReportSpan, beginning: JournalBeginning?, before: Fact?, now: Int) {
    self.span = span
    self.beginning = beginning
    self.now = now
    months = span.months.filter { $0.end <= now && beginning?.covers($0) == true }[...]
    month = months.first.map(MonthTally.init)
    if case .closed(let reason)? = before { closed = (reason, span.start) }
  }

  /// Takes the next fact.
  package mutating func count(_ fact: JournalFact, at: Int) {
    endMonths(at: at)
    if let first = months.first, at >= first.start { month?.count(fact, at: at) }
    switch fact {
    case .machine(.deviceFailed(_, let device, _)): failures[device, default: 0] += 1
    case .machine(.closed(let reason)): serve(reason, at: at)
    case .machine(.opened): serve(nil, at: at)
    // The others are not about the box itself.
    default: break
    }
  }

  /// Takes a row that tells this program nothing: whoever reads the report must know that figures may lack what it told.
  mutating func countUnread(_ kind: String) { unread[kind, default: 0] += 1 }

  /// Whether a kind is known, and no figure comes from it: its rows need not be read.
  static func isOfNoFigure(_ kind: String) -> Bool { kindsOfNoFigure.contains(kind) }

  private static let kindsOfNoFigure: Set<String> = {
    let counted: Set<FactKind> = [
      .visitOpened, .stepDone, .visitEnded, .flagRaised, .flagEnded, .flagWithdrawn, .assistEnded, .staffArrived,
      .staffLeft, .claimed, .released, .guided, .deviceFailed, .closed, .opened,
      .rehearsalBegan,
    ]
    let countedOfStore: Set<StoreFactKind> = [.resumed, .parkedExpired]
    return Set(FactKind.allCases.filter { !counted.contains($0) }.map(\.rawValue))
      .union(StoreFactKind.allCases.filter { !countedOfStore.contains($0) }.map(\.rawValue))
  }()

  private mutating func endMonths(at: Int) {
    while let first = months.first, first.end <= at { endMonth() }
  }

  private mutating func endMonth() {
    if let month { over.append(month.result()) }
    months.removeFirst()
    month = months.first.map(MonthTally.init)
  }

  /// The box closed for a reason, or opened.
  private mutating func serve(_ reason: Box.Closed?, at: Int) {
    if let closed { downtime[closed.reason, default: 0] += max(0, at - closed.since) }
    closed = reason.map { ($0, at) }
  }

  /// What was counted.
  package consuming func report() -> Report {
    while !months.isEmpty { endMonth() }
    if let closed { downtime[closed.reason, default: 0] += max(0, min(now, span.end) - closed.since) }
    return Report(
      from: span.first, to: span.last, beginning: beginning, months: over,
      downtime: downtime.filter { !$0.key.isOrdinary && $0.value > 0 }
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
    case .device, .storage, .documentInside, .cabinet, .staff, .clock, .rehearsal, .fault: false
    }
  }
}
