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
    try box.press("4242", expect: "4 2 4 2 _ _  _ _ _ _")
    box.press(Self.stripe)
    try box.photograph()
  }

  @Test func `a stripe that broke off is told, and types nothing, wherever it broke`() throws {
    let box = try BoxOnPseudoTerminal()
    try box.goToIdentity()
    let track = ";" + Self.stripe.drop { $0 != ";" }.dropFirst()
    for count in stride(from: 2, to: track.count - 3, by: 5) {
      try box.press("4", expect: "4 _ _ _ _ _  _ _ _ _")
      box.press(track.prefix(count) + "\r")
      try box.wait(for: "that it cannot be read, after \(count) characters") { _ in
        try box.shows("identity.cardUnreadable") || box.shows("identity.otherCard")
      }
      _ = box.quietScreen
      try box.expect("_ _ _ _ _ _ _ _ _ _")
    }
    #expect(!box.hasWritten("92081"))
  }

  @Test func `a card at the question whether somebody is here goes on with its number`() throws {
    let folder = try BoxFolder()
    try folder.configure("idle: 90 s", as: "idle: 20 s")
    let box = try BoxOnPseudoTerminal("lost-passport", in: folder)
    try box.goToIdentity()
    try box.expect("idle.heading")
    try box.press(Self.stripe, expect: "document.stoppedHeading")
  }

  @Test func `a card at welcome opens a visit, and is swiped again where it is asked for`() throws {
    let box = try BoxOnPseudoTerminal("lost-passport")
    try box.expect("welcome.pressAnyKey")
    try box.press(Self.stripe, expect: "languageChoice.heading")
    _ = box.quietScreen
    try box.press("1", expect: "languageChoice.speechHeading")
    try box.press("2", expect: "privacy.heading")
    try box.press("1", expect: "start.heading")
    try box.press(Self.stripe, expect: "common.strayReading", "start.heading")
    _ = box.quietScreen
    try box.press("#0610850166\r", expect: "start.otherCode")
    _ = box.quietScreen
    try box.press("#]C0417382\r", expect: "groundsChoice.heading")
    _ = box.quietScreen
    try box.press(Self.stripe, expect: "common.strayReading", "groundsChoice.heading")
    _ = box.quietScreen
    try box.press("1", expect: "identity.heading")
    try box.press("#661085-0166\r", expect: "calling.replacementNumber")
  }

  @Test func `a passport's lines at the passport have its chip looked for, and are never shown`() throws {
    let box = try BoxOnPseudoTerminal("lost-passport")
    try box.begin()
    try box.identify(as: FlagPeople.villads)
    try box.expect("document.stoppedHeading")
    let lines = [
      "P<DNKBROENNUM<SKOV<<VILLADS<EMIL<<<<<<<<<<<<", "2098765447DNK9103177M2702146170391<3909<<<26",
    ]
    box.press("!" + lines.map { $0 + "\r" }.joined())
    _ = box.quietScreen
    try box.expect("document.stoppedHeading")
    #expect(!box.hasWritten("BROENNUM"))
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
    box.press(BoxOnPseudoTerminal.hanne + "\r")
    try box.photograph()
    try box.giveFingers()
    try box.sign()
    try box.expect("details.heightHeading", "[ 1 6 8 ]")
    try box.press("\r", expect: "details.mobileHeading", "2 0 4 1 6 3 5 8")
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
