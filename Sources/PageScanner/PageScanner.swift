package import DeviceLines
package import Devices
package import Dispatch
import Glibc
import InputDevices
package import Renewal
import Synchronization

/// A reader of machine readable zones, on a serial line or as a keyboard of the kernel's input layer.
///
/// What it sends is `ScannerDialogue`'s to judge; a queue of its own carries that out. A keyboard is seized: nobody else hears what it types.
package final class PageScanner: ListeningDriver {
  package typealias Event = ScannerDialogue.Event

  private struct Shared {
    var dialogue = ScannerDialogue()
    /// The device, once it was opened, where it is one of the kernel's input layer.
    var keyboard: InputDevice?
    /// The descriptor of a serial line that is open.
    var serial: Int32?
    /// What its keys type; nothing where characters come.
    var keys: TypedKeys?
    /// The beginning of an event.
    var rest: [UInt8] = []
  }

  package let device = Device.documentReader
  private let settings: PageScannerSettings
  package let scheduler: any Scheduler
  private let tellTechnician: @Sendable (String) -> Void
  package let queue = DispatchQueue(label: "pasboks.scanner")
  package let box = BoxRequests()
  private let line = CurrentLine()
  private let shared = Mutex(Shared())

  /// The reader of these settings; nothing is opened before it starts.
  package init(
    _ settings: PageScannerSettings, scheduler: any Scheduler, tellTechnician: @escaping @Sendable (String) -> Void
  ) {
    self.settings = settings
    self.scheduler = scheduler
    self.tellTechnician = tellTechnician
  }

  package func judge(_ event: Event) -> [ScannerDialogue.Effect] {
    shared.withLock { $0.dialogue.handle(event) }
  }

  package func tell(_ note: LineNote) { tellTechnician(ScannerDialogue.words(note)) }

  /// Ends the line, and lets the device go at once: it is opened anew before the descriptor is closed.
  package func close() {
    let (keyboard, serial) = shared.withLock { ($0.keyboard, $0.serial.take()) }
    keyboard?.letGo()
    if let serial { _ = ioctl(serial, UInt(TIOCNXCL)) }
    line.close()
  }

  package func open() {
    shared.withLock { shared in
      (shared.keyboard, shared.serial, shared.rest) = (nil, nil, [])
      shared.keys = settings.pipeHasEvents ? TypedKeys() : nil
    }
    line.open(
      DeviceLine(
        .file(settings.path), access: .reading, queue: queue, scheduler: scheduler,
        prepare: { [weak self] descriptor throws(DeviceLine.Refusal) in try self?.prepare(descriptor) }
      ) { [weak self] teller, news in self?.take(news, from: teller) })
  }

  /// Looks what device it is: a keyboard, which is seized, or a serial line, which is told its speed.
  private func prepare(_ descriptor: Int32) throws(DeviceLine.Refusal) {
    let keyboard = InputDevice(descriptor)
    guard let types = keyboard.has(.key, TypedKeys.needed) else { return try prepareSerial(descriptor) }
    guard types else { throw .unsuitable("\(settings.path) is an input device and types no letters") }
    guard keyboard.seize() else { throw .unreachable }
    shared.withLock { shared in
      shared.keyboard = keyboard
      shared.keys = TypedKeys()
    }
  }

  private func prepareSerial(_ descriptor: Int32) throws(DeviceLine.Refusal) {
    var terminal = termios()
    guard tcgetattr(descriptor, &terminal) == 0 else {
      throw .unsuitable("\(settings.path) is neither a serial line nor an input device")
    }
    cfmakeraw(&terminal)
    // Eight bits, no parity, one stop bit, no handshake.
    terminal.c_cflag |= tcflag_t(CLOCAL | CREAD)
    terminal.c_cflag &= ~(tcflag_t(CSTOPB) | tcflag_t(CRTSCTS))
    cfsetspeed(&terminal, settings.speed.code)
    guard tcsetattr(descriptor, TCSANOW, &terminal) == 0 else { throw .unreachable }
    // What was read before this driver was nobody's question.
    tcflush(descriptor, TCIFLUSH)
    // Whoever opens it, too, would have a part of what it sends.
    _ = ioctl(descriptor, UInt(TIOCEXCL))
    shared.withLock { ($0.keys, $0.serial) = (nil, descriptor) }
  }

  private func take(_ news: DeviceLine.News, from teller: DeviceLine) {
    guard line.counts(news, from: teller) else { return }
    switch news {
    case .opened: handle(.opened)
    case .refused(let refusal): handle(.refused(refusal))
    case .heard(let bytes): for event in typed(bytes) ?? [.heard(bytes)] { handle(event) }
    case .lost:
      shared.withLock { $0.serial = nil }
      handle(.lost)
    }
  }

  /// What came of the events in bytes; nothing where they are no events.
  private func typed(_ bytes: [UInt8]) -> [ScannerDialogue.Event]? {
    shared.withLock { shared in
      guard var keys = shared.keys else { return nil }
      shared.rest += bytes
      let outputs = InputEvent.take(from: &shared.rest).compactMap { keys.take($0) }
      shared.keys = keys
      return outputs.map { output in
        switch output {
        case .typed(let character): .heard([character])
        case .lost: .missed
        }
      }
    }
  }
}
