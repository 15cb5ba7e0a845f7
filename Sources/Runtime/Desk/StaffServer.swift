import Glibc
import Logging
import Renewal

/// The staff socket's thread: takes connections, reads what desks say, and writes what the box has for them.
final class StaffServer: ThreadWork {
  /// How long no connection is taken after the system had no descriptor for one, in milliseconds.
  private static let pauseWithoutDescriptors = 1000

  private let socket: StaffSocket
  private let listener: Int32
  private let bell: Bell
  private let log: Logger
  private var lines: [DeskID: StaffConnection] = [:]
  private var next = 1
  private var takesAgain = 0

  init(_ socket: StaffSocket, listener: Int32, bell: Bell, log: Logger) {
    self.socket = socket
    self.listener = listener
    self.bell = bell
    self.log = log
  }

  /// Runs until the socket is closed.
  func serve() {
    while let outgoing = socket.takeOutgoing() {
      give(outgoing)
      ProcessMemory.scrubStack()
      sleep()
    }
    // A box that stops may be started again: desks try to come back by themselves.
    for line in lines.values { close(line.descriptor) }
    socket.closed()
  }

  private func sleep() {
    let now = steadyMilliseconds()
    let ids = lines.keys.sorted()
    let takes = now >= takesAgain
    var asked = [
      pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: takes ? listener : -1, events: Int16(POLLIN), revents: 0),
    ]
    for id in ids {
      guard let line = lines[id] else { continue }
      let hears = socket.mustWait(id) || line.isEnding ? 0 : Int16(POLLIN)
      asked.append(
        pollfd(fd: line.descriptor, events: hears | (line.hasOutgoing ? Int16(POLLOUT) : 0), revents: 0))
    }
    var deadlines = lines.values.compactMap(\.deadline)
    if !takes { deadlines.append(takesAgain) }
    let timeout = deadlines.min().map { Int32(clamping: max(0, $0 - now)) } ?? -1
    _ = poll(&asked, nfds_t(asked.count), timeout)
    bell.hush()
    if asked[1].revents != 0 { welcome() }
    for (index, id) in ids.enumerated() {
      let came = asked[index + 2].revents
      if came & Int16(POLLIN | POLLHUP | POLLERR) != 0 { hear(id) }
      if came & Int16(POLLOUT) != 0 { send(id) }
      understand(id)
    }
    expire()
  }

  // MARK: Connections

  private func welcome() {
    for _ in 0..<StaffSocket.mostDesks {
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else {
        if errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS {
          takesAgain = steadyMilliseconds() + Self.pauseWithoutDescriptors
          log.error("no descriptor is left for a desk")
        }
        return
      }
      UnixSocket.quieten(descriptor)
      let user = UnixSocket.user(of: descriptor)
      if let why = refusal(for: user) {
        _ = UnixSocket.send(BoxMessage.refused(why: why, version: Wire.version).frame[...], to: descriptor)
        close(descriptor)
        log.notice("no desk more is taken", metadata: ["DESKS": "\(lines.count)", "DESK_USER": "\(user)"])
        continue
      }
      lines[DeskID(next)] = StaffConnection(descriptor, user: user, now: steadyMilliseconds())
      next += 1
    }
  }

  private func refusal(for user: Int) -> ClientRefusal? {
    if lines.count >= StaffSocket.mostDesks { return .full }
    return lines.values.count { $0.user == user } >= socket.mostOfOneUser ? .tooMany : nil
  }

  private func expire() {
    let now = steadyMilliseconds()
    for (id, line) in lines {
      guard let deadline = line.deadline, deadline <= now else { continue }
      drop(id, line.kind == .unknown ? "it did not say who it is" : "it does not read")
    }
  }

  /// Ends a connection; what it said is never told, as it could be anything.
  private func drop(_ id: DeskID, _ reason: String?) {
    guard let line = lines.removeValue(forKey: id) else { return }
    close(line.descriptor)
    if let reason { log.notice("a desk was dropped", metadata: ["REASON": "\(reason)"]) }
    if line.kind != .unknown { socket.leave(.left(id)) }
  }

  // MARK: What desks say

  private func hear(_ id: DeskID) {
    guard let line = lines[id] else { return }
    var buffer = [UInt8](repeating: 0, count: Framing.longestFromDesk)
    let count = recv(line.descriptor, &buffer, buffer.count, 0)
    if count > 0 {
      lines[id]?.reader.feed(buffer[..<count])
    } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
      drop(id, nil)
    }
  }

  private func understand(_ id: DeskID) {
    while let line = lines[id], !line.isEnding, !socket.mustWait(id) {
      do throws(FrameFault) {
        guard let payload = try lines[id]?.reader.next() else { return }
        try frameArrived(payload, from: id, line)
      } catch {
        return drop(id, "it sent what is no message")
      }
    }
  }

  private func frameArrived(_ payload: [UInt8], from id: DeskID, _ line: StaffConnection) throws(FrameFault) {
    let kind = line.kind
    if kind == .unknown, let version = DeskMessage.version(in: payload), version != Wire.version {
      log.notice("a desk of another version was refused", metadata: ["VERSION": "\(version)"])
      return end(id, with: .refused(why: .version, version: Wire.version))
    }
    let message = try DeskMessage(payload: payload)
    switch (kind, message) {
    case (.unknown, .hello(_, let terminal)):
      lines[id]?.greeted(.desk)
      socket.leave(.came(id, terminal, user: line.user))
    case (.unknown, .list):
      lines[id]?.greeted(.script)
      socket.leave(.asked(id))
    case (.unknown, .devices):
      lines[id]?.greeted(.script)
      socket.leave(.askedForDevices(id))
    case (.unknown, .send(_, let staff, let pin)):
      lines[id]?.greeted(.script)
      socket.leave(.askedToSend(id, StaffID(staff), pin: pin, user: line.user))
    case (.unknown, .accounts):
      guard line.user == 0 || line.user == Int(geteuid()) else {
        return end(id, with: .refused(why: .notAuthorised, version: Wire.version))
      }
      lines[id]?.greeted(.script)
      socket.leave(.accountsChanged(id))
    case (_, .bye): drop(id, nil)
    case (.desk, .keys), (.desk, .press), (.desk, .resized): socket.leave(.said(id, message))
    case (.unknown, .keys), (.unknown, .press), (.unknown, .resized), (.script, .hello), (.script, .keys),
      (.script, .press), (.script, .resized), (.script, .list), (.script, .devices), (.script, .send),
      (.script, .accounts),
      (.desk, .hello), (.desk, .list), (.desk, .devices), (.desk, .send), (.desk, .accounts):
      throw .malformed
    }
  }

  // MARK: What the box has

  private func give(_ outgoing: [DeskID: StaffSocket.Outgoing]) {
    for (id, one) in outgoing {
      for message in one.messages where lines[id]?.enqueue(message) == false {
        drop(id, "it does not read")
      }
      if let picture = one.picture { lines[id]?.show(picture) }
      if one.isEnding { lines[id]?.isEnding = true }
      send(id)
    }
  }

  private func end(_ id: DeskID, with message: BoxMessage) {
    _ = lines[id]?.enqueue(message)
    lines[id]?.isEnding = true
    send(id)
  }

  private func send(_ id: DeskID) {
    let now = steadyMilliseconds()
    guard let sent = lines[id]?.send(now: now) else { return }
    switch sent {
    case .all: if lines[id]?.isEnding == true { drop(id, nil) }
    case .waits: break
    case .gone: drop(id, nil)
    }
  }
}
