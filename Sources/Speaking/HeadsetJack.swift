import Glibc
package import Renewal

/// A socket for a headset whose switch the kernel tells of, as a device of its input layer (`/dev/input/event…`, evdev).
package struct HeadsetJack: Sendable {
  /// `struct input_event` on machines of 64 bits: two words of time, a type, a code, a value.
  private static let eventSize = 24
  /// `EV_SW` and, of its switches, `SW_HEADPHONE_INSERT` (linux/input-event-codes.h).
  private static let (ofSwitches, insert): (UInt16, UInt16) = (5, 2)
  /// `EVIOCGBIT(EV_SW)` for one byte: which switches there are; and `EVIOCGSW`: where they stand.
  private static let (having, standing) = (request(0x20 + UInt(ofSwitches)), request(0x1b))

  /// What asks an input device for one byte.
  private static func request(_ number: UInt) -> UInt { 2 << 30 | 1 << 16 | 0x45 << 8 | number }

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
    var last = false
    // Another process may stand for the kernel, with a pipe.
    if !Self.isPipe(device) {
      guard let has = Self.ask(device, Self.having) else { return "\(path) is no input device" }
      guard has, let isIn = Self.ask(device, Self.standing) else {
        return "\(path) has no switch of a headset: /proc/bus/input/devices lists those that have (B: SW=4)"
      }
      last = isIn
      tell(isIn)
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

  private static func isPipe(_ device: Int32) -> Bool {
    var status = stat()
    return fstat(device, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
  }

  /// The headset's bit of what a device answers; nothing from what is none of the kernel's input devices.
  private static func ask(_ device: Int32, _ request: UInt) -> Bool? {
    var bits: UInt8 = 0
    return ioctl(device, request, &bits) >= 0 ? bits & 1 << insert != 0 : nil
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
