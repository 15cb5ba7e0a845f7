import Renewal

/// Lays a page out on a grid: four zones, always in the same place.
struct PageLayout {
  /// How much room a terminal has.
  enum Format: Equatable {
    /// From 80 × 22 on.
    case full
    /// From 40 × 15 on: large type on a small grid.
    case compact
    /// Smaller: one line says so.
    case tiny

    init(_ size: Size) {
      if size.columns >= 80, size.rows >= 22 {
        self = .full
      } else if size.columns >= 40, size.rows >= 15 {
        self = .compact
      } else {
        self = .tiny
      }
    }
  }

  /// The widest that a text runs.
  static let measure = 62
  /// From so many columns on everything stands in the middle, and text keeps more columns beside a picture.
  static let centredColumns = 140
  /// From so many rows on the heading stands lower, at the same height on every page.
  static let tallRows = 40

  let page: Page
  let render: RenderContext
  let format: Format
  var grid: Grid
  var cursor = Position(column: 0, row: 0)
  var hotspots: [Hotspot] = []
  var faults: [LayoutFault] = []
  var placement: Placement?

  /// A layout on a grid of the context's size.
  init(_ page: Page, _ render: RenderContext, grid: Grid) {
    self.page = page
    self.render = render
    self.grid = grid
    format = Format(grid.size)
  }

  /// Nothing but that the terminal is too small.
  static func drawTooSmall(_ render: RenderContext) -> Drawing {
    var layout = PageLayout(
      Page(.none, heading: render(CommonText.tooSmall)), render, grid: Grid(size: render.context.size.clamped))
    layout.drawTooSmall()
    return layout.drawing(changedRows: nil)
  }

  /// What was drawn.
  func drawing(changedRows: Range<Int>?) -> Drawing {
    Drawing(
      screen: Screen(grid: grid, cursor: cursor, hotspots: hotspots), changedRows: changedRows, faults: faults,
      page: page, conditions: DrawingConditions(render), placement: faults.isEmpty ? placement : nil)
  }

  /// Whether everything stands in the middle.
  var isCentred: Bool { format == .full && grid.size.columns >= Self.centredColumns }

  /// The rows of the keys.
  var keyRows: Range<Int> { grid.size.rows - (format == .full ? 1 : 2)..<grid.size.rows }

  /// Draws all of the page on an empty grid.
  mutating func draw() {
    if format != .tiny, let key = page.wholeScreen { hotspots.append(Hotspot(rect: grid.bounds, key: key)) }
    switch format {
    case .tiny: drawTooSmall()
    case .full where page.enlarged != nil, .compact where page.enlarged != nil: drawEnlarged()
    case .full:
      drawHeader(progressRow: 1)
      grid.horizontalLine(at: Position(column: 0, row: 2), length: grid.size.columns)
      let end = grid.size.rows - 2
      grid.horizontalLine(at: Position(column: 0, row: end), length: grid.size.columns)
      drawKeys()
      let margin = isCentred ? 4 : 2 + (grid.size.columns - 80) / 8
      drawBody(Rect(column: margin, row: 3, columns: grid.size.columns - 2 * margin, rows: end - 3))
    case .compact:
      drawHeader(progressRow: 1)
      drawKeys()
      let columns = grid.size.columns - 3
      drawBody(Rect(column: 2, row: 2, columns: columns, rows: grid.size.rows - 4 - drawStrip()))
    }
  }

  /// The keypad above the line of keys, and the rows it took.
  private mutating func drawStrip() -> Int {
    guard let keypad = page.keypad else { return 0 }
    let strip = Rect(
      column: 0, row: keyRows.lowerBound - keypad.stripRows, columns: grid.size.columns, rows: keypad.stripRows)
    keypad.draw(inStrip: strip, on: &grid)
    hotspots += keypad.hotspots(inStrip: strip)
    return strip.rows
  }

  /// The longest of the sentences that is whole; in a corner of a screen even that is cut.
  private mutating func drawTooSmall() {
    let all = [render(CommonText.tooSmall).shown, render(CommonText.tooSmallShort).shown]
    let text = all.first { Wrap.cells($0) <= grid.size.columns } ?? all[1]
    grid.put(text, at: Position(column: 0, row: 0))
  }

  /// Writes a text in one row if it is whole there.
  @discardableResult
  mutating func put(_ text: String, at position: Position, columns: Int, role: Role, style: CellStyle = []) -> Bool {
    guard Wrap.cells(text) <= columns else { return false }
    grid.put(text, at: position, ink: .role(role), style: style)
    return true
  }
}
