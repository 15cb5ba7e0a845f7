import Glibc
import Renewal
import Runtime
import Synchronization
import Testing

/// What systemd hears, by datagrams on a socket of the test's own.
@Suite struct SupervisorTests {
  @Test(arguments: [false, true])
  func `systemd hears each word on a socket with a path, and on one in the abstract space`(isAbstract: Bool) throws {
    let listener = try Listener(isAbstract: isAbstract)
    let supervisor = try #require(SystemdSupervisor(listener.variables(process: getpid())))
    #expect(supervisor.patience == .seconds(10))
    supervisor.notify(.ready)
    supervisor.notify(.status("open, nobody here\nREADY=0"))
    supervisor.notify(.well)
    supervisor.notify(.stopping)
    #expect(listener.heard() == ["READY=1", "STATUS=open, nobody here READY=0", "WATCHDOG=1", "STOPPING=1"])
  }

  @Test func `another process' watchdog is none of ours, and without a socket nobody supervises`() throws {
    let listener = try Listener(isAbstract: true)
    #expect(try #require(SystemdSupervisor(listener.variables(process: 1))).patience == nil)
    #expect(SystemdSupervisor([:]) == nil)
    for name in ["relative", "", "/" + String(repeating: "long", count: 40)] {
      #expect(SystemdSupervisor(["NOTIFY_SOCKET": name]) == nil)
    }
  }

  @Test func `a box is ready when its first screen stands, and well while nothing hangs`() throws {
    let attentive = Attentive()
    let box = try VirtualBox(scenario: "everything-goes-well", supervisor: attentive)
    #expect(attentive.heard.prefix(2) == [.status("closed (starting)"), .ready])
    #expect(box.display.history.count >= 1)
    try box.wait("welcome") { $0.state == .welcome(nil) }
    #expect(attentive.heard.last == .status("open, nobody here"))
    let before = attentive.pings
    box.time.advance(to: box.time.now() + 5_000)
    box.settle()
    #expect(attentive.pings == before + 1)
    box.executor.hang(at: .store)
    box.time.advance(to: box.time.now() + 5_000)
    box.settle()
    box.time.advance(to: box.time.now() + 5_000)
    box.settle()
    #expect(attentive.pings == before + 1, "who hangs is not well")
    box.executor.hang(at: nil)
    box.time.advance(to: box.time.now() + 5_000)
    box.settle()
    #expect(attentive.pings == before + 2)
  }

  @Test func `what systemd shows of a visit names its number and step, and nobody`() throws {
    let attentive = Attentive()
    let box = try VirtualBox(scenario: "everything-goes-well", supervisor: attentive)
    try box.wait("welcome") { $0.state == .welcome(nil) }
    #expect(try Citizen().visit(box).ending == .completed)
    let told = attentive.heard.compactMap { if case .status(let text) = $0 { text } else { nil } }
    #expect(told.contains { $0.hasSuffix("step payment") })
    #expect(!told.contains { $0.contains(box.cpr) || $0.contains(box.cpr.suffix(4)) })
    #expect(told == told.enumerated().filter { $0 == 0 || told[$0 - 1] != $1 }.map(\.element), "never the same twice")
  }
}

/// A supervisor that wants to hear something every ten seconds, and keeps what it hears.
private final class Attentive: Supervisor {
  private let words = Mutex<[SupervisorNews]>([])
  var patience: Milliseconds? { .seconds(10) }
  var heard: [SupervisorNews] { words.withLock { $0 } }
  var pings: Int { heard.count { $0 == .well } }
  func notify(_ news: SupervisorNews) { words.withLock { $0.append(news) } }
}

/// A socket as systemd would open it.
private final class Listener {
  struct Failed: Error {}
  let name: String
  private let descriptor: Int32

  init(isAbstract: Bool) throws {
    let path = "/tmp/pasboks-notify-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    name = (isAbstract ? "@" : "") + path
    descriptor = socket(AF_UNIX, Int32(bitPattern: SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = (isAbstract ? [0] : []) + Array(path.utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let length = socklen_t(2 + bytes.count + (isAbstract ? 0 : 1))
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    guard bound == 0 else { throw Failed() }
  }

  deinit {
    close(descriptor)
    if name.hasPrefix("/") { unlink(name) }
  }

  func variables(process: Int32) -> [String: String] {
    ["NOTIFY_SOCKET": name, "WATCHDOG_USEC": "10000000", "WATCHDOG_PID": String(process)]
  }

  /// What lies in the socket, in order.
  func heard() -> [String] {
    var texts: [String] = []
    var buffer = [UInt8](repeating: 0, count: 512)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      if count <= 0 { return texts }
      texts.append(String(decoding: buffer.prefix(count), as: UTF8.self))
    }
  }
}
