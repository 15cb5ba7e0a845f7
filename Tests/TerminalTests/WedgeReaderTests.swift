import Renewal
import Screens
import Terminal
import Testing

/// Transcripts of readers: what arrives when, and which inputs come of it.
@Suite struct WedgeReaderTests {
  private struct Transcript {
    var decoder: KeyDecoder
    var now = 0
    var inputs: [DisplayInput] = []

    init(_ settings: WedgeSettings = .standard) {
      decoder = KeyDecoder(wedge: settings)
    }

    /// Characters arrive in one go and nothing more is waiting.
    mutating func arrive(_ text: String, pause: Int = 0) {
      if pause > 0 { silence(pause) }
      for byte in text.utf8 { decoder.decode(.byte(byte), now: now, into: &inputs) }
      decoder.quiet(now: now, into: &inputs)
    }

    /// Nothing arrives for so many milliseconds.
    mutating func silence(_ milliseconds: Int) {
      now += milliseconds
      decoder.quiet(now: now, into: &inputs)
    }
  }

  private static let card =
    "%JENSEN^ANNA                      GADEN 1                           1010800?"
    + ";920800106108511780012341084010190?"

  private func scan(_ kind: ScanKind, _ text: String) -> DisplayInput {
    .scan(Scan(kind: kind, text: text))
  }

  @Test func `A card with two tracks is one reading with its sentinels`() {
    var transcript = Transcript()
    transcript.arrive(Self.card + "\r")
    transcript.silence(100)
    #expect(transcript.inputs == [scan(.card, Self.card)])
  }

  @Test func `A card whose keys come one by one is one reading`() {
    var transcript = Transcript()
    for character in Self.card { transcript.arrive(String(character), pause: 12) }
    #expect(transcript.inputs == [])
    transcript.arrive("\r", pause: 12)
    transcript.silence(100)
    #expect(transcript.inputs == [scan(.card, Self.card)])
  }

  @Test func `Tracks with returns of their own are one reading, and never typing`() {
    var transcript = Transcript()
    transcript.arrive("%A?\r")
    transcript.arrive(";9208001?\r\n", pause: 40)
    transcript.arrive("+12?\r", pause: 40)
    transcript.silence(500)
    #expect(transcript.inputs == [scan(.card, "%A?\n;9208001?\n+12?")])
  }

  /// Whole, broken, in the middle of typing; what follows at once is the reader's.
  @Test(
    arguments: [
      (";9208?\r", ";9208?"), (";9208", ";9208"), (";9\r", ";9"), (":9208?\r1\r", ":9208?\n1"),
      ("%E?;9208?8\r", "%E?;9208?8"),
      (";E?\r", ";E?"), ("+1234567890123456789?\r", "+1234567890123456789?"), ("+E?;92?\r", "+E?;92?"),
      ("+12?\r", "+12?"),
      ("æ9208_\r", "[9208_"), ("æE_\r", "[E_"), ("æ9\r", "[9"), ("Æ9208_", "[9208_"), (";?\r", ";?"),
      (";ABC?\r", ";ABC?"),
      ("\u{1B}%E?;92?\r", "%E?;92?"), ("\u{2};92?\u{3}\r", ";92?"),
    ])
  func `Whatever begins like a stripe never becomes typing`(keys: String, text: String) {
    var transcript = Transcript()
    transcript.arrive("42")
    transcript.arrive(keys, pause: 1000)
    transcript.silence(700)
    transcript.arrive("7", pause: 1)
    #expect(transcript.inputs == [.key(.digit(4)), .key(.digit(2)), scan(.card, text), .key(.digit(7))])
  }

  @Test func `What a stripe that faltered sends later is not typing either, but somebody who types is heard soon`() {
    var transcript = Transcript()
    transcript.arrive(";92080010")
    transcript.arrive("610851178?", pause: 300)
    transcript.arrive("\r", pause: 50)
    #expect(transcript.inputs == [scan(.card, ";92080010")])
    for digit in ["1", "2", "3"] { transcript.arrive(digit, pause: 250) }
    #expect(transcript.inputs.dropFirst() == [.key(.digit(1)), .key(.digit(2)), .key(.digit(3))])
  }

  /// Keys that people press too count when nothing follows at once that a reader would send.
  @Test(
    arguments: [
      ("+", [Key.again]), ("++", [.again, .again]), ("+1", [.again, .digit(1)]), ("+-", [.again, .back]),
      ("+\r", [.again, .enter]), ("; a", [.letter(";"), .letter(" "), .letter("a")]), (":", [.letter(":")]),
      ("æble", [.letter("æ"), .letter("b"), .letter("l"), .letter("e")]), ("æ", [.letter("æ")]), ("%", [.letter("%")]),
      ("æel", [.letter("æ"), .letter("e"), .letter("l")]), ("ÆØ", [.letter("Æ"), .letter("Ø")]), ("!", [.letter("!")]),
      ("+4520123456 ", [.again] + [4, 5, 2, 0, 1, 2, 3, 4, 5, 6].map(Key.digit) + [.letter(" ")]),
    ] as [(String, [Key])])
  func `What people type is typing, even if a reader begins like it`(keys: String, meant: [Key]) {
    var transcript = Transcript()
    transcript.arrive(keys)
    transcript.silence(100)
    #expect(transcript.inputs == meant.map { .key($0) })
  }

