import Devices
import ReceiptPrinter
import Renewal
import TestSupport

/// Box and printer do anything, in any order.
struct PrinterWalk {
  private var dialogue = PrinterDialogue(PrinterDialogueTests.settings)
  private var numbers: Seeded
  private var waits: [PrinterDialogue.Wait] = []
  private var isOpening = false
  private var isLine = false
  /// The command whose receipt was sent last.
  private var sent: Int?
  private var hasMark = false
  /// How often each command ended, and each clearing was answered.
  private(set) var ended: [Int] = []
  private(set) var answered: [Int] = []
  /// What must not be.
  private(set) var wrong: [String] = []

  init(seed: UInt64) { numbers = Seeded(seed) }

  mutating func take(_ event: PrinterDialogue.Event) {
    for effect in dialogue.handle(event) {
      switch effect {
      case .open:
        if isLine || isOpening { wrong.append("two lines") }
        (isOpening, isLine) = (true, false)
      case .close: (isOpening, isLine) = (false, false)
      case .send(let bytes):
        if !isLine { wrong.append("sent without a line") }
        if let id = Self.receipt(in: bytes) { (sent, hasMark) = (id, false) }
      case .wait(_, let wait): waits.append(wait)
      case .deliver(let id, let answer):
        ended[id.number] += 1
        if case .failed = answer, sent == id.number { wrong.append("failed, and was sent") }
        if answer == .receipt(.printed), sent != id.number || !hasMark { wrong.append("printed without a proof") }
      case .cleared(let number, _): answered[number] += 1
      case .tell, .note: break
      }
    }
  }

  mutating func step() {
    switch Int.random(in: 0..<24, using: &numbers) {
    case 0, 1, 2:
      if isOpening {
        (isOpening, isLine) = (false, Int.random(in: 0..<4, using: &numbers) > 0)
        take(isLine ? .opened : .refused(isAbsent: Bool.random(using: &numbers)))
      }
    case 3:
      if isLine, Int.random(in: 0..<4, using: &numbers) == 0 {
        isLine = false
        take(.lost)
      }
    case 4, 5:
      ended.append(0)
      take(.asked(Self.job(ended.count - 1)))
    case 6: if !ended.isEmpty { take(.takenBack(RequestID(ended.count - 1))) }
    case 7:
      answered.append(0)
      take(.clearWanted(answered.count - 1))
    case 8: if Int.random(in: 0..<4, using: &numbers) == 0 { take(.testWanted) }
    case 9, 10:
      if !waits.isEmpty { take(.elapsed(waits.remove(at: Int.random(in: 0..<waits.count, using: &numbers)))) }
    case 11: if isLine { take(.heard([0x37, 0x25, 0x00])) }
    case 12, 13:
      if isLine { hear(0x00) }
    case 14: if isLine { hear(UInt8.random(in: 0...255, using: &numbers)) }
    case 15: if isLine { take(.heard([[0x1A, 0x16, 0x32, 0x7E, 0x52].randomElement(using: &numbers) ?? 0x12])) }
    case _: if isLine { take(.heard([0x12])) }
    }
  }

  private mutating func hear(_ byte: UInt8) {
    if byte < 0x10 { hasMark = true }
    take(.heard([byte]))
  }

  /// A command whose receipt says which it is.
  private static func job(_ id: Int) -> Job {
    Job(id: RequestID(id), command: .print(PrinterDialogueTests.receipt), paper: [.line(String(id))])
  }

  private static func receipt(in bytes: [UInt8]) -> Int? {
    let text = bytes.dropFirst(10).prefix { $0 != 0x0A }.drop { $0 == 0x20 }
    return bytes.starts(with: [0x1B, 0x40]) ? Int(String(decoding: text, as: UTF8.self)) : nil
  }

  /// No line is to be had, and every wait runs out: nothing is left without an end.
  mutating func settle() {
    for _ in 0..<4 {
      if isLine {
        isLine = false
        take(.lost)
      }
      if isOpening {
        isOpening = false
        take(.refused(isAbsent: false))
      }
    }
    for wait in waits { take(.elapsed(wait)) }
    if isOpening {
      isOpening = false
      take(.refused(isAbsent: false))
    }
  }
}
