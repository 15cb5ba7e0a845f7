import CTerminal
import Screens

/// How a terminal emulator takes pictures.
enum GraphicsForm: Hashable {
  /// By kitty's protocol, which makes them as large as their cells.
  case kitty(CellPoints)
  /// As sixels in so many colours, point for point of its cells.
  case sixel(CellPoints, colours: Int)

  /// With more points a cell a picture takes longer to send than it gains; kitty makes it as large as it must be.
  private static let enough = (width: 10, height: 20)

  /// What a terminal that answered so takes; nothing where it takes none. `measured` is the cell by the terminal's own size in points.
  init?(_ answers: TerminalAnswers, measured: CellPoints?) {
    let cell = answers.cell ?? measured
    if answers.hasKitty {
      let most = Self.enough
      guard
        let points = CellPoints(
          width: min(cell?.width ?? most.width, most.width), height: min(cell?.height ?? most.height, most.height))
      else { return nil }
      self = .kitty(points)
    } else if answers.hasSixel, let cell {
      let colours = answers.registers ?? SixelPalette.most
      guard colours >= 2 else { return nil }
      self = .sixel(cell, colours: min(colours, SixelPalette.most))
    } else {
      return nil
    }
  }

  /// The points that are sent for a cell.
  var cell: CellPoints {
    switch self {
    case .kitty(let cell), .sixel(let cell, _): cell
    }
  }

  /// Whether the terminal keeps what it was sent until it is told otherwise.
  var isKept: Bool {
    switch self {
    case .kitty: true
    case .sixel: false
    }
  }
}

/// Sends pictures to a terminal emulator that shows them, in the cells that are theirs.
final class GraphicsWriter: PicturePainter {
  /// A picture that stands on the screen.
  private struct Shown {
    let picture: PlacedPicture
    let parts: [Rect]
    /// The parts' numbers, where the terminal keeps them by number.
    let numbers: [UInt32]
  }

  /// On a screen of more points no picture is sent: it would take longer than it gains.
  private static let mostPoints = 4_000_000

  /// Whether pictures are sent to a screen of that size.
  static func hasRoom(for form: GraphicsForm, on screen: Size) -> Bool {
    screen.columns * form.cell.width * screen.rows * form.cell.height <= mostPoints
  }

  /// Numbers that are nobody else's: the first four letters of the program's name, and up.
  private static let firstNumber: UInt32 = 0x7061_7362

  private let form: GraphicsForm
  private let send: ([UInt8]) -> Void
  private var shown: [Shown] = []
  private var number = firstNumber

  /// A writer on the terminal of the session that is open; what is written goes to `send`.
  init(_ form: GraphicsForm, send: @escaping ([UInt8]) -> Void) {
    self.form = form
    self.send = send
  }

  func forget() {
    let bytes = shown.flatMap { removed($0) + blanked($0.parts) }
    shown = []
    if !bytes.isEmpty { send(bytes) }
  }

  func write(_ grid: Grid, touched: Range<Int>) {
    guard !grid.pictures.isEmpty || !shown.isEmpty else { return }
    var bytes: [UInt8] = []
    var next: [Shown] = []
    for picture in grid.pictures {
      let parts = parts(of: picture.rect, on: grid)
      if let known = shown.first(where: { $0.picture == picture && $0.parts == parts }) {
        bytes += again(known, touched)
        next.append(known)
      } else if let sent = sent(picture, parts, to: &bytes) {
        next.append(sent)
      }
    }
    // What has gone goes after what takes its place, so that nothing flickers.
    for old in shown where !next.contains(where: { $0.picture == old.picture && $0.parts == old.parts }) {
      bytes += removed(old)
    }
    shown = next
    if !bytes.isEmpty { send(bytes) }
  }

  private func parts(of rect: Rect, on grid: Grid) -> [Rect] {
    switch form {
    case .kitty: grid.pixelParts(of: rect, above: grid.size.rows, largest: .largest)
    case .sixel(let cell, _):
      // One that ended in the last row could scroll the screen.
      grid.pixelParts(
        of: rect, above: grid.size.rows - 1,
        largest: Size(columns: SixelEncoder.longest / cell.width, rows: SixelEncoder.longest / cell.height))
    }
  }

  /// Sends a picture; nothing where it has no points.
  private func sent(_ picture: PlacedPicture, _ parts: [Rect], to bytes: inout [UInt8]) -> Shown? {
    let (cell, rect) = (form.cell, picture.rect)
    let (width, height) = (rect.columns * cell.width, rect.rows * cell.height)
    let plane = picture.plane(width: width, height: height)
    guard plane.width > 0 else { return nil }
    var numbers: [UInt32] = []
    var encoder: SixelEncoder?
    for part in parts {
      let points = PixelPart(
        x: (part.column - rect.column) * cell.width, y: (part.row - rect.row) * cell.height,
        width: part.columns * cell.width, height: part.rows * cell.height)
      switch form {
      case .kitty:
        number = number == .max ? Self.firstNumber : number + 1
        numbers.append(number)
        bytes += at(part, KittyEncoder.picture(plane, part: points, number: number, in: part.size))
      case .sixel(_, let colours):
        let known = encoder ?? SixelEncoder(plane, colours: colours)
        encoder = known
        bytes += at(part, known.image(of: points))
      }
    }
    return Shown(picture: picture, parts: parts, numbers: numbers)
  }

  /// What brings back a picture that is shown, where ncurses wrote in its rows.
  private func again(_ known: Shown, _ touched: Range<Int>) -> [UInt8] {
    let rect = known.picture.rect
    guard touched.overlaps(rect.row..<rect.endRow) else { return [] }
    switch form {
    // It lies over the text, and moves only where the terminal scrolls.
    case .kitty where touched.count == 1: return []
    case .kitty:
      return zip(known.parts, known.numbers).flatMap { at($0, KittyEncoder.shown(number: $1, in: $0.size)) }
    case .sixel:
      var bytes: [UInt8] = []
      // All of it: of many small ones over a large one a terminal forgets the large one.
      _ = sent(known.picture, known.parts, to: &bytes)
      return bytes
    }
  }

  /// What takes a picture away that the terminal keeps; sixels go where something else is written.
  private func removed(_ old: Shown) -> [UInt8] { old.numbers.flatMap { KittyEncoder.forgotten(number: $0) } }

  private func blanked(_ parts: [Rect]) -> [UInt8] {
    parts.flatMap { part in
      (part.row..<part.endRow).flatMap { row in
        let line = Rect(column: part.column, row: row, columns: part.columns, rows: 1)
        return at(line, Array("\u{1B}[0;40m".utf8) + Array(repeating: UInt8(ascii: " "), count: part.columns))
      }
    }
  }

  /// Writes something from the upper left cell of a place; the cursor and the colours stay as ncurses knows them.
  private func at(_ place: Rect, _ bytes: [UInt8]) -> [UInt8] {
    Array("\u{1B}7\u{1B}[\(place.row + 1);\(place.column + 1)H".utf8) + bytes + Array("\u{1B}8".utf8)
  }
}
