import Crypto
import FoundationEssentials

/// The key that seals personal columns and parked cases on this box; it leaves memory overwritten.
package struct StoreKey: Sendable {
  private let sealing: SymmetricKey
  /// What marks are made with; stays the same when the store gets another key, since nobody knows the PINs to mark anew.
  private var authenticating: SymmetricKey
  private let backingUp: SymmetricKey
  /// By what a store knows the key it is sealed with, 32 bytes; tells nothing of the key.
  package let proof: [UInt8]
  /// Whether it was made by the demonstration; a box in production refuses to start with one.
  package let isDemonstration: Bool

  /// The key of 32 random bytes.
  package init?(bytes: [UInt8], isDemonstration: Bool = false) {
    guard bytes.count == 32 else { return nil }
    let root = SymmetricKey(data: bytes)
    // One purpose, one key: a seal never shares its key with a fingerprint of something.
    sealing = HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Data("pasboks seal 1".utf8), outputByteCount: 32)
    authenticating = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: root, info: Data("pasboks authenticate 1".utf8), outputByteCount: 32)
    backingUp = HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Data("pasboks backup 1".utf8), outputByteCount: 32)
    proof = Self.mark("store key", [], with: authenticating)
    self.isDemonstration = isDemonstration
  }

  // MARK: - Sealing

  /// Seals bytes under a fresh nonce, so that they open only at the place they were sealed for.
  package func seal(_ bytes: [UInt8], for place: String) throws(StoreError) -> [UInt8] {
    guard let box = try? ChaChaPoly.seal(bytes, using: sealing, authenticating: Array(place.utf8)) else {
      throw .damaged(path: place, detail: "sealing failed")
    }
    return [Self.sealVersion] + Array(box.combined)
  }

  /// Opens what was sealed for the place; nothing when a byte, the place or the key is another one.
  package func open(_ sealed: [UInt8], for place: String) -> [UInt8]? {
    guard sealed.first == Self.sealVersion,
      let box = try? ChaChaPoly.SealedBox(combined: Data(sealed.dropFirst())),
      let bytes = try? ChaChaPoly.open(box, using: sealing, authenticating: Array(place.utf8))
    else { return nil }
    return Array(bytes)
  }

  /// A 32-byte mark of something, the same each time, that tells nothing without the key.
  package func mark(_ purpose: String, _ bytes: [UInt8]) -> [UInt8] { Self.mark(purpose, bytes, with: authenticating) }

  /// What marks are made with, sealed for the store to keep.
  func sealedMarks() throws(StoreError) -> [UInt8] {
    try seal(authenticating.withUnsafeBytes { [UInt8]($0) }, for: Self.marksPlace)
  }

  /// The key with the marks that a store has kept; nothing when they are none.
  func marking(by sealed: [UInt8]) -> StoreKey? {
    guard let kept = open(sealed, for: Self.marksPlace), kept.count == 32 else { return nil }
    var key = self
    key.authenticating = SymmetricKey(data: kept)
    return key
  }

  /// The key with the marks of another, for a store that changes from that one to this.
  func keepingMarks(of other: StoreKey) -> StoreKey {
    var key = self
    key.authenticating = other.authenticating
    return key
  }

  /// The key that one backup is sealed with.
  func backupKey(salt: [UInt8]) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(inputKeyMaterial: backingUp, salt: salt, info: Data("backup".utf8), outputByteCount: 32)
  }

  private static let marksPlace = "marks"

  private static func mark(_ purpose: String, _ bytes: [UInt8], with key: SymmetricKey) -> [UInt8] {
    var code = HMAC<SHA256>(key: key)
    code.update(data: Array(purpose.utf8) + [0])
    code.update(data: bytes)
    return Array(code.finalize())
  }

  private static let sealVersion: UInt8 = 1
}

// MARK: - Files

extension StoreKey {
  /// Reads a key: 32 bytes (a systemd credential), or a demonstration key; nobody but its owner may change the file.
  ///
  /// A credential shows mode 0440 where systemd lets the service's user read it by an access control list.
  package static func load(from path: String) throws(StoreError) -> StoreKey {
    let (bytes, isDemonstration) = try SecretFile.read(path, demonstrationMark)
    guard let key = StoreKey(bytes: bytes, isDemonstration: isDemonstration) else { throw .key(.malformed, path: path) }
    return key
  }

  /// Makes a demonstration key in a new file with mode 0600, on disk before it is used; an existing file stays.
  package static func makeDemonstration(at path: String) throws(StoreError) -> StoreKey {
    try make(at: path, isDemonstration: true)
  }

  /// Makes a key in a new file with mode 0600, on disk before it is used; an existing file stays.
  @discardableResult
  package static func make(at path: String, isDemonstration: Bool) throws(StoreError) -> StoreKey {
    let bytes = try SecretFile.make(path, isDemonstration ? demonstrationMark : [])
    guard let key = StoreKey(bytes: bytes, isDemonstration: isDemonstration) else { throw .key(.malformed, path: path) }
    return key
  }

  private static let demonstrationMark = Array("pasboks demonstration key 1\n".utf8)
}
