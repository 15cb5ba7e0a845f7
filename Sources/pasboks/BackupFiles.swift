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

/// A Unix time in milliseconds, as people read it in UTC.
enum StoreTime {
  /// As `2026-11-22 02:15 UTC`.
  static func text(_ milliseconds: Int) -> String { format(milliseconds, "%Y-%m-%d %H:%M UTC") }

  /// As `20261122-021500`, for the name of a file.
  static func compact(_ milliseconds: Int) -> String { format(milliseconds, "%Y%m%d-%H%M%S") }

  /// As `2026-11-22T02:15:00.000Z` (RFC 3339), for other programs.
  static func precise(_ milliseconds: Int) -> String {
    let rest = String(1000 + milliseconds - floored(milliseconds) * 1000).dropFirst()
    return format(milliseconds, "%Y-%m-%dT%H:%M:%S.\(rest)Z")
  }

  /// The whole second that a moment is in, before 1970 too.
  private static func floored(_ milliseconds: Int) -> Int {
    milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0)
  }

  private static func format(_ milliseconds: Int, _ form: String) -> String {
    var seconds = time_t(floored(milliseconds))
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var buffer = [CChar](repeating: 0, count: 64)
    let count = strftime(&buffer, buffer.count, form, &parts)
    return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
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
