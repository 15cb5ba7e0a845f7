import Glibc
import Quality

/// How much of each pixel a shape covers, 0–1, for drawing within it.
struct Coverage: Sendable {
  var shares: [Float]
}

/// A picture while it is drawn: shapes with smooth edges, soft lights and shadows, then light, lens and grain.
struct Painting {
  let width: Int
  let height: Int
  private var values: [Float]

  init(width: Int, height: Int, _ tint: Tint) {
    self.width = width
    self.height = height
    values = [Float](repeating: 0, count: width * height * 3)
    for index in 0..<(width * height) {
      values[index * 3] = tint.red
      values[index * 3 + 1] = tint.green
      values[index * 3 + 2] = tint.blue
    }
  }

  /// Fills an outline (in pixels) with a colour, within `clip` when given, and says what it covered.
  @discardableResult
  mutating func fill(_ outline: Outline, _ tint: Tint, opacity: Double = 1, clip: Coverage? = nil) -> Coverage {
    var covered = Coverage(shares: [])
    if clip == nil { covered.shares = [Float](repeating: 0, count: width * height) }
    guard let box = box(of: outline.corners) else { return covered }
    let edges = Self.edges(of: outline.corners)
    var near: [Edge] = []
    var crossings: [Double] = []
    var row = [Float](repeating: 0, count: width + 1)
    let strength = Float(opacity)
    for y in box.top...box.bottom {
      for x in box.left...box.right { row[x] = 0 }
      near.removeAll(keepingCapacity: true)
      for edge in edges where edge.touches(row: y) { near.append(edge) }
      Self.cover(row: y, by: near, width: width, &crossings, into: &row)
      values.withUnsafeMutableBufferPointer { values in
        for x in box.left...box.right where row[x] > 0 {
          let at = y * width + x
          var share = min(1, row[x])
          if let clip { share *= clip.shares[at] } else { covered.shares[at] = share }
          Self.blend(values, at, tint, share * strength)
        }
      }
    }
    return covered
  }

  /// A soft spot of colour that fades to its rim, turned with its placement, within `clip` when given.
  mutating func glow(
    _ placement: Placement, _ middle: Point, _ radiusX: Double, _ radiusY: Double, _ tint: Tint,
    _ opacity: Double, clip: Coverage? = nil
  ) {
    let reach = max(radiusX, radiusY)
    let rim = [(-reach, -reach), (reach, -reach), (reach, reach), (-reach, reach)].map { corner in
      placement(middle.x + corner.0, middle.y + corner.1)
    }
    guard let box = box(of: rim) else { return }
    values.withUnsafeMutableBufferPointer { values in
      for y in box.top...box.bottom {
        for x in box.left...box.right {
          let at = y * width + x
          if let clip, clip.shares[at] <= 0 { continue }
          let place = placement.inverse(Double(x) + 0.5, Double(y) + 0.5)
          let across = (place.x - middle.x) / radiusX
          let down = (place.y - middle.y) / radiusY
          let distance = across * across + down * down
          guard distance < 1 else { continue }
          let fade = (1 - distance) * (1 - distance) * opacity
          Self.blend(values, at, tint, Float(fade) * (clip.map { $0.shares[at] } ?? 1))
        }
      }
    }
  }

  /// Multiplies each pixel by what `light` says of its row and column, both 0–1.
  mutating func light(_ light: (_ column: Double, _ row: Double) -> Double) {
    values.withUnsafeMutableBufferPointer { values in
      for y in 0..<height {
        let row = (Double(y) + 0.5) / Double(height)
        for x in 0..<width {
          let factor = Float(light((Double(x) + 0.5) / Double(width), row))
          let at = (y * width + x) * 3
          values[at] *= factor
          values[at + 1] *= factor
          values[at + 2] *= factor
        }
      }
    }
  }

  /// Blurs the whole picture; `radius` in pixels is the spread of the nearly Gaussian lens.
  mutating func blur(_ radius: Double) {
    guard radius > 0.2 else { return }
    let reach = max(1, Int(radius.rounded()))
    for _ in 0..<3 {
      Self.boxBlur(&values, lines: height, length: width, lineStep: width * 3, step: 3, reach: reach)
      Self.boxBlur(&values, lines: width, length: height, lineStep: 3, step: width * 3, reach: reach)
    }
  }

  /// The finished picture, with grain of a standard deviation in 8-bit steps.
  func finished(grain: Double, _ numbers: inout SeededNumbers) -> RGBPicture? {
    let scale = Float(grain / 147.8)
    let bytes = [UInt8](unsafeUninitializedCapacity: values.count) { bytes, count in
      var sequence = numbers
      values.withUnsafeBufferPointer { values in
        for index in 0..<(width * height) {
          let bits = sequence.next()
          let common = Self.grain(bits) * scale
          for part in 0..<3 {
            let own = Float((bits >> (32 + 8 * UInt64(part))) & 255) - 127.5
            bytes[index * 3 + part] = Self.byte(values[index * 3 + part] + common + own * scale * 0.5)
          }
        }
      }
      numbers = sequence
      count = values.count
    }
    return RGBPicture(width: width, height: height, pixels: bytes)
  }

