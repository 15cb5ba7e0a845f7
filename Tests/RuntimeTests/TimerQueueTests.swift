import PassportRules
import Renewal
import Runtime
import Testing

/// What falls due when.
@Suite struct TimerQueueTests {
  private static let timer = TimerQueue.Due.timer(TimerID(1), .idle)

  @Test func `the earliest falls due first, and of one moment what was set first`() {
    for _ in 0..<20 {
      var timetable = TimerQueue()
      let together: [TimerQueue.Due] = [.wall, .purge, Self.timer, .audit, .figures, .space, .store]
      for due in together { timetable.set(due, at: 200) }
      timetable.set(.sessions, at: 100)
      #expect(timetable.next == 100)
      #expect(timetable.take(by: 99) == [])
      #expect(timetable.take(by: 200) == [.sessions] + together)
      #expect(timetable.next == nil)
    }
  }

  @Test func `what is set anew has its new moment alone`() {
    var timetable = TimerQueue()
    timetable.set(.wall, at: 100)
    timetable.set(.purge, at: 200)
    timetable.set(.wall, at: 200)
    #expect(timetable.take(by: 100) == [])
    #expect(timetable.take(by: 200) == [.purge, .wall])
  }

  @Test func `a timer that is stopped and a request that is answered fall due no more`() {
    var timetable = TimerQueue()
    let payment = Payment(sale: CaseNumber(1), attempt: 1, amount: .zero)
    timetable.set(Self.timer, at: 1)
    timetable.set(.answer(RequestID(1), .pay(payment)), at: 1)
    timetable.set(.authority(RequestID(1)), at: 1)
    timetable.set(.answer(RequestID(2), .readDocument), at: 1)
    timetable.stop(TimerID(1))
    timetable.settle(RequestID(1))
    #expect(timetable.take(by: 1) == [.answer(RequestID(2), .readDocument)])
  }

  @Test func `one thing is taken out by itself`() {
    var timetable = TimerQueue()
    timetable.set(.supervisor, at: 5)
    timetable.set(Self.timer, at: 5)
    #expect(timetable.moment(of: TimerName.idle) == 5)
    let early = timetable.take(.supervisor, by: 4)
    let due = timetable.take(.supervisor, by: 5)
    #expect(!early && due && !timetable.has(.supervisor) && timetable.has(Self.timer))
  }
}
