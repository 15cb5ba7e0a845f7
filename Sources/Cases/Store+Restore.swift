import FoundationEssentials
import GRDB
import Glibc

extension Store {
  /// How many case numbers are left out after a restore: the box may have given them to citizens after the backup was made.
  package static let numbersLeftOut = 1000

  /// Puts the store of a backup into a state folder where none is, once it has proved to be whole.
  ///
  /// Key, pages, references and the journal's chain with its checkpoints are looked at before the file gets its name. Numbers that
  /// may have been given since are left out, and the journal says that the store was restored, and from when.
  package static func restore(
    _ path: String, to folder: String, key: StoreKey, now: Int
  ) throws(StoreError) -> BackupContents {
    try StateFolder.make(folder)
    try StateFolder.check(folder)
    let lock = try StoreLock(folder: folder, now: now)
    let target = file(in: folder)
    for there in [target, target + "-wal"] where access(there, F_OK) == 0 { throw .exists(path: there) }
    let part = target + ".restoring"
    removeAll(part)
    defer { removeAll(part) }
    let contents = try unseal(path, to: part, key: key)
    do {
      try examine(part, of: path, contents, key: key, now: now)
    } catch {
      throw StoreError(error, path: path)
    }
    try DurableFile.rename(part, to: target)
    _ = consume lock
    return contents
  }

  private static func removeAll(_ part: String) { for end in ["", "-wal", "-shm", "-journal"] { unlink(part + end) } }

  private static func unseal(_ path: String, to part: String, key: StoreKey) throws(StoreError) -> BackupContents {
    let from = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard from >= 0 else { throw StoreError(errno: errno, path: path) }
    defer { Glibc.close(from) }
    var status = stat()
    guard fstat(from, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .backup(.notABackup, path: path) }
    let head = try DurableFile.read(from, count: min(Int(status.st_size), BackupFile.headLength), path: path) ?? []
    var opening = try BackupFile.Opening(head: head, key, path: path)
    var left = Int(status.st_size) - head.count
    func piece() throws(StoreError) -> [UInt8] {
      guard left >= 8, let count = try DurableFile.read(from, count: 8, path: path) else {
        throw .backup(.cut, path: path)
      }
      let length = count.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard length <= UInt64(BackupFile.pieceLength + 16) else { throw .backup(.changed, path: path) }
      guard left - 8 >= Int(length), let bytes = try DurableFile.read(from, count: Int(length), path: path) else {
        throw .backup(.cut, path: path)
      }
      left -= 8 + Int(length)
      guard let opened = opening.next(bytes, isLast: left == 0) else {
        throw .backup(left == 0 && opening.next(bytes, isLast: false) != nil ? .cut : .changed, path: path)
      }
      return opened
    }
    let manifest = Data(try piece())
    guard let contents = try? JSONDecoder().decode(BackupContents.self, from: manifest) else {
      throw .backup(.changed, path: path)
    }
    let to = Glibc.open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard to >= 0 else { throw StoreError(errno: errno, path: part) }
    defer { Glibc.close(to) }
    var size = 0
    repeat {
      let bytes = try piece()
      size += bytes.count
      guard DurableFile.write(bytes, to: to) else { throw StoreError(errno: errno, path: part) }
    } while left > 0
    guard size == contents.size else { throw .backup(.changed, path: path) }
    guard fsync(to) == 0 else { throw StoreError(errno: errno, path: part) }
    return contents
  }

  private static func examine(
    _ part: String, of path: String, _ contents: BackupContents, key: StoreKey, now: Int
  ) throws {
    let queue = try DatabaseQueue(path: part, configuration: configuration(isFile: true))
    defer { try? queue.close() }
    try refuse(queue, key: key, path: path)
    try queue.read { database in
      func demand(_ sql: String, _ expected: [String]) throws {
        let found = try String.fetchAll(database, sql: sql)
        guard found == expected else { throw StoreError.backup(.unsound(found.first ?? "no answer"), path: path) }
      }
      try demand("PRAGMA integrity_check(1)", ["ok"])
      try demand("SELECT \"table\" FROM pragma_foreign_key_check", [])
      var examination = AuditExamination()
      let report = try examination.run(database)
      // A box that could not sign for a while wrote its rows all the same.
      for finding in report.findings {
        if case .unsigned = finding.fault { continue }
        throw StoreError.backup(.unsound("in the journal, \(finding)"), path: path)
      }
    }
    let store = Store(opened: queue, path: part, key: key, authority: nil, cost: .standard, lock: nil, now: { now })
    try store.write { database in
      let next: Int = try meta("nextCase", database) ?? 1
      try keep("nextCase", next + numbersLeftOut, database)
      try store.append(
        .restored(madeAt: contents.madeAt, numbersLeftOut: numbersLeftOut), at: now, database)
    }
    try queue.writeWithoutTransaction { _ = try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE") }
  }
}
