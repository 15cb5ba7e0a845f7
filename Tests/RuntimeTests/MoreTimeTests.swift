import Devices
import PassportRules
import Renewal
import Runtime
import Synchronization
import Testing

/// The box's own deadlines at a device that somebody is at.
@Suite struct MoreTimeTests {
  private static func paying(_ terminal: SilentTerminal, keys: String = "") throws -> VirtualBox {
    let box = try VirtualBox(scenario: "everything-goes-well", terminal: terminal)
    try Citizen().upTo(.payment, box)
    box.type(keys + "\n")
    #expect(terminal.asked == 0)
    return box
  }

  @Test func `a payment is waited for as long as the policy says, and three times as long with more time`() throws {
    for hasMoreTime in [false, true] {
      let terminal = SilentTerminal()
      let box = try Self.paying(terminal)
      let limit = box.runner.box.policy.deadlines[.payment].count
      box.pass(milliseconds: limit / 2)
      if hasMoreTime {
        let places = box.runner.box
        #expect(places.state.visit != nil)
        box.type("*")
        let figure = box.runner.box.offers.offering(.moreTime)?.number ?? 0
        box.type("\(figure)-")
      }
      box.pass(milliseconds: limit)
      #expect((terminal.asked > 0) == !hasMoreTime, "the time that was begun is not over")
      box.pass(milliseconds: limit * 2)
      #expect(terminal.asked > 0)
    }
  }

  @Test func `nobody is hurried while their card is in the terminal, and a terminal that hangs is given up`() throws {
    let terminal = SilentTerminal()
    let box = try Self.paying(terminal)
    let limit = box.runner.box.policy.deadlines[.payment].count
    terminal.tell(.state(.paymentTerminal, .deviceBusy))
    box.pass(milliseconds: limit * 5)
    #expect(terminal.asked == 0 && box.step == .payment)
    terminal.tell(.state(.paymentTerminal, .online))
    box.pass(milliseconds: limit)
    #expect(terminal.asked > 0)

    let hung = SilentTerminal()
    let other = try Self.paying(hung)
    hung.tell(.state(.paymentTerminal, .deviceBusy))
    other.pass(milliseconds: limit * 12)
    #expect(hung.asked > 0)
  }
}

/// A terminal that takes a payment and says nothing more about it.
private final class SilentTerminal: Driver {
  private struct Contents {
    var asked = 0
    var tell: (@Sendable (DeviceNotice) -> Void)?
  }

  let device = Device.paymentTerminal
  private let contents = Mutex(Contents())

  /// How often it was asked what became of the payment.
  var asked: Int { contents.withLock { $0.asked } }

  func tell(_ notice: DeviceNotice) { contents.withLock { $0.tell }?(notice) }

  func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    contents.withLock { $0.tell = tell }
    tell(.state(.paymentTerminal, .online))
  }

  func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    if case .paymentStatus = job.command { contents.withLock { $0.asked += 1 } }
  }

  func cancel(_ id: RequestID) {}

  func clear(then: @escaping @Sendable (Bool) -> Void) { then(true) }
}
