import DeviceLines
import Devices
import PageScanner
import Renewal
import Testing

/// What becomes of what a page reader sends, of a command, and of a device that is lost.
@Suite struct ScannerDialogueTests {
  typealias Effect = ScannerDialogue.Effect

  /// ICAO Doc 9303-4 and 9303-5, the specimens.
  private static let passport = [
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
  ]
  private static let card = [
    "I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
  ]

  private static let pauses: Set = [ScannerDialogue.Bounds.end, ScannerDialogue.Bounds.unfinished]

  private var dialogue = ScannerDialogue()

  init() {
    #expect(dialogue.handle(.started) == [.open])
    #expect(dialogue.handle(.opened) == [.note(.found), .tell(.state(.documentReader, .online))])
  }

  private static func page(_ lines: [String]) -> ReadDocument {
    .page(lines: lines, chip: .failed(.silent), picture: nil)
  }
  private static func asked(_ id: Int) -> ScannerDialogue.Event {
    .asked(Job(id: RequestID(id), .readDocument))
  }
  private static func read(_ id: Int, _ document: ReadDocument) -> Effect {
    .deliver(RequestID(id), .document(document))
  }
  private static func failed(_ id: Int, _ reason: DeviceFault.Reason) -> Effect {
    .deliver(RequestID(id), .answer(.failed(DeviceFault(reason, .reset))))
  }

  /// Takes events; a pause follows, in which whatever is waited for of these is over.
  private mutating func pass(_ events: ScannerDialogue.Event..., over spans: Set<Milliseconds>) -> [Effect] {
    var effects = events.flatMap { dialogue.handle($0) }
    for case .wait(let span, let wait) in effects where spans.contains(span) {
      effects += dialogue.handle(.elapsed(wait))
    }
    return effects.filter { if case .wait = $0 { false } else { true } }
  }

