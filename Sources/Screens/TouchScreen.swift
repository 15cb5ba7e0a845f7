/// A screen that people press with a finger.
package struct TouchScreen: Hashable, Sendable {
  /// Whether a keypad stands wherever figures are typed, so that the box needs no other.
  package let hasKeypad: Bool
  /// The width of a cell, in millimetres.
  package let cellWidth: Double
  /// The height of a cell, in millimetres.
  package let cellHeight: Double

  /// A screen whose cells are so large.
  package init(hasKeypad: Bool, cellWidth: Double, cellHeight: Double) {
    self.hasKeypad = hasKeypad
    self.cellWidth = cellWidth
    self.cellHeight = cellHeight
  }

  /// The same screen where each cell is so many times as large.
  package func enlarged(by factor: Int) -> TouchScreen {
    TouchScreen(hasKeypad: hasKeypad, cellWidth: cellWidth * Double(factor), cellHeight: cellHeight * Double(factor))
  }

  /// The least width and height of what is pressed, in millimetres: a fingertip's.
  package static let leastTarget = 9.0

  /// The least columns of what is pressed.
  var leastColumns: Int { max(1, Int((Self.leastTarget / max(cellWidth, 0.1)).rounded(.up))) }

  /// The least rows of what is pressed.
  var leastRows: Int { max(1, Int((Self.leastTarget / max(cellHeight, 0.1)).rounded(.up))) }

  /// Whether a choice, which is a row high, is high enough.
  package var hasHighRows: Bool { leastRows == 1 }
}
