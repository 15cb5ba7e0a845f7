import Glibc
import Quality

/// How much of each pixel a shape covers, 0–1, for drawing within it.
struct Coverage: Sendable {
  /// The part of the picture that it lies in.
  fileprivate let box: Box
  fileprivate var shares: [Float]

  fileprivate init(_ box: Box) {
    self.box = box
    shares = [Float](repeating: 0, count: box.width * box.height)
  }
}

/// A rectangle of pixels.
private struct Box: Sendable {
  var left = 0
  var top = 0
  var right = -1
  var bottom = -1

  var width: Int { right - left + 1 }
  var height: Int { bottom - top + 1 }

  /// What of it lies within another.
  func within(_ other: Box) -> Box {
    Box(
      left: max(left, other.left), top: max(top, other.top), right: min(right, other.right),
      bottom: min(bottom, other.bottom))
  }

  var isEmpty: Bool { left > right || top > bottom }
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
    guard let box = box(of: outline.corners) else { return Coverage(Box()) }
    var covered = Coverage(clip == nil ? box : Box())
    var shape = Scanline(outline.corners, width: width)
    let strength = Float(opacity)
    values.withUnsafeMutableBufferPointer { values in
      for y in box.top...box.bottom {
        guard let span = shape.cover(row: y) else { continue }
        if let clip {
          let inside = Box(left: span.lowerBound, top: y, right: span.upperBound, bottom: y).within(clip.box)
          guard !inside.isEmpty else { continue }
          let line = (y - clip.box.top) * clip.box.width - clip.box.left
          for x in inside.left...inside.right where shape.row[x] > 0 {
            Self.blend(values, y * width + x, tint, min(1, shape.row[x]) * clip.shares[line + x] * strength)
          }
        } else {
          let line = (y - box.top) * box.width - box.left
          for x in span where shape.row[x] > 0 {
            let share = min(1, shape.row[x])
            covered.shares[line + x] = share
            Self.blend(values, y * width + x, tint, share * strength)
          }
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
    guard var box = box(of: placement.corners(aroundEllipse: middle, radiusX, radiusY)) else { return }
    if let clip { box = box.within(clip.box) }
    guard !box.isEmpty else { return }
    values.withUnsafeMutableBufferPointer { values in
      for y in box.top...box.bottom {
        let line = clip.map { (y - $0.box.top) * $0.box.width - $0.box.left } ?? 0
        for x in box.left...box.right {
          let share = clip.map { $0.shares[line + x] } ?? 1
          guard share > 0 else { continue }
          let place = placement.inverse(Double(x) + 0.5, Double(y) + 0.5)
          let across = (place.x - middle.x) / radiusX
          let down = (place.y - middle.y) / radiusY
          let distance = across * across + down * down
          guard distance < 1 else { continue }
          let fade = (1 - distance) * (1 - distance) * opacity
          Self.blend(values, y * width + x, tint, Float(fade) * share)
        }
      }
    }
  }

  /// Multiplies each pixel by what is said of its column and of its row, both 0–1.
  mutating func light(columns: (Double) -> Double, rows: (Double) -> Double) {
    let across = (0..<width).map { columns((Double($0) + 0.5) / Double(width)) }
    values.withUnsafeMutableBufferPointer { values in
      across.withUnsafeBufferPointer { across in
        for y in 0..<height {
          let row = rows((Double(y) + 0.5) / Double(height))
          let line = UnsafeMutableBufferPointer(rebasing: values[(y * width * 3)..<((y + 1) * width * 3)])
          for x in 0..<width {
            let factor = Float(across[x] * row)
            line[x &* 3] *= factor
            line[x &* 3 &+ 1] *= factor
            line[x &* 3 &+ 2] *= factor
          }
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
    let line = width * 3
    var grains = [Float](repeating: 0, count: line)
    let bytes = [UInt8](unsafeUninitializedCapacity: values.count) { bytes, count in
      var sequence = numbers
      values.withUnsafeBufferPointer { values in
        grains.withUnsafeMutableBufferPointer { grains in
          for y in 0..<height {
            for x in 0..<width { Self.grain(sequence.next(), scale, grains, x &* 3) }
            let row = UnsafeBufferPointer(rebasing: values[(y * line)..<((y + 1) * line)])
            let target = UnsafeMutableBufferPointer(rebasing: bytes[(y * line)..<((y + 1) * line)])
            for index in 0..<line { target[index] = Self.byte(row[index] + grains[index]) }
          }
        }
      }
      numbers = sequence
      count = values.count
    }
    return RGBPicture(width: width, height: height, pixels: bytes)
  }

  /// The nearest byte. Added to two to the 23rd, a number is rounded to a whole one in the lower bits: no branch and no
  /// call, so that the compiler rounds many at once.
  @inline(__always)
  private static func byte(_ value: Float) -> UInt8 {
    UInt8(truncatingIfNeeded: (max(0, min(255, value)) + 8_388_608).bitPattern)
  }

  /// The grain of one pixel: some that its colours share, and some of each one's own.
  @inline(__always)
  private static func grain(_ bits: UInt64, _ scale: Float, _ grains: UnsafeMutableBufferPointer<Float>, _ at: Int) {
    let (low, high) = (UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32))
    let common = Int32(truncatingIfNeeded: (low & 255) &+ (low >> 8 & 255) &+ (low >> 16 & 255) &+ (low >> 24)) &- 510
    let shared = Float(common) * scale
    grains[at] = shared + (Float(Int32(truncatingIfNeeded: high & 255)) - 127.5) * scale * 0.5
    grains[at &+ 1] = shared + (Float(Int32(truncatingIfNeeded: high >> 8 & 255)) - 127.5) * scale * 0.5
    grains[at &+ 2] = shared + (Float(Int32(truncatingIfNeeded: high >> 16 & 255)) - 127.5) * scale * 0.5
  }

  private static func blend(_ values: UnsafeMutableBufferPointer<Float>, _ index: Int, _ tint: Tint, _ share: Float) {
    let at = index * 3
    values[at] += (tint.red - values[at]) * share
    values[at + 1] += (tint.green - values[at + 1]) * share
    values[at + 2] += (tint.blue - values[at + 2]) * share
  }

  private func box(of corners: [Point]) -> Box? {
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
    return Box(
      left: Int(max(0, left)), top: Int(max(0, top)), right: Int(min(Double(width - 1), right)),
      bottom: Int(min(Double(height - 1), bottom)))
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