  @Test func `A sign in a note is typed at a person's pace`() {
    var transcript = Transcript()
    for character in "kl.14:30 50%!" { transcript.arrive(String(character), pause: 150) }
    transcript.silence(150)
    let typed = transcript.inputs.map { input in
      switch input {
      case .key(.letter(let scalar)): String(scalar)
      case .key(.digit(let digit)): String(digit)
      case .key, .scan, .press, .resized, .hungUp: "?"
      }
    }
    #expect(typed.joined() == "kl.14:30 50%!")
  }

  @Test func `A key without a character ends what only looked like a beginning`() {
    var transcript = Transcript()
    transcript.arrive("+")
    transcript.decoder.decode(.special(.up), now: transcript.now + 10, into: &transcript.inputs)
    #expect(transcript.inputs == [.key(.again), .key(.up)])
    transcript.arrive(";92")
    transcript.decoder.decode(.special(.up), now: transcript.now + 10, into: &transcript.inputs)
    #expect(transcript.inputs == [.key(.again), .key(.up)])
  }

  @Test func `A code and a machine readable zone come without their prefixes`() {
    var transcript = Transcript()
    transcript.arrive("#AB-1234/5*6\r")
    transcript.arrive("!P<UTOERIKSSON\r", pause: 1000)
    transcript.silence(100)
    #expect(transcript.inputs == [scan(.code, "AB-1234/5*6"), scan(.mrz, "P<UTOERIKSSON")])
  }

  @Test(
    arguments: [
      ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"],
      ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"],
      ["I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<", "D231458907UTO3407127M9507122<<<<<<<2"],
    ])
  func `A zone with a return after each line is one reading`(lines: [String]) {
    var transcript = Transcript()
    transcript.arrive("!" + lines.map { $0 + "\r" }.joined())
    transcript.silence(100)
    #expect(transcript.inputs == [scan(.mrz, lines.joined())])
    transcript.arrive("1", pause: 1000)
    #expect(transcript.inputs.last == .key(.digit(1)))
    transcript.arrive(lines.map { "!\($0)\r" }.joined(), pause: 1000)
    transcript.silence(100)
    #expect(transcript.inputs.last == scan(.mrz, lines.joined()), "with the prefix before each line")
  }

