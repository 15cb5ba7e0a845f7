import Glibc

/// The desk's end of the staff socket; used on one thread.
package final class StaffClient {
  /// What came.
  package enum News: Hashable, Sendable {
    case message(BoxMessage)
    /// The box is gone, or sent what is no message.
    case lost
  }

  /// Becomes readable when `news` has something.
  package let descriptor: Int32
  private var reader = FrameReader(longest: Framing.longestFromBox)
  private var isLost = false

  /// Connects to the box.
  package init(path: String) throws(SocketFault) { descriptor = try UnixSocket.connect(path) }

  deinit { close(descriptor) }

  /// Tells the box something; what the box does not take at once means that it is lost.
  package func send(_ message: DeskMessage) {
    let frame = message.frame
    if UnixSocket.send(frame[...], to: descriptor) != frame.count { isLost = true }
  }

  /// Everything that came; never waits.
  package func news() -> [News] {
    var news: [News] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    for _ in 0..<16 {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { isLost = true }
      guard count > 0 else { break }
      reader.feed(buffer[..<count])
      do throws(FrameFault) {
        while let payload = try reader.next() { news.append(.message(try BoxMessage(payload: payload))) }
      } catch {
        isLost = true
        break
      }
    }
    if isLost { news.append(.lost) }
    return news
  }

  /// Waits until something came, or so many milliseconds are over; for scripts.
  package func wait(milliseconds: Int32) {
    var asked = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = poll(&asked, 1, milliseconds)
  }
}
