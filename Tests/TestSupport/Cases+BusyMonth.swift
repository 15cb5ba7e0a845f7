package import Renewal

/// A made-up month of a library, from a seed: what the box records, and when.
package struct BusyMonth {
  /// A fact and its Unix time in milliseconds.
  package typealias Row = (at: Int, fact: Fact)

  /// How a step was done, and what was said of it, each so often.
  package struct Step: Hashable {
    package var alone = 0
    package var withWord = 0
    package var byStaff = 0
    package var learned = 0
    package var notLearned = 0
    package var notSaid = 0
  }

  /// What every report of it must say, counted while it was made up.
  package struct Truth: Hashable {
    package var alone = 0
    package var helped = 0
    package var early: [String: Int] = [:]
    package var steps: [StepName: Step] = [:]
    /// Acts of staff by their stable names.
    package var acts: [String: Int] = [:]
    package var waits: [Int] = []
    package var photoTimes: [Int] = []
    /// How often staff came to the box when no citizen was there.
    package var freeBox = 0

    /// How many visits began.
    package var visits: Int { alone + helped + early.values.reduce(0, +) }
  }

  /// The rows in their order.
  package private(set) var rows: [Row] = []
  /// What is true of them.
  package private(set) var truth = Truth()
  private var state: UInt64
  private let staff = StaffID("1001")

  /// A month in which so many times somebody begins at the box, one after the other, from a moment on; cases are numbered from `first`.
  package init(seed: UInt64, visits: Int, from start: Int, first: Int = 1) {
    state = seed
    var at = start
    for number in first..<first + visits {
      at += below(60_000)
      at = below(15) == 0 ? freeBox(CaseNumber(number), from: at) : visit(CaseNumber(number), from: at)
    }
  }

  /// Somebody of staff logs in from the welcome, without a citizen.
  private mutating func freeBox(_ number: CaseNumber, from start: Int) -> Int {
    rows += [
      (start, .visitOpened(number, Language("da"))), (start + 9000, .staffArrived(number, staff, .librarian)),
      (start + 9000, .visitEnded(number, .endedByStaff)), (start + 60_000, .staffLeft(nil, staff)),
    ]
    truth.freeBox += 1
    return start + 60_000
  }

  private mutating func visit(_ number: CaseNumber, from start: Int) -> Int {
    var at = start
    rows.append((at, .visitOpened(number, Language("da"))))
    var isHelped = false
    for step in StepName.allCases where step != .farewell {
      if below(40) == 0 {
        end(number, below(2) == 0 ? .stopped : .timedOut, at)
        return at
      }
      let began = at
      at += 1000 + below(90_000)
      if step == .attestation {
        guard attest(number, at: &at) else { return at }
      } else if below(12) == 0 {
        help(number, step, at: &at)
        isHelped = true
      } else {
        truth.steps[step, default: Step()].alone += 1
      }
      if step == .photo { truth.photoTimes.append(at - began) }
      rows.append((at, .stepDone(number, step)))
    }
    rows.append((at, .visitEnded(number, .completed)))
    if isHelped { truth.helped += 1 } else { truth.alone += 1 }
    return at
  }

  private mutating func end(_ number: CaseNumber, _ ending: Ending, _ at: Int) {
    rows.append((at, .visitEnded(number, ending)))
    truth.early[ending.kind.rawValue, default: 0] += 1
  }

  /// Whether it is attested; otherwise the visit ends.
  private mutating func attest(_ number: CaseNumber, at: inout Int) -> Bool {
    call(number, .attestationWanted, .attestation, at: &at)
    let isDeclined = below(20) == 0
    act(number, .attestationWanted, isDeclined ? .declineAttestation(below(2) == 0 ? nil : .unsure) : .attest, at)
    if isDeclined {
      end(number, .referred(.borgerservice, .attestationWanted), at)
    } else {
      truth.steps[.attestation, default: Step()].byStaff += 1
    }
    return !isDeclined
  }

  /// With a word, or by an exception where there is one.
  private mutating func help(_ number: CaseNumber, _ step: StepName, at: inout Int) {
    if step == .photo, below(3) == 0 {
      call(number, .photoRejected, step, at: &at)
      act(number, .photoRejected, .except(.photoByEye), at)
      truth.steps[step, default: Step()].byStaff += 1
      return
    }
    call(number, .helpRequested, step, at: &at)
    truth.steps[step, default: Step()].withWord += 1
    switch below(6) {
    case 0: truth.steps[step]?.notSaid += 1
    case 1, 2:
      rows.append((at, .assistEnded(number, .helpRequested, by: staff, learned: false)))
      truth.steps[step]?.notLearned += 1
    default:
      rows.append((at, .assistEnded(number, .helpRequested, by: staff, learned: true)))
      truth.steps[step]?.learned += 1
    }
    act(number, .helpRequested, .handBack, at)
  }

  /// Somebody is called, and comes.
  private mutating func call(_ number: CaseNumber, _ code: FlagCode, _ step: StepName, at: inout Int) {
    rows.append((at, .flagRaised(number, Flag(code, step: step))))
    let wait = below(300_000)
    at += wait
    truth.waits.append(wait)
    rows.append((at, .staffArrived(number, staff, .librarian)))
  }

  private mutating func act(_ number: CaseNumber, _ code: FlagCode, _ action: StaffAction, _ at: Int) {
    rows += [
      (at, .flagEnded(number, Flag(code, step: nil), action, by: staff, countersignedBy: nil)),
      (at, .staffLeft(number, staff)),
    ]
    truth.acts[action.name, default: 0] += 1
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
