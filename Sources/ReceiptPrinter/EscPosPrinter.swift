import DeviceLines
package import Devices
package import Dispatch
package import Renewal
import Synchronization

/// A receipt printer that speaks ESC/POS, on a device file or in the network.
///
/// What is said to it and what its words mean is `PrinterDialogue`'s to judge; a queue of its own carries that out. Nothing of a receipt is told to anybody
/// but the printer, and what held it is overwritten when it was sent.
package final class EscPosPrinter: DialogueDriver {
  package let device = Device.receiptPrinter
  private let place: DevicePlace
  private let scheduler: any Scheduler
  private let tellTechnician: @Sendable (PrinterDialogue.Note) -> Void
  package let queue = DispatchQueue(label: "pasboks.printer")
  package let box = BoxRequests()
  private let line = CurrentLine()
  private let dialogue: Mutex<PrinterDialogue>

  /// The printer of these settings; nothing is opened before it starts. What a technician must know is told to a closure, and may be logged.
  package init(
    _ settings: ReceiptPrinterSettings, scheduler: any Scheduler,
    tellTechnician: @escaping @Sendable (PrinterDialogue.Note) -> Void
  ) {
    place = settings.place
    self.scheduler = scheduler
    self.tellTechnician = tellTechnician
    dialogue = Mutex(PrinterDialogue(settings))
  }

  package func handle(_ event: PrinterDialogue.Event) {
    for effect in dialogue.withLock({ $0.handle(event) }) { carryOut(effect) }
  }

  private func carryOut(_ effect: PrinterDialogue.Effect) {
    switch effect {
    case .open: open()
    case .close: line.close()
    case .send(let bytes): line.send(bytes)
    case .wait(let span, let wait): scheduler.after(span) { [weak self] in self?.post(.elapsed(wait)) }
    case .tell(let notice): box.tell(notice)
    case .deliver(let id, let answer): box.deliver(id, .answer(answer))
    case .cleared(let number, let isClear): box.cleared(number, isClear: isClear)
    case .note(let note): tellTechnician(note)
    }
  }

  private func open() {
    line.open(
      DeviceLine(place, queue: queue, scheduler: scheduler) { [weak self] teller, news in
        self?.take(news, from: teller)
      })
  }

  private func take(_ news: DeviceLine.News, from teller: DeviceLine) {
    guard line.counts(news, from: teller) else { return }
    switch news {
    case .opened: handle(.opened)
    case .refused(let refusal): handle(.refused(isAbsent: refusal == .absent))
    case .heard(let bytes): handle(.heard(bytes))
    case .lost: handle(.lost)
    }
  }
}

extension PrinterDialogue.Note {
  /// What is wrong, and where to look.
  package var words: String {
    switch self {
    case .found: "the receipt printer answers"
    case .unreachable: "the receipt printer cannot be reached: is it on, is its cable in, may this user open it?"
    case .lost: "the line to the receipt printer was lost"
    case .silent: "the receipt printer does not answer: is it on, and does it speak ESC/POS?"
    case .garbage: "the receipt printer answers what no printer says: is it another device?"
    case .unproven: "nobody knows whether a receipt came out"
    case .notEmptied:
      "the receipt printer does not say that nothing is left in it: look after its paper, switch it off and on"
    }
  }
}
