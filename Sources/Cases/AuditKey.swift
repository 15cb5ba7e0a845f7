import Crypto
import FoundationEssentials

/// The key with which a box signs its journal: Ed25519 (RFC 8032).
package struct AuditKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey
  /// Whether it was made by the demonstration; a box in production refuses to start with one.
  package let isDemonstration: Bool

  /// The key of a seed of 32 random bytes.
  package init?(bytes: [UInt8], isDemonstration: Bool = false) {
    guard bytes.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) else { return nil }
    self.key = key
    self.isDemonstration = isDemonstration
  }

  /// With what others check the signatures, 32 bytes.
  package var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

  /// Signs, in 64 bytes.
  func signature(of bytes: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: bytes)) }

  /// Whether a signature is the one of a public key.
  static func isValid(_ signature: [UInt8], of bytes: [UInt8], by publicKey: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
    return key.isValidSignature(signature, for: bytes)
  }
}

// MARK: - Files

extension AuditKey {
  /// Reads a key: 32 bytes (a systemd credential), or a demonstration key; nobody but its owner may change the file.
  package static func load(from path: String) throws(StoreError) -> AuditKey {
    let (bytes, isDemonstration) = try SecretFile.read(path, demonstrationMark)
    guard let key = AuditKey(bytes: bytes, isDemonstration: isDemonstration) else { throw .key(.malformed, path: path) }
    return key
  }

  /// Makes a demonstration key in a new file with mode 0600, on disk before it is used; an existing file stays.
  package static func makeDemonstration(at path: String) throws(StoreError) -> AuditKey {
    guard let key = AuditKey(bytes: try SecretFile.make(path, demonstrationMark), isDemonstration: true) else {
      throw .key(.malformed, path: path)
    }
    return key
  }

  private static let demonstrationMark = Array("pasboks demonstration audit key 1\n".utf8)
}
