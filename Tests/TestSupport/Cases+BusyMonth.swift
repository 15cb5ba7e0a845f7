package import Renewal

/// A made-up month of a library, from a seed: what the box records, and when.
package struct BusyMonth {
  /// A fact and its Unix time in milliseconds.
  package typealias Row = (at: Int, fact: Fact)

  /// What every report of it must say, counted while it was made up.
  package struct Truth: Hashable {
    package var alone = 0
    package var helped = 0
    package var early: [String: Int] = [:]
    package var assists = 0
    package var learned = 0
    package var waits: [Int] = []
    package var photoTimes: [Int] = []
  }

  /// The rows in their order.
  package private(set) var rows: [Row] = []
  /// What is true of them.
  package private(set) var truth = Truth()
  private var state: UInt64

  /// A month of so many visits, one after the other, from a moment on.
  package init(seed: UInt64, visits: Int, from start: Int) {
    state = seed
    var at = start
    for number in 1...visits { at = visit(CaseNumber(number), from: at + below(60_000)) }
  }

  private mutating func visit(_ number: CaseNumber, from start: Int) -> Int {
    var at = start
    rows.append((at, .visitOpened(number, Language("da"))))
    var isHelped = false
    for step in StepName.allCases where step != .farewell {
      if below(40) == 0 {
        rows.append((at, .visitEnded(number, below(2) == 0 ? .stopped : .timedOut)))
        truth.early[rows.last?.fact == .visitEnded(number, .stopped) ? "stopped" : "timedOut", default: 0] += 1
        return at
      }
      let began = at
      at += 1000 + below(90_000)
      if below(12) == 0 {
        assist(number, step, at: &at)
        isHelped = true
      }
      if step == .photo { truth.photoTimes.append(at - began) }
      rows.append((at, .stepDone(number, step)))
    }
    rows.append((at, .visitEnded(number, .completed)))
    if isHelped { truth.helped += 1 } else { truth.alone += 1 }
    return at
  }

  private mutating func assist(_ number: CaseNumber, _ step: StepName, at: inout Int) {
    rows.append((at, .flagRaised(number, Flag(.helpRequested, step: step))))
    let wait = below(300_000)
    at += wait
    truth.waits.append(wait)
    let learned = below(3) > 0
    rows += [
      (at, .staffArrived(number, StaffID("1001"), .librarian)),
      (at, .assistEnded(number, .helpRequested, by: StaffID("1001"), learned: learned)),
      (at, .flagEnded(number, Flag(.helpRequested, step: nil), .handBack, by: StaffID("1001"), countersignedBy: nil)),
      (at, .staffLeft(number, StaffID("1001"))),
    ]
    truth.assists += 1
    truth.learned += learned ? 1 : 0
  }

  /// SplitMix64, below a bound.
  private mutating func below(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
