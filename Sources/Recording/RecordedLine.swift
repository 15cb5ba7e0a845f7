package import Renewal

/// A line of a recording: what happened, when, and where the box stood afterwards.
package struct RecordedLine: Hashable, Sendable {
  /// What happened.
  package let event: RecordedEvent
  /// When, in milliseconds since the recording began.
  package let milliseconds: Int
  /// Where the box stood afterwards.
  package let after: Mark
}

extension RecordedLine: FieldValue {
  package var json: JSON {
    [
      "event": .text(event.writtenName), "with": event.contents, "ms": .integer(milliseconds),
      "after": after.json,
    ]
  }

  package init?(json: JSON) {
    guard let event = json["event"].text.flatMap({ RecordedEvent(written: $0, json["with"]) }),
      let milliseconds = json["ms"].integer,
      let after = Mark(json: json["after"]), json.hasModestFigures
    else { return nil }
    self.event = event
    self.milliseconds = milliseconds
    self.after = after
  }
}

extension JSON {
  /// The largest figure that a recording has: with more than that no box counts, and no sum of it fits into a word.
  private static let mostModest = 1_000_000_000_000_000

  /// Whether no figure in it is larger than any that is written.
  fileprivate var hasModestFigures: Bool {
    switch self {
    case .null, .flag, .text: true
    case .integer(let number): number.magnitude <= Self.mostModest.magnitude
    case .list(let values): values.allSatisfy(\.hasModestFigures)
    case .object(let members): members.values.allSatisfy(\.hasModestFigures)
    }
  }
}