  private mutating func hears(_ text: String, pieces: Int = 1) -> [Effect] {
    let bytes = Array(text.utf8)
    let size = max(1, bytes.count / pieces)
    var effects: [Effect] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      effects += dialogue.handle(.heard(Array(bytes[start..<min(start + size, bytes.count)])))
    }
    for case .wait(let span, let wait) in effects where Self.pauses.contains(span) {
      effects += dialogue.handle(.elapsed(wait))
    }
    return effects.filter { if case .wait = $0 { false } else { true } }
  }

  // MARK: What is read

  @Test mutating func `a zone that was read elsewhere is given back, without a chip`() {
    let zone = ["P<DNK", "2<<"]
    #expect(dialogue.handle(.asked(Job(id: RequestID(1), .readChip(zone: zone)))) == [Self.read(1, Self.page(zone))])
    #expect(dialogue.handle(Self.asked(2)).isEmpty, "it is not busy")
  }

  @Test(arguments: ["\r", "\n", "\r\n", "\n\r", "\t", "\u{1c}"])
  mutating func `lines that end as readers end them are the zone's`(end: String) {
    _ = dialogue.handle(Self.asked(1))
    #expect(hears(Self.passport.map { $0 + end }.joined()) == [Self.read(1, Self.page(Self.passport))])
    _ = dialogue.handle(Self.asked(2))
    #expect(hears(Self.card.joined(separator: end), pieces: 17) == [Self.read(2, Self.page(Self.card))])
  }

  @Test(arguments: [
    "\u{2}P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10\u{3}",
    "p<utoeriksson<<anna<maria<<<<<<<<<<<<<<<<<<<\rl898902c36uto7408122f1204159ze184226b<<<<<10\r",
    "  P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<< \r L898902C36UTO7408122F1204159ZE184226B<<<<<10\r\r\r",
    String(repeating: "4", count: 44)
      + "\rP<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\rL898902C36UTO7408122F1204159ZE184226B<<<<<10",
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\rSCAN OK\rL898902C36UTO7408122F1204159ZE184226B<<<<<10\r",
    "\u{feff}P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\rL898902C36UTO7408122F1204159ZE184226B<<<<<10\r",
    "READ OK\r\nP<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\r\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\r\n0042\r\n",
  ])
  mutating func `whatever stands around a zone, it is found`(sent: String) {
    _ = dialogue.handle(Self.asked(1))
    #expect(hears(sent) == [Self.read(1, Self.page(Self.passport))])
  }

  @Test mutating func `a zone that was not read well is the box's to judge`() {
    let short = [String(Self.passport[0].dropLast()), "L8989?2C36UTO7408122F1204159ZE184226B<<<<<10"]
    _ = dialogue.handle(Self.asked(1))
    #expect(hears(short.joined(separator: "\r")) == [Self.read(1, Self.page(short))])
    _ = dialogue.handle(Self.asked(2))
    var odd = Array(Self.passport.joined(separator: "\r").utf8)
    odd[3] = 0xd8
    let effects = pass(.heard(odd), over: Self.pauses)
    #expect(effects == [Self.read(2, Self.page(["P<U?OERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", Self.passport[1]]))])
  }

  @Test mutating func `what is too little, too much, or was lost in part is a page that lies askew`() {
    let sent = ["NOREAD\r", "?", String(repeating: "<", count: 200), String(repeating: "A\r", count: 700)]
    for (id, text) in sent.enumerated() {
      _ = dialogue.handle(Self.asked(id))
      #expect(hears(text) == [Self.read(id, .skewed)], "\(text.prefix(20))")
    }
    _ = dialogue.handle(Self.asked(9))
    let zone = Self.passport.joined(separator: "\r")
    let effects = pass(.heard(Array(zone.utf8)), .missed, over: Self.pauses)
    #expect(effects.contains(Self.read(9, .skewed)) && !effects.contains(Self.read(9, Self.page(Self.passport))))
  }

  @Test mutating func `two pages at once are two documents, and one twice is one`() {
    let other = ["P<UTODOE<<JOHN" + String(repeating: "<", count: 30), Self.passport[1]]
    let sent: [([String], ReadDocument)] = [
      (Self.passport + other, .twoDocuments), (Self.passport + Self.card, .twoDocuments),
      (Self.passport + Self.passport, Self.page(Self.passport)),
      // The first line of one, and another whole: nobody is made of two.
      ([other[0]] + Self.passport, Self.page(Self.passport)),
    ]
    for (id, (lines, document)) in sent.enumerated() {
      _ = dialogue.handle(Self.asked(id))
      #expect(hears(lines.joined(separator: "\r")) == [Self.read(id, document)])
    }
  }

  @Test mutating func `returns alone are no reading`() {
    _ = dialogue.handle(Self.asked(1))
    #expect(hears("\r\n\r\n").isEmpty)
    #expect(hears(Self.passport.joined(separator: "\n")) == [Self.read(1, Self.page(Self.passport))])
  }

  // MARK: When it is read

  @Test mutating func `what began to come before the box asked is nobody's, to its end`() {
    let zone = Self.passport.joined(separator: "\r")
    #expect(hears(zone).isEmpty)
    #expect(dialogue.handle(Self.asked(1)).isEmpty && hears(zone) == [Self.read(1, Self.page(Self.passport))])

    // Half a page, then the visit ends, and the next one asks; and so for whatever else ends what was asked.
    let half = Array(Self.passport[0].utf8)
    let rest = Self.passport[1] + "\r"
    let ends: [(ScannerDialogue.Event, [Effect])] = [
      (.takenBack(RequestID(2)), []), (.clearWanted(5), [Self.failed(2, .busy), .cleared(5)]),
    ]
    for (end, effects) in ends {
      _ = dialogue.handle(Self.asked(2))
      _ = dialogue.handle(.heard(half))
      #expect(dialogue.handle(end) == effects)
      _ = dialogue.handle(Self.asked(3))
      #expect(hears(rest).isEmpty, "\(end)")
      #expect(hears(zone) == [Self.read(3, Self.page(Self.passport))])
    }
    // Nobody had asked when it began.
    _ = dialogue.handle(.heard(half))
    _ = dialogue.handle(Self.asked(4))
    #expect(hears(rest).isEmpty)
    #expect(hears(zone) == [Self.read(4, Self.page(Self.passport))])
  }

  @Test mutating func `half a zone waits longer for its rest than a whole one for nothing`() {
    _ = dialogue.handle(Self.asked(1))
    let bytes = Array(Self.passport.joined(separator: "\r").utf8)
    let first = dialogue.handle(.heard(Array(bytes[..<60])))
    #expect(first.map(Self.span) == [ScannerDialogue.Bounds.unfinished])
    let last = dialogue.handle(.heard(Array(bytes[60...])))
    #expect(last.map(Self.span) == [ScannerDialogue.Bounds.end])
    for case .wait(_, let wait) in first { #expect(dialogue.handle(.elapsed(wait)).isEmpty, "it is over") }
    for case .wait(_, let wait) in last {
      #expect(dialogue.handle(.elapsed(wait)) == [Self.read(1, Self.page(Self.passport))])
    }
  }

  private static func span(_ effect: Effect) -> Milliseconds? {
    if case .wait(let span, _) = effect { span } else { nil }
  }

  @Test mutating func `a command that cannot be carried out has failed, and one that was taken back is over`() {
    #expect(dialogue.handle(.asked(Job(id: RequestID(1), .readSignature))) == [Self.failed(1, .garbage)])
    _ = dialogue.handle(Self.asked(2))
    #expect(dialogue.handle(Self.asked(3)) == [Self.failed(3, .busy)])
    _ = dialogue.handle(.takenBack(RequestID(2)))
    #expect(dialogue.handle(Self.asked(4)).isEmpty)
    let gone = dialogue.handle(.lost)
    #expect(
      gone.dropLast() == [Self.failed(4, .disconnected), .note(.lost), .tell(.state(.documentReader, .noDevice))])
    #expect(dialogue.handle(Self.asked(5)) == [Self.failed(5, .disconnected)])
    guard case .wait(_, let next)? = gone.last else { return _ = Issue.record("it is not looked for") }
    #expect(dialogue.handle(.elapsed(next)) == [.open])
    #expect(dialogue.handle(.opened) == [.note(.found), .tell(.state(.documentReader, .online))])
  }

  @Test mutating func `a technician's trial begins anew`() {
    _ = dialogue.handle(Self.asked(1))
    #expect(dialogue.handle(.testWanted) == [Self.failed(1, .disconnected), .close, .open])
    #expect(
      dialogue.handle(.refused(.unsuitable("it has no keys"))).dropLast() == [
        .note(.refused(.unsuitable("it has no keys"))), .tell(.state(.documentReader, .hardwareError)),
      ])
  }
}
