/// Two readings of one zone, off the page and out of the chip, that differ only where no check digit looks.
///
/// A misread letter of a name looks like that; a number or a date that was changed does not.
package struct MRZDifference: Hashable, Sendable {
  /// The zone as it is printed.
  package let printed: MachineReadableZone
  /// The zone as the chip has it.
  package let chip: MachineReadableZone

  /// Two readings; nothing when they are equal, or differ in a character that a check digit covers.
  package init?(printed: MachineReadableZone, chip: MachineReadableZone) {
    guard printed.format == chip.format, printed != chip else { return nil }
    self.printed = printed
    self.chip = chip
    let isCovered = Self.places(printed, chip).contains { printed.format.isChecked($0.line, $0.position) }
    if isCovered { return nil }
  }

  /// A line that differs, for people who compare; what check digits cover is the same in both and is not shown.
  package struct Line: Hashable, Sendable {
    /// The line as it is printed, a dot for each character that is not shown.
    package let printed: String
    /// The same line as the chip has it.
    package let chip: String
    /// The characters that differ, from 0.
    package let places: [Int]
  }

  /// The lines that differ, from the first.
  package var lines: [Line] {
    let places = Self.places(printed, chip)
    return zip(printed.lines(), chip.lines()).enumerated().compactMap { index, pair in
      let here = places.filter { $0.line == index + 1 }.map { $0.position - 1 }
      guard !here.isEmpty else { return nil }
      return Line(printed: shown(pair.0, index + 1), chip: shown(pair.1, index + 1), places: here)
    }
  }

  private func shown(_ line: String, _ number: Int) -> String {
    String(line.enumerated().map { printed.format.isChecked(number, $0.offset + 1) ? "·" : $0.element })
  }

  private static func places(
    _ one: MachineReadableZone, _ other: MachineReadableZone
  ) -> [(line: Int, position: Int)] {
    zip(one.lines(), other.lines()).enumerated().flatMap { index, pair in
      zip(pair.0, pair.1).enumerated().filter { $0.element.0 != $0.element.1 }.map {
        (line: index + 1, position: $0.offset + 1)
      }
    }
  }
}

extension MRZFormat {
  /// What the composite check digit covers, by line and positions from 1 (ICAO Doc 9303-4 and 9303-5, 4.2.2); the other check digits
  /// cover parts of it.
  var compositeParts: [(line: Int, positions: ClosedRange<Int>)] {
    switch self {
    case .td3: [(2, 1...10), (2, 14...20), (2, 22...43)]
    case .td1: [(1, 6...30), (2, 1...7), (2, 9...15), (2, 19...29)]
    }
  }

  /// The position of the composite check digit in line 2.
  var compositePosition: Int {
    switch self {
    case .td3: 44
    case .td1: 30
    }
  }

  /// Whether a check digit covers this character, or it is one.
  func isChecked(_ line: Int, _ position: Int) -> Bool {
    line == 2 && position == compositePosition
      || compositeParts.contains { $0.line == line && $0.positions.contains(position) }
  }
}
