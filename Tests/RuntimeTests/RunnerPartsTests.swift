import PassportRules
import Renewal
import Runtime
import Testing

/// The small machines that the loop is made of.
@Suite struct RunnerPartsTests {
  @Test func `a clock that jumps is noticed once, and an hour of summer time is none`() {
    var drift = ClockDrift()
    #expect(drift.look(civil: 5_000_000_000, steady: 1_000) == nil, "the first look has nothing to compare")
    #expect(drift.look(civil: 5_000_060_000, steady: 61_000) == nil)
    #expect(drift.look(civil: 5_000_060_000 + ClockDrift.believable, steady: 61_000) == nil)
    #expect(drift.look(civil: 5_003_660_000, steady: 61_000) == 3_000_000)
    #expect(drift.look(civil: 5_003_670_000, steady: 71_000) == nil)
    #expect(drift.look(civil: 5_000_000_000, steady: 71_000) == -3_670_000)
  }

  @Test func `a flag is as old as it was first seen, and one that comes again is new`() {
    let one = FlagMark(Flag(.cabinetOpened, step: nil), of: .box)
    let other = FlagMark(Flag(.dossierUnacknowledged, step: nil), of: .box)
    var ages = FlagAges()
    #expect(ages.oldest == nil)
    ages.note([one], now: 60_000)
    ages.note([one, other], now: 180_000)
    #expect(ages.oldest == 60_000)
    #expect([one, other].map { ages.minutes(of: $0, now: 300_000) } == [4, 2])
    ages.note([other], now: 300_000)
    #expect(ages.minutes(of: one, now: 300_000) == nil && ages.oldest == 180_000)
    ages.note([one, other], now: 400_000)
    #expect(ages.minutes(of: one, now: 400_000) == 0)
  }

  @Test func `a flag that was open before the start keeps its age, and none is younger than it was seen`() {
    let mark = FlagMark(Flag(.cabinetOpened, step: nil), of: .box)
    var ages = FlagAges()
    ages.note([mark], now: 1_000_000)
    ages.remember(mark, raisedAt: 400_000, now: 1_000_000)
    #expect(ages.minutes(of: mark, now: 1_000_000) == 10)
    ages.remember(mark, raisedAt: 900_000, now: 1_000_000)
    #expect(ages.minutes(of: mark, now: 1_000_000) == 10)
  }
}
