import Glibc
package import PassportRules

/// The day at this machine's place.
package enum Today {
  /// Today; the calendar's first day when the machine cannot tell.
  package static var date: CivilDate { date(of: time(nil)) }

  /// The day of a time in seconds since 1970.
  static func date(of seconds: time_t) -> CivilDate {
    var seconds = seconds
    var parts = tm()
    localtime_r(&seconds, &parts)
    return CivilDate(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday)) ?? .first
  }

  /// Milliseconds since 1970 in universal time.
  static func milliseconds() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Int(now.tv_sec) * 1000 + Int(now.tv_nsec) / 1_000_000
  }
}
