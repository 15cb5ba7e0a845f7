import DeviceLines
import Devices
import PassportRules
import ReceiptPrinter
import Renewal
import Testing

/// What is said to a printer, and what its words, its silence and a lost line mean.
@Suite struct PrinterDialogueTests {
  typealias Effect = PrinterDialogue.Effect
  typealias Bounds = PrinterDialogue.Bounds

  static let settings = ReceiptPrinterSettings(place: .file("/dev/usb/lp0"), columns: .narrow)
  static let paper: [ReceiptElement] = [.line("KVITTERING"), .code("000123")]
  static let receipt = Receipt(number: CaseNumber(123), language: Language("da"), kind: .completed, pickUpPlace: 0)
  static let well: [UInt8] = [0x12, 0x12, 0x12]
  static let paperOut: [UInt8] = [0x1A, 0x32, 0x7E]
  static let coverOpen: [UInt8] = [0x1A, 0x16, 0x12]
  /// Its receipt, and what is behind it.
  static let sent = EscPosEncoder(settings).bytes(of: paper) + [0x1D, 0x72, 0x01]

  static func job(_ id: Int) -> Job { Job(id: RequestID(id), command: .print(receipt), paper: paper) }

  /// A printer that was looked after and is well.
  private static func found() -> PrinterDialogue {
    var dialogue = PrinterDialogue(settings)
    _ = dialogue.handle(.started)
    _ = dialogue.handle(.opened)
    _ = answer(&dialogue, well)
    // Its word that nothing is left in it from before, and the answer to the mark behind.
    _ = answer(&dialogue, [0x37, 0x25, 0x00, 0x00])
    return dialogue
  }

  /// One that has been sent a receipt.
  private static func printing() -> (PrinterDialogue, [Effect]) {
    var dialogue = found()
    let effects = dialogue.handle(.asked(job(1)))
    let sent = answer(&dialogue, well)
    return (dialogue, effects + sent)
  }

  private static func answer(_ dialogue: inout PrinterDialogue, _ bytes: [UInt8]) -> [Effect] {
    bytes.flatMap { dialogue.handle(.heard([$0])) }
  }

  private static func sends(_ effects: [Effect]) -> [[UInt8]] {
    effects.compactMap { if case .send(let bytes) = $0 { bytes } else { nil } }
  }

  private static func waits(_ effects: [Effect]) -> [PrinterDialogue.Wait] {
    effects.compactMap { if case .wait(_, let wait) = $0 { wait } else { nil } }
  }

  private static func notices(_ effects: [Effect]) -> [DeviceNotice] {
    effects.compactMap { if case .tell(let notice) = $0 { notice } else { nil } }
  }

  private static func answers(_ effects: [Effect]) -> [PlainAnswer] {
    effects.compactMap { if case .deliver(_, let answer) = $0 { answer } else { nil } }
  }

  private static func cleared(_ effects: [Effect]) -> [Bool] {
    effects.compactMap { if case .cleared(_, let isClear) = $0 { isClear } else { nil } }
  }