  @Test func `Digits without a prefix are typing, before and after a reading`() {
    var transcript = Transcript()
    transcript.arrive("06")
    transcript.arrive("%A?\r")
    transcript.arrive("10", pause: 1000)
    #expect(
      transcript.inputs == [
        .key(.digit(0)), .key(.digit(6)), scan(.card, "%A?"), .key(.digit(1)), .key(.digit(0)),
      ])
  }

  @Test func `A gap ends a reading that has no return`() {
    var transcript = Transcript()
    transcript.arrive("#AB12")
    transcript.silence(99)
    #expect(transcript.inputs == [])
    #expect(transcript.decoder.deadline == 100)
    transcript.silence(1)
    #expect(transcript.inputs == [scan(.code, "AB12")])
    #expect(transcript.decoder.deadline == nil)
    transcript.arrive("7")
    #expect(transcript.inputs.last == .key(.digit(7)))
  }

  @Test func `A box that was busy does not cut a reading in two`() {
    var transcript = Transcript()
    transcript.arrive("%ABC")
    transcript.now += 9000  // the rest came meanwhile, and is read before anything is said to be quiet
    transcript.arrive("DEF?\r")
    transcript.silence(100)
    #expect(transcript.inputs == [scan(.card, "%ABCDEF?")])
  }

  @Test func `A key long after a reading counts though nobody told that it was quiet`() {
    var transcript = Transcript()
    transcript.arrive("#AB\r")
    transcript.now += 1000
    transcript.arrive("5")
    #expect(transcript.inputs == [scan(.code, "AB"), .key(.digit(5))])
  }

  @Test func `A prefix that somebody typed is a sign, and what follows after the gap is typing`() {
    var transcript = Transcript()
    transcript.arrive("%")
    transcript.silence(100)
    transcript.arrive("5")
    #expect(transcript.inputs == [.key(.letter("%")), .key(.digit(5))])
    transcript.arrive("#")
    transcript.arrive("6", pause: 60_000)
    #expect(transcript.inputs.suffix(2) == [.key(.letter("#")), .key(.digit(6))])
  }

  @Test func `Ten thousand characters are bounded readings and no typing`() {
    var transcript = Transcript()
    transcript.arrive("#" + String(repeating: "7", count: 10_000) + "\r")
    transcript.silence(1000)
    #expect(transcript.inputs == [scan(.code, String(repeating: "7", count: 255))])
  }

  @Test func `What a hostile code sends after a return is no typing either`() {
    var transcript = Transcript()
    transcript.arrive("#AB\r1\r\r2345\r")
    transcript.silence(1000)
    #expect(transcript.inputs == [scan(.code, "AB")])
  }

  @Test func `Escape sequences inside a reading neither end it nor press keys`() {
    var transcript = Transcript()
    transcript.arrive("#A\u{1B}[2JB\u{1B}OPC\u{1B}]0;title\u{7}D\u{9B}\u{202E}E\u{1B}\r")
    #expect(transcript.inputs == [scan(.code, "ABCD~E")])
  }

  @Test func `Caps Lock does not workItem`() {
    var transcript = Transcript()
    transcript.arrive("%jensen^anna?;92?\r")
    transcript.silence(100)
    #expect(transcript.inputs == [scan(.card, "%JENSEN^ANNA?;92?")])
  }

  @Test(
    arguments: [
      ("%JENSEN&ANNA  B'DKER_", "%JENSEN^ANNA  B\\DKER?"), ("%åÅ_æ92_", "%[{?;92?"), ("%¨A½'´1", "%]A`\\=1"),
      ("%Äé+2-", "%]A=E-2/"), ("%jensen&anna_Æ92_", "%JENSEN^ANNA?;92?"),
    ])
  func `A US reader under the Danish keymap is put right`(arrived: String, meant: String) throws {
    let settings = try WedgeSettings(
      cardPrefixes: ["%"], codePrefix: "#", mrzPrefix: "!", layout: .us, gapMilliseconds: 100)
    var transcript = Transcript(settings)
    transcript.arrive(arrived + "\r")
    transcript.silence(100)
    #expect(transcript.inputs == [scan(.card, meant)])
  }

  @Test func `A machine readable zone of a US reader keeps its fillers`() throws {
    let settings = try WedgeSettings(
      cardPrefixes: ["%"], codePrefix: "#", mrzPrefix: "!", layout: .us, gapMilliseconds: 100)
    var transcript = Transcript(settings)
    transcript.arrive("!P;UTOERIKSSON;;ANNA;MARIA;;;;;;;;;;;;;;;;;;;\rL898902C36UTO7408122F1204159ZE184226B;;;;;10\r")
    transcript.silence(100)
    #expect(
      transcript.inputs == [
        scan(.mrz, "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10")
      ])
  }

  @Test func `Longer prefixes tell readers with one beginning apart`() throws {
    let settings = try WedgeSettings(
      cardPrefixes: ["%"], codePrefix: "]Q", mrzPrefix: "]m", layout: .matching, gapMilliseconds: 50)
    var transcript = Transcript(settings)
    transcript.arrive("]Q12\r")
    transcript.arrive("]M34\r", pause: 1000)
    transcript.arrive("]x56\r", pause: 1000)
    transcript.silence(100)
    #expect(transcript.inputs == [scan(.code, "12"), scan(.mrz, "34")])
  }

  @Test(
    arguments: [
      ("1", WedgeFault.typed(prefix: "1")), ("-", .typed(prefix: "-")), ("/", .typed(prefix: "/")),
      ("*A", .typed(prefix: "*A")), ("+", .typed(prefix: "+")), ("A", .typed(prefix: "A")), ("æ", .typed(prefix: "æ")),
      (" ", .typed(prefix: " ")), ("\u{1B}", .typed(prefix: "\u{1B}")), ("\r", .typed(prefix: "\r")),
      ("%%%%%", .length(prefix: "%%%%%")), ("%1", .ambiguous("%", "%1")),
    ])
  func `A prefix that people type or that is not clear is refused`(prefix: String, fault: WedgeFault) {
    #expect(throws: fault) {
      try WedgeSettings(
        cardPrefixes: ["%"], codePrefix: prefix, mrzPrefix: nil, layout: .matching, gapMilliseconds: 100)
    }
  }

  @Test(
    arguments: [
      ("&", WedgeFault.typed(prefix: "&")), (";", nil), (":", nil), ("%", nil), ("[", .typed(prefix: "[")),
      ("_", nil), ("=", .dead(prefix: "=")), ("]", .dead(prefix: "]")), ("}", .dead(prefix: "}")), ("!", nil),
    ] as [(String, WedgeFault?)])
  func `A US reader's prefix is refused when it arrives as something that people type or waits for the next key`(
    prefix: String, fault: WedgeFault?
  ) {
    var thrown: WedgeFault?
    do throws(WedgeFault) {
      _ = try WedgeSettings(
        cardPrefixes: [prefix], codePrefix: nil, mrzPrefix: nil, layout: .us, gapMilliseconds: 100)
    } catch { thrown = error }
    #expect(thrown == fault)
  }

  @Test(arguments: [0, 9, 1001]) func `A gap that fits no reader is refused`(gap: Int) {
    #expect(throws: WedgeFault.gap(milliseconds: gap)) {
      try WedgeSettings(cardPrefixes: [], codePrefix: nil, mrzPrefix: nil, layout: .matching, gapMilliseconds: gap)
    }
  }
}
