import Crypto
import FoundationEssentials
import GRDB
import Glibc

extension Store {
  /// Makes a sealed backup of a state folder's store, while a box runs on it or not.
  ///
  /// SQLite copies one consistent state. The file is the owner's alone, on disk before it has its name, and takes no other's place.
  package static func backUp(
    folder: String, to path: String, key: StoreKey, program: String, now: Int
  ) throws(StoreError) -> BackupContents {
    guard access(path, F_OK) != 0 else { throw .exists(path: path) }
    try StateFolder.check(folder)
    let source = file(in: folder)
    let copy = copy(besideStore: source)
    let lock = try lockCopy(copy)
    defer {
      unlink(copy)
      Glibc.close(lock)
    }
    let contents: BackupContents
    do {
      contents = try copyDatabase(source, to: copy, key: key, program: program, now: now)
    } catch {
      throw StoreError(error, path: source)
    }
    try seal(copy, contents, to: path, key: key)
    return contents
  }

  /// The copy that a backup works on; it is not sealed yet.
  private static func copy(besideStore path: String) -> String { DurableFile.folder(of: path) + "/backup.part" }

  /// Removes the copy of a backup that was killed at its work; one that goes on keeps its own.
  static func removeAbandonedCopy(besideStore path: String) {
    let copy = copy(besideStore: path)
    guard access(copy, F_OK) == 0, let lock = try? lockCopy(copy) else { return }
    for end in ["", "-journal"] { unlink(copy + end) }
    Glibc.close(lock)
  }

  private static func lockCopy(_ copy: String) throws(StoreError) -> Int32 {
    let descriptor = Glibc.open(copy, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw StoreError(errno: errno, path: copy) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, ftruncate(descriptor, 0) == 0 else {
      let reason = errno
      Glibc.close(descriptor)
      throw StoreError(errno: reason, path: copy)
    }
    return descriptor
  }

  private static func copyDatabase(
    _ source: String, to copy: String, key: StoreKey, program: String, now: Int
  ) throws -> BackupContents {
    guard access(source, F_OK) == 0 else { throw StoreError(errno: errno, path: source) }
    let from = try DatabaseQueue(path: source, configuration: configuration(isFile: true))
    defer { try? from.close() }
    try refuse(from, key: key, path: source)
    var single = Configuration()
    single.label = "pasboks backup"
    let to = try DatabaseQueue(path: copy, configuration: single)
    defer { try? to.close() }
    try from.backup(to: to)
    // One file, which needs no log beside it.
    return try to.writeWithoutTransaction { database in
      _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
      func count(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
      return BackupContents(
        program: program, madeAt: now, size: try count("PRAGMA page_count") * count("PRAGMA page_size"),
        cases: try count("SELECT count(*) FROM cases"),
        outbox: try count("SELECT count(*) FROM dossiers WHERE state = 'outbox'"),
        rows: try count("SELECT max(id) FROM journal"))
    }
  }

  private static func seal(
    _ copy: String, _ contents: BackupContents, to path: String, key: StoreKey
  ) throws(StoreError) {
    let part = path + ".part"
    unlink(part)
    let from = Glibc.open(copy, O_RDONLY | O_CLOEXEC)
    guard from >= 0 else { throw StoreError(errno: errno, path: copy) }
    defer { Glibc.close(from) }
    let to = Glibc.open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard to >= 0 else { throw StoreError(errno: errno, path: part) }
    defer {
      Glibc.close(to)
      unlink(part)
    }
    var sealing = BackupFile.Sealing(key)
    guard let manifest = try? JSONEncoder().encode(contents) else {
      throw .system(path: part, detail: "what the backup holds cannot be written")
    }
    var bytes = sealing.head + (try sealing.next(Array(manifest), isLast: false))
    var left = contents.size
    while true {
      guard DurableFile.write(bytes, to: to) else { throw StoreError(errno: errno, path: part) }
      guard left > 0 else { break }
      guard let piece = try DurableFile.read(from, count: min(left, BackupFile.pieceLength), path: copy) else {
        throw .inputOutput(path: copy, detail: "the copy ended early")
      }
      left -= piece.count
      bytes = try sealing.next(piece, isLast: left == 0)
    }
    guard fsync(to) == 0 else { throw StoreError(errno: errno, path: part) }
    // A second name refuses to take another's place; where a file system has none, nobody else is expected to write.
    if link(part, path) != 0 {
      guard errno != EEXIST else { throw .exists(path: path) }
      guard access(path, F_OK) != 0 else { throw .exists(path: path) }
      guard rename(part, path) == 0 else { throw StoreError(errno: errno, path: path) }
    }
    unlink(part)
    try DurableFile.syncFolder(of: path)
  }
}
