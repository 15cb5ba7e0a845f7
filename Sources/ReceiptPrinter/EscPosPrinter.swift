import DeviceLines
package import Devices
import Dispatch
package import Renewal
import Synchronization

/// A receipt printer that speaks ESC/POS, on a device file or in the network.
///
/// What is said to it and what its words mean is `PrinterDialogue`'s to judge; a queue of its own carries that out. Nothing of a receipt is told to anybody
/// but the printer, and what held it is overwritten when it was sent.
package final class EscPosPrinter: Driver {
  private struct Shared {
    var dialogue: PrinterDialogue
    var line: DeviceLine?
  }

  package let device = Device.receiptPrinter
  private let place: DevicePlace
  private let scheduler: any Scheduler
  private let tellTechnician: @Sendable (PrinterDialogue.Note) -> Void
  /// Events are handled on it, one after the other.
  private let queue = DispatchQueue(label: "pasboks.printer")
  private let box = BoxRequests()
  private let shared: Mutex<Shared>

  /// The printer of these settings; nothing is opened before it starts. What a technician must know is told to a closure, and may be logged.
  package init(
    _ settings: ReceiptPrinterSettings, scheduler: any Scheduler,
    tellTechnician: @escaping @Sendable (PrinterDialogue.Note) -> Void
  ) {
    place = settings.place
    self.scheduler = scheduler
    self.tellTechnician = tellTechnician
    shared = Mutex(Shared(dialogue: PrinterDialogue(settings)))
  }

  deinit { shared.withLock { $0.line }?.close() }

  package func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    box.listen(tell)
    post(.started)
  }

  package func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    box.awaitEnd(of: job.id, deliver)
    post(.asked(job))
  }

  package func cancel(_ id: RequestID) { post(.takenBack(id)) }

  package func clear(then: @escaping @Sendable (Bool) -> Void) { post(.clearWanted(box.awaitClearing(then))) }

  package func test(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    box.listen(tell)
    post(.testWanted)
  }

  // MARK: The queue's side

  private func post(_ event: PrinterDialogue.Event) { queue.async { self.handle(event) } }

  private func handle(_ event: PrinterDialogue.Event) {
    for effect in shared.withLock({ $0.dialogue.handle(event) }) { carryOut(effect) }
  }

  private func carryOut(_ effect: PrinterDialogue.Effect) {
    switch effect {
    case .open: open()
    case .close: shared.withLock { $0.line.take() }?.close()
    case .send(let bytes): shared.withLock { $0.line }?.send(bytes)
    case .wait(let span, let wait): scheduler.after(span) { [weak self] in self?.post(.elapsed(wait)) }
    case .tell(let notice): box.tell(notice)
    case .deliver(let id, let answer): box.deliver(id, .answer(answer))
    case .cleared(let number, let isClear): box.cleared(number, isClear: isClear)
    case .note(let note): tellTechnician(note)
    }
  }

  private func open() {
    let line = DeviceLine(place, queue: queue, scheduler: scheduler) { [weak self] line, news in
      self?.take(news, from: line)
    }
    shared.withLock { $0.line = line }
    line.open()
  }

  /// What a line tells that is there no more counts no more.
  private func take(_ news: DeviceLine.News, from line: DeviceLine) {
    guard shared.withLock({ $0.line === line }) else { return }
    switch news {
    case .opened: handle(.opened)
    case .refused(let refusal):
      shared.withLock { $0.line = nil }
      handle(.refused(isAbsent: refusal == .absent))
    case .heard(let bytes): handle(.heard(bytes))
    case .lost:
      shared.withLock { $0.line = nil }
      line.close()
      handle(.lost)
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
