package import DriverWire
import Glibc

/// A line to a driver through its socket; used on one thread, and never blocks it.
package final class DriverLine {
  /// What came.
  package enum News: Hashable, Sendable {
    case frame(DriverFrame)
    /// What came is no frame; there is no way on.
    case garbled(DriverWireFault)
    /// The driver has ended the line, or is gone.
    case lost
  }

  /// How many bytes may wait for a driver that does not read.
  private static let mostWaiting = 1 << 20
  /// How many bytes are read at once, and how often before the caller gets its turn.
  private static let (chunk, mostChunks) = (1 << 18, 16)

  /// Becomes readable when there is something to hear, and writable when `flush` can go on.
  package let descriptor: Int32
  private var reader: DriverFrameReader
  private var out: [UInt8] = []
  /// Whether the driver is gone, or does not read what it is told.
  package private(set) var isOver = false

  /// Connects to the driver on a path; its frames have a tail of at most so many bytes.
  package init(path: String, longestTail: Int) throws(SocketFault) {
    descriptor = try UnixSocket.connect(path)
    reader = DriverFrameReader(longestTail: longestTail)
  }

  deinit { close(descriptor) }

  /// Whether something waits to be sent.
  package var hasOutgoing: Bool { !out.isEmpty }

  /// Tells the driver something, now or as soon as it reads; what is too much for it ends the line.
  package func send(_ bytes: [UInt8]) {
    out += bytes
    flush()
    if out.count > Self.mostWaiting { isOver = true }
  }

  /// Sends what goes.
  package func flush() {
    while !out.isEmpty, !isOver {
      let count = UnixSocket.send(out[...], to: descriptor)
      if count > 0 {
        // A new array, so that the old one is freed and overwritten.
        out = Array(out[count...])
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        isOver = true
      }
    }
  }

  /// Gives what came to a closure, one after the other, until that wants no more; never waits.
  package func hear(_ take: (News) -> Bool) {
    var buffer = [UInt8](repeating: 0, count: Self.chunk)
    for _ in 0..<Self.mostChunks {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { isOver = true }
      guard count > 0 else { break }
      var bytes = buffer[..<count]
      do throws(DriverWireFault) {
        while let frame = try reader.take(&bytes) { guard take(.frame(frame)) else { return } }
      } catch {
        _ = take(.garbled(error))
        return
      }
    }
    if isOver { _ = take(.lost) }
  }

  /// Waits until something came, or so many milliseconds are over.
  package func wait(milliseconds: Int32) {
    var asked = pollfd(fd: descriptor, events: Int16(POLLIN) | (hasOutgoing ? Int16(POLLOUT) : 0), revents: 0)
    _ = poll(&asked, 1, milliseconds)
    flush()
  }
}
