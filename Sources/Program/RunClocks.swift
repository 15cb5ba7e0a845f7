import Glibc
import PassportRules
import Renewal
import Runtime

/// The system's clocks, with the hours of this box.
struct SystemClocks: Clocks {
  let opening: WeekHours
  let officers: WeekHours

  /// The day this program was built or installed on: a date before it is wrong.
  private static let built: CivilDate = {
    var file = stat()
    return stat("/proc/self/exe", &file) == 0 ? Today.date(of: file.st_mtim.tv_sec) : .first
  }()

  func now() -> Int { steadyMilliseconds() }

  func unix() -> Int { Today.milliseconds() }

  func wall() -> WallTime {
    let date = Today.date
    let minute = Hours.minuteOfDay()
    let moment = WeekHours.Moment(date: date, minute: minute)
    let midnight = 24 * 60 - minute
    let changes = [opening, officers].compactMap { $0.nextChange(after: moment) }
      .map { Hours.minutes(from: moment, to: $0) }
    let minutes = max(1, min(midnight, changes.min() ?? midnight))
    let isTrusted = date != .first && date >= Self.built
    return WallTime(
      date: isTrusted ? date : nil, minute: minute,
      hours: Box.Hours(
        isOpen: opening.isOpen(on: date, minute: minute), hasOfficer: officers.isOpen(on: date, minute: minute),
        opensAt: isTrusted ? opening.nextOpening(after: moment) : nil),
      change: Milliseconds(minutes * 60_000 - Hours.millisecondsOfMinute()))
  }
}

/// Civil time in minutes.
enum Hours {
  /// The most hours a parked case is kept.
  static let longestParking = 96

  static func minuteOfDay() -> Int {
    let parts = local()
    return Int(parts.tm_hour) * 60 + Int(parts.tm_min)
  }

  static func millisecondsOfMinute() -> Int { Today.milliseconds() % 60_000 }

  static func minutes(from: WeekHours.Moment, to: WeekHours.Moment) -> Int {
    (to.date.dayNumber - from.date.dayNumber) * 24 * 60 + to.minute - from.minute
  }

  /// The end of the next officer hours, 96 hours away at most, in Unix milliseconds.
  static func parkedUntil(_ officers: WeekHours) -> Int {
    let now = WeekHours.Moment(date: Today.date, minute: minuteOfDay())
    let left = officers.nextEnd(after: now).map { minutes(from: now, to: $0) } ?? longestParking * 60
    return Today.milliseconds() + min(left, longestParking * 60) * 60_000
  }

  private static func local() -> tm {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return parts
  }
}
