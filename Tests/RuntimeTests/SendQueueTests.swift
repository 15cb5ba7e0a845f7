import Cases
import Devices
import PassportRules
import Renewal
import Runtime
import Testing

/// The outbox's protocol: what is offered when, and what a silent or a rejecting authority leads to.
@Suite struct SendQueueTests {
  private static func item(
    _ number: Int, attempts: Int = 0, waited: Int = 0, isRejected: Bool = false, isRefunded: Bool = false
  ) -> OutboxItem {
    OutboxItem(
      number: CaseNumber(number), key: "key \(number)", size: 1, releasedAt: number, waited: waited, paid: .zero,
      attempts: attempts, nextTryAt: nil, isRejected: isRejected, isRefunded: isRefunded)
  }

  private static func queue() -> SendQueue { SendQueue(longestWait: .seconds(60)) }

  /// A queue that offers the first of these.
  private static func offering(_ items: [OutboxItem], again: Bool = false) -> (SendQueue, [SendQueue.Effect]) {
    var queue = queue()
    #expect(queue.handle(.wanted(again: again)) == [.readOutbox])
    let effects = queue.handle(.outboxRead(items))
    return (queue, effects)
  }

  @Test func `what was offered least often goes first, one at a time, and an empty outbox rests without a pause`() {
    var (queue, first) = Self.offering([Self.item(1, attempts: 2), Self.item(2), Self.item(3)])
    #expect(first == [.offer(Self.item(2), offer: 1)])
    #expect(queue.handle(.answered(offer: 1, .acknowledged)) == [.offer(Self.item(3), offer: 2)])
    #expect(queue.handle(.answered(offer: 2, .duplicate)) == [.offer(Self.item(1, attempts: 2), offer: 3)])
    #expect(queue.handle(.answered(offer: 3, .rejected)) == [])
    #expect(!queue.isBusy)
  }

  @Test func `two without an answer in a row end the round, and the pauses grow until the authority is reached`() {
    var (queue, _) = Self.offering([Self.item(1), Self.item(2), Self.item(3)])
    #expect(queue.handle(.answered(offer: 1, .unavailable)) == [.offer(Self.item(2), offer: 2)])
    guard case .rest(let short, pause: 1, let tried)? = queue.handle(.overdue(offer: 2)).first else {
      return _ = Issue.record("no pause")
    }
    #expect(tried == [CaseNumber(1), CaseNumber(2)] && (22_500...30_000).contains(short.count))
    #expect(queue.handle(.pauseEnded(1)) == [.readOutbox])
    guard case .rest(let long, pause: 2, let none)? = queue.handle(.outboxRead(nil)).first else {
      return _ = Issue.record("a store that does not tell is asked again")
    }
    #expect(none.isEmpty && (45_000...60_000).contains(long.count))
  }

  @Test func `what was rejected or refunded is not offered, unless staff ask for what was rejected`() {
    let items = [Self.item(1, isRejected: true), Self.item(2, isRejected: true, isRefunded: true)]
    #expect(Self.offering(items).1 == [])
    #expect(Self.offering(items, again: true).1 == [.offer(items[0], offer: 1)])
  }

  @Test func `what waits longer than it should is told of, offered or not`() {
    let old = [1, 2, 3].map { Self.item($0, waited: 60_001) } + [Self.item(4, waited: 60_000)]
    var (queue, _) = Self.offering(old)
    _ = queue.handle(.answered(offer: 1, .acknowledged))
    _ = queue.handle(.overdue(offer: 2))
    let effects = queue.handle(.overdue(offer: 3))
    #expect(effects.prefix(2) == [.tellOverdue(CaseNumber(2)), .tellOverdue(CaseNumber(3))])
    #expect(effects.count == 3)
  }

  @Test func `what comes late for another offer or another pause changes nothing`() {
    var (queue, _) = Self.offering([Self.item(1), Self.item(2)])
    _ = queue.handle(.overdue(offer: 1))
    let before = queue
    for event: SendQueue.Event in [
      .answered(offer: 1, .acknowledged), .overdue(offer: 1), .gone(offer: 1), .outboxRead([]), .pauseEnded(0),
    ] {
      #expect(queue.handle(event) == [])
      #expect(queue == before)
    }
  }

