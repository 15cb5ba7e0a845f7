import Glibc

/// One fingerprint prepared for comparing: its flow on coarse blocks and its ridges on every second pixel.
struct RidgeMap {
  private static let side = 16
  /// Blocks that show ridges: their place from the picture's middle in pixels, their doubled direction.
  let flow: [(x: Double, y: Double, cosine: Double, sine: Double)]
  let columns: Int
  let rows: Int
  private let grid: [(cosine: Double, sine: Double)?]
  /// Ridge (1) against valley (−1) at half the resolution, 0 where there is no print.
  let ridges: [Float]
  let width: Int
  let height: Int

  init(_ picture: GreyPicture) {
    let blocks = RidgeBlocks(picture, side: Self.side)
    columns = blocks.columns
    rows = blocks.rows
    width = picture.width / 2
    height = picture.height / 2
    var grid: [(cosine: Double, sine: Double)?] = []
    var flow: [(x: Double, y: Double, cosine: Double, sine: Double)] = []
    for (index, block) in blocks.blocks.enumerated() {
      guard blocks.showsRidges(index), block.certainty > 0.3 else {
        grid.append(nil)
        continue
      }
      grid.append((block.cosine, block.sine))
      let x = (Double(index % blocks.columns) + 0.5) * Double(Self.side) - Double(picture.width) / 2
      let y = (Double(index / blocks.columns) + 0.5) * Double(Self.side) - Double(picture.height) / 2
      flow.append((x, y, block.cosine, block.sine))
    }
    self.grid = grid
    self.flow = flow
    ridges = Self.ridges(picture, blocks, width, height)
  }

  /// The doubled direction at a place from the picture's middle in pixels, or nil where there is no print.
  func direction(_ x: Double, _ y: Double, _ picture: (width: Double, height: Double)) -> (Double, Double)? {
    let column = Int(((x + picture.width / 2) / Double(Self.side)).rounded(.down))
    let row = Int(((y + picture.height / 2) / Double(Self.side)).rounded(.down))
    guard column >= 0, row >= 0, column < columns, row < rows else { return nil }
    return grid[row * columns + column]
  }

  private static func ridges(_ picture: GreyPicture, _ blocks: RidgeBlocks, _ width: Int, _ height: Int) -> [Float] {
    var small = [Float](repeating: 0, count: width * height)
    for y in 0..<height {
      for x in 0..<width {
        let at = 2 * y * picture.width + 2 * x
        let sum =
          Int(picture.pixels[at]) + Int(picture.pixels[at + 1]) + Int(picture.pixels[at + picture.width])
          + Int(picture.pixels[at + picture.width + 1])
        small[y * width + x] = Float(sum) / 4
      }
    }
    let means = SummedGrid(small.map { $0 / 255 }, width: width, height: height)
    var ridges = [Float](repeating: 0, count: width * height)
    means.lend { means in
      for y in 0..<height {
        for x in 0..<width {
          let (column, row) = (2 * x / side, 2 * y / side)
          guard column < blocks.columns, row < blocks.rows, blocks.showsRidges(row * blocks.columns + column) else {
            continue
          }
          let difference = means.mean(Float(x), Float(y), 5, 5) * 255 - small[y * width + x]
          ridges[y * width + x] = max(-1, min(1, difference / 24))
        }
      }
    }
    return ridges
  }
}

/// How one print must be turned and moved to lie on another; pixels and degrees.
struct RidgeAlignment {
  var x: Double
  var y: Double
  var degrees: Double
  var likeness: Double
}

/// Compares two prints: first their flow, coarsely, then ridge by ridge where the flow agrees.
struct RidgeMatch {
  /// Above this, ridges lie on ridges: two touches of one finger; other fingers stay well below.
  static let same = 0.4

  private let first: RidgeMap
  private let second: RidgeMap
  private let sides: (width: Double, height: Double)

  init(_ first: GreyPicture, _ second: GreyPicture) {
    self.first = RidgeMap(first)
    self.second = RidgeMap(second)
    sides = (Double(second.width), Double(second.height))
  }

  /// How well the ridges of both lie on each other in the best position, about −0.1 (other finger) to 1 (the same).
  func likeness() -> Double {
    guard first.flow.count >= 24, second.flow.count >= 24 else { return 0 }
    var best = 0.0
    for start in starts() {
      let found = refined(start)
      best = max(best, found.likeness)
      if best > Self.same + 0.2 { break }
    }
    return best
  }

