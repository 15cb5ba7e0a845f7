import Cases
import Glibc

/// What must be there before a command begins.
enum BackupFiles {
  /// Ends the program when a file is not there.
  static func mustBeThere(_ path: String) throws {
    guard access(path, F_OK) != 0 else { return }
    Output.complaint("\(path): \(String(cString: strerror(errno)))")
    throw SystemExit.noInput.exit
  }

  /// Ends the program when a folder has no store.
  static func mustHaveStore(_ state: String) throws {
    try StoreAccess.telling { () throws(StoreError) in try StateFolder.check(state) }
    guard !Store.isThere(in: state) else { return }
    throw StoreAccess.noStore(state)
  }
}

extension StoreAccess {
  /// A key that was named, or the one where the box has it.
  static func key(_ named: String?, state: String) throws(StoreError) -> StoreKey {
    if let named { return try StoreKey.load(from: named) }
    return try loadKey(state: state)
  }

  /// Tells a fault of the store and ends the program as it says.
  static func telling<Value>(_ work: () throws(StoreError) -> Value) throws -> Value {
    do throws(StoreError) {
      return try work()
    } catch {
      Output.complaint(error.description)
      throw exit(for: error).exit
    }
  }
}
