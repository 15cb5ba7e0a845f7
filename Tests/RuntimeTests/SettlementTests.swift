import Cases
import Devices
import PassportRules
import Renewal
import Runtime
import Synchronization
import Testing

/// What a box that was killed in a payment learns from the terminal at its next start, before anybody may begin.
@Suite struct SettlementTests {
  /// What the terminal says, and what becomes of the money.
  struct Course: Sendable, CustomTestStringConvertible {
    /// To questions about the payment, in their order; nothing is no answer. The last one is said again and again.
    let status: [PaymentAnswer?]
    var reversal: PaymentAnswer? = .reversed
    var isOpen = false
    var isReversed = false
    /// How many commands were given up.
    var cancelled = 0

    var testDescription: String { "\(status), then \(String(describing: reversal))" }
  }

  private static let courses = [
    Course(status: [.approved(Amount(kroner: 893))], isReversed: true),
    Course(status: [.approved(Amount(kroner: 893))], reversal: .reversalRefused, isOpen: true, isReversed: true),
    Course(status: [.approved(Amount(kroner: 893))], reversal: nil, isOpen: true, isReversed: true, cancelled: 3),
    // What it took once it cannot have forgotten.
    Course(status: [.approved(Amount(kroner: 893))], reversal: .notFound, isOpen: true, isReversed: true),
    Course(status: [.declined(.refused)]), Course(status: [.notFound]), Course(status: [.reversed]),
    Course(status: [.inProgress, .inProgress, .declined(.cancelled)]), Course(status: [.inProgress], isReversed: true),
    // Asked again, five times, and then given back.
    Course(status: [nil], isReversed: true, cancelled: 5),
    Course(status: [nil, nil, .declined(.refused)], cancelled: 2),
    // An impossible word tells nothing.
    Course(status: [.reversalRefused], isReversed: true),
  ]

  @Test(arguments: courses)
  func `money without an end is settled before the box opens, or stays open with its flag`(course: Course) throws {
    let killed = try VirtualBox(scenario: "everything-goes-well")
    try Citizen().upTo(StepName.payment, killed)
    killed.type("\n")
    let payment = try #require(try killed.store.recoverySnapshot().openPayments.first)

    let terminal = PaperTerminal(course)
    let box = try VirtualBox(scenario: "everything-goes-well", after: killed, terminal: terminal)
    try box.wait("welcome") { $0.state == .welcome(nil) }
    #expect(try box.store.recoverySnapshot().openPayments == (course.isOpen ? [payment] : []))
    #expect(box.runner.box.flags.map(\.code) == (course.isOpen ? [.moneyOpen] : []))
    let commands = terminal.commands
    #expect(commands.contains(.reverse(payment)) == course.isReversed)
    #expect(commands.allSatisfy { $0 == .reverse(payment) || $0 == .paymentStatus(payment) })
    #expect(terminal.cancelled == course.cancelled)
    #expect(!terminal.wasAskedTwiceAtOnce)
  }
}

/// A payment terminal that says what a test tells it.
private final class PaperTerminal: Driver {
  private struct Contents {
    var commands: [DriverCommand] = []
    var current: RequestID?
    var cancelled = 0
    var wasAskedTwiceAtOnce = false
  }

  let device = Device.paymentTerminal
  private let course: SettlementTests.Course
  private let contents = Mutex(Contents())

  init(_ course: SettlementTests.Course) { self.course = course }

  var commands: [DriverCommand] { contents.withLock { $0.commands } }
  var cancelled: Int { contents.withLock { $0.cancelled } }
  var wasAskedTwiceAtOnce: Bool { contents.withLock { $0.wasAskedTwiceAtOnce } }

  func start(tell: @escaping @Sendable (DeviceNotice) -> Void) { tell(.state(.paymentTerminal, .online)) }

  func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    let answer = contents.withLock { contents -> PaymentAnswer? in
      if contents.current != nil { contents.wasAskedTwiceAtOnce = true }
      contents.current = job.id
      let isStatus = if case .paymentStatus = job.command { true } else { false }
      defer { contents.commands.append(job.command) }
      guard isStatus else { return course.reversal }
      return course.status[min(contents.commands.count, course.status.count - 1)]
    }
    guard let answer else { return }
    contents.withLock { $0.current = nil }
    deliver(job.id, .answer(.payment(answer)))
  }

  func cancel(_ id: RequestID) {
    contents.withLock { contents in
      contents.cancelled += 1
      if contents.current == id { contents.current = nil }
    }
  }

  func clear(then: @escaping @Sendable (Bool) -> Void) { then(true) }
}
