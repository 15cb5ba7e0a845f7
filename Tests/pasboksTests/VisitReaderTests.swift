import TestSupport
import Testing

/// Readers that work as keyboards: what they send is taken whole and never seen.
@Suite(.serialized)
struct VisitReaderTests {
  /// Both tracks of an invented health card, 116 characters, as a reader types them.
  static let stripe: String = {
    let name = #"\STERB[K^HANNE KIRSTINE"#
    let address = "PR\\VEGADE 1"
    let first = name + blanks(34 - name.count) + address + blanks(34 - address.count) + "101" + "2300"
    let second = "1" + "208" + "1" + "101" + BoxOnPseudoTerminal.hanne + "1" + "123456" + "084" + "101" + "010120"
    return "%\(first)?;\(second)?\r"
  }()

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  @Test func `a health card at the reader is taken, and nothing of it is shown`() throws {
    #expect(Self.stripe.count == 117)
    let box = try BoxOnPseudoTerminal()
    try box.goToIdentity()
    try box.expect("identity.card")
    box.press(Self.stripe)
    try box.photograph()
    try box.giveFingers()
    #expect(!box.hasWritten("STERB") && !box.hasWritten("HANNE") && !box.hasWritten("208110106"))
  }

  @Test func `a card that comes while a number is typed leaves no half of it behind`() throws {
    let box = try BoxOnPseudoTerminal()
    try box.goToIdentity()
    try box.press("4242", expect: "● ● ● ● _ _ _ _ _ _")
    box.press(Self.stripe)
    try box.photograph()
  }

  @Test(arguments: [
    "%\u{1B}]0;owned\u{7}\u{1B}[2J\u{1B}[31mowned?\r", "%B4242424242424242^owned/OWNED^?\r", ";\u{1B}[6n\u{1B}[c?\r",
    "%" + String(repeating: "9", count: 5000) + "\r", "#\u{1B}[?1049lowned\r", "!P<owned\u{1B}c\r",
  ])
  func `a hostile card does nothing`(sent: String) throws {
    let box = try BoxOnPseudoTerminal()
    try box.survive(scanned: sent)
    #expect(!box.hasWritten("owned") && !box.hasWritten("OWNED"))
    #expect(box.seen.unknown.isEmpty)
    #expect(box.seen.modes.contains(1049))
  }

  @Test func `a booking code at the reader goes on by itself`() throws {
    let box = try BoxOnPseudoTerminal()
    try box.begin()
    try box.press("#417382\r", expect: "groundsChoice.heading")
    #expect(!box.hasWritten("4 1 7 3"))
  }

  @Test func `a booking code fills in what is known`() throws {
    let box = try BoxOnPseudoTerminal()
    try box.begin()
    try box.press("417382\r", expect: "groundsChoice.heading")
    try box.press("1", expect: "identity.heading")
    try box.press(BoxOnPseudoTerminal.hanne + "\r", expect: "identity.pleaseCheck")
    box.press("\r")
    try box.photograph()
    try box.giveFingers()
    try box.sign()
    try box.expect("details.heightHeading", "[ 1 6 8 ]")
    try box.press("\r", expect: "details.mobileHeading", "2 0 1 2 3 4 5 6")
  }
}

extension BoxOnPseudoTerminal {
  /// From welcome to the question for the number, where a reader sends something; whatever it did, a way on is left: the question,
  /// or the one whether to stop.
  func survive(scanned sent: String) throws {
    try goToIdentity()
    press(sent)
    press("\r")
    try wait(for: "a screen of this step") { _ in
      try ["identity.label", "stop.heading"].contains { try shows($0) }
    }
  }

  /// Whether the program ever wrote these words to the terminal, on any screen, one cell after the other.
  func hasWritten(_ words: String) -> Bool {
    let wanted = Array(words.utf8)
    return written.indices.contains { written[$0...].starts(with: wanted) }
  }
}
