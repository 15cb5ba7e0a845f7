import FoundationEssentials
import GRDB
import Glibc

/// The copy of an older program's store that is made before it is changed, so that the older program can go on from it.
extension Store {
  /// Where the copy lies.
  static func backupPath(of path: String) -> String { path + ".before-migration" }

  /// How long the copy is kept: no longer than what is parked in it, in milliseconds.
  static let backupKept = 96 * 3_600_000

  /// Copies a store that is about to be migrated, for its owner alone, and on disk before anything is changed.
  static func backUp(_ queue: DatabaseQueue, path: String, at: Int) throws {
    let copy = backupPath(of: path)
    unlink(copy)
    try makeFile(copy)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "VACUUM INTO ?", arguments: [copy])
      try database.execute(
        sql: "INSERT INTO meta VALUES ('backupAt', ?) ON CONFLICT DO UPDATE SET value = excluded.value", arguments: [at]
      )
    }
    let descriptor = Glibc.open(copy, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreError(errno: errno, path: copy) }
    defer { Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw StoreError(errno: errno, path: copy) }
  }

  /// Deletes the copy when its time is over.
  func forgetBackup(at: Int, _ database: Database) throws {
    guard let made = try Int.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'backupAt'"),
      at - made >= Self.backupKept
    else { return }
    unlink(Self.backupPath(of: path))
    try database.run(sql: "DELETE FROM meta WHERE name = 'backupAt'")
    try append(.backupDeleted, at: at, database)
  }
}
