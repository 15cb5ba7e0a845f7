import Crypto
import FoundationEssentials
import Glibc

/// The form of a backup: the whole database in sealed pieces, which open in their order and to their end or not at all.
///
/// Layout, version 1: `PASBOKS-BACKUP`, a byte 1, eight bytes that tell the store key by its mark, 16 bytes of salt; then pieces, each
/// with its length in eight bytes, the highest first, before it. A piece is ChaCha20-Poly1305 under a key that HKDF-SHA256 makes of
/// store key and salt; its nonce is its place, from 0, and what stands before the pieces and a byte, 1 for the last piece, are
/// authenticated with it. Piece 0 says as JSON what the backup holds; the others are the database, a MiB each.
package enum BackupFile {
  static let name = Array("PASBOKS-BACKUP".utf8)
  static let version: UInt8 = 1
  package static let headLength = name.count + 1 + 8 + 16
  static let pieceLength = 1 << 20

  /// Seals pieces, one after the other.
  struct Sealing {
    let head: [UInt8]
    private let key: SymmetricKey
    private var place = 0

    /// Pieces under a key and a fresh salt.
    init(_ key: StoreKey) {
      let salt = SymmetricKey(size: .bits128).withUnsafeBytes { [UInt8]($0) }
      head = name + [version] + key.proof.prefix(8) + salt
      self.key = key.backupKey(salt: salt)
    }

    /// The next piece with its length before it.
    mutating func next(_ bytes: [UInt8], isLast: Bool) throws(StoreError) -> [UInt8] {
      guard let nonce = BackupFile.nonce(place),
        let box = try? ChaChaPoly.seal(bytes, using: key, nonce: nonce, authenticating: head + [isLast ? 1 : 0])
      else { throw .damaged(path: "backup", detail: "sealing failed") }
      place += 1
      var piece: [UInt8] = []
      piece.append(counted: Array(box.ciphertext) + Array(box.tag))
      return piece
    }
  }

  /// Opens pieces, one after the other.
  struct Opening {
    private let head: [UInt8]
    private let key: SymmetricKey
    private var place = 0

    /// Reads what stands before the pieces.
    init(head: [UInt8], _ key: StoreKey, path: String) throws(StoreError) {
      guard head.starts(with: name) else { throw .backup(.notABackup, path: path) }
      guard head.count == headLength else { throw .backup(.cut, path: path) }
      guard head[name.count] == version else { throw .backup(.otherVersion(Int(head[name.count])), path: path) }
      guard head[(name.count + 1)...].starts(with: key.proof.prefix(8)) else { throw .wrongKey(path: path) }
      self.head = head
      self.key = key.backupKey(salt: Array(head.suffix(16)))
    }

    /// What is in the next piece; nothing when it was changed, or is not the last one and should be.
    mutating func next(_ sealed: [UInt8], isLast: Bool) -> [UInt8]? {
      guard sealed.count >= 16, let nonce = BackupFile.nonce(place),
        let box = try? ChaChaPoly.SealedBox(nonce: nonce, ciphertext: sealed.dropLast(16), tag: sealed.suffix(16)),
        let bytes = try? ChaChaPoly.open(box, using: key, authenticating: head + [isLast ? 1 : 0])
      else { return nil }
      place += 1
      return Array(bytes)
    }
  }

  private static func nonce(_ place: Int) -> ChaChaPoly.Nonce? {
    var bytes: [UInt8] = [0, 0, 0, 0]
    bytes.append(bigEndian: place)
    return try? ChaChaPoly.Nonce(data: bytes)
  }
}

/// What a backup says it holds.
package struct BackupContents: Hashable, Sendable, Codable {
  /// The program that made it.
  package let program: String
  /// When, Unix time in milliseconds.
  package let madeAt: Int
  /// How large the database in it is, in bytes.
  package let size: Int
  /// How many cases it has.
  package let cases: Int
  /// How many dossiers wait in it to be sent.
  package let outbox: Int
  /// The journal's last row.
  package let rows: Int
}

/// Why a file is no backup, or not a whole one.
package enum BackupFault: Hashable, Sendable {
  /// It begins otherwise.
  case notABackup
  /// A program of another age made it.
  case otherVersion(Int)
  /// Its end is missing.
  case cut
  /// A byte is another one than was sealed, or there are more.
  case changed
  /// What is in it does not hold together.
  case unsound(String)
}

extension BackupFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notABackup: "it does not begin with PASBOKS-BACKUP, so it is no backup."
    case .otherVersion(let version): "it is a backup of version \(version), and this program reads version 1."
    case .cut: "it is cut: its end is missing. Take another copy of it."
    case .changed: "it was changed after it was made. Take another copy of it."
    case .unsound(let what): "the store in it does not hold together: \(what). Take an older backup."
    }
  }
}
