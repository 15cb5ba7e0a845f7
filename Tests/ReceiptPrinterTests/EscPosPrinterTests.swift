import DeviceLines
import Devices
import Glibc
import PassportRules
import ReceiptPrinter
import Renewal
import TestSupport
import Testing

/// The driver at a printer that takes apart by itself what it is sent.
@Suite struct EscPosPrinterTests {
  typealias Piece = PaperPrinter.Piece

  private static let receipt = Receipt(
    number: CaseNumber(123), language: Language("da"), kind: .completed, pickUpPlace: 0)
  /// What a receipt has at the most: Danish, every mark, and letters of five alphabets.
  private static let texts = [
    "--------------------------------", "KVITTERING – Ørestad … “€”", "Hent: Æblevej 7 på Århus", "Łukasz Żółć",
    "Şükrü İğdır", "Київ, Їжак, ґанок", "kalaallisut ĸ, ŋ", "Vēlmēs, Šķūņi", "Tak for besøget.",
  ]
  private static let paper: [ReceiptElement] =
    texts.prefix(5).map(ReceiptElement.line) + [.code("000123")] + texts.dropFirst(5).map(ReceiptElement.line)

  /// The pauses before another line, and the looks while a receipt is printed.
  private static let pauses = Set([500, 1000, 2000, 4000, 8000, 16_000, 30_000].map { Milliseconds($0) })

  private static func driver(
    _ place: DevicePlace, _ time: DriverTime, columns: ReceiptPrinterSettings.Columns = .narrow,
    code: ReceiptPrinterSettings.Code = .native
  ) -> EscPosPrinter {
    let settings = ReceiptPrinterSettings(place: place, columns: columns, code: code)
    let driver = EscPosPrinter(settings, scheduler: time) { time.take(note: $0.words) }
    driver.start { time.tell($0) }
    return driver
  }

  private static func print(
    _ id: Int, _ driver: EscPosPrinter, _ time: DriverTime, paper: [ReceiptElement] = paper
  ) -> PlainAnswer? {
    driver.perform(Job(id: RequestID(id), command: .print(receipt), paper: paper)) { time.take($0, $1) }
    time.wait("an end of \(id)", passing: pauses) { !time.answers(of: id).isEmpty }
    #expect(time.answers(of: id).count == 1)
    return time.answers(of: id).first
  }

  private static func clear(_ driver: EscPosPrinter, _ time: DriverTime) -> Bool? {
    let before = time.cleared.count
    driver.clear { time.take(isClear: $0) }
    time.wait("a clearing", passing: pauses) { time.cleared.count > before }
    return time.cleared.last
  }

  /// What a text looks like: of letters that look the same, the first.
  private static func look(_ text: String) -> String {
    let same: [Character: Character] = [
      "К": "K", "ї": "ї", "Ї": "Ї", "а": "a", "о": "o", "е": "e", "і": "i", "І": "I", "А": "A", "О": "O", "с": "c",
      "р": "p",
      "х": "x", "В": "B", "М": "M", "Н": "H", "Т": "T", "Р": "P", "С": "C", "Х": "X", "Е": "E", "у": "y",
    ]
    return String(text.map { same[$0] ?? $0 })
  }

  @Test(arguments: [false, true], ReceiptPrinterSettings.Columns.allCases)
  func `a receipt comes out as it is, letter by letter, with its code and a cut`(
    isDevice: Bool, columns: ReceiptPrinterSettings.Columns
  ) throws {
    let (printer, time) = (try PaperPrinter(isDevice: isDevice), DriverTime())
    defer { printer.kill() }
    let driver = Self.driver(printer.place, time, columns: columns)
    time.wait("online") { time.notices == [.state(.receiptPrinter, .online), .paper(.full)] }
    #expect(Self.print(1, driver, time) == .receipt(.printed))
    let indent = String(repeating: " ", count: (columns.rawValue - 32) / 2)
    let lines = Self.texts.map { Piece.text(indent + Self.look($0), isCentred: false) }
    let out = try printer.set().map { piece in
      if case .text(let text, let isCentred) = piece {
        Piece.text(Self.look(text), isCentred: isCentred)
      } else {
        piece
      }
    }
    let code: [Piece] = [.code("000123"), .text("000123", isCentred: true)]
    #expect(out == Array(lines.prefix(5)) + code + Array(lines.dropFirst(5)) + [.cut])
    #expect(Self.clear(driver, time) == true)
  }

