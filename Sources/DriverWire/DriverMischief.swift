import Devices
package import Renewal

/// What a driver can do wrong on its line, by the ids of `Documentation/Faults.md`.
package enum DriverMisdeed: String, Hashable, Sendable, CaseIterable {
  /// It takes no line.
  case absent = "T1"
  /// It ends the line instead of beginning a command.
  case goneBefore = "T2"
  /// It ends the line when it has begun a command.
  case goneAfter = "T3"
  /// Its answer gets lost.
  case answerLost = "T4"
  /// No answer ever comes, to anything that is asked from then on.
  case silent = "T5"
  /// Its answer comes when nobody waits for it any more.
  case late = "T6"
  /// Its answer comes twice.
  case twice = "T7"
  /// An answer comes that nobody asked for.
  case unasked = "T8"
  /// Its answer is to another command.
  case otherCommand = "T9"
  /// What it says is no message.
  case garbage = "T10"
  /// It is busy.
  case busy = "T11"
  /// It tells the same two hundred times.
  case flood = "T12"
  /// It comes and goes ten times.
  case flapping = "T13"
  /// It does not hear that a command is taken back.
  case deaf = "T14"
  /// It begins a command, and hangs.
  case hung = "T15"
  /// It restarts in the middle of a command, and has forgotten it.
  case forgetful = "T16"
  /// It says that it could not be cleared.
  case keepsVisit = "T17"
  /// It has no commands any more when it comes back.
  case incapable = "T18"
  /// It ends each line as soon as it has greeted.
  case crashing = "T19"
  /// It ends the line in the middle of a command, at the first thing it tells.
  case goneAmid = "T20"

  /// Whether it goes on until it is mended; the others happen once.
  package var lasts: Bool {
    switch self {
    case .absent, .silent, .incapable, .crashing: true
    case _: false
    }
  }

  /// Whether it happens at once, and not with a command.
  package var isAtOnce: Bool {
    switch self {
    case .absent, .incapable, .crashing: true
    case _: false
    }
  }
}

/// Lets a driver do wrong on purpose, for trials of a box: stands between `DriverService` and its line, and changes what passes.
package struct DriverMischief: Hashable, Sendable {
  /// What goes out in place of a message.
  package enum Out: Hashable, Sendable {
    case message(MessageFromDriver)
    /// What is no message.
    case bytes([UInt8])
    case hangUp
  }

  private let device: Device
  private var misdeed: DriverMisdeed?
  /// How many commands come before it.
  private var before = 0
  /// The command with which it is done.
  private var command: RequestID?
  /// An answer that waits until nobody waits for it.
  private var held: MessageFromDriver?

  /// A driver of a device that does nothing wrong.
  package init(_ device: Device) { self.device = device }

  /// Does something wrong with the so-manieth command from now, or at once; nothing mends what lasts.
  package mutating func plan(_ misdeed: DriverMisdeed?, at number: Int = 1) {
    self = DriverMischief(device)
    self.misdeed = misdeed
    before = max(1, number) - 1
  }

  /// What is planned or lasts.
  package var planned: DriverMisdeed? { misdeed }

  /// Whether a line is taken at all.
  package var takesLines: Bool { misdeed != .absent }

  /// The box says something: whether that reaches the driver, and what goes out before.
  package mutating func heard(_ message: MessageToDriver) -> (passes: Bool, out: [Out]) {
    guard let misdeed else { return (true, []) }
    switch message {
    case .command(let id, _):
      guard before == 0 else {
        before -= 1
        return (true, [])
      }
      guard command == nil || misdeed == .silent else { return (true, []) }
      command = id
      return began(misdeed, id)
    case .cancel(let id) where id == command:
      guard misdeed == .late, let held else { return (misdeed != .deaf, []) }
      end()
      return (true, [.message(held)])
    case .hello, .cancel, .clear, .test: return (true, [])
    }
  }

  /// The driver says something: what goes out in its place.
  package mutating func said(_ message: MessageFromDriver) -> [Out] {
    switch (misdeed, message) {
    case (.crashing, .hello): [.message(message), .hangUp]
    case (.incapable, .hello(let greeting)): [.message(.hello(greeting.without(greeting.capabilities)))]
    case (.keepsVisit, .cleared(let number, _)) where before == 0: once([.message(.cleared(number, isClear: false))])
    case (let misdeed?, .acknowledge(let id)) where id == command: began(misdeed, id, message)
    case (.goneAmid, .event(let id, _)) where id == command: once([.message(message), .hangUp])
    case (let misdeed?, .completion(let id, _)) where id == command: ended(misdeed, id, message)
    case (let misdeed?, .cancelled(let id)) where id == command: misdeed == .deaf ? once([]) : [.message(message)]
    case _: [.message(message)]
    }
  }

  /// The box gave the command with which it is done.
  private mutating func began(_ misdeed: DriverMisdeed, _ id: RequestID) -> (passes: Bool, out: [Out]) {
    switch misdeed {
    case .goneBefore: (false, once([.hangUp]))
    case .busy: (false, once([.message(.completion(id, .answer(.failed(DeviceFault(.busy, .reset)))))]))
    case _: (true, [])
    }
  }

  private mutating func began(_ misdeed: DriverMisdeed, _ id: RequestID, _ message: MessageFromDriver) -> [Out] {
    let online = Out.message(.unsolicited(.state(device, .online)))
    switch misdeed {
    case .goneAfter: return once([.message(message), .hangUp])
    case .flood: return once([.message(message)] + Array(repeating: online, count: 200))
    case .flapping:
      let offline = Out.message(.unsolicited(.state(device, .offline)))
      return once([.message(message)] + Array(repeating: [offline, online], count: 10).flatMap { $0 })
    case .forgetful: return [.message(message), .message(.unsolicited(.state(device, .starting)))]
    case .hung, .silent: return []
    case _: return [.message(message)]
    }
  }

  private mutating func ended(_ misdeed: DriverMisdeed, _ id: RequestID, _ message: MessageFromDriver) -> [Out] {
    switch misdeed {
    case .answerLost, .hung: return once([])
    case .silent: return []
    case .late:
      held = message
      return []
    case .twice: return once([.message(message), .message(message)])
    case .unasked: return once([.message(message), .message(.cancelled(RequestID(id.number + 1_000_000)))])
    case .otherCommand:
      guard case .completion(_, let delivery) = message else { return [.message(message)] }
      return once([.message(.completion(RequestID(id.number + 1_000_000), delivery))])
    case .garbage: return once([.bytes([0, 0, 0, 9, 0, 0, 0, 5] + Array("{]§}".utf8))])
    case .forgetful: return once([.message(.unsolicited(.state(device, .online)))])
    case .goneAmid: return once([.hangUp])
    case _: return [.message(message)]
    }
  }

  /// It is done once.
  private mutating func once(_ out: [Out]) -> [Out] {
    end()
    return out
  }

  private mutating func end() { self = DriverMischief(device) }
}

extension DriverGreeting {
  /// The same without some commands.
  fileprivate func without(_ commands: Set<DeviceCommand.Name>) -> DriverGreeting {
    DriverGreeting(
      device: device, capabilities: capabilities.subtracting(commands), firmware: firmware, isSimulated: isSimulated)
  }
}
