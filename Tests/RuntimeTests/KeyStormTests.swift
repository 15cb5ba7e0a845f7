import Renewal
import TestSupport
import Testing

/// Keys that are held, bounce or are struck twice, through the whole loop in virtual time.
@Suite struct KeyStormTests {
  /// A guard that lets everything through, as if there were none.
  static let off: Policy.Keys = {
    var keys = Policy.Keys(quiet: Milliseconds(0), doubleStrike: Milliseconds(0))
    keys.longestFirstDelay = Milliseconds(0)
    return keys
  }()

  /// Every other course has a hand that types fast, and the rest one that trembles.
  @Test(arguments: zip(Course.all, Course.all.indices.map { $0.isMultiple(of: 2) }))
  func `who types fast, and whose hand trembles, comes to the same end by the same facts`(
    course: Course, isFast: Bool
  ) throws {
    let calm = try VirtualBox(scenario: course.scenario)
    let told = try Citizen(grounds: course.grounds).visit(calm)
    let box = try VirtualBox(scenario: course.scenario)
    if isFast { box.hand.hasten(120) } else { box.hand.tremble(8) }
    #expect(try Citizen(grounds: course.grounds).visit(box) == told)
    #expect(box.written.ordered == calm.written.ordered)
  }

  @Test func `no key that was not pressed does anything but type, on any screen`() throws {
    var all = KeyStorm.Report()
    for (number, course) in Course.all.enumerated() {
      let report = try Self.blow(course, UInt64(number), .usual)
      #expect(report.broken.isEmpty, "\(course.scenario)")
      all.add(report)
    }
    print("storm: \(all.strikes) strikes, \(all.repeats) repeats, \(all.screens.count) screens")
    let missed = Self.screens.subtracting(all.screens.keys)
    #expect(missed.isEmpty)
  }

  @Test func `without the guard a storm gives consent, decides and ends visits`() throws {
    var all = KeyStorm.Report()
    let sought = ["consent", "a decision", "an end"]
    for (number, course) in Course.all.prefix(12).enumerated() where sought.contains(where: { all.broken[$0] == nil }) {
      all.add(try Self.blow(course, UInt64(number), Self.off))
    }
    print("storm without a guard: \(all.strikes) strikes, \(all.repeats) repeats, \(all.broken)")
    for name in sought { #expect(all.broken[name] != nil, "\(name)") }
  }

  private static func blow(_ course: Course, _ seed: UInt64, _ keys: Policy.Keys) throws -> KeyStorm.Report {
    let storm = try KeyStorm(scenario: course.scenario, grounds: course.grounds, seed: seed, keys: keys)
    try storm.blow(120)
    return storm.report
  }

  /// The screens that a storm must have been over.
  static let screens: Set<String> = [
    "welcome", "language language", "language speech", "privacy", "start", "grounds", "identity", "document reading",
    "photo framing", "photo choosing", "fingerprints ready rightIndex", "fingerprints shown rightIndex",
    "signature signing", "signature shown", "details height", "details mobile", "review", "attestation waiting",
    "payment explained", "receipt shown", "farewell", "calling", "help", "stop", "idle", "number", "staff flag",
    "staff learned", "staff note", "staff box", "staff resume", "technician overview", "desk queue",
    "desk flag of visit", "desk learned of visit",
  ]
}

extension Written {
  /// The facts in the order that keys give them; that staff left waits for what a device does meanwhile.
  fileprivate var ordered: [Fact] { all.filter { if case .staffLeft = $0 { false } else { true } } }
}
