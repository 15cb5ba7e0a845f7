package import DriverWire
import Glibc

/// A line between the box and a driver, or the uplink, through the other's socket; used on one thread, and never blocks it.
package final class DriverLine {
  /// What came.
  package enum News: Hashable, Sendable {
    case frame(DriverFrame)
    /// What came is no frame; there is no way on.
    case garbled(DriverWireFault)
    /// The other end has ended the line, or is gone.
    case lost

    /// What it is to a machine that reads messages: a frame that is none is garbled like bytes that are no frame.
    func event<Event>(
      lost: Event, garbled: (DriverWireFault) -> Event, heard: (DriverFrame) throws(DriverWireFault) -> Event
    ) -> Event {
      switch self {
      case .lost: return lost
      case .garbled(let fault): return garbled(fault)
      case .frame(let frame):
        do throws(DriverWireFault) {
          return try heard(frame)
        } catch {
          return garbled(error)
        }
      }
    }
  }

  /// How many bytes are read at once, and how often before the caller gets its turn.
  private static let (chunk, mostChunks) = (1 << 18, 16)

  /// Becomes readable when there is something to hear, and writable when `flush` can go on.
  package let descriptor: Int32
  /// How many bytes may wait for who does not read.
  private let mostWaiting: Int
  private var reader: DriverFrameReader
  /// What was told and not sent, each message whole until its last byte is: then it is freed, and overwritten.
  private var out: [[UInt8]] = []
  /// How many bytes of the first one are sent.
  private var sent = 0
  /// Whether the other end is gone, or does not read what it is told.
  package private(set) var isOver = false

  /// Connects to a path; the frames from there have a tail of at most so many bytes, and so many may wait to be read there.
  package convenience init(path: String, longestTail: Int, mostWaiting: Int = 1 << 20) throws(SocketFault) {
    self.init(try UnixSocket.connect(path), longestTail: longestTail, mostWaiting: mostWaiting)
  }

  /// A line that is there already.
  init(_ descriptor: Int32, longestTail: Int, mostWaiting: Int) {
    self.descriptor = descriptor
    self.mostWaiting = mostWaiting
    reader = DriverFrameReader(longestTail: longestTail)
  }

  deinit { close(descriptor) }

  /// Whether a frame has begun, and is not whole.
  var isInFrame: Bool { reader.hasBegun }

  /// How many bytes wait to be sent.
  var waiting: Int { out.reduce(0) { $0 + $1.count } - sent }

  /// Whether the other end may be spoken with: root's, who holds the sockets of units, and this process's own user. Another one may have put a
  /// socket of theirs where it was to be.
  var isTrusted: Bool {
    let user = UnixSocket.user(of: descriptor)
    return user == 0 || user == Int(geteuid())
  }

  /// Tells the other end something, now or as soon as it reads; what is too much for it ends the line.
  package func send(_ bytes: [UInt8]) {
    out.append(bytes)
    flush()
    if waiting > mostWaiting { isOver = true }
  }

  /// Sends what goes.
  package func flush() {
    while let first = out.first, !isOver {
      let count = UnixSocket.send(first[sent...], to: descriptor)
      if count > 0 {
        sent += count
        guard sent == first.count else { continue }
        out.removeFirst()
        sent = 0
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
    _ = Self.poll(self, milliseconds: milliseconds)
    flush()
  }

  /// What ended a sleep.
  struct Awakening {
    /// There is something to hear on the line.
    let hasNews: Bool
    /// Somebody waits at the listener.
    let hasCaller: Bool
  }

  /// Sleeps until a bell is rung, somebody calls at a listener, or there is something to hear on a line, as far as there are any. What waited on
  /// the line is sent.
  static func sleep(_ bell: Bell, _ line: DriverLine?, listener: Int32 = -1) -> Awakening {
    let awakening = poll(line, bell, listener: listener, milliseconds: -1)
    bell.hush()
    if awakening.hasNews { line?.flush() }
    return awakening
  }

  private static func poll(
    _ line: DriverLine?, _ bell: Bell? = nil, listener: Int32 = -1, milliseconds: Int32
  ) -> Awakening {
    let writes = line?.out.isEmpty == false ? Int16(POLLOUT) : 0
    var asked = [
      pollfd(fd: bell?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: line?.descriptor ?? -1, events: Int16(POLLIN) | writes, revents: 0),
      pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
    ]
    _ = Glibc.poll(&asked, nfds_t(asked.count), milliseconds)
    return Awakening(hasNews: asked[1].revents != 0, hasCaller: asked[2].revents != 0)
  }
}
