import Devices
import Renewal

/// The driver's end of a printer's line: what is asked, what the answers mean, and what a line that is lost means; without a device or a clock.
///
/// A receipt goes out only after the printer was looked after and is ready. It has come out when the mark behind it was answered, which a printer does
/// when it has come so far, and a look after that finds everything well: nothing else proves it. Until the first byte of a receipt is sent, a command
/// that does not go on has failed; from then on nobody knows. What may be left of a receipt in the printer is thrown away, and nothing else is printed
/// before the printer says that it is empty.
package struct PrinterDialogue: Hashable, Sendable {
  enum Line: Hashable {
    /// The box has not begun.
    case none
    case opening
    case up
    case resting
  }

  /// What is under way on the line, besides looking after the printer.
  enum Work: Hashable {
    /// What is left of an earlier receipt leaves the printer.
    case settling
    /// A receipt is on its way.
    case printing(RequestID)
    /// Its mark was answered: what is looked at from now on is what became of it.
    case proving(RequestID)
  }

  /// One look after the printer.
  struct Look: Hashable {
    var question = PrinterQuestion.printer
    var status = PrinterStatus()
    /// What happened since makes it tell nothing of now.
    var isStale = false
  }

  /// What may be left in the printer.
  enum Remains: Hashable {
    case nothing
    /// Nobody knows what was before this driver.
    case unknown
    /// Something of a receipt that was sent.
    case receipt
  }

  let encoder: EscPosEncoder
  var line = Line.none
  var answers = PrinterAnswers()
  var look: Look?
  var work: Work?
  /// A command that nothing was sent of yet.
  var job: Job?
  /// The clearings that were not answered yet.
  var clearings: [Int] = []
  /// What may be left in the printer.
  var remains = Remains.unknown
  /// It was asked on this line to throw that away.
  var wasSettled = false
  /// Marks on this line that were not answered yet.
  var marks = 0
  /// The printer answered on this line.
  var wasFound = false
  /// Lines in a row that ended before the printer was looked after twice.
  var failures = 0
  /// Answers since the last look that nobody asked for.
  var unasked = 0
  var toldState: DeviceState?
  var toldPaper: PaperState?
  /// What is waited for, counted: the line's waits, those of looking after the printer, and those of what is under way.
  var (lineWaits, lookWaits, workWaits) = (0, 0, 0)

  /// The dialogue with a printer to which nothing was said yet.
  package init(_ settings: ReceiptPrinterSettings) { encoder = EscPosEncoder(settings) }

  /// Takes an event, and says what to do, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .started: line == .none ? open() : tellAgain()
    case .opened: line == .opening ? begin() : []
    case .refused(let isAbsent): line == .opening ? refused(isAbsent ? .noDevice : .offline) : []
    case .lost: line == .up ? [.note(.lost)] + end(.disconnected, .offline) : []
    case .heard(let bytes): hear(bytes)
    case .asked(let job): ask(job)
    case .takenBack(let id): takeBack(id)
    case .clearWanted(let number): clear(number)
    case .testWanted: test()
    case .elapsed(let wait): elapse(wait)
    }
  }

  private mutating func refused(_ state: DeviceState) -> [Effect] { [.note(.unreachable)] + end(.disconnected, state) }

  private mutating func elapse(_ wait: Wait) -> [Effect] {
    switch wait {
    case .line(lineWaits) where line == .opening: hangUp(.unreachable, .disconnected)
    case .nextLine(lineWaits) where line == .resting: open()
    case .look(lookWaits) where line == .up && look == nil && work != .settling: lookAgain()
    case .answer(lookWaits) where look != nil && !isPrinting: hangUp(.silent, .overdue)
    case .settling(workWaits) where work == .settling: notSettled()
    case .printing(workWaits): overdue()
    case .line, .nextLine, .look, .answer, .settling, .printing: []
    }
  }
}
