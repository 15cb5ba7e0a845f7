import Crypto
import Glibc

extension SealedDossier {
  /// A file's bytes, one more than the largest dossier has at most.
  package static func read(_ path: String) throws(StoreError) -> [UInt8] {
    try DurableFile.read(path, limit: limit).bytes
  }

  /// Writes sealed bytes into a new file, 0600, on disk.
  package static func write(_ bytes: [UInt8], to path: String) throws(StoreError) { try DurableFile.make(path, bytes) }
}

extension Evidence {
  /// SHA-256 over the bytes in hexadecimal.
  package var sha256: String { Array(SHA256.hash(data: bytes)).hexadecimal }

  /// The name of a file for it: the evidence's own with the ending of its form, whatever a dossier from elsewhere says.
  var fileName: String? {
    let isPlain = name.utf8.allSatisfy { (97...122).contains($0) || $0 == 45 } && (1...40).contains(name.utf8.count)
    guard isPlain else { return nil }
    if bytes.starts(with: Array("P6\n".utf8)) { return "\(name).ppm" }
    if bytes.starts(with: Array("P5\n".utf8)) { return "\(name).pgm" }
    return "\(name).txt"
  }
}

extension Dossier {
  /// Writes the pieces into a folder, which is made: each 0600, none over another file.
  package func writePieces(to folder: String) throws(StoreError) {
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw StoreError(errno: errno, path: folder) }
    for piece in evidence {
      guard let name = piece.fileName else { throw .system(path: folder, detail: "a picture's name is none") }
      try DurableFile.make("\(folder)/\(name)", piece.bytes)
    }
  }
}
