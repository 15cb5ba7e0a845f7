import PassportRules
import Recording
import Renewal
import TestSupport
import Testing
import Walk

/// Whatever can happen to the machine is recorded, read back, and leads to the same places.
@Suite struct WalkedReplayTests {
  @Test(arguments: Fixtures.Citizen.allCases, 1...6)
  func `a walk at random is replayed without departing`(citizen: Fixtures.Citizen, seed: Int) throws {
    let fixtures = Fixtures.sample(citizen)
    var generator = EventGenerator(fixtures)
    generator.pages = [.own, .anothers, .faulty, .silent]
    generator.roles = StaffRole.allCases
    generator.hasBookings = true
    generator.hasDesks = true
    generator.resumes = true
    generator.hasSuspicions = true
    generator.hasOthersPINs = true
    generator.oldFlags = 3
    var run = try RecordedRun(fixtures)
    var random = Seeded(UInt64(seed))
    for event in generator.opening { run.send(event) }
    while run.count < 3_000 {
      guard let choice = generator.choices(in: run.box).randomElement(using: &random) else { break }
      for event in choice { run.send(event) }
    }
    var replay = try run.replay()
    replay.go(to: .max)
    #expect(replay.fault == nil)
    if let departure = replay.departure {
      replay.go(to: departure)
      Issue.record(
        """
        departs at event \(departure), \(replay.line?.event.words ?? "")
        recorded: \(replay.line?.after.words ?? "")
        replayed: \(Mark(replay.box).words)
        """)
    }
    for secret in [
      fixtures.cpr.digits, fixtures.other.digits, fixtures.name.given, fixtures.name.surname, "X0000000",
      fixtures.cpr.mrzForm,
    ] {
      #expect(!run.text.contains(secret))
    }
  }
}
