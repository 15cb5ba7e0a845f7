package import Devices
package import Renewal

/// What a dialogue with a device that is only listened to has done.
package enum ListeningEffect<Wait: LineWait>: Hashable, Sendable {
  case open
  /// End the line; nothing of it is told any more.
  case close
  /// Tell when so long is over.
  case wait(Milliseconds, Wait)
  /// Tell the box what the device told.
  case tell(DeviceNotice)
  /// Tell who gave a command what came of it.
  case deliver(RequestID, Delivery)
  /// Tell who wanted the device cleared that it is.
  case cleared(Int)
  /// Ask the device what is so now, once it has been read dry.
  case askNow
  /// Something for the log.
  case note(LineNote)
}

/// What such a dialogue waits for; the number is that of what goes on, so that the end of a wait for what is over changes nothing.
package protocol LineWait: Hashable, Sendable {
  /// To open the next line.
  static func nextLine(_ number: Int) -> Self
}

/// What a technician reads of a line in the log.
package enum LineNote: Hashable, Sendable {
  /// The device is there.
  case found
  /// It is not to be had.
  case refused(DeviceLine.Refusal)
  /// It is gone.
  case lost
}

/// A device that is only listened to: its line, opened when the box begins, looked for anew after a rest, and told when it is otherwise than before; and
/// who waits for the one thing that it can be asked for.
package struct ListenedDevice<Wait: LineWait>: Hashable, Sendable {
  package typealias Effect = ListeningEffect<Wait>

  private enum State: Hashable {
    case none, opening, up, resting
  }

  private let device: Device
  private let command: DriverCommand
  /// Who waits for what the device tells, if anybody does.
  package private(set) var job: RequestID?
  private var state = State.none
  private var failures = 0
  private var told: DeviceState?
  private var noted: LineNote?
  private var waits = 0

  /// A device that carries out one command; nothing was opened yet.
  package init(_ device: Device, _ command: DriverCommand) {
    self.device = device
    self.command = command
  }

  /// Whether the device is there.
  package var isUp: Bool { state == .up }

  /// Whether it was asked for, and is not there yet.
  package var isOpening: Bool { state == .opening }

  /// The box begins to listen; whoever did before hears what is known.
  package mutating func start() -> [Effect] {
    state == .none ? open() : told.map { [.tell(.state(device, $0))] } ?? []
  }

  /// The device is there; nothing where none was awaited.
  package mutating func found() -> [Effect] {
    guard state == .opening else { return [] }
    (state, failures) = (.up, 0)
    return note(.found) + tell(.online)
  }

  /// There is none to be had.
  package mutating func refused(_ refusal: DeviceLine.Refusal) -> [Effect] {
    guard state == .opening else { return [] }
    let state: DeviceState =
      switch refusal {
      case .absent: .noDevice
      case .unreachable: .offline
      case .unsuitable: .hardwareError
      }
    return note(.refused(refusal)) + rest(state)
  }

  /// It has gone.
  package mutating func lost() -> [Effect] { state == .up ? note(.lost) + rest(.noDevice) : [] }

  /// Takes a command on, one at a time; or tells why not.
  package mutating func ask(_ new: Job) -> [Effect] {
    let reason: DeviceFault.Reason? =
      new.command != command ? .garbage : job != nil ? .busy : isUp ? nil : .disconnected
    if let reason { return [.deliver(new.id, Self.failed(reason))] }
    job = new.id
    return []
  }

  /// Who waited does no more.
  package mutating func finish() -> RequestID? { job.take() }

  /// Whoever waits is told that nothing comes of it.
  package mutating func fail(_ reason: DeviceFault.Reason) -> [Effect] {
    finish().map { [.deliver($0, Self.failed(reason))] } ?? []
  }

  private static func failed(_ reason: DeviceFault.Reason) -> Delivery { .answer(.failed(DeviceFault(reason, .reset))) }

  /// A wait for the next line is over.
  package mutating func elapsed(_ number: Int) -> [Effect] { state == .resting && number == waits ? open() : [] }

  /// Begins anew, and tells the state whatever it is.
  package mutating func test() -> [Effect] {
    let close: [Effect] = state == .up || state == .opening ? [.close] : []
    (told, noted, failures) = (nil, nil, 0)
    return close + open()
  }

  /// Tells the box a state that it does not know.
  package mutating func tell(_ state: DeviceState) -> [Effect] {
    guard told != state else { return [] }
    told = state
    return [.tell(.state(device, state))]
  }

  private mutating func open() -> [Effect] {
    state = .opening
    return [.open]
  }

  private mutating func rest(_ told: DeviceState) -> [Effect] {
    state = .resting
    failures += 1
    waits += 1
    return tell(told) + [.wait(DeviceLine.pause(after: failures), .nextLine(waits))]
  }

  /// The same trouble is told once, however often it is looked for.
  private mutating func note(_ note: LineNote) -> [Effect] {
    guard noted != note else { return [] }
    noted = note
    return [.note(note)]
  }
}
