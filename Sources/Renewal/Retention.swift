/// How long the box keeps what it no longer needs; read from `kiosk.yaml`. What somebody must still act on stays however old it is.
package struct Retention: Hashable, Sendable {
  /// Cases whose visits ended, with their payments, flags and assists, and the box's own flags that were ended.
  package var cases: Milliseconds
  /// The journal; never shorter than the cases.
  package var journal: Milliseconds
  /// Backups in the state folder.
  package var backups: Milliseconds

  /// How long the box keeps things.
  package init(cases: Milliseconds, journal: Milliseconds, backups: Milliseconds) {
    self.cases = cases
    self.journal = journal
    self.backups = backups
  }
}
