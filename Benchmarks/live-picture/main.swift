// The whole way of a live picture, one after the other on one thread: measured, scaled, made cells, encoded and written.
// What the invented camera paints is told apart; a real camera brings its pictures.
import Glibc

func cpu() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Milliseconds of the processor for each of so many turns.
func each(_ turns: Int, _ body: (Int) -> Void) -> [Double] {
  (0..<turns).map { turn in
    let start = cpu()
    body(turn)
    return (cpu() - start) * 1000
  }
}

func told(_ name: String, _ times: [Double]) {
  let sorted = times.sorted()
  let mean = times.reduce(0, +) / Double(times.count)
  print("\(name): mean \(hundredths(mean)) ms, worst \(hundredths(sorted[sorted.count - 1])) ms")
}

func hundredths(_ value: Double) -> String {
  let whole = Int((value * 100).rounded())
  return "\(whole / 100).\(whole % 100 < 10 ? "0" : "")\(whole % 100)"
}

let frames = 100
let arguments = CommandLine.arguments
let isDirect = arguments.contains("direct")
let maker = FaceMaker(look: FaceLook(seed: 5, age: 38))
var pictures: [RGBPicture] = []
let painting = each(frames) { frame in
  var scene = FaceScene()
  (scene.width, scene.height) = (480, 617)
  scene.seed = UInt64(frame)
  let slow = (Double(frame) / 25 / 7).truncatingRemainder(dividingBy: 1)
  scene.offsetX += 0.006 * (slow < 0.5 ? slow : 1 - slow)
  if let picture = maker.picture(scene) { pictures.append(picture) }
}
told("painting (the invented camera)", painting)
var faults = 0
let measuring = each(frames) { faults += PhotoMeasures.measure(pictures[$0]).faults(against: .standard).count }
told("measuring", measuring)

let path = arguments.first { $0 != arguments[0] && $0.hasPrefix("/") } ?? "/dev/null"
let counted = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
pk_picture_set_descriptor(counted)
for (size, name) in [(Size(columns: 80, rows: 24), "80x24"), (Size(columns: 160, rows: 48), "160x48")] {
  let depth: ColourDepth = isDirect ? .trueColour : .indexed256
  let raster = PictureRaster(capabilities: TerminalCapabilities(colours: depth, halfBlocks: true, symbols: true))
  let writer = PictureWriter(colours: depth)
  var shown = Grid(size: size)
  var grids: [Grid] = []
  let scaling = each(frames) { frame in
    var grid = Grid(size: size)
    let room = Rect(column: 0, row: 2, columns: size.columns, rows: size.rows - 5)
    let place = raster.place(width: 480, height: 617, in: room)
    let plane = raster.plane(of: pictures[frame], size: place.size, mirrored: true)
    raster.put(plane, at: place.origin, on: &grid)
    grids.append(grid)
  }
  told("\(name) scaling", scaling)
  var bytes: [Int] = []
  let writing = each(frames) { frame in
    let before = lseek(counted, 0, SEEK_CUR)
    defer { bytes.append(lseek(counted, 0, SEEK_CUR) - before) }
    let rows = grids[frame].changedRows(since: shown).filter { grids[frame].hasPicture(inRow: $0) }
    shown = writer.write(
      rows.map { PictureWriter.Row(row: $0, isWhole: false) }, of: grids[frame], over: shown)
  }
  told("\(name) writing", writing)
  print("\(name) bytes: the first \(bytes[0]), then \(bytes.dropFirst().reduce(0, +) / (frames - 1)) a picture")
  let whole = each(frames) { frame in
    let rows = (0..<size.rows).filter { grids[frame].hasPicture(inRow: $0) }
    shown = writer.write(
      rows.map { PictureWriter.Row(row: $0, isWhole: true) }, of: grids[frame], over: shown)
  }
  told("\(name) writing all of it", whole)
  let sum = (measuring.reduce(0, +) + scaling.reduce(0, +) + writing.reduce(0, +)) / Double(frames)
  print("\(name) 25 pictures a second: \(hundredths(sum * 25 / 10)) % of one core; faults \(faults)")
}
