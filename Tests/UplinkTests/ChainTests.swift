import AuthorityWire
import Cases
import Devices
import DriverWire
import Foundation
import Glibc
import NIOCore
import NIOPosix
import PassportRules
import ReferenceAuthority
import Renewal
import Runtime
import TestSupport
import Testing
import Uplink

/// Box, uplink and authority in a row, and what stands in an uplink's place.
@Suite struct ChainTests {
  private static let question = AuthorityQuestion.lookUp(
    cpr: (try? CPRNumber(parsing: "0610850166")) ?? .specimen, documentNumber: "210345671", booking: nil)

  @Test func `from the box to the authority's folder, and back`() async throws {
    let trial = try Trial()
    defer { trial.remove() }
    let server = try await trial.serve()
    let path = Box.path()
    let socket = UplinkSocket(
      try UplinkSocket.make(path), try trial.uplink(port: server.port), on: Trial.group, log: Trial.log)
    let box = Box(path)
    defer {
      box.close()
      socket.close()
    }
    guard case .person(let record) = await box.ask(Self.question) else { return _ = Issue.record("nobody") }
    #expect(record.surname == "Østerbæk" && record.documentMatches)
    let (bytes, key) = try trial.dossier(17)
    #expect(await box.submit(bytes, key: key) == .acknowledged)
    #expect(await box.submit(bytes, key: key) == .duplicate)
    #expect(try SealedDossier.read(trial.authority.path(of: key)) == bytes)
    try trial.behave(.reject)
    #expect(await box.submit(bytes, key: key) == .rejected)
    #expect(box.state?.line == .reachable && box.state?.certificateUntil != nil)
    await server.close()
    #expect(await box.submit(bytes, key: key) == .unavailable)
  }

