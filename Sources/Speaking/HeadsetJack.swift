import Glibc
package import Renewal

/// A socket for a headset whose switch the kernel tells of, as a device of its input layer (`/dev/input/event…`, evdev).
package struct HeadsetJack: Sendable {
  /// `struct input_event` on machines of 64 bits: two words of time, a type, a code, a value.
  private static let eventSize = 24
  /// `EV_SW` and, of its switches, `SW_HEADPHONE_INSERT` (linux/input-event-codes.h).
  private static let (ofSwitches, insert): (UInt16, UInt16) = (5, 2)
  /// `EVIOCGSW` for one byte: where the switches stand.
  private static let switches: UInt = 2 << 30 | 1 << 16 | 0x45 << 8 | 0x1b

  private let path: String

  /// The device on a path.
  package init(path: String) { self.path = path }

  /// How long it may be since something was told, so that whoever hears nothing knows that nobody tells.
  package static let beat = Milliseconds.seconds(2)

  /// Tells whether a headset is in, at once where the kernel knows, at each change and at each beat, until the other end of a line closes; why
  /// it could not.
  func watch(for line: Int32, tell: (Bool) -> Void) -> String? {
    let device = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard device >= 0 else { return "\(path): \(String(cString: strerror(errno)))" }
    defer { close(device) }
    var bits: UInt8 = 0
    var last = false
    if ioctl(device, Self.switches, &bits) >= 0 {
      last = bits & 1 << Self.insert != 0
      tell(last)
    }
    while true {
      var waiting = [device, line].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      let count = poll(&waiting, 2, Int32(Self.beat.count))
      guard count >= 0 || errno == EINTR else { return "\(path): \(String(cString: strerror(errno)))" }
      if count == 0 { tell(last) }
      if waiting[1].revents != 0 { return nil }
      guard waiting[0].revents != 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: Self.eventSize * 16)
      let length = read(device, &bytes, bytes.count)
      if length < 0, errno == EAGAIN || errno == EINTR { continue }
      guard length > 0 else { return "\(path) is gone" }
      for isIn in Self.changes(in: bytes.prefix(length)) {
        last = isIn
        tell(isIn)
      }
    }
  }

  /// What events tell of the switch, in order.
  package static func changes(in bytes: some Collection<UInt8>) -> [Bool] {
    let bytes = Array(bytes)
    func word(_ place: Int) -> UInt16 { UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8 }
    return stride(from: 0, to: bytes.count - eventSize + 1, by: eventSize).compactMap { start in
      guard word(start + 16) == ofSwitches, word(start + 18) == insert else { return nil }
      return bytes[(start + 20)..<(start + 24)].contains { $0 != 0 }
    }
  }
}
