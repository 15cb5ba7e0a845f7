import Renewal
import Screens
import Terminal
import Testing

@Suite struct KeyDecoderTests {
  /// What a decoder makes of bytes that were all waiting at once.
  private func inputs(_ text: String, _ settings: WedgeSettings = .standard) -> [DisplayInput] {
    inputs(Array(text.utf8), settings)
  }

  private func inputs(_ bytes: [UInt8], _ settings: WedgeSettings = .standard) -> [DisplayInput] {
    var decoder = KeyDecoder(wedge: settings)
    var inputs: [DisplayInput] = []
    for byte in bytes { decoder.decode(.byte(byte), now: 0, into: &inputs) }
    decoder.quiet(now: 0, into: &inputs)
    // What a reader may begin with waits for what follows.
    decoder.quiet(now: settings.gap, into: &inputs)
    return inputs
  }

  @Test func `Each key of a keypad is the key it stands for`() {
    let typed = inputs("0123456789\r\n-\u{8}\u{7F}/*+\t")
    let digits = (0...9).map { DisplayInput.key(.digit($0)) }
    let rest: [Key] = [.enter, .enter, .back, .back, .back, .stop, .help, .again, .tab]
    #expect(typed == digits + rest.map { .key($0) })
  }

  @Test(
    arguments: [
      (SpecialKey.up, Key.up), (.down, .down), (.left, .left), (.right, .right), (.backTab, .backTab),
      (.backspace, .back), (.enter, .enter), (.f1, .help), (.f2, .again),
    ])
  func `Each key that ncurses knows is the key it stands for`(special: SpecialKey, key: Key) {
    var decoder = KeyDecoder(wedge: .standard)
    var inputs: [DisplayInput] = []
    decoder.decode(.special(special), now: 0, into: &inputs)
    #expect(inputs == [.key(key)])
  }

  @Test(arguments: ["a", "Z", "æ", "Ø", "å", " ", ",", ".", "ł", "Ж", "€", "„"])
  func `Other printable characters are letters`(text: String) throws {
    #expect(inputs(text) == [.key(.letter(try #require(text.unicodeScalars.first)))])
  }

  @Test(
    arguments: [
      "\u{0}", "\u{3}", "\u{1A}", "\u{1C}", "\u{85}", "\u{9B}", "\u{AD}", "\u{202E}", "\u{200D}", "\u{301}", "漢", "😀",
    ])
  func `Characters that cannot be drawn are no keys`(text: String) {
    #expect(inputs(text) == [])
  }

  @Test func `Esc alone is Stop, and only once it stands alone`() {
    var decoder = KeyDecoder(wedge: .standard)
    var typed: [DisplayInput] = []
    decoder.decode(.byte(0x1B), now: 0, into: &typed)
    #expect(typed == [])
    decoder.quiet(now: 0, into: &typed)
    #expect(typed == [.key(.stop)])
    #expect(inputs("\u{1B}\u{1B}5") == [.key(.stop), .key(.stop), .key(.digit(5))])
  }

  @Test(
    arguments: [
      "\u{1B}[200~", "\u{1B}[201~", "\u{1B}[15;2~", "\u{1B}[1;5A", "\u{1B}[[C", "\u{1B}OR", "\u{1B}[?1;2c",
      "\u{1B}[12;40R", "\u{1B}[<35;10;5M", "\u{1B}]11;rgb:1212/1212/1212\u{7}", "\u{1B}]11;rgb:1/2/3\u{1B}\\",
      "\u{1B}P>|XTerm(379)\u{1B}\\", "\u{1B}_Gi=31;OK\u{1B}\\",
    ])
  func `A sequence that nobody knows is swallowed whole`(sequence: String) {
    #expect(inputs(sequence + "7") == [.key(.digit(7))])
  }

  @Test func `A sequence without an end does not swallow for ever`() {
    #expect(inputs("\u{1B}[" + String(repeating: "1", count: 200) + "5").count > 100)
    #expect(inputs("\u{1B}]" + String(repeating: "1", count: 2000) + "5").count > 900)
  }

  @Test func `Bytes that are no UTF-8 are dropped and what follows counts`() {
    #expect(inputs([0xFF, 0x31, 0xC3, 0x32, 0xE2, 0x96, 0x33, 0xC0, 0xAF, 0xED, 0xA0, 0x80, 0x34]).count == 4)
    #expect(inputs([0x80, 0x80, 0xC3, 0xA6]) == [.key(.letter("æ"))])
  }

  @Test func `A character whose bytes come apart is one character`() {
    var decoder = KeyDecoder(wedge: .standard)
    var inputs: [DisplayInput] = []
    decoder.decode(.byte(0xC3), now: 0, into: &inputs)
    decoder.quiet(now: 0, into: &inputs)
    decoder.decode(.byte(0xB8), now: 0, into: &inputs)
    #expect(inputs == [.key(.letter("ø"))])
  }

  @Test func `A press in the middle of a reading is lost, another one counts`() {
    var decoder = KeyDecoder(wedge: .standard)
    let press = RawInput.press(Position(column: 3, row: 4))
    var inputs: [DisplayInput] = []
    decoder.decode(press, now: 0, into: &inputs)
    #expect(inputs == [.press(Position(column: 3, row: 4))])
    inputs = []
    decoder.decode(.byte(0x25), now: 0, into: &inputs)
    decoder.decode(press, now: 0, into: &inputs)
    decoder.decode(.special(.up), now: 0, into: &inputs)
    decoder.decode(.other, now: 0, into: &inputs)
    #expect(inputs == [])
  }
}
