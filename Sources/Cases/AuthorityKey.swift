import Crypto
import FoundationEssentials

/// The authority's public key: what is sealed to it, this box cannot open.
package struct AuthorityKey: Sendable {
  let key: Curve25519.KeyAgreement.PublicKey
  /// Whether a demonstration made the pair; a box in production refuses to start with it.
  package let isDemonstration: Bool

  /// The X25519 key of 32 bytes (RFC 7748); nothing when they are none.
  package init?(bytes: [UInt8], isDemonstration: Bool = false) {
    guard bytes.count == 32, bytes.contains(where: { $0 != 0 }),
      let key = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: Data(bytes))
    else { return nil }
    self.key = key
    self.isDemonstration = isDemonstration
  }

  /// The key's 32 bytes.
  package var bytes: [UInt8] { Array(key.rawRepresentation) }

  /// By what a dossier tells to whom it is sealed: the first eight bytes of the key's SHA-256.
  package var mark: [UInt8] { Array(SHA256.hash(data: key.rawRepresentation).prefix(8)) }
}

/// The authority's private key, which is never on a box outside a demonstration.
package struct AuthorityPrivateKey: Sendable {
  let key: Curve25519.KeyAgreement.PrivateKey
  /// Whether a demonstration made it.
  package let isDemonstration: Bool

  /// A pair made here and now.
  package init(isDemonstration: Bool) {
    key = Curve25519.KeyAgreement.PrivateKey()
    self.isDemonstration = isDemonstration
  }

  /// The X25519 key of 32 bytes; nothing when they are none.
  package init?(bytes: [UInt8], isDemonstration: Bool = false) {
    guard bytes.count == 32, let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: Data(bytes)) else {
      return nil
    }
    self.key = key
    self.isDemonstration = isDemonstration
  }

  /// The key to seal to.
  package var publicKey: AuthorityKey {
    AuthorityKey(key: key.publicKey, isDemonstration: isDemonstration)
  }

  var bytes: [UInt8] { Array(key.rawRepresentation) }
}

extension AuthorityKey {
  fileprivate init(key: Curve25519.KeyAgreement.PublicKey, isDemonstration: Bool) {
    self.key = key
    self.isDemonstration = isDemonstration
  }
}
