import TestSupport
import Testing

/// Keys that are held down at the built program, as a terminal sends them: again and again, with nothing that tells of their going up.
@Suite struct HeldKeyTests {
  /// A box as it ships, where a citizen chooses a language.
  private func choosing() throws -> BoxOnPseudoTerminal {
    let box = try BoxOnPseudoTerminal(in: BoxFolder(isHasty: false))
    try box.expect("welcome.pressAnyKey")
    try box.press("\r", expect: "languageChoice.heading")
    return box
  }

  @Test(arguments: [250, 660])
  func `a held 1 chooses a language, and neither speech nor consent`(delay: Int) throws {
    let box = try choosing()
    box.hold("1", delay: delay, times: 40)
    try box.expect("languageChoice.speechHeading")
    #expect(!box.quietScreen.isEmpty)
    try box.expect("languageChoice.speechHeading")
    try box.press("1", expect: "privacy.heading")
  }

  @Test func `a held 1 that was meant as consent types no booking code`() throws {
    let box = try choosing()
    try box.press("1", expect: "languageChoice.speechHeading")
    try box.press("2", expect: "privacy.heading")
    box.hold("1", delay: 250, times: 40)
    try box.expect("start.heading", "[ _ _ _ _ _ _ ]")
    try box.press("123456", expect: "[ 1 2 3 4 5 6 ]")
  }

  @Test func `the same key counts again after a moment, for consent too`() throws {
    let box = try choosing()
    for heading in ["languageChoice.speechHeading", "privacy.heading", "start.heading"] {
      box.pressAlone("1")
      try box.expect(heading)
    }
  }

  @Test(arguments: [250, 660])
  func `a held Backspace empties its field, and stays without a question`(delay: Int) throws {
    let box = try BoxOnPseudoTerminal(in: BoxFolder(isHasty: false))
    try box.begin()
    try box.press("123456", expect: "[ 1 2 3 4 5 6 ]")
    box.hold("\u{7F}", delay: delay, times: 40)
    try box.expect("start.heading", "[ _ _ _ _ _ _ ]")
    #expect(try !box.shows("common.leaveField"))
    try box.press("\u{7F}", expect: "common.leaveField")
    try box.press("\u{7F}", expect: "privacy.heading")
  }

  @Test func `back from the first question asks whether to stop`() throws {
    let box = try choosing()
    try box.press("-", expect: "stop.heading")
    try box.press("2", expect: "languageChoice.heading")
    box.hold("-", delay: 250, times: 20)
    try box.expect("stop.heading")
    try box.press("1", expect: "farewell.stoppedHeading")
  }

  @Test func `a held Enter begins a visit and goes no further`() throws {
    let box = try BoxOnPseudoTerminal(in: BoxFolder(isHasty: false))
    try box.expect("welcome.pressAnyKey")
    box.hold("\r", delay: 660, times: 40)
    try box.expect("languageChoice.heading")
    try box.press("1", expect: "languageChoice.speechHeading")
  }

  @Test func `every figure of a number counts, however fast it comes`() throws {
    let box = try BoxOnPseudoTerminal(in: BoxFolder(isHasty: false))
    try box.goToIdentity()
    try box.press("1122334455", expect: "● ● ● ● ]")
  }
}
