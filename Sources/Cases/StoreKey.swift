import Crypto
import FoundationEssentials
import Glibc

/// The key that seals personal columns, parked cases and dossiers on this box; it leaves memory overwritten.
package struct StoreKey: Sendable {
  private let sealing: SymmetricKey
  private let authenticating: SymmetricKey
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
    self.isDemonstration = isDemonstration
  }

  // MARK: - Sealing

  /// Seals bytes under a fresh nonce, so that they open only at the place they were sealed for.
  func seal(_ bytes: [UInt8], for place: String) throws(StoreError) -> [UInt8] {
    guard let box = try? ChaChaPoly.seal(bytes, using: sealing, authenticating: Array(place.utf8)) else {
      throw .damaged(path: place, detail: "sealing failed")
    }
    return [Self.sealVersion] + Array(box.combined)
  }

  /// Opens what was sealed for the place; nothing when a byte, the place or the key is another one.
  func open(_ sealed: [UInt8], for place: String) -> [UInt8]? {
    guard sealed.first == Self.sealVersion,
      let box = try? ChaChaPoly.SealedBox(combined: Data(sealed.dropFirst())),
      let bytes = try? ChaChaPoly.open(box, using: sealing, authenticating: Array(place.utf8))
    else { return nil }
    return Array(bytes)
  }

  /// A 32-byte mark of something, the same each time, that tells nothing without the key.
  func mark(_ purpose: String, _ bytes: [UInt8]) -> [UInt8] {
    var code = HMAC<SHA256>(key: authenticating)
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
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .key(.unreadable, path: path) }
    defer { Glibc.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .key(.unreadable, path: path)
    }
    guard status.st_mode & 0o037 == 0 else { throw .key(.mode(Int(status.st_mode & 0o777)), path: path) }

    var bytes = [UInt8](repeating: 0, count: 256)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw .key(.unreadable, path: path) }
    let content = Array(bytes.prefix(count))
    if let key = StoreKey(bytes: content) { return key }
    guard content.starts(with: demonstrationMark),
      let key = StoreKey(bytes: Array(content.dropFirst(demonstrationMark.count)), isDemonstration: true)
    else { throw .key(.malformed, path: path) }
    return key
  }

  /// Makes a demonstration key in a new file with mode 0600, on disk before it is used; an existing file stays.
  package static func makeDemonstration(at path: String) throws(StoreError) -> StoreKey {
    let random = SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) }
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw errno == EEXIST ? .key(.exists, path: path) : StoreError(errno: errno, path: path)
    }
    defer { Glibc.close(descriptor) }
    let content = demonstrationMark + random
    guard Glibc.write(descriptor, content, content.count) == content.count, fsync(descriptor) == 0 else {
      let reason = errno
      unlink(path)
      throw StoreError(errno: reason, path: path)
    }
    guard let key = StoreKey(bytes: random, isDemonstration: true) else { throw .key(.malformed, path: path) }
    return key
  }

  private static let demonstrationMark = Array("pasboks demonstration key 1\n".utf8)
}
