import Configuration
import Foundation
import Glibc
import Testing

/// The files in whose name passports are believed.
@Suite struct CertificateFilesTests {
  @Test func `certificates are the files of three endings, with the fingerprints that others compute`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("certificates-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("PassportChipTests/Fixtures/ecdsa/csca.der")
    try FileManager.default.copyItem(at: fixture, to: folder.appendingPathComponent("b.DER"))
    try Data("-----BEGIN CERTIFICATE-----".utf8).write(to: folder.appendingPathComponent("a.crt"))
    try Data("no certificate".utf8).write(to: folder.appendingPathComponent("README"))
    // Nobody ever writes to it.
    #expect(mkfifo(folder.appendingPathComponent("c.der").path, 0o600) == 0)
    let files = try #require(CertificateFiles(in: folder.path)).files
    #expect(files.map(\.name) == ["a.crt", "b.DER", "c.der"])
    #expect(files.map(\.isDER) == [false, true, false])
    // openssl dgst -sha256 csca.der
    #expect(
      files[1].fingerprint
        == "CC:32:38:B7:75:F5:9D:77:F7:B6:F5:0E:E8:8A:39:B7:1E:78:10:0B:3E:2C:CE:15:81:1D:C0:06:8E:D0:54:5A")
    #expect(CertificateFiles(in: folder.path + "/nowhere") == nil)
  }
}
