package import DriverWire
import Glibc

/// A line between box and driver through the driver's socket; used on one thread, and never blocks it.
package final class DriverLine {
  /// What came.
  package enum News: Hashable, Sendable {
    case frame(DriverFrame)
    /// What came is no frame; there is no way on.
    case garbled(DriverWireFault)
    /// The other end has ended the line, or is gone.
    case lost
  }

  /// How many bytes are read at once, and how often before the caller gets its turn.
  private static let (chunk, mostChunks) = (1 << 18, 16)

  /// Becomes readable when there is something to hear, and writable when `flush` can go on.
  package let descriptor: Int32
  private var reader: DriverFrameReader
  private var out: [UInt8] = []
  /// How many bytes may wait for who does not read.
  private let mostWaiting: Int
  /// Whether the other end is gone, or does not read what it is told.
  package private(set) var isOver = false

  /// Connects to the driver on a path; its frames have a tail of at most so many bytes.
  package convenience init(path: String, longestTail: Int) throws(SocketFault) {
    self.init(try UnixSocket.connect(path), longestTail: longestTail, mostWaiting: 1 << 20)
  }

  /// A line that is there: frames of the other end have a tail of at most so many bytes, and so many may wait for it.
  init(_ descriptor: Int32, longestTail: Int, mostWaiting: Int) {
    self.descriptor = descriptor
    self.mostWaiting = mostWaiting
    reader = DriverFrameReader(longestTail: longestTail)
  }

  deinit { close(descriptor) }

  /// Whether something waits to be sent.
  package var hasOutgoing: Bool { !out.isEmpty }

  /// How many bytes wait to be sent.
  var waiting: Int { out.count }

  /// Tells the other end something, now or as soon as it reads; what is too much for it ends the line.
  package func send(_ bytes: [UInt8]) {
    out += bytes
    flush()
    if out.count > mostWaiting { isOver = true }
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

  /// Ends the line for both sides.
  func end() {
    shutdown(descriptor, Int32(SHUT_RDWR))
    isOver = true
  }

  /// Waits until something came, or so many milliseconds are over.
  package func wait(milliseconds: Int32) {
    var asked = pollfd(fd: descriptor, events: Int16(POLLIN) | (hasOutgoing ? Int16(POLLOUT) : 0), revents: 0)
    _ = poll(&asked, 1, milliseconds)
    flush()
  }
}
