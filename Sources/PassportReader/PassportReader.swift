import DeviceLines
package import Devices
package import Dispatch
import Glibc
package import Renewal
import Synchronization

/// A reader of passports: a page reader, where there is one, for the zone, and a reader of chips that the zone opens.
///
/// What happens is `PassportDialogue`'s to judge; a queue carries that out.
package final class PassportReader: DialogueDriver {
  package typealias Event = PassportDialogue.Event

  /// The reader of chips, behind whatever has it.
  package struct Chips: Sendable {
    /// Tells what is so at the reader, and whenever it is otherwise; returns at once.
    let watch: @Sendable (@escaping @Sendable (PassportDialogue.Station) -> Void) -> Void
    /// Reads the chip with a zone, and tells once what came of it, and lines for technicians; gives what ends it, or nothing where it cannot begin.
    let read:
      @Sendable (
        _ zone: [String], _ note: @escaping @Sendable (String) -> Void, _ then: @escaping @Sendable (Delivery) -> Void
      ) -> (@Sendable () -> Void)?

    package init(
      watch: @escaping @Sendable (@escaping @Sendable (PassportDialogue.Station) -> Void) -> Void,
      read:
        @escaping @Sendable (
          _ zone: [String], _ note: @escaping @Sendable (String) -> Void, _ then: @escaping @Sendable (Delivery) -> Void
        ) -> (@Sendable () -> Void)?
    ) {
      self.watch = watch
      self.read = read
    }

    /// Chips that this very program reads, started anew with these arguments for each of them.
    package static func read(
      by arguments: [String],
      watch: @escaping @Sendable (@escaping @Sendable (PassportDialogue.Station) -> Void) -> Void
    ) -> Chips {
      Chips(watch: watch) { zone, note, then in
        guard let process = ChipProcess.start(arguments, zone: zone, note: note, then: then) else { return nil }
        return { process.stop() }
      }
    }
  }

  private struct Shared {
    var dialogue: PassportDialogue
    var isWatching = false
    /// Ends the reading that is under way.
    var stop: (@Sendable () -> Void)?
  }

  package let device = Device.documentReader
  private let pages: (any Driver)?
  private let chips: Chips
  private let scheduler: any Scheduler
  private let tellTechnician: @Sendable (String) -> Void
  package let queue = DispatchQueue(label: "pasboks.passport")
  package let box = BoxRequests()
  private let shared: Mutex<Shared>

  /// A reader of pages, where there is one, beside one of chips.
  package init(
    pages: (any Driver)?, chips: Chips, scheduler: any Scheduler, tellTechnician: @escaping @Sendable (String) -> Void
  ) {
    self.pages = pages
    self.chips = chips
    self.scheduler = scheduler
    self.tellTechnician = tellTechnician
    shared = Mutex(Shared(dialogue: PassportDialogue(hasPageReader: pages != nil)))
  }

  package func handle(_ event: Event) {
    if event == .started { listen() }
    for effect in shared.withLock({ $0.dialogue.handle(event) }) {
      switch effect {
      case .readPage(let job): pages?.perform(job) { [weak self] in self?.post(.pageRead($0, $1)) }
      case .stopPage(let id): pages?.cancel(id)
      case .clearPage(let number):
        pages?.clear { [weak self] isClear in self?.post(.pageCleared(number, isClear: isClear)) }
      case .testPage: pages?.test { [weak self] in self?.take($0) }
      case .readChip(let zone, let number): read(zone, number)
      case .stopChip: shared.withLock { $0.stop.take() }?()
      case .wait(let span, let number): scheduler.after(span) { [weak self] in self?.post(.elapsed(number)) }
      case .tell(let notice): box.tell(notice)
      case .deliver(let id, let delivery): box.deliver(id, delivery)
      case .cleared(let number, let isClear): box.cleared(number, isClear: isClear)
      case .note(let note): tellTechnician(note.words)
      }
    }
  }

  private func listen() {
    pages?.start { [weak self] in self?.take($0) }
    let isFirst = shared.withLock { shared in
      defer { shared.isWatching = true }
      return !shared.isWatching
    }
    if isFirst { chips.watch { [weak self] in self?.post(.station($0)) } }
  }

  /// A page reader tells its state; of what lies there the reader of chips knows better.
  private func take(_ notice: DeviceNotice) { if case .state(_, let state) = notice { post(.page(state)) } }

  private func read(_ zone: [String], _ number: Int) {
    let stop = chips.read(zone, tellTechnician) { [weak self] in self?.post(.chipRead(number, $0)) }
    shared.withLock { $0.stop = stop }
    if stop == nil { post(.chipRead(number, .answer(.failed(DeviceFault(.inoperable, .reset))))) }
  }
}

extension PassportDialogue.Note {
  /// As the log has it.
  package var words: String {
    switch self {
    case .station(.noService):
      "the chip reader is not to be had: pcscd does not answer (`systemctl status pcscd.socket`)"
    case .station(.noReader): "no chip reader is there that pcscd knows, or none of the name that --reader gives"
    case .station(.reader): "the chip reader is there"
    case .overdue: "a chip was not read within \(PassportDialogue.Bounds.reading.count / 1000) s: its reading was ended"
    }
  }
}
