import FoundationEssentials
import GRDB
import Glibc
import Renewal

/// Looks into a state folder's outbox while a box runs on it or not: nothing is written, and no key is needed.
package struct OutboxReader {
  private let queue: DatabaseQueue
  private let path: String

  /// Opens a folder's store for reading alone; nothing when there is no store.
  package init?(folder: String) throws(StoreError) {
    let path = folder + "/pasboks.sqlite"
    guard access(path, F_OK) == 0 else {
      guard errno == ENOENT else { throw StoreError(errno: errno, path: path) }
      return nil
    }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(2)
    configuration.label = "pasboks outbox"
    self.path = path
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { database in
        guard try Schema.migrator.hasBeenSuperseded(database) == false else {
          let writer = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'program'")
          throw StoreError.newerVersion(writtenBy: writer ?? "a newer program", path: path)
        }
        guard try Schema.migrator.hasCompletedMigrations(database) else { throw Refusal.olderStore }
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// The dossiers that wait to be sent, the oldest first; `now` is Unix time in milliseconds.
  package func items(now: Int) throws(StoreError) -> [OutboxItem] {
    do {
      return try queue.read { try Store.outbox(at: now, $0) }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// The sealed bytes of a dossier that waits; nothing when none does for the case.
  package func sealed(_ number: Int) throws(StoreError) -> [UInt8]? {
    do {
      return try queue.read { database in
        try Data.fetchOne(
          database, sql: "SELECT sealed FROM dossiers WHERE caseNumber = ? AND state = 'outbox'", arguments: [number])
      }.map(Array.init)
    } catch {
      throw StoreError(error, path: path)
    }
  }
}
