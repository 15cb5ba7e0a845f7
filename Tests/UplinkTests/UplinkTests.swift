import AuthorityWire
import Devices
import Foundation
import Logging
import NIOSSL
import PassportRules
import ReferenceAuthority
import Renewal
import Synchronization
import TestSupport
import Testing
import Uplink

/// The uplink against the reference authority, over TLS with certificates made for it.
@Suite struct UplinkTests {
  private static let question = AuthorityQuestion.lookUp(
    cpr: (try? CPRNumber(parsing: "0610850166")) ?? .specimen, documentNumber: "210345671", booking: nil)

  private static func isHanne(_ answer: AuthorityAnswer) -> Bool {
    if case .person(let record) = answer { record.surname == "Østerbæk" && record.documentMatches } else { false }
  }

  @Test func `a question is answered, a dossier is taken once, and the line is told`() async throws {
    let trial = try Trial()
    defer { trial.remove() }
    let server = try await trial.serve()
    let uplink = try trial.uplink(port: server.port)
    #expect(uplink.state.line == .untried)
    #expect(Self.isHanne(await uplink.ask(Self.question)))
    #expect(await uplink.ask(.lookUp(cpr: .specimen, documentNumber: nil, booking: nil)) == .unknown)
    let (bytes, key) = try trial.dossier(17)
    #expect(await uplink.submit(bytes, key: key) == .acknowledged)
    #expect(await uplink.submit(bytes, key: key) == .duplicate)
    #expect(trial.kept == [key] && uplink.state.line == .reachable)
    #expect([89, 90].contains(uplink.state.days(at: Int(Date().timeIntervalSince1970))))
    await server.close()
    #expect(await uplink.submit(bytes, key: key) == .unavailable)
    #expect(uplink.state.line == .unreachable)
  }

  @Test func `a rejection is one, an authority that is down takes nothing, and one that is late has not answered`()
    async throws
  {
    let trial = try Trial()
    defer { trial.remove() }
    let server = try await trial.serve()
    let (bytes, key) = try trial.dossier(17)
    let uplink = try trial.uplink(port: server.port)
    try trial.behave(.reject)
    #expect(await uplink.submit(bytes, key: key) == .rejected)
    try trial.behave(.down)
    #expect(await uplink.submit(bytes, key: key) == .unavailable)
    #expect(await uplink.ask(Self.question) == .unavailable)
    await uplink.look()
    #expect(uplink.state.line == .reachable && trial.kept == [])
    let check = await UplinkCheck(
      try trial.settings(port: server.port), on: Trial.group, now: Int(Date().timeIntervalSince1970))
    #expect(check.verdict == .unreachable && check.lines.last?.hasSuffix("not available now") == true)
    try trial.behave(.slow)
    let hasty = try trial.uplink(port: server.port, question: Milliseconds(300), dossier: Milliseconds(300))
    #expect(await hasty.submit(bytes, key: key) == .unavailable)
    #expect(await hasty.ask(Self.question) == .unavailable)
    #expect(hasty.state.line == .unreachable)
    // What came of the late one nobody knows here; by its key it is the same dossier.
    try trial.behave(.normal)
    #expect([.acknowledged, .duplicate].contains(await uplink.submit(bytes, key: key)))
    #expect(trial.kept == [key])
    await server.close()
  }

  // MARK: Who is who

  @Test func `an authority that another issuer vouches for is told nothing`() async throws {
    let (trial, other) = (try Trial(), try Trial())
    defer {
      trial.remove()
      other.remove()
    }
    let server = try await CutServer(try other.context(), saying: [])
    let uplink = try trial.uplink(port: server.port)
    #expect(await uplink.ask(Self.question) == .unavailable)
    #expect(uplink.state.line == .refused && server.requests == 0)
    await server.close()
  }

