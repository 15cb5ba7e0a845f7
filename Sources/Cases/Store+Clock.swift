import GRDB
import Renewal

/// Whether the clock can be believed: nothing expires, is purged or erased by one that is doubted, until somebody of staff confirmed it.
extension Store {
  /// How far the newest fact may lie in the future, in milliseconds.
  static let believableLead = 10 * 60_000
  /// How long ago the newest fact may be, in milliseconds: a box signs its journal each midnight, and is
  /// switched off for a weekend at most.
  static let believableAbsence = 72 * 3_600_000

  /// Whether the time now contradicts the newest fact, in either direction, or was doubted before and nobody has confirmed it.
  func isClockDoubted(_ lastFactAt: Int?, at: Int, _ database: Database) throws -> Bool {
    if try isClockDoubted(database) { return true }
    guard let lastFactAt else { return false }
    return lastFactAt - at > Self.believableLead || at - lastFactAt > Self.believableAbsence
  }

  /// Whether the journal's last word about the clock is a doubt.
  func isClockDoubted(_ database: Database) throws -> Bool {
    let last = try String.fetchOne(
      database,
      sql: """
        SELECT kind FROM journal INDEXED BY journalOfClock
        WHERE kind IN (\([FactKind.clockConfirmed, .clockDoubted].literals)) ORDER BY id DESC LIMIT 1
        """)
    return last.flatMap(FactKind.init) == .clockDoubted
  }
}
