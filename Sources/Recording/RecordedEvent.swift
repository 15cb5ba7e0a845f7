package import Renewal

/// An event as it stands in a recording: its name, and what it carries, in references.
package struct RecordedEvent: Hashable, Sendable {
  /// No event of the machine's: the store refused the transition before, and the box was taken back to where it had stood.
  static let takenBack = RecordedEvent(nil)
  private static let takenBackName = "takenBack"

  /// Its name; nothing when the box was taken back.
  package let name: Event.Name?
  /// What it carries; null when it says all by its name.
  package let contents: JSON

  /// An event with what it carries.
  init(_ name: Event.Name?, _ contents: JSON = .null) {
    self.name = name
    self.contents = contents
  }

  /// An event by the name that stands in the file.
  init?(written name: String, _ contents: JSON) {
    guard name != Self.takenBackName else {
      self.init(nil, contents)
      return
    }
    guard let known = Event.Name(rawValue: name) else { return nil }
    self.init(known, contents)
  }

  /// The name that stands in the file.
  var writtenName: String { name?.rawValue ?? Self.takenBackName }

  /// The event in a few words, such as `key enter`.
  package var words: String {
    switch contents {
    case .null: writtenName
    case .text(let text): "\(writtenName) \(text)"
    case .flag, .integer, .list, .object: "\(writtenName) \(contents.written)"
    }
  }
}