  @Test func `a code as a picture has the code's modules`() throws {
    let (printer, time) = (try PaperPrinter(), DriverTime())
    defer { printer.kill() }
    let driver = Self.driver(printer.place, time, code: .raster)
    #expect(Self.print(1, driver, time, paper: [.code("000123")]) == .receipt(.printed))
    let out = try printer.set()
    guard case .picture(let rows) = out.first else { return _ = Issue.record("\(out)") }
    let code = try #require(QRCode("000123"))
    let expected = (0..<29).flatMap { row in
      [String](repeating: (0..<29).map { code[$0 - 4, row - 4] ? "ff" : "00" }.joined(), count: 8)
    }
    #expect(rows == expected)
    #expect(out.dropFirst() == [.text("000123", isCentred: true), .cut])
  }

  @Test func `paper that is low or out and an open cover are told before anybody pays, and nothing is printed`() throws
  {
    let (printer, time) = (try PaperPrinter(), DriverTime())
    defer { printer.kill() }
    let driver = Self.driver(printer.place, time)
    time.wait("online") { time.notices.count == 2 }
    for (settings, notice) in [
      (#"{"low": true}"#, .paper(.low)), (#"{"left": 0}"#, .paper(.out)),
      (#"{"left": null, "low": false}"#, .paper(.full)),
      (#"{"cover": true}"#, .state(.receiptPrinter, .userError)),
      (#"{"cover": false}"#, .state(.receiptPrinter, .online)),
      (#"{"jam": true}"#, .paper(.jammed)),
    ] as [(String, DeviceNotice)] {
      try printer.set(settings)
      time.wait(settings, passing: [PrinterDialogue.Bounds.idle]) { time.notices.last == notice }
    }
    #expect(Self.print(1, driver, time) == .failed(DeviceFault(.paperJam, .clear)))
    try printer.set(#"{"jam": false, "left": 0}"#)
    #expect(Self.print(2, driver, time) == .failed(DeviceFault(.paperOut, .maintenance)))
    try printer.set(#"{"left": null, "cover": true}"#)
    #expect(Self.print(3, driver, time) == .failed(DeviceFault(.inoperable, .clear)))
    #expect(try printer.set(#"{"cover": false}"#).isEmpty)
    #expect(Self.print(4, driver, time) == .receipt(.printed))
  }

  @Test(arguments: [true, false], 1...16)
  func
    `whatever line the paper ends, jams or is uncovered at, it is told, and nothing else comes out before its rest is gone`(
      discards: Bool, line: Int
    ) throws
  {
    let (printer, time) = (try PaperPrinter(), DriverTime())
    defer { printer.kill() }
    let driver = Self.driver(printer.place, time)
    time.wait("online") { time.notices.count == 2 }
    // The code takes six lines: there are sixteen, and the cut.
    for (id, (happens, mended, answer)) in [
      (#""left": \#(line)"#, #""left": null"#, PlainAnswer.receipt(.paperOut)),
      (#""jamAfter": \#(line)"#, #""jam": false"#, .receipt(.jammed)),
      (#""coverAfter": \#(line)"#, #""cover": false"#, .indeterminate),
    ].enumerated() {
      try printer.set("{\(happens), \"discards\": \(discards)}")
      #expect(Self.print(id, driver, time) == answer)
      let out = try printer.set()
      #expect(!out.contains(.cut) && !out.isEmpty)
      if discards {
        #expect(Self.clear(driver, time) == true)
        #expect(try printer.set("{\(mended)}").isEmpty)
      } else {
        // One that throws nothing away says nothing before it is mended: then the rest comes out, and is known to have.
        driver.clear { time.take(isClear: $0) }
        time.wait("no word", passing: Self.pauses.union([.seconds(5)])) { time.cleared == [false] }
        try printer.set("{\(mended)}")
        #expect(Self.clear(driver, time) == true)
        try printer.set()
        time.forget()
      }
      #expect(Self.print(10 + id, driver, time) == .receipt(.printed))
      #expect(try printer.set().last == .cut)
    }
  }

  @Test(arguments: [true, false])
  func `a line that ends at any byte of a receipt never makes one that may have come out a failure`(
    discards: Bool
  ) throws {
    let (printer, time) = (try PaperPrinter(), DriverTime())
    defer { printer.kill() }
    let driver = Self.driver(printer.place, time)
    try printer.set("{\"discards\": \(discards)}")
    let paper: [ReceiptElement] = [.line("Ørestad"), .code("000123"), .line("ł"), .line("Tak")]
    let settings = ReceiptPrinterSettings(place: printer.place, columns: .narrow)
    // The greeting, two looks, the receipt, its mark, and the look that proves it.
    let bytes = EscPosEncoder(settings).bytes(of: paper)
    let length = 11 + 2 * 9 + bytes.count + 3 + 9
    // Of the dots of a picture each row's first byte is enough.
    let dots = 11 + 2 * 9 + bytes.count - 4 - 4 - 30 * 27..<11 + 2 * 9 + bytes.count - 4 - 4
    let ends = (0...length).filter { !dots.contains($0) || ($0 - dots.lowerBound) % 27 == 0 }
    var answers: [PlainAnswer: Int] = [:]
    for end in ends {
      try printer.set("{\"closeAfter\": \(end)}")
      // Each begins with a line of its own.
      driver.test { time.tell($0) }
      let answer = try #require(Self.print(end, driver, time, paper: paper))
      answers[answer, default: 0] += 1
      let out = try printer.set(#"{"closeAfter": null}"#)
      switch answer {
      case .receipt(.printed): #expect(out.last == .cut)
      case .failed(let fault): #expect(fault.reason == .disconnected && out.isEmpty)
      case _: #expect(answer == .indeterminate)
      }
      // A line that ended as the last one did may still be about to be noticed.
      while Self.clear(driver, time) == false {}
      try printer.set()
      time.forget()
    }
    #expect(answers[.receipt(.printed), default: 0] >= 1)
    #expect(answers[.indeterminate, default: 0] > ends.count / 2)
  }

  @Test func `one that says nothing, says nonsense, or is not there is offline; when it is back it prints`() throws {
    let (printer, time) = (try PaperPrinter(), DriverTime())
    try printer.set(#"{"silent": true}"#)
    let driver = Self.driver(printer.place, time)
    time.wait("silent", passing: [.seconds(3)]) { time.notices == [.state(.receiptPrinter, .offline)] }
    #expect(time.notes == [PrinterDialogue.Note.silent.words])
    try printer.set(#"{"silent": false, "garbage": true}"#)
    time.forget()
    time.wait("garbage", passing: Self.pauses) { time.notes.contains(PrinterDialogue.Note.garbage.words) }
    try printer.set(#"{"garbage": false}"#)
    time.wait("well", passing: Self.pauses) { time.notices == [.state(.receiptPrinter, .online), .paper(.full)] }
    // It falls silent under a receipt, and answers no mark.
    try printer.set(#"{"marks": false}"#)
    driver.perform(Job(id: RequestID(1), command: .print(Self.receipt), paper: Self.paper)) { time.take($0, $1) }
    time.wait("no proof", passing: Self.pauses.union([PrinterDialogue.Bounds.printing])) {
      !time.answers(of: 1).isEmpty
    }
    #expect(time.answers(of: 1) == [.indeterminate])
    try printer.set(#"{"marks": true}"#)
    #expect(Self.clear(driver, time) == true)
    #expect(Self.print(2, driver, time) == .receipt(.printed))
    printer.kill()
    time.wait("gone", passing: Self.pauses) { time.notices.last == .state(.receiptPrinter, .offline) }
    #expect(Self.print(3, driver, time) == .failed(DeviceFault(.disconnected, .reset)))
    #expect(Self.clear(driver, time) == true)
  }

  @Test func `nothing of a receipt is told to a technician`() throws {
    let (printer, time) = (try PaperPrinter(), DriverTime())
    defer { printer.kill() }
    let driver = Self.driver(printer.place, time)
    try printer.set(#"{"coverAfter": 3}"#)
    #expect(Self.print(1, driver, time) == .indeterminate)
    #expect(time.notes.contains(PrinterDialogue.Note.unproven.words))
    for text in Self.texts + ["000123"] { #expect(!time.notes.contains { $0.contains(text) }) }
  }

  @Test func `a device that is not there, and a file that is none, are no printer`() throws {
    for (path, state) in [("/dev/usb/lp-none", DeviceState.noDevice), ("/etc/passwd", .offline)] {
      let time = DriverTime()
      let driver = Self.driver(.file(path), time)
      time.wait("no printer") { time.notices == [.state(.receiptPrinter, state)] }
      #expect(Self.print(1, driver, time) == .failed(DeviceFault(.disconnected, .reset)))
    }
  }
}
