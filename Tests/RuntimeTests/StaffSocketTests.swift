import Glibc
import Logging
import Renewal
import Runtime
import Screens
import TestSupport
import Testing

/// The real socket, both ends in this process; a test waits for what must come, and never for time.
@Suite(.serialized) struct StaffSocketTests {
  private let folder: String
  private let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
  private var path: String { folder + "/staff.sock" }

  init() throws {
    var template = Array("/tmp/pasboks-XXXXXX".utf8CString)
    folder = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  private static let terminal = DeskTerminal(size: Size(columns: 80, rows: 24), capabilities: .full, contrast: .light)

  /// Waits, bounded, until something is so.
  private func wait(for what: String, until isSo: () throws -> Bool) throws {
    let end = steadyMilliseconds() + 20_000
    while try !isSo() {
      guard steadyMilliseconds() < end else {
        Issue.record("waited in vain for \(what)")
        throw FrameFault.empty
      }
      sched_yield()
    }
  }

  private func arrivals(_ socket: StaffSocket, _ count: Int) throws -> [DeskInput] {
    var all: [DeskInput] = []
    try wait(for: "\(count) arrivals") {
      all += socket.drain()
      return all.count >= count
    }
    return all
  }

  private func message(_ line: StaffClient, where isIt: (BoxMessage) -> Bool) throws -> BoxMessage {
    var found: BoxMessage?
    try wait(for: "a message") {
      for case .message(let message) in line.news() where isIt(message) { found = message }
      return found != nil
    }
    return try #require(found)
  }

  private func isLost(_ line: StaffClient) throws {
    try wait(for: "the end of the line") { line.news().contains(.lost) }
  }

  /// Connects, as soon as there is room before the door.
  private func connect() throws -> StaffClient {
    var line: StaffClient?
    try wait(for: "room before the door") {
      do throws(SocketFault) {
        line = try StaffClient(path: path)
      } catch {
        guard error == .system(EAGAIN, path) else { throw error }
      }
      return line != nil
    }
    return try #require(line)
  }

  private func open(mostOfOneUser: Int = StaffSocket.mostOfOneUser) -> StaffSocket {
    let socket = StaffSocket(path: path, log: log, mostOfOneUser: mostOfOneUser)
    socket.open {}
    return socket
  }

  @Test func `a desk says hello, keys arrive in order, and what the box draws is seen`() throws {
    let socket = open()
    defer { socket.close() }
    let line = try StaffClient(path: path)
    line.send(.hello(version: Wire.version, terminal: Self.terminal))
    let came = try arrivals(socket, 1)
    #expect(came == [.came(DeskID(1), Self.terminal, user: Int(getuid()))])
    for figure in 0...9 { line.send(.keys(keys: [WireKey(.digit(figure))], seen: figure)) }
    let said = try arrivals(socket, 10)
    #expect(said == (0...9).map { .said(DeskID(1), .keys(keys: [WireKey(.digit($0))], seen: $0)) })
    var grid = Grid(size: Size(columns: 80, rows: 24))
    grid.put("Køen er tom", at: Position(column: 3, row: 2))
    let picture = DeskPicture(number: 1, screen: Screen(grid: grid, cursor: Position(column: 0, row: 0)), theme: .dark)
    socket.show(picture, at: DeskID(1))
    guard case .screen(let change) = try message(line, where: { if case .screen = $0 { true } else { false } }) else {
      return
    }
    var copy = ScreenCopy()
    #expect(try copy.apply(change))
    #expect(copy.screen.grid == grid)
    line.send(.bye)
    #expect(try arrivals(socket, 1) == [.left(DeskID(1))])
  }

  @Test func `the socket is for its owner and its group`() throws {
    let socket = open()
    defer { socket.close() }
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o660)
  }

  @Test func `the file goes with the socket`() throws {
    let socket = open()
    let line = try StaffClient(path: path)
    line.send(.hello(version: Wire.version, terminal: Self.terminal))
    _ = try arrivals(socket, 1)
    socket.close()
    try isLost(line)
    #expect(access(path, F_OK) != 0)
    #expect(throws: SocketFault.nobody(path)) { try StaffClient(path: path) }
  }

  @Test func `a socket that somebody answers on is left alone, and one that nobody answers on is replaced`() throws {
    let first = open()
    let second = open()
    let line = try StaffClient(path: path)
    line.send(.hello(version: Wire.version, terminal: Self.terminal))
    #expect(try arrivals(first, 1).count == 1)
    #expect(second.drain().isEmpty)
    second.close()
    #expect(access(path, F_OK) == 0, "who did not make it does not take it away")
    first.close()

    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    #expect(bound == 0)
    close(descriptor)
    #expect(access(path, F_OK) == 0)
    let third = open()
    defer { third.close() }
    _ = try StaffClient(path: path)
  }

