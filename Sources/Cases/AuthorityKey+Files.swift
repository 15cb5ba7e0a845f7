import FoundationEssentials
import Glibc

/// The keys' files: 32 bytes, or PEM as `openssl genpkey -algorithm X25519` and `openssl pkey -pubout` write it (RFC 8410).
///
/// A demonstration's files say so in a line before the PEM.
extension AuthorityKey {
  /// Reads a public key; nobody but its owner may change the file, and everybody may read it.
  package static func load(from path: String) throws(StoreError) -> AuthorityKey {
    let file = try DurableFile.readKey(path, limit: KeyFile.limit) { .authorityKey($0, path: $1) }
    guard file.mode & 0o022 == 0 else { throw .authorityKey(.mode(Int(file.mode)), path: path) }
    guard let (bytes, isDemonstration) = KeyFile.read(file.bytes, "PUBLIC KEY", KeyFile.publicHead),
      let key = AuthorityKey(bytes: bytes, isDemonstration: isDemonstration)
    else { throw .authorityKey(.malformed, path: path) }
    return key
  }

  /// A demonstration's pair in a folder, made when it is not there: `authority.key`, which the simulated authority opens with, and
  /// `authority.pub`. The private key comes first, so that a stop in between loses nothing.
  package static func makeDemonstration(in folder: String) throws(StoreError) -> AuthorityKey {
    let path = "\(folder)/authority.pub"
    if access(path, F_OK) == 0 { return try load(from: path) }
    let home = "\(folder)/authority.key"
    let pair: AuthorityPrivateKey
    if access(home, F_OK) == 0 {
      pair = try AuthorityPrivateKey.load(from: home)
    } else {
      pair = AuthorityPrivateKey(isDemonstration: true)
      try DurableFile.make(home, KeyFile.written(pair.bytes, "PRIVATE KEY", KeyFile.privateHead))
    }
    try DurableFile.make(path, KeyFile.written(pair.publicKey.bytes, "PUBLIC KEY", KeyFile.publicHead))
    return pair.publicKey
  }
}

extension AuthorityPrivateKey {
  /// Reads a private key; nobody but its owner may read or change the file.
  package static func load(from path: String) throws(StoreError) -> AuthorityPrivateKey {
    let file = try DurableFile.readKey(path, limit: KeyFile.limit) { .authorityKey($0, path: $1) }
    guard file.mode & 0o037 == 0 else { throw .authorityKey(.mode(Int(file.mode)), path: path) }
    guard let (bytes, isDemonstration) = KeyFile.read(file.bytes, "PRIVATE KEY", KeyFile.privateHead),
      let key = AuthorityPrivateKey(bytes: bytes, isDemonstration: isDemonstration)
    else { throw .authorityKey(.malformed, path: path) }
    return key
  }
}

/// The two forms of a key's file.
private enum KeyFile {
  /// No such file is longer, in bytes.
  static let limit = 4096
  /// What stands before the 32 bytes in PEM: SubjectPublicKeyInfo with id-X25519 (RFC 8410, section 4).
  static let publicHead: [UInt8] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x03, 0x21, 0x00]
  /// OneAsymmetricKey with id-X25519 (RFC 8410, section 7).
  static let privateHead: [UInt8] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20,
  ]
  private static let demonstrationMark = "pasboks demonstration authority key 1"

  /// The key's bytes, and whether a demonstration made them.
  static func read(_ content: [UInt8], _ label: String, _ head: [UInt8]) -> (bytes: [UInt8], isDemonstration: Bool)? {
    if content.count == 32 { return (content, false) }
    guard content.count <= limit else { return nil }
    let lines = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isNewline)
    guard let start = lines.firstIndex(of: "-----BEGIN \(label)-----"),
      let end = lines[start...].firstIndex(of: "-----END \(label)-----"),
      let body = Data(base64Encoded: lines[(start + 1)..<end].joined()).map(Array.init),
      body.count == head.count + 32, body.starts(with: head)
    else { return nil }
    return (Array(body.dropFirst(head.count)), lines[..<start].contains(Substring(demonstrationMark)))
  }

  static func written(_ bytes: [UInt8], _ label: String, _ head: [UInt8]) -> [UInt8] {
    let body = Data(head + bytes).base64EncodedString()
    return Array("\(demonstrationMark)\n-----BEGIN \(label)-----\n\(body)\n-----END \(label)-----\n".utf8)
  }
}
