package import Devices
package import Renewal

/// What a driver says of itself and its device.
package struct DriverGreeting: Hashable, Sendable {
  /// The device it drives.
  package let device: Device
  /// The commands that the device carries out.
  package let capabilities: Set<DeviceCommand.Name>
  /// What runs in the device and in the driver, for technicians.
  package let firmware: String
  /// Whether the device is simulated: a box in production uses none of those.
  package let isSimulated: Bool

  /// A greeting.
  package init(device: Device, capabilities: Set<DeviceCommand.Name>, firmware: String, isSimulated: Bool = false) {
    self.device = device
    self.capabilities = capabilities
    self.firmware = firmware
    self.isSimulated = isSimulated
  }

  /// The commands of its device that it does not carry out.
  package var lacking: [DeviceCommand.Name] { DeviceCommand.Name.all(of: device).filter { !capabilities.contains($0) } }

  /// Why it is not used as the driver of a device of a box that serves citizens; nothing where it is.
  package func refusal(as device: Device) -> DriverRefusal? {
    if isSimulated { return .simulated }
    if self.device != device { return .otherDevice }
    return lacking.isEmpty ? nil : .commandsMissing
  }
}

/// What a driver tells the box.
package enum MessageFromDriver: Hashable, Sendable {
  /// The answer to the box's hello, in the version that this program speaks.
  case hello(DriverGreeting)
  /// The answer to the box's hello, in another version: nothing else of it is understood.
  case otherVersion(Int)
  /// A command was understood, and is carried out.
  case acknowledge(RequestID)
  /// A live picture, or ink, on the way to a completion.
  case event(RequestID, Delivery)
  /// The end of a command.
  case completion(RequestID, Delivery)
  /// The end of a command that was cancelled and did nothing.
  case cancelled(RequestID)
  /// What happened unasked.
  case unsolicited(DeviceNotice)
  /// Whether the device has nothing of the visit any more.
  case cleared(Int, isClear: Bool)
  /// The state of a device that tried itself out.
  case tested(Int, DeviceState)

  /// The command that it is about, if any.
  package var request: RequestID? {
    switch self {
    case .acknowledge(let id), .event(let id, _), .completion(let id, _), .cancelled(let id): id
    case .hello, .otherVersion, .unsolicited, .cleared, .tested: nil
    }
  }

  /// The kinds of messages.
  private enum Kind: String, FieldValue {
    case hello, acknowledge, event, completion, unsolicited, cleared, tested
  }

  /// The message as a frame.
  package var frame: DriverFrame {
    switch self {
    case .hello(let greeting):
      Self.frame(
        .hello,
        [
          "version": .integer(DriverProtocol.version), "device": greeting.device.json,
          "capabilities": .list(greeting.capabilities.map(\.rawValue).sorted().map(JSON.text)),
          "firmware": .text(greeting.firmware),
        ].merging(greeting.isSimulated ? ["simulated": true] : [:]) { $1 })
    case .otherVersion(let version): Self.frame(.hello, ["version": .integer(version)])
    case .acknowledge(let id): Self.frame(.acknowledge, ["id": .integer(id.number)])
    case .event(let id, let delivery): Self.frame(.event, id, delivery.written)
    case .completion(let id, let delivery): Self.frame(.completion, id, delivery.written)
    case .cancelled(let id): Self.frame(.completion, id, WrittenDelivery("cancelled"))
    case .unsolicited(let notice): Self.frame(.unsolicited, notice.members)
    case .cleared(let number, let isClear): Self.frame(.cleared, ["id": .integer(number), "clear": .flag(isClear)])
    case .tested(let number, let state): Self.frame(.tested, ["id": .integer(number), "state": .text(state.rawValue)])
    }
  }

  private static func frame(_ kind: Kind, _ members: [String: JSON]) -> DriverFrame {
    DriverFrame(.object(members.merging(["type": kind.json]) { $1 }))
  }

  private static func frame(_ kind: Kind, _ id: RequestID, _ written: WrittenDelivery) -> DriverFrame {
    DriverFrame(["type": kind.json, "id": .integer(id.number), "answer": written.answer], tail: written.tail)
  }

  /// The message in a frame that the driver of a device sent.
  package init(_ frame: DriverFrame, from device: Device) throws(DriverWireFault) {
    let head = frame.head
    guard let kind = Kind(json: head["type"]) else { throw .notMessage("no message from a driver is of that type") }
    switch kind {
    case .event, .completion: break
    case .hello, .acknowledge, .unsolicited, .cleared, .tested:
      guard frame.tail.isEmpty else { throw .tail(expected: 0, came: frame.tail.count) }
    }
    switch kind {
    case .hello: self = try Self.hello(head)
    case .acknowledge: self = .acknowledge(RequestID(try head.id()))
    case .event:
      let delivery = try Delivery(WrittenDelivery(head["answer"], frame.tail))
      guard !delivery.isCompletion else { throw .notMessage("an event is what ends a command") }
      self = .event(RequestID(try head.id()), delivery)
    case .completion:
      let id = RequestID(try head.id())
      if head["answer"] == "cancelled", frame.tail.isEmpty {
        self = .cancelled(id)
      } else {
        let delivery = try Delivery(WrittenDelivery(head["answer"], frame.tail))
        guard delivery.isCompletion else { throw .notMessage("a completion does not end a command") }
        self = .completion(id, delivery)
      }
    case .unsolicited: self = .unsolicited(try DeviceNotice(head, from: device))
    case .cleared:
      guard let isClear = head["clear"].flag else { throw .notMessage("cleared does not say whether") }
      self = .cleared(try head.id(), isClear: isClear)
    case .tested:
      guard let state = head["state"].named() as DeviceState? else { throw .notMessage("tested tells no state") }
      self = .tested(try head.id(), state)
    }
  }

  private static func hello(_ head: JSON) throws(DriverWireFault) -> Self {
    guard let version = head["version"].integer else { throw .notMessage("hello has no version") }
    guard version == DriverProtocol.version else { return .otherVersion(version) }
    guard let device = Device(json: head["device"]) else { throw .notMessage("hello has no device") }
    guard let names = head["capabilities"].list?.compactMap({ DeviceCommand.Name(json: $0) }) else {
      throw .notMessage("hello has no capabilities")
    }
    guard let firmware = head["firmware"].text, firmware.isPlain(atMost: DriverProtocol.longestFirmware),
      !firmware.isEmpty
    else { throw .notMessage("hello has no firmware of 1 to \(DriverProtocol.longestFirmware) plain characters") }
    guard head["simulated"] == .null || head["simulated"].flag != nil else {
      throw .notMessage("hello does not say whether it is simulated")
    }
    return .hello(
      DriverGreeting(
        device: device, capabilities: Set(names.filter { $0.device == device }), firmware: firmware,
        isSimulated: head["simulated"] == true))
  }
}

