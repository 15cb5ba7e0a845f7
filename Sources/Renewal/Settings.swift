/// What a library chooses a value for, by the name that its line in `kiosk.yaml` has.
package protocol Setting: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  associatedtype Value: Comparable & Hashable & Sendable
  /// The values that may be chosen.
  var range: ClosedRange<Value> { get }
}

/// A value for each setting of a kind. The kind's cases are the only list of them: whoever reads, writes or tries them goes through these.
package struct Settings<Key: Setting>: Hashable, Sendable {
  private var values: [Key: Key.Value] = [:]

  /// Asks for the value of each.
  package init(_ value: (Key) -> Key.Value) {
    for key in Key.allCases { values[key] = value(key) }
  }

  /// The value of a setting.
  package subscript(key: Key) -> Key.Value {
    // Every case has one since `init`.
    get { values[key] ?? key.range.lowerBound }
    set { values[key] = newValue }
  }
}