  @Test func `an authority under another name, one whose certificate has ended, and one of TLS 1 2 are told nothing`()
    async throws
  {
    let trial = try Trial(authorityDays: -1)
    defer { trial.remove() }
    let ended = try trial.context()
    try trial.write(
      try trial.issuer.authority(["pas.example.dk"], from: Trial.day(-1), until: Trial.day(90)), "authority")
    let misnamed = try trial.context()
    try trial.write(try trial.issuer.authority(["127.0.0.1"], from: Trial.day(-1), until: Trial.day(90)), "authority")
    var old = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile("\(trial.folder)/authority.pem").map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: "\(trial.folder)/authority.key", format: .pem)))
    old.maximumTLSVersion = .tlsv12
    for context in [ended, misnamed, try NIOSSLContext(configuration: old)] {
      let server = try await CutServer(context, saying: [])
      let uplink = try trial.uplink(port: server.port)
      #expect(await uplink.ask(Self.question) == .unavailable)
      #expect(uplink.state.line == .refused && server.requests == 0)
      await server.close()
    }
  }

  @Test func `a box without a certificate, and one whose own has ended, are refused`() async throws {
    let trial = try Trial(days: -1)
    defer { trial.remove() }
    let server = try await trial.serve()
    let (bytes, key) = try trial.dossier(17)
    let uplink = try trial.uplink(port: server.port)
    #expect(await uplink.submit(bytes, key: key) == .unavailable)
    #expect(uplink.state.line == .refused && uplink.state.isExpiring(at: Int(Date().timeIntervalSince1970)))
    var bare = TLSConfiguration.makeClientConfiguration()
    bare.trustRoots = .file("\(trial.folder)/issuer.pem")
    let settings = try trial.settings(port: server.port)
    await #expect(throws: ExchangeFault.refused) {
      try await Exchange.ask(
        AuthorityRequest(AuthorityInterface.Path.dossiers, type: AuthorityInterface.dossierType, body: bytes, key: key),
        of: settings.authority, try NIOSSLContext(configuration: bare), within: .seconds(50), on: Trial.group)
    }
    #expect(trial.kept == [])
    await server.close()
  }

  @Test func `papers that are exchanged are used from the next question on, and those that do not fit are not`()
    async throws
  {
    let trial = try Trial(days: -1)
    defer { trial.remove() }
    let server = try await trial.serve()
    let uplink = try trial.uplink(port: server.port)
    #expect(await uplink.ask(Self.question) == .unavailable)
    try trial.write(try trial.issuer.box("box", from: Trial.day(-1), until: Trial.day(20)), "box")
    #expect(Self.isHanne(await uplink.ask(Self.question)))
    #expect(uplink.state.isExpiring(at: Int(Date().timeIntervalSince1970)))
    let next = try trial.issuer.box("box", from: Trial.day(-1), until: Trial.day(90))
    try trial.write(next.certificate, "box.pem")
    #expect(
      Self.isHanne(await uplink.ask(Self.question)), "the certificate's key is not there yet: the old pair is in force")
    try trial.write(next.key, "box.key")
    #expect(Self.isHanne(await uplink.ask(Self.question)))
    #expect([89, 90].contains(uplink.state.days(at: Int(Date().timeIntervalSince1970))))
    try trial.write("no certificate", "issuer.pem")
    #expect(Self.isHanne(await uplink.ask(Self.question)))
    try trial.write(try Trial().issuer.pem, "issuer.pem")
    #expect(await uplink.ask(Self.question) == .unavailable, "another issuer is pinned now")
    #expect(uplink.state.line == .refused)
    await server.close()
  }

  @Test func `a certificate that ends within thirty days is told once a day`() async throws {
    let trial = try Trial(days: 90)
    defer { trial.remove() }
    let server = try await trial.serve()
    let told = Mutex<[String]>([])
    let moment = Mutex(Int(Date().timeIntervalSince1970))
    let log = Logger(label: "test") { _ in Told { line in told.withLock { $0.append(line) } } }
    let uplink = try trial.uplink(port: server.port, log: log) { moment.withLock { $0 } }
    var warnings: Int { told.withLock { $0.count { $0.hasPrefix("the box's certificate ends soon") } } }
    var seen: [Int] = []
    for day in [0, 59, 61, 61, 62, 91] {
      moment.withLock { $0 = Int(Trial.day(Double(day)).timeIntervalSince1970) }
      await uplink.look()
      seen.append(warnings)
    }
    #expect(seen == [0, 0, 1, 1, 2, 3])
    // Status words, and nothing of anybody: a question and a dossier went by before.
    _ = await uplink.ask(Self.question)
    let (bytes, key) = try trial.dossier(17)
    _ = await uplink.submit(bytes, key: key)
    let all = told.withLock { $0.joined(separator: " ") }
    #expect(
      all.contains("OUTCOME")
        && ["0610850166", "0166", "210345671", "Hanne", "Østerbæk", key].allSatisfy { !all.contains($0) })
    await server.close()
  }

  /// A log that somebody is told line by line.
  private struct Told: LogHandler {
    let tell: @Sendable (String) -> Void
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    init(_ tell: @escaping @Sendable (String) -> Void) { self.tell = tell }

    func log(event: LogEvent) { tell("\(event.message) \(event.metadata ?? [:])") }
  }

  @Test func `what cannot be used is told by its file`() async throws {
    let trial = try Trial()
    defer { trial.remove() }
    let settings = try trial.settings(port: 1)
    let files = settings.files
    func fault() -> IdentityFault? { UplinkIdentity(files).look().fault }
    #expect(fault() == nil)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: files.key)
    #expect(fault() == .exposed(path: files.key))
    try trial.write("none", "box.key")
    #expect(fault() == .noKey(path: files.key))
    try trial.write(try trial.issuer.box("box", from: Trial.day(-1), until: Trial.day(1)).key, "box.key")
    #expect(fault() == .mismatch(certificate: files.certificate, key: files.key))
    try trial.write("none", "box.pem")
    #expect(fault() == .noCertificate(path: files.certificate))
    try FileManager.default.removeItem(atPath: files.trust)
    #expect(fault() == .unreadable(path: files.trust, "no such file"))
    let check = await UplinkCheck(settings, on: Trial.group, now: Int(Date().timeIntervalSince1970))
    #expect(check.verdict == .unusable && check.lines == ["\(files.trust): no such file"])
  }

  @Test(arguments: [(90.0, UplinkCheck.Verdict.well), (20, .expiring)])
  func `check tells how it stands`(days: Double, verdict: UplinkCheck.Verdict) async throws {
    let trial = try Trial(days: days)
    defer { trial.remove() }
    let server = try await trial.serve()
    let check = await UplinkCheck(
      try trial.settings(port: server.port, host: "localhost"), on: Trial.group, now: Int(Date().timeIntervalSince1970))
    #expect(check.verdict == verdict && check.lines.count == 3)
    let settings = try trial.settings(port: server.port)
    await server.close()
    let gone = await UplinkCheck(settings, on: Trial.group, now: Int(Date().timeIntervalSince1970))
    #expect(gone.verdict == .unreachable)
  }

  // MARK: A line that is cut

  private static func response(_ status: String, _ body: String) -> [UInt8] {
    Array(
      "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
  }

  @Test func `cut at any byte of its answer, the authority has acknowledged nothing`() async throws {
    let trial = try Trial()
    defer { trial.remove() }
    let context = try trial.context()
    let whole = Self.response("200 OK", #"{"key":"17-00","outcome":"acknowledged"}"#)
    for count in [-1] + Array(0...whole.count) {
      let server = try await CutServer(context, saying: Array(whole.prefix(max(0, count))), beforeRequest: count < 0)
      let uplink = try trial.uplink(port: server.port)
      let answer = await uplink.submit([1, 2, 3], key: "17-00")
      #expect(answer == (count == whole.count ? .acknowledged : .unavailable), "after \(count) bytes")
      await server.close()
    }
  }

  @Test(arguments: [
    ("200 OK", "yes"), ("200 OK", ""), ("204 No Content", ""), ("200 OK", #"{"outcome":"acknowledged"}"#),
    ("200 OK", #"{"outcome":"acknowledged","key":"18-00"}"#), ("200 OK", #"{"outcome":"rejected","key":"17-00"}"#),
    ("422 No", #"{"outcome":"acknowledged","key":"17-00"}"#), ("500 Oh", #"{"outcome":"acknowledged","key":"17-00"}"#),
    ("301 There", #"{"outcome":"acknowledged","key":"17-00"}"#), ("422 No", ""),
    ("403 No", #"{"outcome":"rejected","key":"17-00"}"#),
    ("200 OK", #"{"outcome":"acknowledged","key":"17-00","pad":""# + String(repeating: "x", count: 70_000) + "\"}"),
  ])
  func `what is not exactly an outcome is none`(status: String, body: String) async throws {
    let trial = try Trial()
    defer { trial.remove() }
    let server = try await CutServer(try trial.context(), saying: Self.response(status, body))
    let uplink = try trial.uplink(port: server.port)
    #expect(await uplink.submit([1, 2, 3], key: "17-00") == .unavailable)
    #expect(await uplink.ask(Self.question) == .unavailable)
    #expect(uplink.state.line == .unreachable)
    await server.close()
  }

  @Test(arguments: [UInt64(1), 2])
  func `whatever bytes come in an authority's place, nothing is acknowledged and nothing falls down`(seed: UInt64)
    async throws
  {
    let trial = try Trial()
    defer { trial.remove() }
    let context = try trial.context()
    var numbers = Seeded(seed)
    for _ in 0..<60 {
      var bytes = Self.response("200 OK", #"{"key":"17-00","outcome":"acknowledged"}"#)
      if Bool.random(using: &numbers) {
        bytes = (0..<400).map { _ in UInt8.random(in: 0...255, using: &numbers) }
      } else {
        // Never the words themselves: what says that it is acknowledged, is.
        let at = Int.random(in: bytes.count - 40..<bytes.count - 2, using: &numbers)
        bytes[at] = bytes[at] ^ UInt8.random(in: 1...31, using: &numbers)
      }
      let server = try await CutServer(context, saying: bytes)
      #expect(try await trial.uplink(port: server.port).submit([1, 2, 3], key: "17-00") == .unavailable)
      await server.close()
    }
  }
}
