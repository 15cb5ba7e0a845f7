import DeviceLines
import Devices
import Renewal

// The line to a printer: how it is opened and tried again, and how the printer is looked after.

extension PrinterDialogue {
  mutating func open() -> [Effect] {
    (line, wasFound) = (.opening, false)
    lineWaits += 1
    return [.open, .wait(Bounds.line, .line(lineWaits))]
  }

  /// The line is there: the printer is told to be quiet, and looked after.
  mutating func begin() -> [Effect] {
    line = .up
    (answers, marks, unasked, wasSettled) = (PrinterAnswers(), 0, 0, false)
    return [.send(EscPos.nothing + EscPos.quiet)] + startLook()
  }

  /// The line is ended from here.
  mutating func hangUp(_ note: Note, _ reason: DeviceFault.Reason) -> [Effect] {
    [.note(note), .close] + end(reason, .offline)
  }

  /// The line has ended, or there is none. Nobody knows what became of a receipt on it; what nothing was sent of waits for another line where one is
  /// opened at once, as it is after one on which the printer was well.
  mutating func end(_ reason: DeviceFault.Reason, _ state: DeviceState) -> [Effect] {
    var effects: [Effect] = []
    if let id = printed { effects += [.note(.unproven), .deliver(id, .indeterminate)] }
    (look, work) = (nil, nil)
    failures += 1
    if wasFound && failures == 1 { return effects + open() }
    line = .resting
    if let job { effects.append(.deliver(job.id, Self.failed(reason))) }
    job = nil
    effects += answerClearings(isClear: remains != .receipt) + tell(state)
    lineWaits += 1
    return effects + [.wait(DeviceLine.pause(after: failures), .nextLine(lineWaits))]
  }

  /// Another line in place of this one, on which something may be on its way that shall not come out any more.
  mutating func reopen() -> [Effect] {
    (look, work) = (nil, nil)
    return (line == .resting ? [] : [.close]) + open()
  }

  /// Begins anew, and tells the state whatever it is.
  mutating func test() -> [Effect] {
    let id = printed
    (toldState, toldPaper, failures) = (nil, nil, 0)
    let effects = reopen()
    return id.map { [.note(.unproven), .deliver($0, .indeterminate)] + effects } ?? effects
  }

  // MARK: Looking after the printer

  mutating func startLook() -> [Effect] {
    look = Look()
    return ask(.printer)
  }

  /// Looks after a printer that was well the last time.
  mutating func lookAgain() -> [Effect] {
    failures = 0
    return startLook()
  }

  mutating func lookLater(_ span: Milliseconds) -> [Effect] {
    lookWaits += 1
    return [.wait(span, .look(lookWaits))]
  }

  private mutating func ask(_ question: PrinterQuestion) -> [Effect] {
    look?.question = question
    lookWaits += 1
    return [.send(EscPos.ask(question)), .wait(Bounds.answer, .answer(lookWaits))]
  }

  mutating func hear(_ bytes: [UInt8]) -> [Effect] {
    var effects: [Effect] = []
    for byte in bytes where line == .up {
      switch answers.take(byte) {
      case nil: break
      case .status(let status) where look != nil: effects += heard(status)
      case .mark where marks > 0:
        marks -= 1
        if marks == 0 { effects += marked() }
      case .discarded where work == .settling:
        // What was thrown away had the marks before this one.
        marks = 1
        effects += settled()
      case .garbage: effects += hangUp(.garbage, .garbage)
      case .status, .mark, .discarded:
        unasked += 1
        if unasked > Bounds.mostUnasked { effects += hangUp(.garbage, .garbage) }
      }
    }
    return effects
  }

  private mutating func heard(_ answer: UInt8) -> [Effect] {
    guard var look, look.status.take(answer, to: look.question) else { return hangUp(.garbage, .garbage) }
    self.look = look
    switch look.question {
    case .printer: return ask(.offlineCause)
    case .offlineCause: return ask(look.status.conditions.contains(.error) ? .errorCause : .paper)
    case .errorCause: return ask(.paper)
    case .paper: return look.isStale ? startLook() : looked(look.status)
    }
  }

  /// All was asked: what is new is told, and what waited for it goes on.
  private mutating func looked(_ status: PrinterStatus) -> [Effect] {
    let effects: [Effect] = (wasFound ? [] : [.note(.found)]) + tell(status.state) + tell(status.paper)
    (look, unasked, wasFound) = (nil, 0, true)
    return effects + (printed.map { judge($0, by: status) } ?? goOn(status))
  }

  /// Who begins to listen hears what is known.
  func tellAgain() -> [Effect] {
    (toldState.map { [.tell(.state(.receiptPrinter, $0))] } ?? []) + (toldPaper.map { [.tell(.paper($0))] } ?? [])
  }

  private mutating func tell(_ state: DeviceState) -> [Effect] {
    guard toldState != state else { return [] }
    toldState = state
    return [.tell(.state(.receiptPrinter, state))]
  }

  private mutating func tell(_ paper: PaperState) -> [Effect] {
    guard toldPaper != paper else { return [] }
    toldPaper = paper
    return [.tell(.paper(paper))]
  }
}
