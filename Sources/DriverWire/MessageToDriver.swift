package import Devices
package import Renewal

/// What the box tells a driver.
package enum MessageToDriver: Hashable, Sendable {
  /// The first message: the version that the box speaks.
  case hello(version: Int)
  /// Carry a command out; every message about it bears its number.
  case command(RequestID, DriverCommand)
  /// Give a command up; it ends by a completion all the same.
  case cancel(RequestID)
  /// Erase what the device remembers of a visit, and say whether it is erased; the number comes back.
  case clear(Int)
  /// Try the device out, and tell its state; the number comes back.
  case test(Int)

  /// The kinds of messages.
  private enum Kind: String, FieldValue {
    case hello, command, cancel, clear, test
  }

  /// The message as a frame.
  package var frame: DriverFrame {
    switch self {
    case .hello(let version): Self.frame(.hello, ["version": .integer(version)])
    case .command(let id, let command):
      Self.frame(.command, command.members.merging(["id": .integer(id.number), "name": command.name.json]) { $1 })
    case .cancel(let id): Self.frame(.cancel, ["id": .integer(id.number)])
    case .clear(let number): Self.frame(.clear, ["id": .integer(number)])
    case .test(let number): Self.frame(.test, ["id": .integer(number)])
    }
  }

  private static func frame(_ kind: Kind, _ members: [String: JSON]) -> DriverFrame {
    DriverFrame(.object(members.merging(["type": kind.json]) { $1 }))
  }

  /// The message in a frame, for whoever is the driver.
  package init(_ frame: DriverFrame) throws(DriverWireFault) {
    let head = frame.head
    guard frame.tail.isEmpty else { throw .tail(expected: 0, came: frame.tail.count) }
    guard let kind = Kind(json: head["type"]) else { throw .notMessage("no message to a driver is of that type") }
    switch kind {
    case .hello:
      guard let version = head["version"].integer else { throw .notMessage("hello has no version") }
      self = .hello(version: version)
    case .command:
      guard let name = DeviceCommand.Name(json: head["name"]) else { throw .notMessage("no command has that name") }
      self = .command(RequestID(try head.id()), try DriverCommand(name, head))
    case .cancel: self = .cancel(RequestID(try head.id()))
    case .clear: self = .clear(try head.id())
    case .test: self = .test(try head.id())
    }
  }
}

extension JSON {
  /// The number of what a message is about.
  package func id() throws(DriverWireFault) -> Int {
    guard let number = self["id"].integer, number >= 0 else { throw .notMessage("a message has no id") }
    return number
  }
}
