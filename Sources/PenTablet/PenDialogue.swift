package import DeviceLines
package import Devices
package import InputDevices
import Quality
package import Renewal

/// The driver's end of a pen tablet: what becomes of a command, of the pen, and of a device that is lost; without a device or a clock.
///
/// A signature is done when the pen was off the field for a while after it wrote; until it writes, it is waited for as long as the box likes. What is
/// written while nobody asked for a signature is kept by nobody.
package struct PenDialogue: Hashable, Sendable {
  /// What happened.
  package enum Event: Hashable, Sendable {
    /// The box begins to listen.
    case started
    /// The device is there, with its field.
    case opened(TabletField)
    /// There is none to be had.
    case refused(DeviceLine.Refusal)
    /// It has gone.
    case lost
    /// It told events.
    case heard([InputEvent])
    /// After events were lost it was asked what is so now.
    case resumed(touches: Bool, x: Int32, y: Int32)
    case asked(Job)
    case takenBack(RequestID)
    case clearWanted(Int)
    case testWanted
    case elapsed(Wait)
  }

  /// What to do.
  package enum Effect: Hashable, Sendable {
    case open
    case close
    case wait(Milliseconds, Wait)
    case tell(DeviceNotice)
    case deliver(RequestID, Delivery)
    case cleared(Int)
    /// Ask the device what is so now, once it has been read dry.
    case askNow
    case note(Note)
  }

  /// What is waited for; the number is that of what goes on.
  package enum Wait: Hashable, Sendable {
    case nextLine(Int)
    /// For a pen that was lifted to write on.
    case pen(Int)
  }

  /// What a technician reads in the log: nothing of what is written.
  package enum Note: Hashable, Sendable {
    case found
    case refused(DeviceLine.Refusal)
    case lost
  }

  private enum Line: Hashable {
    case none, opening, up, resting
  }

  /// How often a citizen is shown what they write, in milliseconds.
  private static let showing = 60

  private let pause: Milliseconds
  private var line = Line.none
  private var tracker: PenTracker?
  private var job: RequestID?
  /// When the ink was shown last, by the device's clock.
  private var shown: Int?
  private var failures = 0
  private var told: DeviceState?
  private var noted: Note?
  private var (lineWaits, penWaits) = (0, 0)

  /// A dialogue in which a signature is done when the pen was lifted so long.
  package init(pause: Milliseconds) { self.pause = pause }

  /// Takes an event, and says what to do, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .started: line == .none ? open() : told.map { [.tell(.state(.signaturePad, $0))] } ?? []
    case .opened(let field): line == .opening ? begin(field) : []
    case .refused(let refusal): line == .opening ? note(.refused(refusal)) + end(Self.state(refusal)) : []
    case .lost: line == .up ? note(.lost) + end(.noDevice) : []
    case .heard(let events): line == .up ? events.flatMap { hear($0) } : []
    case .resumed(let touches, let x, let y): resume(touches, x, y)
    case .asked(let job): ask(job)
    case .takenBack(let id): id == job ? finish() : []
    case .clearWanted(let number): clear(number)
    case .testWanted: test()
    case .elapsed(.nextLine(lineWaits)): line == .resting ? open() : []
    case .elapsed(.pen(penWaits)): lifted()
    case .elapsed: []
    }
  }

  // MARK: The line

  private mutating func open() -> [Effect] {
    line = .opening
    return [.open]
  }

  private mutating func begin(_ field: TabletField) -> [Effect] {
    (line, failures, tracker) = (.up, 0, PenTracker(field))
    return note(.found) + tell(.online)
  }

  private static func state(_ refusal: DeviceLine.Refusal) -> DeviceState {
    switch refusal {
    case .absent: .noDevice
    case .unreachable: .offline
    case .unsuitable: .hardwareError
    }
  }

  /// There is no device, or none any more: who waits for a signature is told, and it is looked for anew.
  private mutating func end(_ state: DeviceState) -> [Effect] {
    line = .resting
    failures += 1
    lineWaits += 1
    var effects: [Effect] = []
    if let job { effects.append(.deliver(job, Self.failed(.disconnected))) }
    forget()
    tracker = nil
    return effects + tell(state) + [.wait(DeviceLine.pause(after: failures), .nextLine(lineWaits))]
  }

  private mutating func test() -> [Effect] {
    let close: [Effect] = line == .up || line == .opening ? [.close] : []
    let job = job
    forget()
    (tracker, told, noted, failures) = (nil, nil, nil, 0)
    return (job.map { [.deliver($0, Self.failed(.disconnected))] } ?? []) + close + open()
  }

  private mutating func tell(_ state: DeviceState) -> [Effect] {
    guard told != state else { return [] }
    told = state
    return [.tell(.state(.signaturePad, state))]
  }

  /// The same trouble is told once, however often it is looked for.
  private mutating func note(_ note: Note) -> [Effect] {
    guard noted != note else { return [] }
    noted = note
    return [.note(note)]
  }

  // MARK: A signature

  private mutating func ask(_ new: Job) -> [Effect] {
    guard new.command == .readSignature else { return [.deliver(new.id, Self.failed(.garbage))] }
    guard job == nil else { return [.deliver(new.id, Self.failed(.busy))] }
    guard line == .up else { return [.deliver(new.id, Self.failed(.disconnected))] }
    forget()
    job = new.id
    return []
  }

  private mutating func hear(_ event: InputEvent) -> [Effect] {
    let change = tracker?.take(event)
    let lost: [Effect] = event.type == .synchronization && event.code == InputCode.dropped ? [.askNow] : []
    guard let job else {
      tracker?.forget()
      return lost
    }
    switch change {
    // A pen may have been down before the box asked.
    case .touched, .moved:
      penWaits += 1
      return tell(.deviceBusy) + show(job, at: event.milliseconds)
    case .lifted:
      penWaits += 1
      return show(job, at: nil) + [.wait(pause, .pen(penWaits))]
    case nil: return lost
    }
  }

  private mutating func resume(_ touches: Bool, _ x: Int32, _ y: Int32) -> [Effect] {
    tracker?.resume(touches: touches, x: x, y: y)
    return []
  }

  /// Shows what was written so far, unless that was just done.
  private mutating func show(_ job: RequestID, at now: Int?) -> [Effect] {
    if let now, let shown, now - shown < Self.showing, now >= shown { return [] }
    shown = now
    return tracker.map { [.deliver(job, .strokes($0.ink))] } ?? []
  }

  /// The pen was off the field for a while.
  private mutating func lifted() -> [Effect] {
    guard let job, let tracker, !tracker.isDown, !tracker.strokes.isEmpty else { return [] }
    return [.deliver(job, .signature(tracker.ink))] + finish()
  }

  /// The command is over.
  private mutating func finish() -> [Effect] {
    forget()
    return line == .up ? tell(.online) : []
  }

  private mutating func clear(_ number: Int) -> [Effect] {
    let effects: [Effect] = job.map { [.deliver($0, Self.failed(.busy))] } ?? []
    return effects + finish() + [.cleared(number)]
  }

  private mutating func forget() {
    tracker?.forget()
    (job, shown) = (nil, nil)
    penWaits += 1
  }

  private static func failed(_ reason: DeviceFault.Reason) -> Delivery {
    .answer(.failed(DeviceFault(reason, .reset)))
  }
}

extension PenDialogue.Note {
  /// What is wrong, and where to look.
  package var words: String {
    switch self {
    case .found: "the pen tablet is there"
    case .lost: "the pen tablet is gone"
    case .refused(.absent):
      "there is no pen tablet: is its cable in, and is it the device that is named (/dev/input/by-id)?"
    case .refused(.unreachable):
      "the pen tablet cannot be opened: may this user open it, and has another program seized it?"
    case .refused(.unsuitable(let lack)): "this is no pen tablet that can be written on: \(lack)"
    }
  }
}
