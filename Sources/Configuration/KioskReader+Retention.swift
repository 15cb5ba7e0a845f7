import Renewal
import StrictYAML

extension KioskReader {
  /// How long what is kept stays; the journal never shorter than the cases it tells of.
  static func retention(_ file: Section) -> Retention {
    let none = Milliseconds(0)
    let day = Milliseconds.seconds(86_400)
    let tenYears = Milliseconds.seconds(3650 * 86_400)
    return file.group("retention") { group in
      let retention = Retention(
        // A parked case is kept for four days, and what was purged cannot be asked about.
        cases: group.span("cases", .seconds(7 * 86_400)...tenYears),
        journal: group.span("journal", .seconds(30 * 86_400)...tenYears),
        backups: group.span("backups", day...tenYears)
      )
      if group.isSound, retention.journal < retention.cases {
        group.reject(
          "journal", found: Section.written(retention.journal),
          expected: "at least as long as cases, \(Section.written(retention.cases))"
        )
      }
      return retention
    } ?? Retention(cases: none, journal: none, backups: none)
  }
}
