import Glibc
import InputDevices
package import Renewal

/// A socket for a headset whose switch the kernel tells of, as a device of its input layer (`/dev/input/event…`, evdev).
package struct HeadsetJack: Sendable {
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
      let input = InputDevice(device)
      guard let has = input.has(.switch, [InputCode.headphone]) else { return "\(path) is no input device" }
      guard has, let isIn = input.isOn(InputCode.headphone) else {
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
      var bytes = [UInt8](repeating: 0, count: InputEvent.size * 16)
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

  /// What events tell of the switch, in order.
  package static func changes(in bytes: some Collection<UInt8>) -> [Bool] {
    var bytes = Array(bytes)
    return InputEvent.take(from: &bytes).compactMap { event in
      event.type == .switch && event.code == InputCode.headphone ? event.value != 0 : nil
    }
  }
}
