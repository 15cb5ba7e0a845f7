import LogicalDataStructure
import PassportChip
import PictureDecoding
import Quality
import Renewal
import Testing

/// A chip is believed when all of it holds, and each thing that does not is told as what it is.
@Suite struct ChipReaderTests {
  typealias Fault = VirtualPassport.Fault

  private static func certificates(_ passports: [VirtualPassport.Files]) -> StateCertificates {
    StateCertificates(passports.enumerated().compactMap { .init(name: "\($0.offset)", bytes: $0.element.certificate) })
  }

  private static func read(
    _ faults: [Fault] = [], of passport: VirtualPassport.Files = .ecdsa, zone: [String] = VirtualPassport.zone,
    by certificates: [VirtualPassport.Files] = [.rsa, .ecdsa]
  ) throws -> ChipReport {
    let key = try #require(AccessKey(lines: zone))
    return ChipReader(Self.certificates(certificates)).read(VirtualPassport(passport, Set(faults)), key)
  }

  // MARK: Genuine ones

  @Test(arguments: [VirtualPassport.Files.ecdsa, .rsa, .explicit], [false, true])
  func `a genuine passport is read, with short commands and with long ones`(
    passport: VirtualPassport.Files, isLong: Bool
  ) throws {
    let faults: [Fault] = isLong ? [.longCommands] : []
    let report = try Self.read(faults, of: passport, by: [.rsa, .ecdsa, .explicit])
    guard case .genuine(let content) = report.result else { return failed(report) }
    #expect(content.lines == VirtualPassport.zone)
    #expect(report.access == .pace && report.proof == .proven)
    let picture = content.face?.decoded()
    #expect(picture?.width == 48 && picture?.height == 60)
    #expect(report.groups[1] == 93)
  }

  @Test(arguments: [Fault.noPACE, .refusesPACE])
  func `a chip without PACE is opened by basic access control`(fault: Fault) throws {
    let report = try Self.read([fault])
    guard case .genuine = report.result else { return failed(report) }
    #expect(report.access == .basic && report.proof == .proven)
  }

  @Test func `a chip that gives few bytes at a time is read all the same`() throws {
    let report = try Self.read([.short(50), .longCommands])
    guard case .genuine = report.result else { return failed(report) }
    #expect(report.commands > 40)
  }

  // MARK: Others

  private static let faults: [(Set<VirtualPassport.Fault>, ChipFault)] = [
    ([.locked], .locked), ([.locked, .noPACE], .locked), ([.noPACE, .noBasicAccess], .locked),
    ([.noPassport, .noPACE], .silent), ([.silentAfter(0)], .silent), ([.silentAfter(12)], .silent),
    ([.takenAfter(0)], .takenAway), ([.takenAfter(7)], .takenAway), ([.takenAfter(15)], .takenAway),
    ([.cloned], .cloned), ([.cloned, .noPACE], .cloned),
    ([.altered(.group(.group1))], .altered), ([.altered(.group(.group2))], .altered),
    ([.altered(.group(.group14))], .altered), ([.missing(.group(.group14))], .altered),
    ([.missing(.securityObject)], .altered), ([.missing(.group(.group2))], .altered),
    ([.endless(.group(.group2))], .altered), ([.endless(.securityObject)], .altered), ([.short(0)], .altered),
    ([.checksumAfter(8)], .altered), ([.statusAfter(12, 0x6982)], .altered),
    // A chip that says that it fails accuses nobody.
    ([.statusAfter(12, 0x6F00)], .silent), ([.statusAfter(17, 0x6581)], .silent),
  ]

  @Test(arguments: faults)
  func `what does not hold is told as what it is`(faults: Set<Fault>, fault: ChipFault) throws {
    let chip = VirtualPassport(.ecdsa, faults)
    let key = try #require(AccessKey(lines: VirtualPassport.zone))
    let report = ChipReader(Self.certificates([.ecdsa])).read(chip, key)
    #expect(report.result == .failed(fault), "\(report.words)")
    #expect(chip.commands < 200, "no chip holds anybody up")
  }

  @Test func `another zone than the passport's opens nothing`() throws {
    #expect(try Self.read(zone: VirtualPassport.othersZone).result == .failed(.locked))
  }

  @Test func `a signer for whom no certificate vouches is unknown, not a forger`() throws {
    #expect(try Self.read(by: [.rsa]).result == .failed(.unknownSigner))
    #expect(try Self.read(by: []).result == .failed(.unknownSigner))
  }

  /// Every command that a genuine reading has is the last one, once: it ends there, as what happened.
  @Test(arguments: [false, true])
  func `whenever it is taken away or falls silent, that is what is told`(isTaken: Bool) throws {
    let key = try #require(AccessKey(lines: VirtualPassport.zone))
    let all = ChipReader(Self.certificates([.ecdsa])).read(VirtualPassport(), key).commands
    for count in 0..<all {
      let fault = isTaken ? Fault.takenAfter(count) : .silentAfter(count)
      let report = ChipReader(Self.certificates([.ecdsa])).read(VirtualPassport(.ecdsa, [fault]), key)
      #expect(report.result == .failed(isTaken ? .takenAway : .silent), "after \(count) commands")
      #expect(report.commands == count + 1)
    }
  }

  /// Whatever status a chip gives from some command on, nobody is told that it is genuine.
  @Test func `no refusal at any place makes a chip genuine`() throws {
    let key = try #require(AccessKey(lines: VirtualPassport.zone))
    let reader = ChipReader(Self.certificates([.ecdsa]))
    let all = reader.read(VirtualPassport(), key).commands
    for count in 0..<all {
      for status: UInt16 in [0x6300, 0x6982, 0x6988, 0x6A82, 0x6F00, 0x9000] {
        let report = reader.read(VirtualPassport(.ecdsa, [.statusAfter(count, status)]), key)
        if case .genuine = report.result { Issue.record("\(String(status, radix: 16)) after \(count) commands") }
      }
    }
  }

  @Test func `of a chip, technicians are told nothing that stands in it`() throws {
    for report in [try Self.read(), try Self.read([.cloned]), try Self.read([.locked])] {
      for part in ["SOERENSEN", "200000000", "850214", "260930"] { #expect(!report.words.contains(part)) }
    }
  }

  private func failed(_ report: ChipReport) { Issue.record("\(report.words)") }

  // MARK: Certificates

  @Test func `a certificate is told by its subject and its last day`() throws {
    let certificate = try #require(
      StateCertificates.Certificate(name: "a", bytes: VirtualPassport.Files.ecdsa.certificate))
    #expect(certificate.subject.contains("CN=") && certificate.lastDay.count == 8)
    #expect(StateCertificates.Certificate(name: "a", bytes: VirtualPassport.Files.ecdsa.certificate + [0]) == nil)
    #expect(StateCertificates.Certificate(name: "a", bytes: Array("-----BEGIN CERTIFICATE-----".utf8)) == nil)
  }

  // MARK: Capabilities

  @Test(arguments: [
    ("3B8880010000000080817100F8", false), ("3B80800101", false), ("", false), ("3B", false),
    // Three bytes of capabilities, the third with and without the bit.
    ("3B85800180738021C0", true), ("3B8580018073802180", false),
  ])
  func `whether a chip takes long commands is in its answer to reset`(atr: String, isLong: Bool) {
    #expect(ChipCapabilities(atr: hexadecimal(atr)).takesLongCommands == isLong)
  }
}
