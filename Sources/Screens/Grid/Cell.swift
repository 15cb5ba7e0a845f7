/// What a cell has besides its character and ink.
package struct CellStyle: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  package static let bold = CellStyle(rawValue: 1)
  package static let underline = CellStyle(rawValue: 2)
  package static let reverse = CellStyle(rawValue: 4)
}

/// One cell of the screen: twelve plain bytes.
package struct Cell: Hashable, Sendable {
  /// A character of the `Repertoire`, one cell wide.
  package private(set) var scalar: Unicode.Scalar
  package var ink: Ink
  package var style: CellStyle

  /// A cell with this character, or `?` if it is outside the repertoire.
  package init(_ scalar: Unicode.Scalar, ink: Ink = .role(.text), style: CellStyle = []) {
    self.scalar = Repertoire.contains(scalar) ? scalar : "?"
    self.ink = ink
    self.style = style
  }

  /// A cell with a character that is known to be in the repertoire.
  init(known scalar: Unicode.Scalar, ink: Ink, style: CellStyle) {
    self.scalar = scalar
    self.ink = ink
    self.style = style
  }

  /// An empty cell.
  package static let blank = Cell(" ")
}
