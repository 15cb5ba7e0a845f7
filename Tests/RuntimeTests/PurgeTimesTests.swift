import Renewal
import Runtime
import Testing

/// When a box purges.
@Suite struct PurgeTimesTests {
  private static let minute = 60_000
  private static let hour = 3_600_000
  private static let open = PurgeTimes.Situation(isOpen: true, isAtRest: true)
  private static let closed = PurgeTimes.Situation(isOpen: false, isAtRest: true)
  private static let busy = PurgeTimes.Situation(isOpen: true, isAtRest: false)

  @Test func `it purges a minute after the start, and then once a day`() {
    var times = PurgeTimes()
    #expect(times.start(at: 0) == [.look(at: Self.minute)])
    #expect(times.look(at: Self.minute, Self.open) == [.purge, .look(at: Self.minute + 24 * Self.hour)])
    #expect(times.look(at: 24 * Self.hour, Self.open) == [])
    #expect(times.look(at: 24 * Self.hour + Self.minute, Self.open).first == .purge)
  }

  @Test func `beside somebody it waits, and tries again each minute`() {
    var times = PurgeTimes()
    for at in [0, Self.minute, 2 * Self.minute] {
      #expect(times.look(at: at, Self.busy) == [.look(at: at + Self.minute)])
    }
    #expect(times.look(at: 3 * Self.minute, Self.open).first == .purge)
  }

  @Test func `when the library closes half a day is enough, so that it comes to lie there`() {
    var times = PurgeTimes()
    #expect(times.hoursChanged(at: 0, Self.closed) == [], "the first one has its moment")
    _ = times.look(at: 0, Self.open)
    #expect(times.hoursChanged(at: 12 * Self.hour - 1, Self.closed) == [])
    #expect(times.hoursChanged(at: 12 * Self.hour, Self.open) == [])
    #expect(times.hoursChanged(at: 12 * Self.hour, Self.closed).first == .purge)
  }
}
