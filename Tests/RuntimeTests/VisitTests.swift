import Cases
import PassportRules
import Renewal
import Runtime
import Testing

/// Whole visits through the loop that ships, keypad keys only, against simulated devices in virtual time.
@Suite struct VisitTests {
  /// From welcome to the step after the details, as far as every good adult visit goes alike.
  private func untilReview(_ box: VirtualBox, cpr: String = "0610850166") throws {
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.type("\n")
    #expect(box.step == .language)
    box.type("12")
    #expect(box.step == .privacy)
    box.type("1")
    #expect(box.step == .start)
    box.type("\n")
    #expect(box.step == .grounds)
    box.type("1")
    #expect(box.step == .identity)
    box.type(cpr + "\n")
    if box.step == .identity { box.type("\n") }
    #expect(box.step == .document)
    try box.wait(for: .photo)
    try choosePhoto(box)
    try prints(box)
    try sign(box)
    details(box)
    #expect(box.step == .review)
  }

  private func choosePhoto(_ box: VirtualBox) throws {
    try box.wait("three pictures") { box in
      if case .photo(let photo)? = box.state.visit?.step, case .choosing = photo.situation { true } else { false }
    }
    box.type("\n")
  }

  private func prints(_ box: VirtualBox) throws {
    for _ in 0..<2 {
      #expect(box.step == .fingerprints)
      box.type("\n")
      try box.wait("a print") { box in
        if case .fingerprints(let prints)? = box.state.visit?.step, case .shown = prints.situation { true } else { false }
      }
      box.type("\n")
    }
  }

  private func sign(_ box: VirtualBox) throws {
    try box.wait("a signature") { box in
      if case .signature(let step)? = box.state.visit?.step, case .shown = step.situation { true } else { false }
    }
    box.type("\n")
  }

  private func details(_ box: VirtualBox) {
    #expect(box.step == .details)
    box.type("168\n20123456\n1")
  }

  /// An officer logs in at the box and attests.
  private func attest(_ box: VirtualBox) throws {
    #expect(box.step == .attestation)
    box.type("920\n246820\n1")
    try box.wait(for: .payment)
  }

  @Test(arguments: ["da", "en"])
  func `a citizen renews a passport from the first key to the receipt`(language: String) throws {
    let box = try VirtualBox(scenario: "everything-goes-well", language: language)
    try untilReview(box)
    box.type("\n")
    try attest(box)
    box.type("\n")
    try box.wait(for: .receipt)
    try box.wait("paper") { box in
      if case .receipt(let receipt)? = box.state.visit?.step { receipt.situation == .shown(.printed) } else { false }
    }
    #expect(box.display.text.contains("000001") || box.display.text.contains("█"))
    box.type("\n")
    #expect(box.step == .farewell)
    #expect(box.runner.vault.isEmpty)
    box.type("\n")
    #expect(box.runner.box.state == .welcome(nil))
    try box.wait("sent") { _ in (try? box.store.outbox().isEmpty) == true }
    #expect(try box.store.standing().interrupted.isEmpty)
    #expect(try box.store.standing().openPayments.isEmpty)
  }
}
