import FoundationEssentials
import GRDB
import Glibc

/// A state folder's store, opened for reading alone while a box runs on it or not: nothing is written, and no key is needed.
///
/// Each question reads one consistent state.
package final class StoreReader: Sendable {
  let path: String
  private let queue: DatabaseQueue

  /// Opens a folder's store; nothing when there is none yet, or a file that nothing was written into.
  package init?(folder: String) throws(StoreError) {
    path = Store.file(in: folder)
    try StateFolder.check(folder)
    try Store.refuseLoss(of: path)
    guard access(path, F_OK) == 0 else {
      guard errno == ENOENT else { throw StoreError(errno: errno, path: path) }
      return nil
    }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(2)
    configuration.label = "pasboks reader"
    let isBegun: Bool
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      isBegun = try queue.read { [path] database in
        try Store.refuseNewer(database, path: path)
        return try !Schema.migrator.appliedMigrations(database).isEmpty
      }
    } catch {
      throw StoreError(error, path: path)
    }
    guard isBegun else { return nil }
  }

  func read<Value>(_ question: (Database) throws -> Value) throws(StoreError) -> Value {
    do {
      return try queue.read(question)
    } catch {
      throw StoreError(error, path: path)
    }
  }
}