  /// The nearest byte; halves go up, as `rounded` has it, which takes a call on processors without an instruction for it.
  private static func byte(_ value: Float) -> UInt8 {
    let value = max(0, min(255, value))
    let whole = Int32(value)
    // Twice what is left is 1 from a half on: no branch, which grain would make a guess at each.
    return UInt8(truncatingIfNeeded: whole &+ Int32((value - Float(whole)) * 2))
  }

  private static func grain(_ bits: UInt64) -> Float {
    Float((bits & 255) + ((bits >> 8) & 255) + ((bits >> 16) & 255) + ((bits >> 24) & 255)) - 510
  }

  private static func blend(_ values: UnsafeMutableBufferPointer<Float>, _ index: Int, _ tint: Tint, _ share: Float) {
    let at = index * 3
    values[at] += (tint.red - values[at]) * share
    values[at + 1] += (tint.green - values[at + 1]) * share
    values[at + 2] += (tint.blue - values[at + 2]) * share
  }

  private func box(of corners: [Point]) -> (left: Int, top: Int, right: Int, bottom: Int)? {
    guard let first = corners.first else { return nil }
    var (left, top, right, bottom) = (first.x, first.y, first.x, first.y)
    for corner in corners {
      left = min(left, corner.x)
      right = max(right, corner.x)
      top = min(top, corner.y)
      bottom = max(bottom, corner.y)
    }
    guard left.isFinite, top.isFinite, right.isFinite, bottom.isFinite, right > 0, bottom > 0,
      left < Double(width), top < Double(height)
    else { return nil }
    return (
      Int(max(0, left)), Int(max(0, top)), Int(min(Double(width - 1), right)), Int(min(Double(height - 1), bottom))
    )
  }

  /// A side of an outline that is not level.
  private struct Edge {
    let from: Point
    let to: Point

    /// Whether it may cross one of a row's lines.
    func touches(row y: Int) -> Bool {
      min(from.y, to.y) <= Double(y + 1) && max(from.y, to.y) >= Double(y)
    }
  }

  private static func edges(of corners: [Point]) -> [Edge] {
    var edges: [Edge] = []
    edges.reserveCapacity(corners.count)
    var before = corners[corners.count - 1]
    for corner in corners {
      if before.y != corner.y { edges.append(Edge(from: before, to: corner)) }
      before = corner
    }
    return edges
  }

  /// Adds to `row` how much of each of its pixels lies within the outline, by four lines of exact width.
  private static func cover(
    row y: Int, by edges: [Edge], width: Int, _ crossings: inout [Double], into row: inout [Float]
  ) {
    for part in 0..<4 {
      let line = Double(y) + 0.125 + 0.25 * Double(part)
      crossings.removeAll(keepingCapacity: true)
      for edge in edges where (edge.from.y <= line) != (edge.to.y <= line) {
        let (from, to) = (edge.from, edge.to)
        crossings.append(from.x + (line - from.y) / (to.y - from.y) * (to.x - from.x))
      }
      crossings.sort()
      var index = 0
      while index + 1 < crossings.count {
        span(from: crossings[index], to: crossings[index + 1], width: width, into: &row)
        index += 2
      }
    }
  }

  private static func span(from: Double, to: Double, width: Int, into row: inout [Float]) {
    let from = max(0, from)
    let to = min(Double(width), to)
    guard from < to else { return }
    let first = Int(from)
    let last = min(Int(to), width - 1)
    if first == last {
      row[first] += Float(to - from) * 0.25
      return
    }
    row[first] += Float(Double(first + 1) - from) * 0.25
    for x in (first + 1)..<max(last, first + 1) { row[x] += 0.25 }
    row[last] += Float(to - Double(last)) * 0.25
  }

  private static func boxBlur(
    _ values: inout [Float], lines: Int, length: Int, lineStep: Int, step: Int, reach: Int
  ) {
    var line = [Float](repeating: 0, count: length)
    let share = 1 / Float(2 * reach + 1)
    for index in 0..<lines {
      for part in 0..<3 {
        let start = index * lineStep + part
        for at in 0..<length { line[at] = values[start + at * step] }
        var sum = line[0] * Float(reach)
        for at in 0..<reach { sum += line[min(at, length - 1)] }
        for at in 0..<length {
          sum += line[min(at + reach, length - 1)]
          values[start + at * step] = sum * share
          sum -= line[max(at - reach, 0)]
        }
      }
    }
  }
}
