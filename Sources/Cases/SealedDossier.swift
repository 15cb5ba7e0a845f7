import Crypto
import FoundationEssentials
package import Renewal

/// A dossier as it waits in the outbox and is sent: sealed to the authority with HPKE (RFC 9180), so that the box cannot read it.
///
/// Layout; numbers in eight bytes, the highest first:
///
/// | bytes | what |
/// |---|---|
/// | 22 | `PASBOKS-SEALED-DOSSIER` |
/// | 1 | the version: 2, or 1 of older programs |
/// | 8 | to whom: the first bytes of SHA-256 over the authority's public key |
/// | 8 | the case's number |
/// | 8 + n | the idempotency key's length, and the key in UTF-8 |
/// | 32 | HPKE's encapsulated key |
/// | 8 + n | the length of what is sealed, and that, with the tag of 16 bytes at its end |
///
/// HPKE in base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20-Poly1305; `info` is `pasboks dossier ` and the
/// version. All that stands before the encapsulated key is authenticated with it, so version, case and idempotency key cannot be
/// exchanged. Inside is a `Dossier` of the same version in its written form, whose case is the same; base mode names no sender, so
/// version 2 is signed inside by the box. The idempotency key is the case's number, `-`, and the first eight bytes of SHA-256
/// over that form, without the signature, in hexadecimal.
package struct SealedDossier: Hashable, Sendable {
  /// The case.
  package let number: CaseNumber
  /// The idempotency key.
  package let key: String
  /// The layout's version.
  package let version: UInt8
  /// To whom it is sealed, as `AuthorityKey.mark` has it.
  package let recipient: [UInt8]
  private let encapsulated: [UInt8]
  private let content: [UInt8]

  /// The largest that is read, in bytes: a photo as it leaves the camera, two prints and a signature take a tenth of it.
  package static let limit = 64 << 20

  /// Seals a dossier to the authority.
  package static func seal(
    _ dossier: Dossier, _ number: CaseNumber, to authority: AuthorityKey
  ) throws(StoreError) -> SealedDossier {
    let key = idempotencyKey(number, dossier.digest)
    let version = dossier.version
    let head = head(version, authority.mark, number, key)
    guard
      var sender = try? HPKE.Sender(
        recipientKey: authority.key, ciphersuite: .Curve25519_SHA256_ChachaPoly, info: info(version)),
      let content = try? sender.seal(dossier.bytes, authenticating: head)
    else { throw .damaged(path: "dossier \(number)", detail: "sealing to the authority failed") }
    return SealedDossier(
      number: number, key: key, version: version, recipient: authority.mark,
      encapsulated: Array(sender.encapsulatedKey), content: Array(content))
  }

  /// Opens it with the authority's private key, and sees that what is inside is what stands outside, and is signed by whom it names.
  package func open(with authority: AuthorityPrivateKey) throws(DossierFault) -> Dossier {
    guard recipient == authority.publicKey.mark else {
      throw .sealedToAnother(recipient.hexadecimal, given: authority.publicKey.mark.hexadecimal)
    }
    guard
      var receiver = try? HPKE.Recipient(
        privateKey: authority.key, ciphersuite: .Curve25519_SHA256_ChachaPoly, info: Self.info(version),
        encapsulatedKey: Data(encapsulated)),
      let bytes = try? receiver.open(content, authenticating: Self.head(version, recipient, number, key))
    else { throw .changed }
    guard let dossier = Dossier(bytes: Array(bytes)), dossier.version == version else {
      throw .otherContent("it holds no dossier of version \(version)")
    }
    guard dossier.isSignatureRight else { throw .otherContent("the signature inside is not its box's") }
    guard Self.idempotencyKey(number, dossier.digest) == key else {
      throw .otherContent("its idempotency key is another dossier's")
    }
    guard dossier.caseNumber == number.description else { throw .otherContent("it holds another case") }
    return dossier
  }

  /// The written form.
  package var bytes: [UInt8] {
    var bytes = Self.head(version, recipient, number, key) + encapsulated
    bytes.append(counted: content)
    return bytes
  }

  /// Reads the written form.
  package init(bytes: [UInt8]) throws(DossierFault) {
    guard bytes.count <= Self.limit else { throw .tooLarge }
    guard bytes.starts(with: Self.name) else {
      throw Self.name.starts(with: bytes) && !bytes.isEmpty ? .cut : .notADossier
    }
    var rest = bytes.dropFirst(Self.name.count)
    guard let version = rest.popFirst() else { throw .cut }
    guard (1...2).contains(version) else { throw .otherVersion(Int(version)) }
    guard let recipient = rest.readBytes(8), let number = rest.readBytes(8), let key = rest.takeCounted(),
      let encapsulated = rest.readBytes(32), let content = rest.takeCounted()
    else { throw .cut }
    guard rest.isEmpty else { throw .tooLong(by: rest.count) }
    let running = number.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let running = Int(exactly: running), running > 0, key.count <= 100, content.count > 16 else { throw .changed }
    self.number = CaseNumber(running)
    self.version = version
    self.key = String(decoding: key, as: UTF8.self)
    self.recipient = recipient
    self.encapsulated = encapsulated
    self.content = content
  }

  private init(
    number: CaseNumber, key: String, version: UInt8, recipient: [UInt8], encapsulated: [UInt8], content: [UInt8]
  ) {
    self.number = number
    self.key = key
    self.version = version
    self.recipient = recipient
    self.encapsulated = encapsulated
    self.content = content
  }

  /// The same for every attempt to send this dossier, and for no other.
  package static func idempotencyKey(_ number: CaseNumber, _ digest: [UInt8]) -> String {
    "\(number)-\(Array(digest.prefix(8)).hexadecimal)"
  }

  private static func head(_ version: UInt8, _ recipient: [UInt8], _ number: CaseNumber, _ key: String) -> [UInt8] {
    var bytes = name + [version] + recipient
    bytes.append(bigEndian: number.number)
    bytes.append(counted: Array(key.utf8))
    return bytes
  }

  private static let name = Array("PASBOKS-SEALED-DOSSIER".utf8)
  private static func info(_ version: UInt8) -> Data { Data("pasboks dossier \(version)".utf8) }
}

