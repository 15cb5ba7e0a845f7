import Crypto
import Renewal

/// One piece of what a citizen gave: a picture, a print or a signature, by its name in the dossier.
package struct Evidence: Hashable, Sendable {
  /// What it is: `photo`, `print-right-index` …, `signature`.
  package let name: String
  /// The bytes as the device made them.
  package let bytes: [UInt8]

  /// A piece of evidence.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// What an application is made of for the authority: the canonical application and its evidence, with one written form, and the
/// signature of the box that made it.
///
/// Layout, version 2: `PASBOKS-DOSSIER`, a byte 2, the application's JSON with its length in eight bytes (highest first) before it,
/// the number of pieces in eight bytes, each piece's name and bytes, both with their length before them; then the box's public
/// audit key, 32 bytes, and its Ed25519 signature over `pasboks dossier 2` and all that stands before the key, 64 bytes. Version 1
/// ends with the pieces: parked cases are kept so, and older programs made dossiers so.
package struct Dossier: Hashable, Sendable {
  /// Who made a dossier.
  package struct Signature: Hashable, Sendable {
    /// The box's public audit key, 32 bytes.
    package let publicKey: [UInt8]
    /// Its signature, 64 bytes.
    package let bytes: [UInt8]
  }

  /// The application as JSON in its one written form, in UTF-8.
  package let application: [UInt8]
  /// The pieces, by name.
  package let evidence: [Evidence]
  /// Who made it; nothing in version 1.
  package private(set) var signature: Signature?

  /// A dossier of an application and what belongs to it, signed by nobody.
  package init(application: [UInt8], evidence: [Evidence]) {
    self.application = application
    self.evidence = evidence.sorted { $0.name < $1.name }
  }

  /// The same, signed.
  package func signed(by key: AuditKey) throws -> Dossier {
    var signed = self
    signed.signature = Signature(
      publicKey: key.publicKey, bytes: try key.signature(of: Self.signedForm(body(version: 2))))
    return signed
  }

  /// The layout's version.
  var version: UInt8 { signature == nil ? 1 : 2 }

  /// Whether the signature is its public key's; true when nobody signed.
  var isSignatureRight: Bool {
    guard let signature else { return true }
    return AuditKey.isValid(signature.bytes, of: Self.signedForm(body(version: 2)), by: signature.publicKey)
  }

  /// The written form.
  package var bytes: [UInt8] {
    body(version: version) + (signature.map { $0.publicKey + $0.bytes } ?? [])
  }

  /// What a signature is over, and the digest.
  private func body(version: UInt8) -> [UInt8] {
    var bytes = Self.mark + [version]
    bytes.reserveCapacity(application.count + evidence.reduce(160) { $0 + $1.bytes.count + 64 })
    bytes.append(counted: application)
    bytes.append(bigEndian: evidence.count)
    for piece in evidence {
      bytes.append(counted: Array(piece.name.utf8))
      bytes.append(counted: piece.bytes)
    }
    return bytes
  }

  private static func signedForm(_ body: [UInt8]) -> [UInt8] { Array("pasboks dossier 2".utf8) + body }

  /// Reads the written form; nothing when it is any other.
  package init?(bytes: [UInt8]) {
    var rest = bytes[...]
    guard rest.starts(with: Self.mark) else { return nil }
    rest.removeFirst(Self.mark.count)
    guard let version = rest.popFirst(), (1...2).contains(version), let application = rest.takeCounted(),
      let count = rest.takeNumber()
    else { return nil }
    var evidence: [Evidence] = []
    for _ in 0..<count {
      guard let name = rest.takeCounted(), let piece = rest.takeCounted() else { return nil }
      evidence.append(Evidence(name: String(decoding: name, as: UTF8.self), bytes: piece))
    }
    self.init(application: application, evidence: evidence)
    if version == 2 {
      guard let publicKey = rest.readBytes(32), let signature = rest.readBytes(64) else { return nil }
      self.signature = Signature(publicKey: publicKey, bytes: signature)
    }
    guard rest.isEmpty else { return nil }
  }

  /// The case's number as the application has it; nothing when it is no application.
  package var caseNumber: String? { WrittenApplication(bytes: application)?.number }

  /// SHA-256 over the written form without a signature: what the attestation binds, evidence included.
  package var digest: [UInt8] { Array(SHA256.hash(data: body(version: version))) }

  private static let mark = Array("PASBOKS-DOSSIER".utf8)
}

extension ContactSlip {
  /// Each part with its length before it; no number is an empty one.
  package var bytes: [UInt8] {
    [name.given, name.surname, mobile ?? ""].reduce(into: []) { $0.append(counted: Array($1.utf8)) }
  }

  /// A slip from its bytes; nothing when they are none.
  init?(bytes: [UInt8]) {
    var rest = bytes[...]
    guard let given = rest.takeCounted(), let surname = rest.takeCounted(), let mobile = rest.takeCounted(),
      rest.isEmpty
    else { return nil }
    self.init(
      name: PersonName(
        given: String(decoding: given, as: UTF8.self), surname: String(decoding: surname, as: UTF8.self)),
      mobile: mobile.isEmpty ? nil : String(decoding: mobile, as: UTF8.self))
  }
}

extension [UInt8] {
  /// The bytes in small hexadecimal digits.
  package var hexadecimal: String {
    reduce(into: "") { $0 += ($1 < 16 ? "0" : "") + String($1, radix: 16) }
  }

  /// Appends bytes with their length in eight bytes before them.
  package mutating func append(counted bytes: [UInt8]) {
    append(bigEndian: bytes.count)
    append(contentsOf: bytes)
  }
}

extension ArraySlice<UInt8> {
  /// Takes so many bytes off the front; nothing when there are fewer.
  mutating func readBytes(_ length: Int) -> [UInt8]? {
    guard count >= length else { return nil }
    defer { removeFirst(length) }
    return Array(prefix(length))
  }

  /// Takes a number in eight bytes off the front; nothing when it is more than what follows could be.
  fileprivate mutating func takeNumber() -> Int? {
    guard count >= 8 else { return nil }
    let number = prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    removeFirst(8)
    guard number <= UInt64(count) else { return nil }
    return Int(number)
  }

  /// Takes bytes with their length before them off the front; nothing when there are fewer.
  package mutating func takeCounted() -> [UInt8]? {
    takeNumber().flatMap { readBytes($0) }
  }
}