  @Test func `a file that is no socket is never removed`() throws {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT, 0o600)
    close(descriptor)
    let socket = open()
    defer { socket.close() }
    #expect(access(path, F_OK) == 0)
    #expect(throws: SocketFault.nobody(path)) { try StaffClient(path: path) }
  }

  @Test func `another version is refused with the box's own`() throws {
    let socket = open()
    defer { socket.close() }
    let line = try StaffClient(path: path)
    line.send(.hello(version: Wire.version + 1, terminal: Self.terminal))
    let answer = try message(line) { _ in true }
    #expect(answer == .refused(why: .version, version: Wire.version))
    #expect(socket.drain().isEmpty)
  }

  @Test(arguments: [
    [UInt8](repeating: 0xFF, count: 200), [0, 0, 0, 0], Framing.frame(Array("nonsense".utf8)),
    DeskMessage.keys(keys: [WireKey(.enter)], seen: 1).frame,
    DeskMessage.hello(version: Wire.version, terminal: terminal).frame
      + DeskMessage.hello(version: Wire.version, terminal: terminal).frame,
  ])
  func `who sends what is no message is dropped, and others go on`(bytes: [UInt8]) throws {
    let socket = open()
    defer { socket.close() }
    let good = try StaffClient(path: path)
    good.send(.hello(version: Wire.version, terminal: Self.terminal))
    _ = try arrivals(socket, 1)
    let bad = try StaffClient(path: path)
    _ = bytes.withUnsafeBytes { send(bad.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    try isLost(bad)
    good.send(.keys(keys: [WireKey(.help)], seen: 3))
    try wait(for: "the good desk's key") {
      socket.drain().contains(.said(DeskID(1), .keys(keys: [WireKey(.help)], seen: 3)))
    }
  }

  @Test func `nobody holds more than a few seats, and has another when one goes`() throws {
    let socket = open()
    defer { socket.close() }
    var lines: [StaffClient] = []
    for _ in 0..<StaffSocket.mostOfOneUser { lines.append(try connect()) }
    for line in lines { line.send(.hello(version: Wire.version, terminal: Self.terminal)) }
    _ = try arrivals(socket, lines.count)
    for _ in 0..<20 {
      #expect(try message(connect()) { _ in true } == .refused(why: .tooMany, version: Wire.version))
    }
    lines[0].send(.bye)
    _ = try arrivals(socket, 1)
    let again = try connect()
    again.send(.hello(version: Wire.version, terminal: Self.terminal))
    #expect(try arrivals(socket, 1).count == 1)
  }

  @Test func `the seventeenth desk is refused, and has a place when another goes`() throws {
    let socket = open(mostOfOneUser: .max)
    defer { socket.close() }
    var lines: [StaffClient] = []
    for _ in 0..<StaffSocket.mostDesks {
      let line = try StaffClient(path: path)
      line.send(.hello(version: Wire.version, terminal: Self.terminal))
      lines.append(line)
    }
    _ = try arrivals(socket, StaffSocket.mostDesks)
    let late = try StaffClient(path: path)
    #expect(try message(late) { _ in true } == .refused(why: .full, version: Wire.version))
    lines[3].send(.bye)
    _ = try arrivals(socket, 1)
    let again = try StaffClient(path: path)
    again.send(.hello(version: Wire.version, terminal: Self.terminal))
    #expect(try arrivals(socket, 1).count == 1)
  }

  @Test func `a desk that does not read gets the newest drawing and no backlog, and holds nobody up`() throws {
    let socket = open()
    defer { socket.close() }
    let slow = try StaffClient(path: path)
    slow.send(.hello(version: Wire.version, terminal: Self.terminal))
    _ = try arrivals(socket, 1)
    let size = Size(columns: 200, rows: 60)
    let last = 400
    for number in 1...last {
      let colour = RGB(UInt32(number * 7919 % 0xFF_FFFF))
      let grid = Grid(size: size, filledWith: Cell("▀", ink: .picture(colour, on: RGB(UInt32(number)))))
      let picture = DeskPicture(
        number: number, screen: Screen(grid: grid, cursor: Position(column: 0, row: 0)), theme: .light)
      socket.show(picture, at: DeskID(1))
    }
    var copy = ScreenCopy()
    var drawings = 0
    try wait(for: "the newest drawing") {
      for case .message(.screen(let change)) in slow.news() where try copy.apply(change) { drawings += 1 }
      return copy.number == last
    }
    #expect(copy.screen.grid[0, 0].ink.picture?.background == RGB(UInt32(last)))
    #expect(drawings < last, "older drawings were never sent")
  }

  @Test func `whatever bytes come, the socket goes on`() throws {
    let socket = open()
    defer { socket.close() }
    var numbers = Seeded(20)
    for _ in 0..<100 {
      let line = try connect()
      var bytes = DeskMessage.hello(version: Wire.version, terminal: Self.terminal).frame
      for _ in 0..<Int.random(in: 1...6, using: &numbers) {
        bytes[Int.random(in: 0..<bytes.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
      }
      // The socket may have dropped this desk already; that must not end the tests.
      _ = bytes.withUnsafeBytes { send(line.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }
    // Whoever came before may have a seat for a moment still: then the good desk asks again.
    try wait(for: "the good desk") {
      let good = try connect()
      good.send(.hello(version: Wire.version, terminal: Self.terminal))
      return socket.drain().contains { if case .came = $0 { true } else { false } }
    }
  }
}
