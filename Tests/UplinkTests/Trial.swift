import AuthorityWire
import Cases
import Foundation
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import PassportRules
import ReferenceAuthority
import Renewal
import SimulatedDevices
import TestSupport
import Testing
import Uplink

/// A reference authority on loopback with certificates made for it, and a folder of the box's own papers.
final class Trial: Sendable {
  static let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
  static let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  let folder: String
  let issuer: TrialIssuer
  let authority: ReferenceAuthority
  let key = AuthorityPrivateKey(isDemonstration: true)

  /// The box's papers and the authority's are good until so many days from now.
  init(days: Double = 90, authorityDays: Double = 90) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("authority-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder + "/dossiers", withIntermediateDirectories: true)
    issuer = try TrialIssuer(from: Self.day(-400), until: Self.day(400))
    let register = try Register(
      yaml: """
        hanne:
          cpr: "061085-0166"
          givenNames: Hanne Kirstine
          surname: Østerbæk
          look: 9342
          documentNumber: "210345671"
          documentExpiry: 2026-12-30
        """, file: "register.yaml")
    authority = ReferenceAuthority(folder: folder + "/dossiers", register: register, privateKey: key) {
      CivilDate(iso: "2026-03-02") ?? .first
    }
    try write(try issuer.pem, "issuer.pem")
    try write(
      try issuer.authority(["localhost", "127.0.0.1"], from: Self.day(-300), until: Self.day(authorityDays)),
      "authority")
    try write(try issuer.box("box", from: Self.day(-300), until: Self.day(days)), "box")
  }

  static func day(_ days: Double) -> Date { Date(timeIntervalSinceNow: days * 86_400) }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ text: String, _ name: String) throws {
    // A new file in the place of the old, as whoever exchanges a certificate does.
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"), options: .atomic)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder)/\(name)")
  }

  func write(_ papers: TrialIssuer.Papers, _ name: String) throws {
    try write(papers.certificate, "\(name).pem")
    try write(papers.key, "\(name).key")
  }

  func behave(_ behaviour: Behaviour) throws { try write(behaviour.rawValue, "dossiers/behaviour") }

  /// The authority's TLS.
  func context() throws -> NIOSSLContext {
    try AuthorityServer.context(
      certificate: "\(folder)/authority.pem", key: "\(folder)/authority.key", boxes: "\(folder)/issuer.pem")
  }

  /// The authority, served.
  func serve(port: Int = 0, slow: TimeAmount = .hours(1)) async throws -> AuthorityServer {
    try await AuthorityServer(
      authority, host: "127.0.0.1", port: port, try context(), slow: slow, on: Self.group, log: Self.log)
  }

  /// The box's settings for an authority on a port.
  func settings(
    port: Int, host: String = "127.0.0.1", question: Milliseconds = .seconds(50), dossier: Milliseconds = .seconds(50)
  ) throws -> UplinkSettings {
    UplinkSettings(
      authority: try #require(AuthorityAddress("https://\(host):\(port)")),
      files: CredentialFiles(trust: "\(folder)/issuer.pem", certificate: "\(folder)/box.pem", key: "\(folder)/box.key"),
      question: question, dossier: dossier)
  }

  /// An uplink to an authority on a port.
  func uplink(
    port: Int, question: Milliseconds = .seconds(50), dossier: Milliseconds = .seconds(50), log: Logger = log,
    now: @escaping @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
  ) throws -> Uplink {
    Uplink(try settings(port: port, question: question, dossier: dossier), on: Self.group, log: log, now: now)
  }

  /// A sealed dossier of a case, with its idempotency key. What is in it is of an invented citizen.
  func dossier(_ number: Int) throws -> (bytes: [UInt8], key: String) {
    let application = SampleApplications.complete().json(CaseNumber(number), binding: [UInt8](repeating: 7, count: 32))
    let dossier = Dossier(
      application: application.bytes, evidence: [Evidence(name: "photo", bytes: [UInt8](repeating: 9, count: 300_000))])
    let sealed = try SealedDossier.seal(dossier, CaseNumber(number), to: key.publicKey)
    return (sealed.bytes, sealed.key)
  }

  /// The keys of what the authority has.
  var kept: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/dossiers")) ?? []
    return names.filter { $0.hasSuffix(".dossier") }.map { String($0.dropLast(8)) }.sorted()
  }
}
