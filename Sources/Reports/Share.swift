/// A part of a whole, to be drawn.
package struct Share {
  let part: Int
  let whole: Int

  /// So many of so many.
  package init(_ part: Int, of whole: Int) {
    self.part = part
    self.whole = whole
  }

  /// A bar of so many cells; a part that is not nothing fills at least one.
  package func bar(_ cells: Int = 20) -> String {
    let filled = whole > 0 ? min(cells, max(part > 0 ? 1 : 0, (part * cells * 2 + whole) / (2 * whole))) : 0
    return String(repeating: "■", count: filled) + String(repeating: "□", count: cells - filled)
  }
}
