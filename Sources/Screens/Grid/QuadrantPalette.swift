/// Cells for a palette: of each cell the two of its colours that come nearest.
///
/// Nothing that a cell misses is spread over others: on a face of twenty cells that took eyes and mouth away, and a camera's noise would
/// write every cell anew (`Benchmarks/Pictures.md`).
struct QuadrantPalette {
  /// The nearest foreground, or background, to a colour.
  private let nearest: (_ colour: RGB, _ isBackground: Bool) -> RGB

  /// Cells by the nearest colour to be had.
  init(nearest: @escaping (_ colour: RGB, _ isBackground: Bool) -> RGB) { self.nearest = nearest }

  /// The nearest cell of the palette.
  func cell(_ wanted: QuadrantCell) -> QuadrantCell {
    let pattern = QuadrantCell.covered(by: wanted.scalar) ?? 0
    return pattern == 0 ? flat(wanted.background) : parted(wanted, pattern)
  }

  private func parted(_ wanted: QuadrantCell, _ pattern: Int) -> QuadrantCell {
    let (front, behind) = (wanted.foreground, wanted.background)
    let count = pattern.nonzeroBitCount
    func cell(_ pattern: Int, _ front: RGB, _ behind: RGB) -> QuadrantCell {
      QuadrantCell(
        scalar: front == behind ? " " : QuadrantCell.elements[pattern], foreground: front, background: behind)
    }
    func cost(_ cell: QuadrantCell, _ front: RGB, _ behind: RGB, _ count: Int) -> Int {
      cell.foreground.distance(to: front) * count + cell.background.distance(to: behind) * (4 - count)
    }
    // Not every colour may be a background.
    let usual = cell(pattern, nearest(front, false), nearest(behind, true))
    let swapped = cell(~pattern & 15, nearest(behind, false), nearest(front, true))
    return cost(usual, front, behind, count) <= cost(swapped, behind, front, 4 - count) ? usual : swapped
  }

  private func flat(_ wanted: RGB) -> QuadrantCell {
    let (full, empty) = (nearest(wanted, false), nearest(wanted, true))
    return full == empty || empty.distance(to: wanted) <= full.distance(to: wanted)
      ? QuadrantCell(scalar: " ", foreground: empty, background: empty)
      : QuadrantCell(scalar: "█", foreground: full, background: empty)
  }
}