  /// The wait of a kind that was begun last.
  private static func last(_ effects: [Effect], _ isIt: (PrinterDialogue.Wait) -> Bool) throws -> PrinterDialogue.Event
  {
    let wait = waits(effects).last(where: isIt)
    return .elapsed(try #require(wait))
  }

  private static func failed(_ reason: DeviceFault.Reason, _ action: RecoveryAction = .reset) -> PlainAnswer {
    .failed(DeviceFault(reason, action))
  }

  // MARK: Looking

  @Test func `a printer is asked one thing after the other, and its state and paper are told`() {
    var dialogue = PrinterDialogue(Self.settings)
    #expect(dialogue.handle(.started).first == .open)
    #expect(Self.sends(dialogue.handle(.opened)) == [[0, 0, 0, 0, 0, 0, 0, 0, 0x1D, 0x61, 0x00], [0x10, 0x04, 0x01]])
    #expect(Self.sends(dialogue.handle(.heard([0x12]))) == [[0x10, 0x04, 0x02]])
    #expect(Self.sends(dialogue.handle(.heard([0x12]))) == [[0x10, 0x04, 0x04]])
    let told = dialogue.handle(.heard([0x1E]))
    #expect(Self.notices(told) == [.state(.receiptPrinter, .online), .paper(.low)])
    // What may be left in it from before goes first.
    #expect(Self.sends(told).first?.starts(with: [0x10, 0x14, 8]) == true)
    let settled = dialogue.handle(.heard([0x00]))
    #expect(settled.contains { if case .wait(Bounds.idle, .look) = $0 { true } else { false } })
  }

  @Test func `who begins to listen hears what is known`() {
    var dialogue = PrinterDialogue(Self.settings)
    _ = dialogue.handle(.started)
    #expect(dialogue.handle(.started).isEmpty)
    dialogue = Self.found()
    #expect(dialogue.handle(.started) == [.tell(.state(.receiptPrinter, .online)), .tell(.paper(.full))])
  }

  @Test func `it is looked after again and again, and only what changed is told`() throws {
    var dialogue = Self.found()
    var effects = dialogue.handle(.clearWanted(1))
    for (bytes, notices) in [
      (Self.well, []), (Self.paperOut, [.paper(.out)]), (Self.paperOut, []), (Self.well, [.paper(.full)]),
      (Self.coverOpen, [.state(.receiptPrinter, .userError)]), (Self.well, [.state(.receiptPrinter, .online)]),
      ([0x1A, 0x52, 0x1A, 0x12], [.paper(.jammed)]),
    ] as [([UInt8], [DeviceNotice])] {
      effects = dialogue.handle(try Self.last(effects) { if case .look = $0 { true } else { false } })
      effects = Self.answer(&dialogue, bytes)
      #expect(Self.notices(effects) == notices)
    }
  }

  @Test func `one that does not answer is offline, and tried again after pauses that grow`() throws {
    var dialogue = PrinterDialogue(Self.settings)
    _ = dialogue.handle(.started)
    var pauses: [Int] = []
    for _ in 0..<9 {
      var effects = dialogue.handle(.opened)
      effects = dialogue.handle(try Self.last(effects) { if case .answer = $0 { true } else { false } })
      #expect(effects.contains(.close))
      if pauses.isEmpty { #expect(Self.notices(effects) == [.state(.receiptPrinter, .offline)]) }
      for case .wait(let span, .nextLine) in effects { pauses.append(span.count) }
      #expect(dialogue.handle(try Self.last(effects) { if case .nextLine = $0 { true } else { false } }).first == .open)
    }
    #expect(pauses == [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
  }

  @Test func `one that is not there is no device; a line that ends is opened again at once, and nobody hears of it`()
    throws
  {
    var dialogue = PrinterDialogue(Self.settings)
    _ = dialogue.handle(.started)
    #expect(Self.notices(dialogue.handle(.refused(isAbsent: true))) == [.state(.receiptPrinter, .noDevice)])
    dialogue = Self.found()
    let lost = dialogue.handle(.lost)
    #expect(lost.contains(.open) && Self.notices(lost).isEmpty)
    #expect(Self.notices(dialogue.handle(.refused(isAbsent: false))) == [.state(.receiptPrinter, .offline)])
  }

  @Test(arguments: [0x00, 0x48, 0xFF, 0x13, 0x92, 0x37] as [UInt8])
  func `what no printer says ends the line`(byte: UInt8) {
    var dialogue = PrinterDialogue(Self.settings)
    _ = dialogue.handle(.started)
    _ = dialogue.handle(.opened)
    // An answer to a mark that was never set is dropped; so many are not.
    let effects = dialogue.handle(.heard([UInt8](repeating: byte, count: byte == 0 ? 201 : 2)))
    #expect(effects.contains(.note(.garbage)) && effects.contains(.close))
    #expect(Self.notices(effects) == [.state(.receiptPrinter, .offline)])
  }

  @Test func `what a printer says unasked changes nothing`() {
    var dialogue = Self.found()
    #expect(dialogue.handle(.heard([0x10, 0x00, 0x00, 0x0F, 0x12, 0x00, 0x37, 0x25, 0x00])).isEmpty)
  }

  // MARK: Printing

  @Test func `a receipt goes out after a look, and came out when its mark is answered and a look after that is good`() {
    var (dialogue, effects) = Self.printing()
    #expect(Self.sends(effects) == [[0x10, 0x04, 0x01], [0x10, 0x04, 0x02], [0x10, 0x04, 0x04], Self.sent])
    effects = dialogue.handle(.heard([0x00]))
    #expect(Self.sends(effects) == [[0x10, 0x04, 0x01]] && Self.answers(effects).isEmpty)
    #expect(Self.answers(Self.answer(&dialogue, Self.well)) == [.receipt(.printed)])
    #expect(Self.cleared(dialogue.handle(.clearWanted(1))) == [true])
  }

  @Test func `a look that began before the mark proves nothing`() throws {
    var (dialogue, effects) = Self.printing()
    _ = dialogue.handle(try Self.last(effects) { if case .look = $0 { true } else { false } })
    effects = dialogue.handle(.heard([0x12, 0x12, 0x00, 0x12]))
    #expect(Self.answers(effects).isEmpty && Self.sends(effects).last == [0x10, 0x04, 0x01])
    #expect(Self.answers(Self.answer(&dialogue, Self.well)) == [.receipt(.printed)])
  }

  @Test func `without its mark nothing is proven, however well the printer is`() throws {
    var (dialogue, effects) = Self.printing()
    let end = try Self.last(effects) { if case .printing = $0 { true } else { false } }
    for _ in 0..<10 {
      effects = dialogue.handle(try Self.last(effects) { if case .look = $0 { true } else { false } })
      effects = Self.answer(&dialogue, Self.well)
      #expect(Self.answers(effects).isEmpty)
    }
    effects = dialogue.handle(end)
    #expect(Self.answers(effects) == [.indeterminate])
    #expect(effects.contains(.note(.unproven)) && effects.contains(.close) && effects.contains(.open))
  }

  @Test(arguments: [
    (paperOut, failed(.paperOut, .maintenance)), ([0x1A, 0x52, 0x1A, 0x12], failed(.paperJam, .clear)),
    (coverOpen, failed(.inoperable, .clear)), ([0x1A, 0x52, 0x32, 0x12], failed(.inoperable, .maintenance)),
    ([0x1A, 0x12, 0x12], failed(.inoperable, .maintenance)),
  ])
  func `a printer that is not ready is sent nothing`(status: [UInt8], answer: PlainAnswer) {
    var dialogue = Self.found()
    var effects = dialogue.handle(.asked(Self.job(1)))
    effects += Self.answer(&dialogue, status)
    #expect(Self.answers(effects) == [answer])
    #expect(Self.sends(effects).allSatisfy { $0.starts(with: [0x10, 0x04]) })
    #expect(Self.cleared(dialogue.handle(.clearWanted(1))) == [true])
  }

  @Test(arguments: [
    (paperOut, PlainAnswer.receipt(.paperOut)), ([0x1A, 0x52, 0x1A, 0x12], .receipt(.jammed)),
    (coverOpen, .indeterminate), ([0x1A, 0x52, 0x32, 0x12], .indeterminate),
  ])
  func `what happens in the middle of a receipt is told, and its rest is thrown away`(
    status: [UInt8], answer: PlainAnswer
  ) throws {
    var (dialogue, effects) = Self.printing()
    _ = dialogue.handle(try Self.last(effects) { if case .look = $0 { true } else { false } })
    effects = Self.answer(&dialogue, status)
    #expect(Self.answers(effects) == [answer])
    // What was not taken yet is never sent.
    #expect(effects.contains(.close) && effects.contains(.open))
    effects = dialogue.handle(.opened) + Self.answer(&dialogue, status)
    let sent = try #require(Self.sends(effects).last)
    #expect(sent.starts(with: [0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8, 0x10, 5, 2, 0]))
    // As much white as a whole line that is a picture, for one that waits for the rest of one.
    #expect(sent.count { $0 == 0 } >= 48 * 30 && sent.suffix(5) == [0x1B, 0x40, 0x1D, 0x72, 1])
    #expect(Self.cleared(dialogue.handle(.clearWanted(1))).isEmpty)
    #expect(Self.cleared(Self.answer(&dialogue, [0x37, 0x25, 0x00])) == [true])
  }

  @Test func `a line that is lost under a receipt leaves nobody knowing, one before it nothing printed`() {
    var (dialogue, effects) = Self.printing()
    effects = dialogue.handle(.lost)
    #expect(Self.answers(effects) == [.indeterminate] && effects.contains(.note(.unproven)))
    dialogue = Self.found()
    _ = dialogue.handle(.asked(Self.job(1)))
    effects = dialogue.handle(.lost)
    // Nothing was sent of it: it waits for the line that is opened at once, and fails with that.
    #expect(Self.answers(effects).isEmpty)
    #expect(Self.answers(dialogue.handle(.refused(isAbsent: true))) == [Self.failed(.disconnected)])
  }

  @Test(arguments: [0..<1, 1..<2, 0..<13])
  func `a question that is not answered before a receipt fails it, one after it leaves nobody knowing`(
    answered: Range<Int>
  ) throws {
    var dialogue = Self.found()
    // The second line that ends in a row is not opened again at once.
    _ = dialogue.handle(.lost)
    _ = dialogue.handle(.opened)
    _ = Self.answer(&dialogue, Self.well)
    var effects = dialogue.handle(.asked(Self.job(1)))
    for byte in Self.well.prefix(answered.count) { effects = dialogue.handle(.heard([byte])) }
    if answered.count > 3 {
      effects = dialogue.handle(.heard([0x00]))
      effects = dialogue.handle(try Self.last(effects) { if case .answer = $0 { true } else { false } })
      #expect(Self.answers(effects) == [.indeterminate])
    } else {
      effects = dialogue.handle(try Self.last(effects) { if case .answer = $0 { true } else { false } })
      #expect(Self.answers(effects) == [Self.failed(.overdue)])
    }
  }

  @Test func `one at a time; one that was not sent can be taken back, one that was cannot`() {
    var dialogue = Self.found()
    _ = dialogue.handle(.asked(Self.job(1)))
    #expect(Self.answers(dialogue.handle(.asked(Self.job(2)))) == [Self.failed(.busy)])
    #expect(Self.answers(dialogue.handle(.takenBack(RequestID(1)))) == [Self.failed(.inoperable)])
    #expect(Self.sends(Self.answer(&dialogue, Self.well)).allSatisfy { $0.starts(with: [0x10, 0x04]) })
    var (other, _) = Self.printing()
    #expect(other.handle(.takenBack(RequestID(1))).isEmpty)
    #expect(Self.answers(other.handle(.asked(Self.job(2)))) == [Self.failed(.busy)])
    _ = other.handle(.heard([0x00]))
    #expect(Self.answers(Self.answer(&other, Self.well)) == [.receipt(.printed)])
  }

  @Test func `a command of another device is none`() {
    var dialogue = Self.found()
    let job = Job(id: RequestID(1), command: .readSignature)
    #expect(Self.answers(dialogue.handle(.asked(job))) == [Self.failed(.garbage)])
  }

  // MARK: What may be left

  @Test func `nothing is printed before the rest of an earlier receipt is known to be gone`() throws {
    var (dialogue, effects) = Self.printing()
    effects = dialogue.handle(.lost)
    effects = dialogue.handle(.opened) + Self.answer(&dialogue, Self.well)
    let settling = try Self.last(effects) { if case .settling = $0 { true } else { false } }
    #expect(Self.cleared(dialogue.handle(.clearWanted(1))).isEmpty)
    effects = dialogue.handle(settling)
    #expect(Self.cleared(effects) == [false] && effects.contains(.note(.notEmptied)))
    effects = dialogue.handle(.asked(Self.job(2)))
    effects = Self.answer(&dialogue, Self.well)
    #expect(
      Self.answers(dialogue.handle(try Self.last(effects) { if case .settling = $0 { true } else { false } }))
        == [Self.failed(.inoperable, .clear)])
    // Both marks are answered: all that was sent before them is through.
    #expect(Self.answer(&dialogue, [0x00, 0x00]).isEmpty)
    #expect(Self.cleared(dialogue.handle(.clearWanted(2))) == [true])
  }

  @Test func `a clearing waits for the receipt under way`() {
    var (dialogue, _) = Self.printing()
    #expect(dialogue.handle(.clearWanted(7)).isEmpty)
    _ = dialogue.handle(.heard([0x00]))
    #expect(Self.answer(&dialogue, Self.well).suffix(2).contains(.cleared(7, isClear: true)))
  }

  @Test func `tried out, a printer begins anew and tells its state whatever it is`() {
    var dialogue = Self.found()
    var effects = dialogue.handle(.testWanted)
    #expect(effects.prefix(2) == [.close, .open])
    effects = dialogue.handle(.opened) + Self.answer(&dialogue, Self.well)
    #expect(Self.notices(effects) == [.state(.receiptPrinter, .online), .paper(.full)])
    _ = dialogue.handle(.testWanted)
    #expect(Self.notices(dialogue.handle(.refused(isAbsent: true))) == [.state(.receiptPrinter, .noDevice)])
    (dialogue, _) = Self.printing()
    #expect(Self.answers(dialogue.handle(.testWanted)) == [.indeterminate])
  }

  // MARK: In any order

  @Test func `every command and every clearing ends exactly once, and none has failed of which a byte was sent`() {
    for seed in UInt64(1)...600 {
      var walk = PrinterWalk(seed: seed)
      walk.take(.started)
      for _ in 0..<150 { walk.step() }
      walk.settle()
      #expect(walk.ended == [Int](repeating: 1, count: walk.ended.count), "seed \(seed)")
      #expect(walk.answered == [Int](repeating: 1, count: walk.answered.count), "seed \(seed)")
      #expect(walk.wrong.isEmpty, "seed \(seed)")
    }
  }
}