  // MARK: The walk

  /// A queue, and what was asked of the world and not told yet.
  private struct Course: Hashable {
    var queue: SendQueue
    var waiting: [Int] = [1, 2]
    var reads = false
    var offer: Int?
    var offered: CaseNumber?
    /// The pauses that run.
    var pauses: Set<Int> = []
    var wanted = 0
    var unanswered = 0
  }

  /// Breaks an effect, for the walk to notice.
  typealias Breakage = @Sendable (SendQueue.Effect) -> SendQueue.Effect?

  @Test func `whatever the authority says, nothing is offered twice at once and nothing is forgotten`() {
    let (courses, faults) = Self.walk { $0 }
    print("outbox: \(courses) courses")
    #expect(faults.isEmpty && courses > 100)
  }

  @Test func `a queue that forgets to rest, or rests for a pause of another number, is noticed`() {
    #expect(Self.walk { if case .rest = $0 { nil } else { $0 } }.faults.contains("forgotten"))
    #expect(
      Self.walk { effect in
        guard case .rest(let span, let pause, let tried) = effect else { return effect }
        return .rest(span, pause: pause - 1, after: tried)
      }.faults.contains("forgotten"))
  }

  private static func walk(_ breakage: Breakage) -> (courses: Int, faults: Set<String>) {
    var seen: Set<Course> = [Course(queue: queue())]
    var frontier = Array(seen)
    var faults: Set<String> = []
    while let course = frontier.popLast() {
      for (event, change) in events(in: course) {
        var next = course
        change(&next)
        for effect in next.queue.handle(event).compactMap(breakage) {
          switch effect {
          case .readOutbox:
            if next.reads || next.offer != nil { faults.insert("two at once") }
            next.reads = true
          case .offer(let item, let offer):
            if next.reads || next.offer != nil { faults.insert("two at once") }
            (next.offer, next.offered) = (offer, item.number)
          case .tellOverdue: break
          case .rest(_, let pause, _): next.pauses = [pause]
          }
        }
        let isOver = !next.queue.isBusy
        if isOver, !next.waiting.isEmpty, next.pauses.isEmpty { faults.insert("forgotten") }
        if isOver, let pause = next.pauses.first {
          var later = next.queue
          if later.handle(.pauseEnded(pause)) != [.readOutbox] { faults.insert("forgotten") }
        }
        if seen.insert(next).inserted { frontier.append(next) }
      }
    }
    return (seen.count, faults)
  }

  /// What may happen, with what it does to the world; bounded, so that the walk ends.
  private static func events(in course: Course) -> [(SendQueue.Event, (inout Course) -> Void)] {
    var events: [(SendQueue.Event, (inout Course) -> Void)] = []
    if course.wanted < 2 { events.append((.wanted(again: false), { $0.wanted += 1 })) }
    if course.reads, course.unanswered < 4 {
      let items = course.waiting.map { item($0) }
      events.append(
        (
          .outboxRead(items),
          {
            $0.reads = false; $0.pauses = []
          }
        ))
      events.append(
        (
          .outboxRead(nil),
          {
            $0.reads = false; $0.pauses = []; $0.unanswered += 1
          }
        ))
    }
    guard let offer = course.offer, let number = course.offered else {
      return events + course.pauses.map { pause in (.pauseEnded(pause), { $0.pauses = [] }) }
    }
    func done(_ course: inout Course) { course.offer = nil }
    events.append(
      (
        .answered(offer: offer, .acknowledged),
        {
          done(&$0); $0.waiting.removeAll { $0 == number.number }
        }
      ))
    events.append(
      (
        .answered(offer: offer, .unavailable),
        {
          done(&$0); $0.unanswered += 1
        }
      ))
    events.append(
      (
        .overdue(offer: offer),
        {
          done(&$0); $0.unanswered += 1
        }
      ))
    events.append(
      (
        .gone(offer: offer),
        {
          done(&$0); $0.waiting.removeAll { $0 == number.number }
        }
      ))
    return events
  }
}