  /// The few positions in which the flows agree best.
  private func starts() -> [RidgeAlignment] {
    var all: [RidgeAlignment] = []
    for turn in -4...4 {
      for down in -8...8 {
        for across in -8...8 {
          var start = RidgeAlignment(
            x: Double(across) * 12, y: Double(down) * 12, degrees: Double(turn) * 5, likeness: 0)
          start.likeness = flowLikeness(start)
          if start.likeness > 0.6 { all.append(start) }
        }
      }
    }
    all.sort { $0.likeness > $1.likeness }
    return Array(all.prefix(10))
  }

  private func flowLikeness(_ alignment: RidgeAlignment) -> Double {
    let angle = alignment.degrees * .pi / 180
    let (cosine, sine) = (cos(angle), sin(angle))
    let (cosine2, sine2) = (cos(2 * angle), sin(2 * angle))
    var (sum, count) = (0.0, 0)
    for block in first.flow {
      let x = block.x * cosine - block.y * sine + alignment.x
      let y = block.x * sine + block.y * cosine + alignment.y
      guard let other = second.direction(x, y, sides) else { continue }
      let turned = (block.cosine * cosine2 - block.sine * sine2, block.cosine * sine2 + block.sine * cosine2)
      sum += turned.0 * other.0 + turned.1 * other.1
      count += 1
    }
    let least = min(first.flow.count, second.flow.count) * 4 / 10
    return count < max(20, least) ? 0 : sum / Double(count)
  }

  /// The position near a start in which ridge lies on ridge best.
  private func refined(_ start: RidgeAlignment) -> RidgeAlignment {
    var best = start
    best.likeness = -1
    for turn in -3...3 {
      for down in -4...4 {
        for across in -4...4 {
          consider(start, Double(across) * 3, Double(down) * 3, Double(turn) * 1.5, stride: 5, &best)
        }
      }
    }
    for (reach, turn) in [(1.5, 0.75), (0.8, 0.4)] {
      let from = best
      for turns in -1...1 {
        for down in -1...1 {
          for across in -1...1 {
            consider(from, Double(across) * reach, Double(down) * reach, Double(turns) * turn, stride: 3, &best)
          }
        }
      }
    }
    best.likeness = ridgeLikeness(best, stride: 2)
    return best
  }

  private func consider(
    _ start: RidgeAlignment, _ across: Double, _ down: Double, _ turn: Double, stride: Int,
    _ best: inout RidgeAlignment
  ) {
    var other = start
    other.x += across
    other.y += down
    other.degrees += turn
    other.likeness = ridgeLikeness(other, stride: stride)
    if other.likeness > best.likeness { best = other }
  }

  /// The correlation of both ridge maps where both show a print; every `stride`th place counts.
  private func ridgeLikeness(_ alignment: RidgeAlignment, stride: Int) -> Double {
    let angle = alignment.degrees * .pi / 180
    let (cosine, sine) = (Float(cos(angle)), Float(sin(angle)))
    let middle = (Float(first.width) / 2, Float(first.height) / 2)
    let goal = (Float(second.width) / 2 + Float(alignment.x) / 2, Float(second.height) / 2 + Float(alignment.y) / 2)
    var (sum, ones, others): (Float, Float, Float) = (0, 0, 0)
    var count = 0
    first.ridges.withUnsafeBufferPointer { from in
      second.ridges.withUnsafeBufferPointer { to in
        var y = 0
        while y < first.height {
          var x = y % stride
          while x < first.width {
            let one = from[y * first.width + x]
            if one != 0 {
              let (right, down) = (Float(x) - middle.0, Float(y) - middle.1)
              let column = Int(right * cosine - down * sine + goal.0 + 0.5)
              let row = Int(right * sine + down * cosine + goal.1 + 0.5)
              if column >= 0, row >= 0, column < second.width, row < second.height {
                let other = to[row * second.width + column]
                if other != 0 {
                  sum += one * other
                  ones += one * one
                  others += other * other
                  count += 1
                }
              }
            }
            x += stride
          }
          y += stride
        }
      }
    }
    guard count * stride * stride > 3000, ones > 0, others > 0 else { return 0 }
    return Double(sum / (ones * others).squareRoot())
  }
}
