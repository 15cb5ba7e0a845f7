import PassportRules
import Renewal
import Runtime
import Testing

/// What falls due when.
@Suite struct TimerQueueTests {
  private static let timer = TimerQueue.Due.timer(TimerID(1), .idle)

  @Test func `the earliest falls due first, and of one moment what was set first`() {
    for _ in 0..<20 {
      var timers = TimerQueue()
      let together: [TimerQueue.Due] = [.wall, .purge, Self.timer, .audit, .figures, .space, .store]
      for due in together { timers.set(due, at: 200) }
      timers.set(.sessions, at: 100)
      #expect(timers.next == 100)
      #expect(timers.popDue(by: 99) == [])
      #expect(timers.popDue(by: 200) == [.sessions] + together)
      #expect(timers.next == nil)
    }
  }

  @Test func `what is set anew has its new moment alone`() {
    var timers = TimerQueue()
    timers.set(.wall, at: 100)
    timers.set(.purge, at: 200)
    timers.set(.wall, at: 200)
    #expect(timers.popDue(by: 100) == [])
    #expect(timers.popDue(by: 200) == [.purge, .wall])
  }

  @Test func `a timer that is stopped and a request that is answered fall due no more`() {
    var timers = TimerQueue()
    let payment = Payment(sale: CaseNumber(1), attempt: 1, amount: .zero)
    timers.set(Self.timer, at: 1)
    timers.set(.answer(RequestID(1), .pay(payment)), at: 1)
    timers.set(.authority(RequestID(1)), at: 1)
    timers.set(.answer(RequestID(2), .readDocument), at: 1)
    timers.stop(TimerID(1))
    timers.settle(RequestID(1))
    #expect(timers.popDue(by: 1) == [.answer(RequestID(2), .readDocument)])
  }

  @Test func `one thing is taken out by itself`() {
    var timers = TimerQueue()
    timers.set(.supervisor, at: 5)
    timers.set(Self.timer, at: 5)
    #expect(timers.moment(of: TimerName.idle) == 5)
    let early = timers.popDue(.supervisor, by: 4)
    let due = timers.popDue(.supervisor, by: 5)
    #expect(!early && due && !timers.has(.supervisor) && timers.has(Self.timer))
  }
}
