import Cases
import Renewal
import Runtime
import Testing

/// A civil clock that somebody sets, at the loop that ships.
@Suite struct ClockTests {
  @Test(arguments: [11 * 60_000, -11 * 60_000, 365 * 86_400_000, -730 * 86_400_000])
  func `a clock that jumps closes the box, and staff who confirm the date open it`(jump: Int) throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.time.set(ahead: jump)
    box.settle()
    #expect(box.runner.box.state == .closed(.clock))
    box.type("*10\n246810\n")
    try box.wait("somebody of staff") { if case .attended = $0.state { true } else { false } }
    #expect(box.display.text.contains("23. november 2026"))
    box.type("1")
    try box.wait("welcome again") { $0.state == .welcome(nil) }
    box.settle()
    #expect(box.runner.box.state == .welcome(nil), "the same clock is not doubted twice")
  }

  @Test func `a clock that is set right by minutes, or drifts, closes nothing`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    for step in 1...20 {
      box.time.set(ahead: step * 9 * 60_000)
      box.settle()
      #expect(box.runner.box.state == .welcome(nil))
    }
  }

  @Test func `a clock that jumps in a visit ends it, and keeps nothing of it`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.type("\n121\n")
    try box.wait(for: .grounds)
    box.time.set(ahead: 86_400_000)
    box.strike(.digit(1))
    #expect(box.runner.box.state.visit?.step == .farewell(.interrupted), "the citizen reads why before the box closes")
    try box.wait("the box is closed") { $0.state == .closed(.clock) }
    #expect(box.runner.vault.isEmpty)
    #expect(try box.store.journal().contains { $0.kind == "visitEnded" && $0.detail.contains("interrupted") })
  }

  @Test func `a clock that jumps when everything is confirmed lets the citizen pay, and closes the box behind them`()
    throws
  {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try Citizen().upTo(StepName.attestation, box)
    box.time.set(ahead: -700_000)
    box.settle()
    #expect(try Citizen().goOn(box).ending == .completed)
    box.type("\n")
    try box.wait("the box is closed") { $0.state == .closed(.clock) }
  }

  // MARK: A start by a wrong clock

  private static let day = 86_400_000

  /// A box with a parked case that was killed in the next visit.
  private func killed() throws -> VirtualBox {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try Citizen().upTo(StepName.attestation, box)
    box.type("920\n246820\n32")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.type("\n121\n")
    try box.wait(for: .grounds)
    return box
  }

  /// A power cut, and a clock whose battery is dead, or that somebody set.
  @Test(arguments: [-400, -1, 4, 370])
  func `a box that starts by a clock that contradicts its journal serves nobody and erases nothing`(days: Int) throws {
    let before = try killed()
    before.time.set(ahead: days * Self.day)
    let box = try VirtualBox(scenario: "everything-goes-well", after: before)
    box.settle()
    #expect(box.runner.box.state == .closed(.clock))
    box.type("\n121\n")
    #expect(box.runner.box.state == .closed(.clock))
    #expect(try box.store.parked().count == 1)
    #expect(try box.store.journal().contains { $0.kind == "clockDoubted" })
    // The visit it was killed in is over all the same.
    #expect(try box.store.journal().contains { $0.kind == "visitEnded" && $0.detail.contains("interrupted") })

    // Another start by the same clock finds facts of that clock, and still nobody who has confirmed it.
    let again = try VirtualBox(scenario: "everything-goes-well", after: box)
    again.settle()
    #expect(again.runner.box.state == .closed(.clock))
    #expect(try again.store.parked().count == 1)
    again.type("*10\n246810\n1")
    try again.wait("welcome") { $0.state == .welcome(nil) }
    let confirmed = try #require(try again.store.journal().last { $0.kind == "clockConfirmed" })
    #expect(confirmed.detail.contains("10"))
    _ = try again.store.expireParked()
    #expect(try again.store.parked().count == (days > 0 ? 0 : 1), "by a clock that is right, its time is over")

    let last = try VirtualBox(scenario: "everything-goes-well", after: again)
    try last.wait("welcome") { $0.state == .welcome(nil) }
  }

  @Test func `a weekend without power is no reason to doubt the clock`() throws {
    let before = try killed()
    before.time.advance(to: before.time.now() + 71 * 3_600_000)
    let box = try VirtualBox(scenario: "everything-goes-well", after: before)
    try box.wait("welcome") { $0.state == .welcome(nil) }
  }
}
