import CTerminal
import Screens

/// Writes the cells of pictures past ncurses, as far as they changed enough to be seen.
struct PictureWriter {
  /// A row with a picture, and whether all of it must be written because ncurses wrote in the row.
  struct Row {
    let row: Int
    let isWhole: Bool
  }

  /// A cell is written again only when a channel changed by more than this.
  private static let tolerance = 12

  private let isDirect: Bool

  /// A writer for a terminal with these colours.
  init(colours: ColourDepth) { isDirect = colours == .trueColour }

  /// Writes the picture cells of some rows: those that look otherwise than what is shown, or all of a row that ncurses wrote in.
  /// Returns what is shown then: a cell that changed too little to be written stays as it was.
  func write(_ rows: [Row], of wanted: Grid, over shown: Grid) -> Grid {
    var result = wanted
    pk_picture_begin(isDirect)
    for picture in rows {
      let row = picture.row
      for column in 0..<wanted.size.columns {
        let cell = wanted[column, row]
        guard let new = cell.ink.picture else { continue }
        let (front, behind) = (number(new.foreground), number(new.background))
        if !picture.isWhole {
          let old = shown[column, row]
          if let before = old.ink.picture {
            let isSame = cell.scalar == old.scalar
            let isNear =
              isSame
              ? Self.isNear(new.foreground, before.foreground) && Self.isNear(new.background, before.background)
              : Self.looksNear(cell, new, old, before)
            if isNear {
              result[column, row] = old
              continue
            }
            if isSame, front == number(before.foreground), behind == number(before.background) { continue }
          }
        }
        pk_picture_cell(Int32(row), Int32(column), cell.scalar.value, front, behind)
      }
    }
    pk_picture_end()
    return result
  }

  /// What the terminal calls a colour: 24 bits, or one of the 240 fixed ones.
  private func number(_ colour: RGB) -> UInt32 {
    guard isDirect else { return UInt32(Palette.nearestFixed(colour)) }
    return UInt32(colour.red) << 16 | UInt32(colour.green) << 8 | UInt32(colour.blue)
  }

  /// Whether two cells of other elements look alike: a quarter that noise has moved to the other part has nearly its colour.
  private static func looksNear(
    _ one: Cell, _ new: (foreground: RGB, background: RGB), _ other: Cell, _ old: (foreground: RGB, background: RGB)
  ) -> Bool {
    guard let now = QuadrantCell.covered(by: one.scalar), let then = QuadrantCell.covered(by: other.scalar) else {
      return false
    }
    return [8, 4, 2, 1].allSatisfy { quarter in
      isNear(
        now & quarter != 0 ? new.foreground : new.background, then & quarter != 0 ? old.foreground : old.background)
    }
  }

  private static func isNear(_ one: RGB, _ two: RGB) -> Bool {
    abs(Int(one.red) - Int(two.red)) <= tolerance && abs(Int(one.green) - Int(two.green)) <= tolerance
      && abs(Int(one.blue) - Int(two.blue)) <= tolerance
  }
}
