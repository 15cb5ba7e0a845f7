import Configuration
import Crypto
import Foundation
import Renewal
import Screens
import Testing

/// Texts that were judged are kept, and taken again only where they are ours and nothing changed.
@Suite struct CompiledTextsTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "pasboks-texts-\(UUID().uuidString)").path
  private var configuration: String { "\(folder)/Config" }
  private var kept: String { "\(folder)/texts" }

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: Shipped.folder, toPath: configuration)
  }

  private func compiled(_ program: String = "pasboks 0.1") -> CompiledTexts {
    CompiledTexts(folder: kept, program: program)
  }

  private func product(_ texts: CompiledTexts? = nil) throws -> String {
    try KioskConfiguration.read(folder: configuration, compiled: texts ?? compiled())
      .catalogue[Language("da")][CommonText.product]
  }

  /// Keeps the texts, with another name of the product in what is kept, so that it is seen whether that was taken.
  private func keepMarked() throws {
    compiled().keep(try KioskConfiguration.read(folder: configuration))
    var bytes = try Data(contentsOf: URL(filePath: "\(kept)/da"))
    let name = try #require(bytes.range(of: Data("common.product\0Pasboks\0".utf8)))
    bytes.replaceSubrange(name, with: Data("common.product\0Kept us\0".utf8))
    let source = try Data(contentsOf: URL(filePath: "\(configuration)/texts/da.yaml"))
    let table = try #require(bytes.range(of: source)).upperBound..<bytes.count - SHA256.byteCount
    try write(bytes[..<table.upperBound] + SHA256.hash(data: bytes[table]))
  }

  private func write(_ bytes: Data, mode: Int = 0o600) throws {
    try bytes.write(to: URL(filePath: "\(kept)/da"))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(kept)/da")
  }

  private func remove() { try? FileManager.default.removeItem(atPath: folder) }

  @Test func `what was judged and did not change is taken as it was kept`() throws {
    defer { remove() }
    #expect(try product() == "Pasboks", "nothing was kept yet")
    try keepMarked()
    #expect(try product() == "Kept us")
    let whole = try KioskConfiguration.read(folder: configuration).catalogue
    let again = try KioskConfiguration.read(folder: configuration, compiled: compiled()).catalogue
    #expect(whole.languages.keys == again.languages.keys)
    let english = Language("en")
    #expect(TextKey.allCases.allSatisfy { whole[english][$0] == again[english][$0] })
  }

  @Test func `a text that changed is judged, and its fault is told`() throws {
    defer { remove() }
    try keepMarked()
    let path = "\(configuration)/texts/da.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try (text + "# x\n").write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try product() == "Pasboks")
    try (text + "nothing: x\n").write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: (any Error).self) { try product() }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    try "".write(toFile: "\(configuration)/texts/de.yaml", atomically: true, encoding: .utf8)
    #expect(throws: (any Error).self, "a language that is new is judged with all others") { try product() }
  }

  @Test func `what others could have written, or another program wrote, is not believed`() throws {
    defer { remove() }
    try keepMarked()
    let bytes = try Data(contentsOf: URL(filePath: "\(kept)/da"))
    for mode in [0o620, 0o602] {
      try write(bytes, mode: mode)
      #expect(try product() == "Pasboks", "\(String(mode, radix: 8))")
    }
    try write(bytes)
    #expect(try product(compiled("pasboks 0.2")) == "Pasboks")
    for count in [0, 1, 60, bytes.count / 2, bytes.count - 4, bytes.count - 1] {
      try write(bytes.prefix(count))
      #expect(try product() == "Pasboks", "\(count) bytes")
    }
    for place in Array(stride(from: 3, to: bytes.count, by: 9973)) + [bytes.count - 200, bytes.count - 1] {
      var damaged = bytes
      damaged[place] ^= 4
      try write(damaged)
      #expect(try product() == "Pasboks", "byte \(place)")
    }
    try write(bytes)
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: kept)
    #expect(try product() == "Pasboks", "a folder in which others may write")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: kept)
    #expect(try product() == "Kept us")
    try FileManager.default.moveItem(atPath: "\(kept)/da", toPath: "\(folder)/elsewhere")
    try FileManager.default.createSymbolicLink(atPath: "\(kept)/da", withDestinationPath: "\(folder)/elsewhere")
    #expect(try product() == "Pasboks")
  }

  @Test func `nothing that lies in the way is written into, waited for, or followed`() throws {
    defer { remove() }
    let whole = try KioskConfiguration.read(folder: configuration)
    try FileManager.default.createDirectory(
      atPath: kept, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    #expect(mkfifo("\(kept)/da~", 0o600) == 0)
    try "foreign".write(toFile: "\(folder)/foreign", atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(atPath: "\(kept)/en~", withDestinationPath: "\(folder)/foreign")
    compiled().keep(whole)
    let languages = whole.catalogue.languages.keys.map(\.code).sorted()
    #expect(try FileManager.default.contentsOfDirectory(atPath: kept).sorted() == languages)
    #expect(try String(contentsOfFile: "\(folder)/foreign", encoding: .utf8) == "foreign")

    try FileManager.default.removeItem(atPath: kept)
    try FileManager.default.createDirectory(atPath: "\(folder)/other", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: kept, withDestinationPath: "\(folder)/other")
    compiled().keep(whole)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/other").isEmpty)
  }
}
