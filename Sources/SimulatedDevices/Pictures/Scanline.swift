/// How much of a row's pixels lies within an outline, row after row from the top.
struct Scanline {
  /// How much of each pixel is covered, in four lines of a quarter; beyond what `cover` returned it is 0.
  private(set) var row: [Float]
  private let width: Int
  /// The sides that are not level, the uppermost last.
  private var waiting: [Edge] = []
  /// Those that reach into the row.
  private var near: [Edge] = []
  private var crossings: [Double] = []
  private var covered: ClosedRange<Int>?

  /// A side of an outline.
  private struct Edge {
    let from: Point
    let to: Point
    let top: Double
    let bottom: Double

    init(_ from: Point, _ to: Point) {
      self.from = from
      self.to = to
      top = min(from.y, to.y)
      bottom = max(from.y, to.y)
    }
  }

  /// An outline with at least one corner, in a picture of this width.
  init(_ corners: [Point], width: Int) {
    self.width = width
    row = [Float](repeating: 0, count: width)
    waiting.reserveCapacity(corners.count)
    var before = corners[corners.count - 1]
    for corner in corners {
      if before.y != corner.y { waiting.append(Edge(before, corner)) }
      before = corner
    }
    waiting.sort { $0.top > $1.top }
  }

  /// Goes on to a row below the one before, and returns which of its pixels may be covered.
  mutating func cover(row y: Int) -> ClosedRange<Int>? {
    if let covered { for x in covered { row[x] = 0 } }
    covered = nil
    near.removeAll { $0.bottom < Double(y) }
    while let next = waiting.last, next.top <= Double(y + 1) {
      if next.bottom >= Double(y) { near.append(next) }
      waiting.removeLast()
    }
    guard !near.isEmpty else { return nil }
    for part in 0..<4 {
      let line = Double(y) + 0.125 + 0.25 * Double(part)
      crossings.removeAll(keepingCapacity: true)
      for edge in near where (edge.from.y <= line) != (edge.to.y <= line) {
        crossings.append(edge.from.x + (line - edge.from.y) / (edge.to.y - edge.from.y) * (edge.to.x - edge.from.x))
      }
      if crossings.count == 2 {
        add(from: min(crossings[0], crossings[1]), to: max(crossings[0], crossings[1]))
        continue
      }
      crossings.sort()
      var index = 0
      while index + 1 < crossings.count {
        add(from: crossings[index], to: crossings[index + 1])
        index += 2
      }
    }
    return covered
  }

  private mutating func add(from: Double, to: Double) {
    let from = max(0, from)
    let to = min(Double(width), to)
    guard from < to else { return }
    let first = Int(from)
    let last = min(Int(to), width - 1)
    covered = min(covered?.lowerBound ?? first, first)...max(covered?.upperBound ?? last, last)
    row.withUnsafeMutableBufferPointer { row in
      if first == last {
        row[first] += Float(to - from) * 0.25
        return
      }
      row[first] += Float(Double(first + 1) - from) * 0.25
      for x in (first + 1)..<max(last, first + 1) { row[x] += 0.25 }
      row[last] += Float(to - Double(last)) * 0.25
    }
  }
}
