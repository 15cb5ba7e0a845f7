import Renewal

/// How long flags waited until somebody of staff claimed them, came or ended them.
struct WaitTally {
  private var waiting = Report.Waiting()
  /// When each unanswered flag was raised.
  private var pending: [FlagOf: Int] = [:]
  /// The cases whose visits go on; what is about any other is the box's matter.
  private var running: Set<CaseNumber> = []
  /// Who of staff is at, or has claimed, a running visit or the box.
  private var present: [CaseNumber?: Set<StaffID>] = [:]
  private var waits: [Int] = []

  private struct FlagOf: Hashable {
    let number: CaseNumber?
    let code: FlagCode
  }

  /// What was counted.
  var result: Report.Waiting {
    var result = waiting
    result.open = pending.count
    result.median = waits.median
    result.ninetieth = waits.ninetieth
    return result
  }

  /// A visit began, or goes on.
  mutating func begin(_ number: CaseNumber) { running.insert(number) }

  /// A flag was raised. Who is there already is not waited for.
  mutating func raise(_ flag: Flag, of number: CaseNumber?, at: Int) {
    let raised = FlagOf(number: number, code: flag.code)
    if present[workItem(number)]?.isEmpty != false, pending[raised] == nil { pending[raised] = at }
  }

  /// Staff ended a flag.
  mutating func end(_ code: FlagCode, of number: CaseNumber?, at: Int) {
    for raised in settle(code, of: number) { answer(at - raised) }
  }

  /// A flag was over before anybody ended it.
  mutating func withdraw(_ code: FlagCode, of number: CaseNumber?) {
    waiting.unanswered += settle(code, of: number).count
  }

  /// Somebody of staff came to a visit or to the box.
  mutating func come(_ by: StaffID, to number: CaseNumber?, at: Int) {
    // Nobody comes to a visit that is over; this one began before the month.
    if let number { running.insert(number) }
    present[number, default: []].insert(by)
    for (flag, raised) in pending where workItem(flag.number) == number {
      pending[flag] = nil
      answer(at - raised)
    }
  }

  /// Somebody of staff is not there any more.
  mutating func leave(_ by: StaffID, from number: CaseNumber?) { present[workItem(number)]?.remove(by) }

  /// A visit ended, and with it the flags that only it could have.
  mutating func end(_ number: CaseNumber) {
    running.remove(number)
    present[number] = nil
    for flag in pending.keys where flag.number == number && flag.code.isOfVisit {
      pending[flag] = nil
      waiting.unanswered += 1
    }
  }

  /// Nobody has anything any more when the box begins anew.
  mutating func boxOpened() { present[nil] = nil }

  /// A running visit's number; nothing for the box, and for the cases of visits that are over.
  private func workItem(_ number: CaseNumber?) -> CaseNumber? { number.flatMap { running.contains($0) ? $0 : nil } }

  /// Takes the flags that a row is about from those that wait, and tells when each was raised. A row that names the box is about what
  /// visits left behind too.
  private mutating func settle(_ code: FlagCode, of number: CaseNumber?) -> [Int] {
    pending.keys.filter { flag in
      flag.code == code && (flag.number == number || number == nil && workItem(flag.number) == nil)
    }.compactMap { pending.removeValue(forKey: $0) }
  }

  private mutating func answer(_ wait: Int) {
    waiting.answered += 1
    waits.append(max(0, wait))
  }
}

extension [Int] {
  /// The middle one, or the mean of the two in the middle.
  var median: Int? {
    guard !isEmpty else { return nil }
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }

  /// The smallest that nine of ten do not exceed.
  fileprivate var ninetieth: Int? {
    isEmpty ? nil : sorted()[(count * 9 + 9) / 10 - 1]
  }
}