  @Test func `many questions at once are answered each by its own`() async throws {
    let trial = try Trial()
    defer { trial.remove() }
    let server = try await trial.serve()
    let path = Box.path()
    let socket = UplinkSocket(
      try UplinkSocket.make(path), try trial.uplink(port: server.port), on: Trial.group, log: Trial.log)
    let box = Box(path)
    defer {
      box.close()
      socket.close()
    }
    let known = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<16 {
        group.addTask {
          guard number.isMultiple(of: 2) else {
            return await box.ask(.lookUp(cpr: .specimen, documentNumber: nil, booking: nil)) == .unknown
          }
          if case .person = await box.ask(Self.question) { return true } else { return false }
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(known == 16)
    await server.close()
  }

  /// The outbox's own pauses, in virtual time, over real sockets on which nobody answers, and then somebody does.
  @Test func `after a week without an uplink the same dossier is taken, once`() async throws {
    let trial = try Trial()
    defer { trial.remove() }
    let path = Box.path()
    let box = Box(path)
    defer { box.close() }
    let (bytes, key) = try trial.dossier(17)
    var queue = SendQueue(longestWait: .seconds(86_400))
    var (now, offers, told) = (0, 0, 0)
    let week = 7 * 86_400_000
    var item: OutboxItem { OutboxItem.sample(key: key, waited: now) }
    var socket: UplinkSocket?
    let server = try await trial.serve()
    var effects = queue.handle(.wanted(again: false))
    while trial.kept.isEmpty {
      try #require(!effects.isEmpty && now < 2 * week)
      switch effects.removeFirst() {
      case .readOutbox: effects += queue.handle(.outboxRead([item]))
      case .offer(let item, let offer):
        offers += 1
        var answer = await box.submit(bytes, key: item.key)
        // Once there is an uplink the box finds it by itself.
        while socket != nil, answer == .unavailable { answer = await box.submit(bytes, key: item.key) }
        effects += queue.handle(.answered(offer: offer, answer))
        if answer == .acknowledged { #expect(now >= week) } else { #expect(answer == .unavailable) }
      case .tellOverdue: told += 1
      case .rest(let span, let pause, _):
        now += span.count
        if now >= week, socket == nil {
          socket = UplinkSocket(
            try UplinkSocket.make(path), try trial.uplink(port: server.port), on: Trial.group, log: Trial.log)
        }
        effects += queue.handle(.pauseEnded(pause))
      }
    }
    #expect(trial.kept == [key] && (168...260).contains(offers) && told > 100)
    socket?.close()
    await server.close()
  }

  // MARK: What stands in an uplink's place

  /// What a false uplink says to each frame, after which it ends the line or not.
  enum Falsehood: String, CaseIterable {
    case endsAtOnce, endsAtHello, otherVersion, garbage, half, endsAtQuestion, anotherNumber, anotherKey, longFrame,
      talksFirst
  }

  private final class FalseUplink: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let falsehood: Falsehood
    private var reader = DriverFrameReader(longestTail: 1 << 20)

    init(_ falsehood: Falsehood) { self.falsehood = falsehood }

    func channelActive(context: ChannelHandlerContext) {
      if falsehood == .endsAtOnce { context.close(promise: nil) }
      if falsehood == .talksFirst { say(.submitted(1, key: "17-00", .acknowledged), context) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      var bytes = Array(unwrapInboundIn(data).readableBytesView)[...]
      while let frame = try? reader.take(&bytes), let message = try? MessageToUplink(frame) { take(message, context) }
    }

    private func take(_ message: MessageToUplink, _ context: ChannelHandlerContext) {
      switch (message, falsehood) {
      case (.hello, .endsAtHello): context.close(promise: nil)
      case (.hello, .otherVersion): say(.otherVersion(2), context)
      case (.hello, .garbage): say(Array("HTTP/1.1 200 OK\r\n\r\n".utf8), context)
      case (.hello, .longFrame): say([0, 0xFF, 0xFF, 0xFF, 0, 0, 0, 9], context)
      case (.hello, _): say(.hello, context)
      case (_, .half):
        say(Array(MessageFromUplink.submitted(1, key: "17-00", .acknowledged).frame.bytes.dropLast(3)), context)
        context.close(promise: nil)
      case (.submit(let id, let key, _), .anotherNumber):
        say(.submitted(id + 1, key: key, .acknowledged), context)
        context.close(promise: nil)
      case (.submit(let id, _, _), .anotherKey):
        say(.submitted(id, key: "18-00", .acknowledged), context)
        context.close(promise: nil)
      case _: context.close(promise: nil)
      }
    }

    private func say(_ message: MessageFromUplink, _ context: ChannelHandlerContext) {
      say(message.frame.bytes, context)
    }

    private func say(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }
  }

  @Test(arguments: Falsehood.allCases)
  func `nothing that a false uplink says is an acknowledgement`(falsehood: Falsehood) async throws {
    let path = Box.path()
    let server = try await ServerBootstrap(group: Trial.group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(FalseUplink(falsehood)) }
      }
      .bind(unixDomainSocketPath: path).get()
    let box = Box(path)
    defer { box.close() }
    for _ in 0..<5 { #expect(await box.submit([1, 2, 3], key: "17-00") == .unavailable) }
    #expect(await box.ask(Self.question) == .unavailable)
    try await server.close()
  }

  /// What a stranger on this machine would do who could put a socket there; it says yes to everything.
  private static let stranger = """
    import json, os, socket, struct, sys
    os.setgid(65534), os.setuid(65534)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(sys.argv[1])
    listening.listen()
    print("listening", flush=True)
    while True:
        line = listening.accept()[0]
        while opening := line.recv(8, socket.MSG_WAITALL):
            whole, length = struct.unpack(">II", opening)
            head = json.loads(line.recv(length, socket.MSG_WAITALL))
            line.recv(whole - 4 - length, socket.MSG_WAITALL)
            answer = {"type": "hello", "version": 1}
            if head["type"] == "submit":
                answer = {"type": "submitted", "id": head["id"], "result": {"outcome": "acknowledged", "key": head["key"]}}
            told = json.dumps(answer).encode()
            line.sendall(struct.pack(">II", 4 + len(told), len(told)) + told)
    """

  @Test(.enabled(if: geteuid() == 0, "only root can be somebody else"), arguments: [true, false])
  func `a socket that another user made is told nothing`(isAnother: Bool) async throws {
    let path = Box.path()
    let process = Process()
    let told = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script =
      isAnother ? Self.stranger : Self.stranger.replacingOccurrences(of: "os.setgid(65534), os.setuid(65534)", with: "")
    process.arguments = ["python3", "-c", script, path]
    process.standardOutput = told
    try process.run()
    defer {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    #expect(!told.fileHandleForReading.readData(ofLength: 9).isEmpty)
    let box = Box(path)
    defer { box.close() }
    #expect(await box.submit([1, 2, 3], key: "17-00") == (isAnother ? .unavailable : .acknowledged))
  }

  @Test func `a box that is closed leaves nobody without an answer`() async throws {
    let box = Box(Box.path())
    box.close()
    #expect(await box.ask(Self.question) == .unavailable)
    #expect(await box.submit([1], key: "17-00") == .unavailable)
  }

  // MARK: What a box may send to an uplink

  /// Sends an uplink these bytes, and waits until it has ended the line.
  private func send(_ bytes: [UInt8], _ trial: Trial) async throws {
    let path = Box.path()
    let socket = UplinkSocket(try UplinkSocket.make(path), try trial.uplink(port: 1), on: Trial.group, log: Trial.log)
    defer {
      socket.close()
      unlink(path)
    }
    let channel = try await ClientBootstrap(group: Trial.group).connect(unixDomainSocketPath: path).get()
    try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    try await channel.closeFuture.get()
  }

  @Test func `whoever sends an uplink what is no message loses the line`() async throws {
    let trial = try Trial()
    defer { trial.remove() }
    let hello = MessageToUplink.hello(version: 1).frame.bytes
    let hostile: [[UInt8]] = [
      MessageToUplink.hello(version: 2).frame.bytes, hello + hello, MessageToUplink.ask(1, Self.question).frame.bytes,
      MessageToUplink.submit(1, key: "17-00", [7]).frame.bytes, [UInt8](repeating: 0xFF, count: 64),
      hello + DriverFrame(["type": "sing"]).bytes, hello + [0, 0, 0, 8, 0, 0, 0, 4, 0x7B, 0xFF, 0x00, 0x5B],
      hello + [0x7F, 0, 0, 0, 0, 0, 0, 2],
    ]
    for bytes in hostile { try await send(bytes, trial) }
  }

  @Test func `the socket that systemd passes is taken, and what is none is not`() throws {
    #expect(try UplinkSocket.passed([:]) == nil)
    #expect(try UplinkSocket.passed(["LISTEN_PID": "1", "LISTEN_FDS": "1"]) == nil)
    // Descriptor 3 is something of the test run's, and no listening socket.
    #expect(throws: UplinkSocketFault.passed) {
      try UplinkSocket.passed(["LISTEN_PID": "\(getpid())", "LISTEN_FDS": "2"])
    }
    #expect(throws: UplinkSocketFault.pathTooLong(String(repeating: "a", count: 108))) {
      try UplinkSocket.make(String(repeating: "a", count: 108))
    }
    let path = Box.path()
    let descriptor = try UplinkSocket.make(path)
    #expect(throws: UplinkSocketFault.system(EADDRINUSE, path)) { try UplinkSocket.make(path) }
    close(descriptor)
    close(try UplinkSocket.make(path))
    unlink(path)
  }
}

extension OutboxItem {
  /// An item that waits since the beginning.
  fileprivate static func sample(key: String, waited: Int) -> OutboxItem {
    OutboxItem(
      number: CaseNumber(17), key: key, size: 1, releasedAt: 0, waited: waited, paid: Amount(kroner: 893), attempts: 0,
      nextTryAt: nil, isRejected: false, isRefunded: false)
  }
}
