import Crypto

/// Files of secret keys of 32 bytes: bare, as a systemd credential has it, or behind the words by which a demonstration's is known.
enum SecretFile {
  private static let length = 32

  /// Reads a key, and whether a demonstration made it; nobody but its owner may change the file.
  static func read(_ path: String, _ mark: [UInt8]) throws(StoreError) -> (bytes: [UInt8], isDemonstration: Bool) {
    let (content, mode) = try DurableFile.readKey(path, limit: 256) { .key($0, path: $1) }
    guard mode & 0o037 == 0 else { throw .key(.mode(Int(mode)), path: path) }
    let isDemonstration = content.starts(with: mark)
    let bytes = isDemonstration ? Array(content.dropFirst(mark.count)) : content
    guard bytes.count == length else { throw .key(.malformed, path: path) }
    return (bytes, isDemonstration)
  }

  /// Makes a key behind a mark in a new file with mode 0600, on disk before it is used; an existing file stays.
  static func make(_ path: String, _ mark: [UInt8]) throws(StoreError) -> [UInt8] {
    let random = SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) }
    do throws(StoreError) {
      try DurableFile.make(path, mark + random)
    } catch {
      if case .exists = error { throw .key(.exists, path: path) }
      throw error
    }
    return random
  }
}