/// Why bytes are no sealed dossier, or do not open.
package enum DossierFault: Error, Hashable, Sendable {
  /// They begin otherwise.
  case notADossier
  /// A program of another age wrote it.
  case otherVersion(Int)
  /// Bytes are missing at the end.
  case cut
  /// So many bytes too many are at the end.
  case tooLong(by: Int)
  /// It is larger than any dossier.
  case tooLarge
  /// It is sealed to another key than the one that was given; both keys' marks in hexadecimal.
  case sealedToAnother(String, given: String)
  /// It does not open: a byte is another one than was sealed.
  case changed
  /// It opens, and what is inside is not what stands outside.
  case otherContent(String)
}

extension DossierFault: CustomStringConvertible {
  /// What is wrong, in a sentence.
  package var description: String {
    switch self {
    case .notADossier: "This is no sealed dossier: it does not begin with PASBOKS-SEALED-DOSSIER."
    case .otherVersion(let version):
      "This is a sealed dossier of version \(version); this program reads versions 1 and 2."
    case .cut: "The dossier is cut: bytes are missing at its end."
    case .tooLong(let count): "The dossier has \(count) bytes too many at its end."
    case .tooLarge: "The file is larger than \(SealedDossier.limit >> 20) MiB, which no dossier is."
    case .sealedToAnother(let mark, let given):
      "The dossier is sealed to the key \(mark), and the key given is \(given)."
    case .changed: "The dossier does not open: it was changed after it was sealed."
    case .otherContent(let what): "The dossier opens, and is not what it says: \(what)."
    }
  }
}
