import Quality
import Renewal

/// A picture on a screen; without its bytes an empty frame stands in its place.
enum Figure: Equatable {
  /// A portrait; with a guide the live view, mirrored as people know themselves.
  case portrait(RGBPicture?, guide: Guide? = nil)
  /// A face cut to a passport photo's shape, to be compared with others.
  case face(RGBPicture?)
  /// The ridges of a finger.
  case ridges(GreyPicture?)
  /// What the pen wrote.
  case ink(SignatureInk?)
  /// A hand that shows a finger.
  case hand(Finger)
  /// What to do with the hands.
  case act(ActDrawing)
  /// A receipt as it is printed.
  case paper(PaperDrawing)
  /// A portrait with its holder's signature below it.
  case signed(RGBPicture?, SignatureInk?)
  /// Two portraits to compare, each with its caption below it.
  indirect case pair(RGBPicture?, SpokenText, RGBPicture?, SpokenText)
  /// Keys to be pressed.
  case keypad(Keypad)

  /// The oval and the eye line over the live view.
  struct Guide: Equatable {
    /// Half the head's height as a share of the picture's.
    let halfHead: Double
    /// Whether all is right.
    let isSteady: Bool
  }

  /// Width and height in a common unit, cells counted as twice as tall as wide; a passport photo is 35 × 45.
  private var shape: (width: Int, height: Int) {
    switch self {
    case .portrait(let picture?, _): (picture.width, picture.height)
    case .portrait(nil, .some): (4, 3)
    case .portrait(nil, nil), .face: (35, 45)
    case .ridges(let picture?): (picture.width, picture.height)
    case .ridges(nil): (4, 5)
    case .ink(let ink?) where ink.padWidth >= 1 && ink.padHeight >= 1 && ink.padWidth < 1e4 && ink.padHeight < 1e4:
      (Int(ink.padWidth * 16), Int(ink.padHeight * 16))
    case .ink: (3, 1)
    case .hand: (HandDrawing.columns, 2 * HandDrawing.rows)
    case .act: (ActDrawing.columns, 2 * ActDrawing.rows)
    case .paper(let paper): (PaperDrawing.columns, 2 * paper.rows)
    case .pair: (70, 45)
    // A passport photo, a gap, and a strip for the signature.
    case .signed: (35, 45 + 2 + 13)
    case .keypad(let keypad): (keypad.size.columns, 2 * keypad.size.rows)
    }
  }

  /// Whether another one takes the same cells of any place.
  func hasShape(of other: Figure) -> Bool { shape == other.shape }

  /// The least rows in which something can be seen.
  var leastRows: Int {
    switch self {
    case .portrait, .ridges, .face: 4
    case .ink: 3
    case .hand: HandDrawing.rows
    case .act: ActDrawing.rows
    case .paper: PaperDrawing.codeRows
    case .pair: 6
    case .signed: 10
    case .keypad(let keypad): keypad.size.rows
    }
  }

  /// The cells it takes of a place.
  func place(in rect: Rect) -> Rect {
    guard !rect.isEmpty else { return rect }
    if case .pair = self { return Self.pairPlace(in: rect) }
    let (width, height) = shape
    let columns = min(rect.columns, max(1, rect.rows * 2 * width / max(1, height)))
    let rows = min(rect.rows, max(1, (columns * height + width) / (2 * max(1, width))))
    switch self {
    // Drawn in lines, which have their own size.
    case .hand, .act, .keypad:
      let isWhole = rect.columns >= width
      return Rect(
        column: rect.column, row: rect.row, columns: min(rect.columns, width),
        rows: isWhole ? min(rect.rows, height / 2) : 0)
    case .paper(let paper):
      let isWide = rect.columns >= PaperDrawing.columns
      return Rect(
        column: rect.column, row: rect.row, columns: min(rect.columns, PaperDrawing.columns),
        rows: isWide ? min(rect.rows, paper.rows) : 0)
    case .portrait, .face, .ridges, .ink, .pair, .signed:
      return Rect(column: rect.column, row: rect.row, columns: columns, rows: rows)
    }
  }

  /// Draws it into the place that `place(in:)` told.
  func draw(in rect: Rect, on grid: inout Grid, capabilities: TerminalCapabilities) {
    let raster = PictureRaster(capabilities: capabilities)
    switch self {
    case .portrait(let picture?, let guide):
      raster.draw(
        picture, in: rect, on: &grid, fit: .filled, mirrored: guide != nil, guide: guide?.lines(over: picture))
    case .face(let picture?):
      raster.draw(picture, in: rect, on: &grid, fit: .filled)
    case .ridges(let picture?):
      raster.draw(picture, in: rect, on: &grid, fit: .filled)
    case .ink(let ink):
      grid.fill(rect, ink: .role(.entry))
      if let ink { raster.draw(ink, in: rect, on: &grid) }
      let baseline = Position(column: rect.column + 1, row: rect.endRow - 1)
      if ink == nil { grid.horizontalLine(at: baseline, length: rect.columns - 2, ink: .role(.entry)) }
    case .hand(let finger):
      HandDrawing.draw(finger, in: rect, on: &grid)
    case .act(let act): act.draw(in: rect, on: &grid)
    case .paper(let paper): paper.draw(in: rect, on: &grid, capabilities: capabilities)
    case .keypad(let keypad): keypad.draw(at: rect.origin, on: &grid)
    case .portrait(nil, _), .ridges(nil), .face(nil):
      grid.box(rect, ink: .role(.pictureFrame))
    case .signed(let picture, let ink):
      let strip = max(3, rect.rows * 13 / 60)
      let above = Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: rect.rows - strip - 1)
      let portrait = Figure.portrait(picture)
      portrait.draw(in: portrait.place(in: above), on: &grid, capabilities: capabilities)
      let below = Rect(column: rect.column, row: rect.endRow - strip, columns: rect.columns, rows: strip)
      Figure.ink(ink).draw(in: below, on: &grid, capabilities: capabilities)
    case .pair(let left, let leftCaption, let right, let rightCaption):
      let columns = (rect.columns - 2) / 2
      for (index, (picture, caption)) in [(left, leftCaption), (right, rightCaption)].enumerated() {
        let column = rect.column + index * (columns + 2)
        let place = Rect(column: column, row: rect.row, columns: columns, rows: rect.rows - 1)
        let drawing = Figure.portrait(picture)
        let used = drawing.place(in: place)
        drawing.draw(in: used, on: &grid, capabilities: capabilities)
        let below = Position(column: column, row: used.endRow)
        if Wrap.cells(caption.shown) <= columns { grid.put(caption.shown, at: below, ink: .role(.text)) }
      }
    }
  }

  /// Two portraits of 35 × 45 with a gap, and a row for the captions.
  private static func pairPlace(in rect: Rect) -> Rect {
    let columns = min((rect.columns - 2) / 2, max(1, (rect.rows - 1) * 2 * 35 / 45))
    let rows = min(rect.rows - 1, (columns * 45 + 35) / 70)
    return Rect(column: rect.column, row: rect.row, columns: 2 * columns + 2, rows: rows + 1)
  }
}

extension Figure.Guide {
  fileprivate func lines(over picture: RGBPicture) -> PictureGuide {
    // A head is about 0.72 times as wide as tall.
    let across = min(0.48, halfHead * 0.72 * Double(picture.height) / Double(max(1, picture.width)))
    return PictureGuide(across: across, down: halfHead, colour: isSteady ? RGB(0x5FFF5F) : RGB(0xFFFF5F))
  }
}
