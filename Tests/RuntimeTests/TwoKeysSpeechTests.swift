import Renewal
import Runtime
import Screens
import Testing

/// What somebody hears who walks the screens by two keys.
@Suite struct TwoKeysSpeechTests {
  private static let wiring = TwoKeys.Wiring(next: .tab, choose: .letter(" "))

  private func press(_ key: Key, _ box: VirtualBox) {
    box.pass(milliseconds: 700)
    box.display.typed = [.key(key)]
    box.settle()
  }

  @Test func `a visit that is heard begins by two keys, and each thing that is walked to is said alone`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well", twoKeys: Self.wiring)
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.type("+")
    #expect(box.runner.box.state.visit?.presentation.isSpoken == true)
    press(Self.wiring.next, box)
    #expect(box.voice.said.last == ["Dansk."])
    press(Self.wiring.next, box)
    #expect(box.voice.said.last == ["Deutsch."])
    box.type("11")
    try box.wait(for: .start)
    for digit in [1, 2] {
      press(Self.wiring.next, box)
      #expect(box.voice.said.last == ["Tallet \(digit)."])
    }
    press(Self.wiring.choose, box)
    #expect(box.voice.said.last == ["Du har skrevet 1 tal."])
    press(.tab, box)
    #expect(box.voice.said.last == ["Tallet 3."])
  }

  @Test func `a button that is held down types one figure and chooses nothing on the next screen`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well", twoKeys: Self.wiring)
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.type("\n121")
    try box.wait(for: .start)
    func hold(_ key: Key, delay: Int) {
      press(key, box)
      box.pass(milliseconds: delay)
      for _ in 0..<40 {
        box.display.typed = [.key(key)]
        box.settle()
        box.pass(milliseconds: 40)
      }
    }
    for delay in [250, 660, 1_500] {
      press(.tab, box)
      hold(Self.wiring.choose, delay: delay)
      box.pass(milliseconds: 3_000)
    }
    guard case .start(let step)? = box.runner.box.state.visit?.step else {
      Issue.record("somewhere else")
      return
    }
    #expect(step.entry.digits == "123")
  }
}
