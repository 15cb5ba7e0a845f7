import Renewal
import Screens
import Terminal
import Testing

/// What a terminal is asked about pictures, and its answers among what is typed.
@Suite struct TerminalAnswerTests {
  private static let escape = "\u{1B}"
  private static let kitty = "\u{1B}_Gi=31;OK\u{1B}\\"
  private static let refusal = "\u{1B}_Gi=31;ENOTSUPPORTED\u{1B}\\"
  private static let cell = "\u{1B}[6;20;10t"
  private static let colours = "\u{1B}[?1;0;16S"
  private static let fence = "\u{1B}[?63;1;2;4;6;9;15;22c"
  private static let plainFence = "\u{1B}[?1;2c"

  /// What a decoder that listens makes of pieces, each of which came alone, `pause` milliseconds after the one before.
  private func hear(_ pieces: [String], pause: Int = 1) -> (answers: TerminalAnswers?, inputs: [DisplayInput]) {
    var decoder = KeyDecoder(wedge: .standard)
    var inputs: [DisplayInput] = []
    var answers: TerminalAnswers?
    var now = 0
    decoder.listen(until: TerminalQuestion.patience)
    for piece in pieces {
      now += pause
      for byte in piece.utf8 { decoder.decode(.byte(byte), now: now, into: &inputs) }
      decoder.quiet(now: now, into: &inputs)
      answers = answers ?? decoder.takeAnswers()
    }
    decoder.quiet(now: max(now + 100, TerminalQuestion.patience), into: &inputs)
    return (answers ?? decoder.takeAnswers(), inputs)
  }

  @Test func `Answers tell what the terminal shows, and are no keys`() throws {
    let heard = hear([Self.kitty + Self.cell + Self.colours + Self.fence])
    let answers = try #require(heard.answers)
    #expect(heard.inputs == [])
    #expect(answers.hasKitty && answers.hasSixel && answers.isWhole)
    #expect(answers.cell == CellPoints(width: 10, height: 20) && answers.registers == 16)
    let plain = hear([Self.refusal + Self.plainFence])
    #expect(plain.inputs == [])
    #expect(plain.answers.map { !$0.hasKitty && !$0.hasSixel && $0.isWhole && $0.cell == nil } == true)
    // A terminal of kind 4 has no sixels for that.
    #expect(hear(["\u{1B}[?4;6c"]).answers?.hasSixel == false)
  }

  @Test func `However they are cut, with a pause at every place, they are the same answers`() {
    let whole = Self.kitty + Self.cell + Self.colours + Self.fence
    let expected = hear([whole]).answers
    for at in 1..<whole.count {
      let heard = hear([String(whole.prefix(at)), String(whole.dropFirst(at))], pause: 40)
      #expect(heard.answers == expected && heard.inputs == [], "cut at \(at)")
    }
    let each = hear(whole.map { String($0) })
    #expect(each.answers == expected && each.inputs == [])
  }

  @Test func `What is typed before, between and after is typed`() {
    let heard = hear(["1", "2\(Self.cell)3", Self.colours + "æ", "\r" + Self.fence + "4", Self.escape])
    let typed: [Key] = [.digit(1), .digit(2), .digit(3), .letter("æ"), .enter, .digit(4), .stop]
    #expect(heard.inputs == typed.map { .key($0) })
    #expect(heard.answers?.hasSixel == true)
  }

  @Test func `Esc alone waits for what may follow, and is Stop before the next key, the answers or the end`() {
    #expect(hear([Self.escape]).inputs == [.key(.stop)])
    #expect(hear([Self.escape, "1"]).inputs == [.key(.stop), .key(.digit(1))])
    let heard = hear([Self.escape, Self.cell + Self.fence])
    #expect(heard.inputs == [.key(.stop)] && heard.answers?.hasSixel == true)
    var decoder = KeyDecoder(wedge: .standard)
    var inputs: [DisplayInput] = []
    decoder.listen(until: 1000)
    #expect(decoder.deadline == 1000)
    decoder.decode(.byte(0x1B), now: 0, into: &inputs)
    decoder.quiet(now: 999, into: &inputs)
    #expect(inputs == [] && decoder.takeAnswers() == nil)
    decoder.quiet(now: 1000, into: &inputs)
    #expect(inputs == [.key(.stop)] && decoder.takeAnswers() == TerminalAnswers() && decoder.deadline == nil)
  }

  @Test func `A terminal that says nothing has nothing, and what comes late is neither believed nor typed`() {
    #expect(hear([]).answers == TerminalAnswers())
    let late = hear([Self.kitty, Self.cell + Self.fence], pause: TerminalQuestion.patience)
    #expect(late.answers?.hasSixel == false && late.inputs == [])
    // What came in time counts where the fence did not come.
    #expect(hear([Self.kitty]).answers?.hasKitty == true)
  }

  @Test(arguments: [
    "\u{1B}[?;4c", "\u{1B}[?63:1;4c", "\u{1B}[?99999999999999999999;4c", "\u{1B}[6;0;0t", "\u{1B}[6;20;99999t",
    "\u{1B}[6t",
    "\u{1B}[?1;3;16S", "\u{1B}_Gi=32;OK\u{1B}\\", "\u{1B}_\u{1B}\\", "\u{1B}[c", "\u{1B}[4c",
    "\u{1B}]11;rgb:0/0/0\u{7}",
    "\u{1B}P1$r0m\u{1B}\\", "\u{1B}_G" + String(repeating: "i=31;OK", count: 100) + "\u{1B}\\",
  ])
  func `What has no answer's form is none`(garbage: String) {
    let heard = hear([garbage])
    #expect(heard.answers == TerminalAnswers() && heard.inputs == [])
    #expect(hear([garbage + Self.fence]).answers?.hasSixel == true)
  }

  @Test(arguments: [
    ("xterm-256color", true, true), ("xterm-kitty", true, true), ("foot", true, true), ("vt340", true, false),
    ("rxvt-unicode", true, false), ("screen-256color", true, false), ("tmux-256color", true, false),
    ("linux", false, false),
    ("linux-16color", false, false), ("dumb", false, false), ("", false, false), ("unheard-of", false, false),
  ])
  func `Only terminals are asked that understand it`(type: String, isAsked: Bool, isKittyAsked: Bool) {
    func question(_ variables: [String: String] = [:], isConsole: Bool = false) -> String? {
      TerminalQuestion(type: type, isConsole: isConsole) { variables[$0] }.map {
        String(decoding: $0.bytes, as: UTF8.self)
      }
    }
    #expect((question() != nil) == isAsked)
    #expect((question()?.contains("\u{1B}_G") ?? false) == isKittyAsked)
    #expect(question(isConsole: true) == nil)
    #expect(question(["TERM_PROGRAM": "Apple_Terminal"]) == nil)
    for multiplexer in ["TMUX", "STY"] { #expect(question([multiplexer: "1"])?.contains("\u{1B}_G") != true) }
    if isAsked { #expect(question()?.hasSuffix("\u{1B}[c") == true, "the fence is last") }
  }
}
