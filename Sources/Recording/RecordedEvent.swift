package import Renewal

/// An event as it stands in a recording: its name, and what it carries, in references.
package struct RecordedEvent: Hashable, Sendable {
  /// The names of the machine's events, and of what the loop does besides.
  package enum Name: String, Hashable, Sendable, CaseIterable {
    case started, date, clockDoubted, storageRoom, hours, key, scan, timer, answer, advice, authority, store, accounts
    case desk, dossier, device, recordFailed, recordsDiffer, contradicted, revoked, terminate
    /// The store refused the transition before, and the box was taken back to where it had stood.
    case takenBack
  }

  /// Its name.
  package let name: Name
  /// What it carries; null when it says all by its name.
  package let contents: Canonical

  /// An event with what it carries.
  init(_ name: Name, _ contents: Canonical = .null) {
    self.name = name
    self.contents = contents
  }

  /// The event in a few words, such as `key enter`.
  package var words: String {
    switch contents {
    case .null: name.rawValue
    case .text(let text): "\(name.rawValue) \(text)"
    case .flag, .integer, .list, .object: "\(name.rawValue) \(contents.written)"
    }
  }
}
