import Dispatch
import Glibc
import Renewal
import Runtime
import Testing

/// The one door to the loop.
@Suite struct MailboxTests {
  private func spoken(_ arrivals: [LoopMessage]) -> [Int] {
    arrivals.compactMap { if case .spoken(let number, _) = $0 { number } else { nil } }
  }

  /// Whether the loop would wake.
  private func isReadable(_ mailbox: Mailbox) -> Bool {
    var wait = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, 0) == 1
  }

  @Test func `what arrives is taken in its order, once, and wakes the loop until it is`() {
    let mailbox = Mailbox()
    #expect(!isReadable(mailbox))
    for number in 0..<300 { mailbox.post(.spoken(number, .said)) }
    #expect(isReadable(mailbox))
    #expect(spoken(mailbox.drain()) == Array(0..<300))
    #expect(!isReadable(mailbox))
    #expect(mailbox.drain().isEmpty)
    mailbox.post(.spoken(1, .said))
    #expect(isReadable(mailbox), "it wakes again")
  }

  @Test func `of many threads nothing is lost, and each one's own order is kept`() {
    let mailbox = Mailbox()
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for number in 0..<200 { mailbox.post(.spoken(thread * 1000 + number, .said)) }
    }
    let numbers = spoken(mailbox.drain())
    #expect(numbers.count == 1600)
    for thread in 0..<8 {
      #expect(numbers.filter { $0 / 1000 == thread } == (0..<200).map { thread * 1000 + $0 })
    }
  }
}
