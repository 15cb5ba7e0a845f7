import Devices
import Foundation
import PassportRules
import Renewal
import SimulatedDevices
import Synchronization
import Testing

/// What a terminal and a reader still know after the box's program was killed.
@Suite struct DeviceMemoryTests {
  private let file = FileManager.default.temporaryDirectory.appendingPathComponent("devices-\(UUID().uuidString)").path
  private let payment = Payment(sale: CaseNumber(7), attempt: 1, amount: Amount(kroner: 893))

  /// The scenario's world as a program finds it that starts anew.
  private func world(_ scenario: String) throws -> World {
    try ShippedSimulation.world(scenario, memory: DeviceMemory(file: file))
  }

  @Test func `what was booked stays booked, and what was given back stays so`() throws {
    defer { try? FileManager.default.removeItem(atPath: file) }
    let approved = Delivery.answer(.payment(.approved(payment.amount)))
    #expect(SimulatedTerminal(try world("everything-goes-well")).outcome(.pay(payment)) == approved)
    let second = SimulatedTerminal(try world("everything-goes-well"))
    #expect(second.outcome(.paymentStatus(payment)) == approved)
    #expect(second.outcome(.pay(payment)) == approved, "one reference is one payment")
    #expect(second.outcome(.reverse(payment)) == .answer(.payment(.reversed)))
    let third = SimulatedTerminal(try world("everything-goes-well"))
    #expect(third.outcome(.paymentStatus(payment)) == .answer(.payment(.reversed)))
    let other = Payment(sale: CaseNumber(7), attempt: 2, amount: payment.amount)
    #expect(third.outcome(.paymentStatus(other)) == .answer(.payment(.notFound)))
  }

  @Test func `a refusal is remembered with its reason`() throws {
    defer { try? FileManager.default.removeItem(atPath: file) }
    let refused = Delivery.answer(.payment(.declined(.refused)))
    #expect(SimulatedTerminal(try world("card-refused-always")).outcome(.pay(payment)) == refused)
    #expect(SimulatedTerminal(try world("everything-goes-well")).outcome(.paymentStatus(payment)) == refused)
  }

  @Test func `a line that loses every word loses it after a restart too`() throws {
    defer { try? FileManager.default.removeItem(atPath: file) }
    #expect(SimulatedTerminal(try world("payment-unknown")).outcome(.pay(payment)) == .answer(.indeterminate))
    #expect(SimulatedTerminal(try world("payment-unknown")).outcome(.paymentStatus(payment)) == .answer(.indeterminate))
    #expect(
      SimulatedTerminal(try world("everything-goes-well")).outcome(.paymentStatus(payment))
        == .answer(.payment(.approved(payment.amount))))
  }

  @Test func `a passport that was left inside is told of by the next start, until it is taken`() throws {
    defer { try? FileManager.default.removeItem(atPath: file) }
    _ = SimulatedReader(try world("passport-left-behind")).outcome(.readDocument)
    #expect(media(of: SimulatedReader(try world("passport-left-behind"))) == [.present])
    #expect(media(of: SimulatedReader(try world("everything-goes-well"))) == [.present, .notPresent])
    #expect(media(of: SimulatedReader(try world("everything-goes-well"))) == [.notPresent])
  }

  private func media(of reader: SimulatedReader) -> [MediaState] {
    let told = Mutex<[MediaState]>([])
    reader.start { notice in
      if case .media(let media) = notice { told.withLock { $0.append(media) } }
    }
    return told.withLock { $0 }
  }
}
