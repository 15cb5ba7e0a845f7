// face DEPTH COLUMNS ROWS, or print DEPTH COLUMNS ROWS: an invented face or fingerprint in this terminal's characters on standard output,
// and how long that took on standard error; print-as-grey: the same print as any grey picture; face sixel COLOURS COLUMNS ROWS and
// face kitty COLUMNS ROWS: the face by its own pixels, 8 × 16 a cell; face ppm, print ppm: the picture itself.
import Glibc

let arguments = CommandLine.arguments

/// The invented face, or fingerprint, as its name says; the print in colours, too, which the box takes for no print.
func pictures(_ name: String) -> (face: RGBPicture?, print: GreyPicture?) {
  if name == "face" {
    var scene = FaceScene()
    (scene.width, scene.height) = (480, 617)
    return (FaceMaker(look: FaceLook(seed: 5, age: 38)).picture(scene), nil)
  }
  guard let print = RidgeMaker(seed: 3, finger: 2).picture(RidgeTouch()) else { return (nil, nil) }
  return (RGBPicture(width: print.width, height: print.height, pixels: print.pixels.flatMap { [$0, $0, $0] }), print)
}

guard arguments.count > 2, let picture = pictures(arguments[1]).face else { exit(64) }
let fingerprint = arguments[1] == "print" ? pictures("print").print : nil
if arguments.count < 5 {
  fputs("P6\n\(picture.width) \(picture.height)\n255\n", stdout)
  fflush(stdout)
  _ = picture.pixels.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
  exit(0)
}

func cpu() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

if arguments[2] == "sixel" || arguments[2] == "kitty" {
  let kind = arguments[2]
  let numbers = arguments.dropFirst(3).compactMap { Int($0) }
  guard numbers.count == (kind == "sixel" ? 3 : 2), let rows = numbers.last else { exit(64) }
  let cells = Size(columns: numbers[numbers.count - 2], rows: rows)
  let placed = PlacedPicture(picture, in: Rect(column: 0, row: 0, columns: cells.columns, rows: cells.rows))
  let all = PixelPart(x: 0, y: 0, width: cells.columns * 8, height: cells.rows * 16)
  var bytes: [UInt8] = []
  let turns = 20
  let start = cpu()
  for _ in 0..<turns {
    let plane = placed.plane(width: all.width, height: all.height)
    bytes =
      kind == "sixel"
      ? SixelEncoder(plane, colours: numbers[0]).image(of: all)
      : KittyEncoder.picture(plane, part: all, number: 1, in: cells)
  }
  fputs("\(Int((cpu() - start) * 1_000_000 / Double(turns)))\n", stderr)
  _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, stdout) }
  exit(0)
}

let depths: [String: ColourDepth] = ["direct": .trueColour, "256": .indexed256, "16": .sixteen, "8": .eight]
guard let depth = depths[arguments[2]], let columns = Int(arguments[3]), let rows = Int(arguments[4]) else { exit(64) }
let raster = PictureRaster(capabilities: TerminalCapabilities(colours: depth, halfBlocks: true, symbols: true))
let size = Size(columns: columns, rows: rows)

var grid = Grid(size: size)
let turns = 50
let start = cpu()
for _ in 0..<turns {
  if let fingerprint {
    raster.draw(fingerprint, in: grid.bounds, on: &grid, fit: .filled)
  } else {
    raster.draw(picture, in: grid.bounds, on: &grid, fit: .filled)
  }
}
let each = (cpu() - start) * 1000 / Double(turns)
fputs("\(Int(each * 1000))\n", stderr)

if depth >= .indexed256 {
  pk_picture_set_descriptor(1)
  let writer = PictureWriter(colours: depth)
  _ = writer.write((0..<rows).map { PictureWriter.Row(row: $0, isWhole: true) }, of: grid, over: Grid(size: size))
} else {
  // What ncurses writes: numbers of the palette.
  var text = ""
  var last = ""
  for row in 0..<rows {
    text += "\u{1B}[\(row + 1);1H"
    for column in 0..<columns {
      let cell = grid[column, row]
      guard let colours = cell.ink.picture else { continue }
      let front = Int(Palette.nearestOfConsole(colours.foreground, count: depth == .sixteen ? 16 : 8))
      let behind = Int(Palette.nearestOfConsole(colours.background, count: 8))
      let look = "\u{1B}[\(front < 8 ? 30 + front : 82 + front);\(40 + behind)m"
      if look != last { text += look }
      last = look
      text.unicodeScalars.append(cell.scalar)
    }
  }
  fputs(text, stdout)
}
