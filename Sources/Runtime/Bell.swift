import Glibc

/// Wakes a thread that sleeps in `poll`; rung from any thread.
final class Bell: Sendable {
  /// Becomes readable when it was rung.
  let descriptor: Int32
  private let rope: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    _ = socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | UnixSocket.quiet, 0, &ends)
    (descriptor, rope) = (ends[0], ends[1])
  }

  deinit { for end in [descriptor, rope] { close(end) } }

  func ring() {
    var one: UInt8 = 1
    _ = send(rope, &one, 1, Int32(MSG_NOSIGNAL))
  }

  /// It is heard, however often it was rung.
  func hush() {
    var rung = [UInt8](repeating: 0, count: 64)
    while read(descriptor, &rung, rung.count) > 0 {}
  }
}
