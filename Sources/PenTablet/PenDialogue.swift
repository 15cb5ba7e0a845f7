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
  package enum Event: Hashable, ListeningEvent {
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
  package typealias Effect = ListeningEffect<Wait>

  /// What is waited for.
  package enum Wait: LineWait {
    case nextLine(Int)
    /// For a pen that was lifted to write on.
    case pen(Int)
  }

  /// How often a citizen is shown what they write, in milliseconds.
  private static let showing = 60

  private let pause: Milliseconds
  private var line = ListenedDevice<Wait>(.signaturePad, .readSignature)
  private var tracker: PenTracker?
  /// When the ink was shown last, by the device's clock.
  private var shown: Int?
  private var penWaits = 0

  /// A dialogue in which a signature is done when the pen was lifted so long.
  package init(pause: Milliseconds) { self.pause = pause }

  /// Takes an event, and says what to do, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .started: line.start()
    case .opened(let field): begin(field)
    case .refused(let refusal): line.refused(refusal)
    case .lost: line.isUp ? leave() + line.lost() : []
    case .heard(let events): line.isUp ? events.flatMap { hear($0) } : []
    case .resumed(let touches, let x, let y): resume(touches, x, y)
    case .asked(let job): ask(job)
    case .takenBack(let id): id == line.job ? finish() : []
    case .clearWanted(let number): clear(number)
    case .testWanted: leave() + line.test()
    case .elapsed(.nextLine(let number)): line.elapsed(number)
    case .elapsed(.pen(penWaits)): lifted()
    case .elapsed: []
    }
  }

  // MARK: The line

  private mutating func begin(_ field: TabletField) -> [Effect] {
    guard line.isOpening else { return [] }
    tracker = PenTracker(field)
    return line.found()
  }

  /// The device is left: who waits for a signature is told.
  private mutating func leave() -> [Effect] {
    forget()
    tracker = nil
    return line.fail(.disconnected)
  }

  // MARK: A signature

  private mutating func ask(_ new: Job) -> [Effect] {
    let refused = line.ask(new)
    // What was written before is nobody's.
    if refused.isEmpty { forget() }
    return refused
  }

  private mutating func hear(_ event: InputEvent) -> [Effect] {
    let change = tracker?.take(event)
    let lost: [Effect] = event.type == .synchronization && event.code == InputCode.dropped ? [.askNow] : []
    guard let job = line.job else {
      tracker?.forget()
      return lost
    }
    switch change {
    // A pen may have been down before the box asked.
    case .touched, .moved:
      penWaits += 1
      return line.tell(.deviceBusy) + show(job, at: event.milliseconds)
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
    guard let job = line.job, let tracker, !tracker.isDown, !tracker.strokes.isEmpty else { return [] }
    return [.deliver(job, .signature(tracker.ink))] + finish()
  }

  /// The command is over.
  private mutating func finish() -> [Effect] {
    forget()
    _ = line.finish()
    return line.isUp ? line.tell(.online) : []
  }

  private mutating func clear(_ number: Int) -> [Effect] { line.fail(.busy) + finish() + [.cleared(number)] }

  private mutating func forget() {
    tracker?.forget()
    shown = nil
    penWaits += 1
  }
}

extension PenDialogue {
  /// What is wrong, and where to look.
  static func words(_ note: LineNote) -> String {
    switch note {
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
