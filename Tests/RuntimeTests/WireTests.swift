import Cases
import Devices
import DriverWire
import Foundation
import PassportRules
import Renewal
import Runtime
import Synchronization
import TestSupport
import Testing

/// The same visits with every device behind the wire, and with drivers that crash in the middle of them.
@Suite struct WireTests {
  @Test(arguments: Course.all)
  func `each scenario comes to the same end when its devices are behind the wire`(course: Course) throws {
    let box = try VirtualBox(scenario: course.scenario, isWired: true)
    let told = try Citizen(grounds: course.grounds).visit(box)
    #expect(told.flags == course.flags)
    #expect(told.ending == course.ending)
    #expect(box.runner.vault.isEmpty)
    #expect(try box.store.recoverySnapshot().interrupted.isEmpty)
    #expect(box.wired.allSatisfy { $0.endedTwice == 0 })
  }

  /// How many blocks of ten visits are played; `PASBOKS_WIRE_BLOCKS=50` plays 500 visits, and every misdeed of every driver.
  private static let blocks =
    ProcessInfo.processInfo.environment["PASBOKS_WIRE_BLOCKS"].flatMap { UInt64($0) } ?? 6

  /// Any driver crashes at any moment of a visit, and is there again some seconds later.
  @Test(arguments: 0..<blocks)
  func `no crash of a driver loses money or a case`(block: UInt64) throws {
    for seed in block * 10..<block * 10 + 10 { try Self.crash(Seeded(seed), seed) }
  }

  /// Any driver does wrong on its line, in every way there is, with its first command and with a later one; what lasts is mended after ten
  /// minutes.
  @Test(arguments: DriverMisdeed.allCases)
  func `no driver that does wrong loses money or a case`(misdeed: DriverMisdeed) throws {
    let turn = DriverMisdeed.allCases.firstIndex(of: misdeed) ?? 0
    for (place, number) in Device.allCases.indices.flatMap({ [($0, 1), ($0, 2)] }) {
      // A third of them, unless all are asked for.
      guard Self.blocks >= 50 || (2 * place + number + turn).isMultiple(of: 3) else { continue }
      let box = try VirtualBox(scenario: "everything-goes-well", isWired: true)
      let driver = box.wired[place]
      driver.misbehave(misdeed, at: number)
      box.time.after(.seconds(600)) { driver.misbehave(nil) }
      try Self.visit(box, "\(driver.device.rawValue) \(misdeed.rawValue) at \(number)")
    }
  }

  private static func crash(_ numbers: Seeded, _ seed: UInt64) throws {
    var numbers = numbers
    let box = try VirtualBox(scenario: "everything-goes-well", seed: seed, isWired: true)
    let crashes = Int.random(in: 1...3, using: &numbers)
    for _ in 0..<crashes {
      let driver = box.wired[Int.random(in: box.wired.indices, using: &numbers)]
      // A visit takes about two minutes of virtual time.
      let moment = Int.random(in: 0..<150_000, using: &numbers)
      let pause = Int.random(in: 1..<20_000, using: &numbers)
      let time = box.time
      time.after(Milliseconds(moment)) {
        driver.crash()
        time.after(Milliseconds(pause)) { driver.begin() }
      }
    }
    try visit(box, "seed \(seed)")
  }

  /// A visit comes to an end in which nothing is lost, whatever drivers do.
  private static func visit(_ box: VirtualBox, _ place: String) throws {
    let ended = Result { try Citizen().visit(box) }
    // Whatever came of the visit, the box comes to rest, with nobody's pictures in it.
    if case .failure = ended { try bringToRest(box) }
    box.type("\n")
    try box.wait("rest", seconds: 3600) { $0.state.visit == nil }
    #expect(box.runner.vault.isEmpty, "\(place)")
    #expect(box.wired.allSatisfy { $0.endedTwice == 0 }, "\(place)")
    let snapshot = try box.store.recoverySnapshot()
    #expect(snapshot.interrupted.isEmpty, "\(place)")
    let journal = try box.store.journal()
    #expect(try box.store.verify() == .whole(rows: journal.count, head: journal.last?.hash ?? []), "\(place)")
    try checkMoney(box, place)
  }

  private static func bringToRest(_ box: VirtualBox) throws {
    for _ in 0..<200 where box.runner.box.state.visit != nil { box.pass(milliseconds: 60_000) }
  }

  /// What the terminal has taken was taken for an application that was handed over, or stands as open before staff.
  private static func checkMoney(_ box: VirtualBox, _ place: String) throws {
    let payments = box.written.all.compactMap { if case .paymentIntended(let payment) = $0 { payment } else { nil } }
    #expect(Set(payments.map(\.reference)).count == payments.count, "\(place): no attempt is made twice")
    let open = Set(try box.store.recoverySnapshot().openPayments.map(\.reference))
    let isHandedOver = box.written.all.contains { if case .visitEnded(_, .completed) = $0 { true } else { false } }
    var taken: [String] = []
    for payment in payments {
      let last = box.written.all.last { $0.payment == payment }
      switch last {
      case .paymentAnswered, .moneyOpen: break
      case let fact: Issue.record("\(place): \(payment.reference) ends with \(fact.map { "\($0)" } ?? "nothing")")
      }
      if case .approved = try truth(of: payment, box) { taken.append(payment.reference) }
    }
    #expect(taken.filter { !open.contains($0) }.count == (isHandedOver ? 1 : 0), "\(place)")
    let isBeforeStaff = box.runner.box.flags.contains { $0.code == .moneyOpen }
    #expect(open.isEmpty || isBeforeStaff, "\(place): open money is before staff")
  }

  /// What the terminal itself knows of a payment, asked once more past the box.
  private static func truth(of payment: Payment, _ box: VirtualBox) throws -> PaymentAnswer? {
    let terminal = try #require(box.wired.first { $0.device == .paymentTerminal })
    let told = Mutex<PaymentAnswer?>(nil)
    terminal.misbehave(nil)
    terminal.crash()
    terminal.begin()
    // It may be about to crash once more.
    for question in 0..<10 where told.withLock({ $0 == nil }) {
      terminal.perform(Job(id: RequestID(1 << 50 + question), .paymentStatus(payment))) { _, delivery in
        if case .answer(.payment(let word)) = delivery { told.withLock { $0 = word } }
      }
      box.pass(milliseconds: 60_000)
    }
    return told.withLock { $0 }
  }
}

extension Fact {
  /// The payment that it is about, if any.
  fileprivate var payment: Payment? {
    switch self {
    case .paymentIntended(let payment), .paymentAnswered(let payment, _), .paymentUncertain(let payment),
      .reversalIntended(let payment), .moneyOpen(let payment), .moneySettled(let payment, _, _):
      payment
    case _: nil
    }
  }
}
