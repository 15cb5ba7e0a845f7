/// One event of the kernel's input layer (evdev): `struct input_event` of linux/input.h on machines of 64 bits.
package struct InputEvent: Hashable, Sendable {
  /// What kind of event it is, `EV_…`.
  package let type: InputEventType
  /// Which key, axis or switch it is about.
  package let code: UInt16
  /// What it is now.
  package let value: Int32
  /// When, by the clock the device was told to take.
  package let milliseconds: Int

  /// An event.
  package init(_ type: InputEventType, _ code: UInt16, _ value: Int32, milliseconds: Int = 0) {
    self.type = type
    self.code = code
    self.value = value
    self.milliseconds = milliseconds
  }

  /// How many bytes an event has: two words of time, a type, a code, a value.
  package static let size = 24

  /// Takes the whole events out of bytes; what is left is the beginning of the next one.
  package static func take(from bytes: inout [UInt8]) -> [InputEvent] {
    let count = bytes.count / size
    let events = (0..<count).map { InputEvent(bytes[($0 * size)..<(($0 + 1) * size)]) }
    bytes.removeFirst(count * size)
    return events
  }

  private init(_ bytes: ArraySlice<UInt8>) {
    func number(_ offset: Int, _ length: Int) -> UInt64 {
      (0..<length).reduce(0) { $0 | UInt64(bytes[bytes.startIndex + offset + $1]) << (8 * UInt64($1)) }
    }
    let (seconds, microseconds) = (Int(truncatingIfNeeded: number(0, 8)), Int(truncatingIfNeeded: number(8, 8)))
    self.init(
      InputEventType(rawValue: UInt16(number(16, 2))), UInt16(number(18, 2)),
      Int32(truncatingIfNeeded: number(20, 4)), milliseconds: seconds &* 1000 &+ microseconds / 1000)
  }
}

/// The kind of an event (linux/input-event-codes.h).
package struct InputEventType: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// What ends a group of events that belong together.
  package static let synchronization = InputEventType(rawValue: 0)
  package static let key = InputEventType(rawValue: 1)
  package static let absolute = InputEventType(rawValue: 3)
  package static let `switch` = InputEventType(rawValue: 5)
}

/// The codes that are used here (linux/input-event-codes.h).
package enum InputCode {
  /// `SYN_REPORT`: all that was told since the last one was so at one time. `SYN_DROPPED`: events were lost, and so is the rest of the group.
  package static let (report, dropped): (UInt16, UInt16) = (0, 3)
  /// `ABS_X`, `ABS_Y`, `ABS_PRESSURE`.
  package static let (x, y, pressure): (UInt16, UInt16, UInt16) = (0, 1, 0x18)
  /// `BTN_TOOL_PEN`, `BTN_TOOL_RUBBER`, `BTN_TOUCH`.
  package static let (pen, rubber, touch): (UInt16, UInt16, UInt16) = (0x140, 0x141, 0x14a)
  /// `SW_HEADPHONE_INSERT`.
  package static let headphone: UInt16 = 2
}
