import Crypto
import Foundation

/// The certificates of a state in a folder, in whose name passports are signed: one in each file, in DER (`.der`, `.cer` or `.crt`).
package struct CertificateFiles: Hashable, Sendable {
  /// A file that may be a certificate.
  package struct File: Hashable, Sendable {
    package let name: String
    package let bytes: [UInt8]

    /// SHA-256 over the certificate, as authorities publish it: pairs of figures with colons between.
    package var fingerprint: String {
      SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined(
        separator: ":")
    }

    /// Whether it begins as DER does, and not as the text of PEM.
    package var isDER: Bool { bytes.first == 0x30 }
  }

  /// Its name in the configuration's folder.
  package static let folder = "passport-certificates"
  /// The largest file that is read, in bytes: certificates have some thousand.
  private static let mostBytes = 65_536

  package let files: [File]

  /// The files in a folder, by their names; nothing where there is no such folder.
  package init?(in folder: String) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return nil }
    let endings = [".der", ".cer", ".crt"]
    files = names.sorted().filter { name in endings.contains { name.lowercased().hasSuffix($0) } }.compactMap { name in
      // A pipe would have whoever opens it wait for ever.
      let path = URL(fileURLWithPath: "\(folder)/\(name)").resolvingSymlinksInPath().path
      let kind = (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
      guard kind == .typeRegular, let handle = FileHandle(forReadingAtPath: path),
        let data = try? handle.read(upToCount: Self.mostBytes)
      else { return File(name: name, bytes: []) }
      return File(name: name, bytes: Array(data))
    }
  }
}