extension String {
  /// Whether it has nothing but ASCII that is seen, at most so many characters: what a terminal neither obeys nor turns about.
  package func isPlain(atMost count: Int) -> Bool {
    utf8.count <= count && utf8.allSatisfy { (0x20..<0x7F).contains($0) }
  }
}

extension DeviceNotice {
  /// What stands in the head of a notice; whose it is follows from the socket.
  fileprivate var members: [String: JSON] {
    switch self {
    case .state(_, let state): ["state": .text(state.rawValue)]
    case .media(let media): ["media": .text(media.rawValue)]
    case .paper(let paper): ["paper": .text(paper.rawValue)]
    case .staffSwitch: ["staffSwitch": true]
    case .callButton: ["callButton": true]
    case .cabinetOpened: ["cabinetOpened": true]
    }
  }

  /// What a device's driver told unasked: its own state, a document only where there is a reader, paper only where there is a printer.
  fileprivate init(_ head: JSON, from device: Device) throws(DriverWireFault) {
    let told = ["state", "media", "paper", "staffSwitch", "callButton", "cabinetOpened"].filter { head[$0] != .null }
    guard told.count == 1 else { throw .notMessage("unsolicited tells not one thing, but \(told.count)") }
    if let state = head["state"].named() as DeviceState? {
      self = .state(device, state)
    } else if device == .documentReader, let media = head["media"].named() as MediaState? {
      self = .media(media)
    } else if device == .receiptPrinter, let paper = head["paper"].named() as PaperState? {
      self = .paper(paper)
    } else if head["staffSwitch"] == true {
      self = .staffSwitch
    } else if head["callButton"] == true {
      self = .callButton
    } else if head["cabinetOpened"] == true {
      self = .cabinetOpened
    } else {
      throw .notMessage("unsolicited tells nothing that such a device may tell")
    }
  }
}
