import Glibc

/// A Unix time in milliseconds, as people read it in UTC.
package enum StoreTime {
  /// As `2026-11-22 02:15 UTC`.
  package static func text(_ milliseconds: Int) -> String { format(milliseconds, "%Y-%m-%d %H:%M UTC") }

  /// As `20261122-021500`, for the name of a file.
  package static func compact(_ milliseconds: Int) -> String { format(milliseconds, "%Y%m%d-%H%M%S") }

  /// As `2026-11-22T02:15:00.000Z` (RFC 3339), for other programs.
  package static func precise(_ milliseconds: Int) -> String {
    let rest = String(1000 + (milliseconds % 1000 + 1000) % 1000).dropFirst()
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
