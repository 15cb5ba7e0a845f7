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
}
