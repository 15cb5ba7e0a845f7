package import DeviceLines
package import Devices
package import Dispatch
import Glibc
import InputDevices
package import Renewal
import Synchronization

/// A pen tablet of the kernel's input layer (`/dev/input/event…`, evdev) as a signature pad.
///
/// What its events mean is `PenDialogue`'s to judge; a queue of its own carries that out. The tablet is seized: nobody else hears what is written, and the
/// pen moves no pointer. Nothing of a signature is told to anybody but who asked for it.
package final class PenTabletDriver: ListeningDriver {
  package typealias Event = PenDialogue.Event

  private struct Shared {
    var dialogue: PenDialogue
    /// The device, once it was opened, where it is one of the kernel's.
    var opened: (device: InputDevice, field: TabletField)?
    /// The beginning of an event.
    var rest: [UInt8] = []
  }

  package let device = Device.signaturePad
  private let path: String
  private let size: TabletField.Size?
  private let pipe: TabletField?
  package let scheduler: any Scheduler
  private let tellTechnician: @Sendable (String) -> Void
  package let queue = DispatchQueue(label: "pasboks.pen")
  package let box = BoxRequests()
  private let line = CurrentLine()
  private let shared: Mutex<Shared>

  /// The tablet on a path; nothing is opened before it starts. `size` stands in for what the device says, or does not say, of its own; where the path is
  /// a pipe, through which another process tells events, its field is `pipe`.
  package init(
    path: String, size: TabletField.Size?, pipe: TabletField?, pause: Milliseconds, scheduler: any Scheduler,
    tellTechnician: @escaping @Sendable (String) -> Void
  ) {
    self.path = path
    self.size = size
    self.pipe = pipe
    self.scheduler = scheduler
    self.tellTechnician = tellTechnician
    shared = Mutex(Shared(dialogue: PenDialogue(pause: pause)))
  }

  package func judge(_ event: Event) -> [PenDialogue.Effect] {
    shared.withLock { $0.dialogue.handle(event) }
  }

  package func tell(_ note: LineNote) { tellTechnician(PenDialogue.words(note)) }

  /// Ends the line, and lets the device go at once: it is opened anew before the descriptor is closed.
  package func close() {
    shared.withLock { $0.opened?.device }?.letGo()
    line.close()
  }

  package func open() {
    let line = DeviceLine(
      .file(path), access: .reading, queue: queue, scheduler: scheduler,
      prepare: { [weak self] descriptor throws(DeviceLine.Refusal) in try self?.prepare(descriptor) }
    ) { [weak self] line, news in self?.take(news, from: line) }
    shared.withLock { ($0.rest, $0.opened) = ([], nil) }
    self.line.open(line)
  }

  /// Looks what device it is, seizes it, and takes its field down.
  private func prepare(_ descriptor: Int32) throws(DeviceLine.Refusal) {
    let device = InputDevice(descriptor)
    guard let touches = device.has(.key, [InputCode.touch]),
      let points = device.has(.absolute, [InputCode.x, InputCode.y])
    else { throw .unsuitable("\(path) is no input device") }
    guard touches, points, let across = device.axis(InputCode.x), let down = device.axis(InputCode.y) else {
      throw .unsuitable("\(path) does not tell where something touches it; /dev/input/by-id names the devices")
    }
    let pressure = device.has(.absolute, [InputCode.pressure]) == true ? device.axis(InputCode.pressure) : nil
    guard let field = TabletField(across: across, down: down, pressure: pressure, size: size) else {
      throw .unsuitable("\(path) does not say how large it is, or nothing a hand could write on: give it by --size")
    }
    guard device.seize() else { throw .unreachable }
    device.takeSteadyTime()
    shared.withLock { $0.opened = (device, field) }
  }

  private func take(_ news: DeviceLine.News, from teller: DeviceLine) {
    guard line.counts(news, from: teller) else { return }
    switch news {
    case .opened:
      guard let field = shared.withLock({ $0.opened })?.field ?? pipe else {
        line.close()
        return handle(.refused(.unsuitable("a pipe has no field of its own: give it by --size and --extent")))
      }
      handle(.opened(field))
    case .refused(let refusal): handle(.refused(refusal))
    case .heard(let bytes):
      let events = shared.withLock { shared in
        shared.rest += bytes
        return InputEvent.take(from: &shared.rest)
      }
      handle(.heard(events))
    case .lost: handle(.lost)
    }
  }

  /// Of events that were lost the device itself knows what came of them.
  package func askNow() {
    guard let device = shared.withLock({ $0.opened })?.device, let touches = device.isPressed(InputCode.touch),
      let across = device.axis(InputCode.x), let down = device.axis(InputCode.y)
    else { return }
    handle(.resumed(touches: touches, x: across.value, y: down.value))
  }
}
