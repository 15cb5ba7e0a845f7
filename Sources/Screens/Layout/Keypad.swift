import Renewal

/// The keys of a keypad on the screen, to be pressed where figures are typed; never spoken, for who hears the screen has keys.
struct Keypad: Equatable {
  /// What else it has beside the figures: what erases or goes back, and what goes on.
  private let back: Key?
  private let enter: Key?
  /// The least columns and rows of a key.
  private let least: Size

  /// The keypad of a menu; nothing where no figures are typed.
  init?(_ offers: [Offer], least: Size) {
    guard let typing = offers.offering(.type), typing.keys.contains(.digit(0)) else { return nil }
    back = offers.taking(.back) == nil ? nil : .back
    enter = offers.taking(.enter) == nil ? nil : .enter
    self.least = least
  }

  // MARK: Beside the text

  /// Four rows of three keys, as on a telephone (ITU-T E.161); nothing where a key means nothing.
  private var rows: [[Key?]] {
    (0..<3).map { row in (1...3).map { .digit(3 * row + $0) } } + [[back, .digit(0), enter]]
  }

  /// The cells of a key with its outline.
  private var outlined: Size { Size(columns: max(7, least.columns), rows: max(3, least.rows)) }

  /// The cells that it takes beside the text.
  var size: Size { Size(columns: 3 * outlined.columns, rows: 4 * outlined.rows) }

  /// What can be pressed, and where, when it begins at a place.
  func hotspots(at origin: Position) -> [Hotspot] {
    let size = outlined
    return rows.enumerated().flatMap { row, keys in
      keys.enumerated().compactMap { column, key in
        key.map {
          Hotspot(
            rect: Rect(
              column: origin.column + column * size.columns, row: origin.row + row * size.rows, columns: size.columns,
              rows: size.rows), key: $0)
        }
      }
    }
  }

  /// Draws it with an outline round each key.
  func draw(at origin: Position, on grid: inout Grid) {
    for spot in hotspots(at: origin) {
      grid.box(spot.rect)
      put(spot, on: &grid, role: .choice)
    }
  }

  // MARK: Above the line of keys

  /// The rows that it takes above the line of keys, where there is no room beside the text: two of five figures.
  var stripRows: Int { 2 * least.rows }

  /// What can be pressed in a strip.
  func hotspots(inStrip strip: Rect) -> [Hotspot] {
    let width = strip.columns / 5
    return (0..<10).map { place in
      Hotspot(
        rect: Rect(
          column: strip.column + place % 5 * width, row: strip.row + place / 5 * least.rows, columns: width,
          rows: least.rows), key: .digit((place + 1) % 10))
    }
  }

  /// Draws it as a strip: a figure in the middle of each key, a line between two.
  func draw(inStrip strip: Rect, on grid: inout Grid) {
    for spot in hotspots(inStrip: strip) {
      if spot.rect.column > strip.column {
        grid.verticalLine(at: spot.rect.origin, length: spot.rect.rows)
      }
      put(spot, on: &grid, role: .choice)
    }
  }

  private func put(_ spot: Hotspot, on grid: inout Grid, role: Role) {
    let sign = spot.key.sign
    let column = spot.rect.column + (spot.rect.columns - Wrap.cells(sign)) / 2
    let row = spot.rect.row + (spot.rect.rows - 1) / 2
    grid.put(sign, at: Position(column: column, row: row), ink: .role(role), style: .bold)
  }
}
