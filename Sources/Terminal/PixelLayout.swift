package import Screens

/// A frame buffer as its driver says it is, and the cells of the console's font; nothing of it has been judged.
package struct FramebufferFacts: Hashable, Sendable {
  /// Which bits of a point's number are one colour's.
  package struct Bits: Hashable, Sendable {
    package var offset: UInt32
    package var length: UInt32

    package init(_ offset: UInt32, _ length: UInt32) { (self.offset, self.length) = (offset, length) }
  }

  /// Of a point.
  package var bits: UInt32
  /// Of a line, and of all of it, in bytes.
  package var lineLength: UInt32
  package var length: UInt32
  /// Of what is seen, in points, and where that begins.
  package var width: UInt32
  package var height: UInt32
  package var xOffset: UInt32
  package var yOffset: UInt32
  package var red: Bits
  package var green: Bits
  package var blue: Bits
  package var transparency: Bits
  /// In points.
  package var cellWidth: UInt32
  package var cellHeight: UInt32

  package init(
    bits: UInt32, lineLength: UInt32, length: UInt32, width: UInt32, height: UInt32, xOffset: UInt32 = 0,
    yOffset: UInt32 = 0, red: Bits, green: Bits, blue: Bits, transparency: Bits = Bits(0, 0), cellWidth: UInt32,
    cellHeight: UInt32
  ) {
    (self.bits, self.lineLength, self.length) = (bits, lineLength, length)
    (self.width, self.height, self.xOffset, self.yOffset) = (width, height, xOffset, yOffset)
    (self.red, self.green, self.blue, self.transparency) = (red, green, blue, transparency)
    (self.cellWidth, self.cellHeight) = (cellWidth, cellHeight)
  }
}

/// Where the points of a frame buffer lie and what their bytes are, and where the console's cells lie among them: checked, so that nothing
/// computed from it is outside.
package struct PixelLayout: Hashable, Sendable {
  /// The bits of one colour in a point's number.
  private struct Channel: Hashable, Sendable {
    let offset: UInt32
    let length: UInt32

    /// Nothing where a number of so many bits has no such bits.
    init?(_ channel: FramebufferFacts.Bits, of bits: UInt32) {
      guard channel.length <= 8, channel.offset <= bits, channel.length <= bits - channel.offset else { return nil }
      (offset, length) = (channel.offset, channel.length)
    }

    func bits(of value: UInt8) -> UInt32 { (UInt32(value) >> (8 - length)) << offset }
  }

  /// Points across and down; what is seen of the frame buffer.
  package let width: Int
  package let height: Int
  /// Of a point: 16, 24 or 32.
  package let bits: Int
  private let lineLength: Int
  private let start: Int
  private let cellWidth: Int
  private let cellHeight: Int
  private let size: Size
  private let red: Channel
  private let green: Channel
  private let blue: Channel
  /// The bits that make a point opaque, where it has some.
  private let opaque: UInt32

  /// The most points of a side, and the largest cell, that are believed.
  private static let sides = 1...UInt32(16_384)
  private static let cells = 1...UInt32(128)

  /// What a driver says, for a console of this size; nothing where it contradicts itself, or shows something else than the console.
  package init?(_ said: FramebufferFacts, size: Size) {
    guard [16, 24, 32].contains(said.bits), Self.sides.contains(said.width), Self.sides.contains(said.height),
      said.xOffset <= Self.sides.upperBound, said.yOffset <= Self.sides.upperBound,
      Self.cells.contains(said.cellWidth), Self.cells.contains(said.cellHeight),
      let red = Channel(said.red, of: said.bits), let green = Channel(said.green, of: said.bits),
      let blue = Channel(said.blue, of: said.bits), let transparency = Channel(said.transparency, of: said.bits),
      red.length > 0, green.length > 0, blue.length > 0
    else { return nil }
    let bytes = Int(said.bits) / 8
    let (width, height) = (Int(said.width), Int(said.height))
    guard (Int(said.xOffset) + width) * bytes <= Int(said.lineLength),
      (Int(said.yOffset) + height) * Int(said.lineLength) <= Int(said.length)
    else { return nil }
    // As many cells as there is room for: otherwise the text is turned, or stands elsewhere.
    let room = Size(columns: width / Int(said.cellWidth), rows: height / Int(said.cellHeight)).clamped
    guard room == size, !size.isEmpty else { return nil }
    (self.width, self.height, bits) = (width, height, Int(said.bits))
    lineLength = Int(said.lineLength)
    start = Int(said.yOffset) * lineLength + Int(said.xOffset) * bytes
    (cellWidth, cellHeight, self.size) = (Int(said.cellWidth), Int(said.cellHeight), size)
    (self.red, self.green, self.blue) = (red, green, blue)
    opaque = transparency.bits(of: 255)
  }

  /// Points across and down of so many cells.
  package func points(of size: Size) -> (width: Int, height: Int) {
    (size.columns * cellWidth, size.rows * cellHeight)
  }

  /// The bytes that show a line of a plane within a row's cells, and the offset where they go; nothing outside of the console or the plane.
  ///
  /// The plane's upper left point stands at that of `rect`; `columns` are the console's, `line` is the plane's.
  package func bytes(
    of plane: PixelPlane, at rect: Rect, columns: Range<Int>, line: Int
  ) -> (offset: Int, bytes: [UInt8])? {
    let own = max(0, rect.column)..<max(0, rect.column, rect.endColumn)
    let seen = columns.clamped(to: 0..<size.columns).clamped(to: own)
    let y = rect.row * cellHeight + line
    let first = (seen.lowerBound - rect.column) * cellWidth
    let count = min(seen.count * cellWidth, plane.width - first)
    guard (0..<plane.height).contains(line), (0..<size.rows * cellHeight).contains(y), count > 0 else { return nil }
    let from = line * plane.width + first
    return (
      start + y * lineLength + seen.lowerBound * cellWidth * bits / 8, encode(plane.pixels[from..<(from + count)])
    )
  }

  private func encode(_ pixels: ArraySlice<RGB>) -> [UInt8] {
    let each = bits / 8
    return [UInt8](unsafeUninitializedCapacity: pixels.count * each) { bytes, filled in
      filled = pixels.count * each
      var at = 0
      for pixel in pixels {
        let number =
          red.bits(of: pixel.red) | green.bits(of: pixel.green) | blue.bits(of: pixel.blue) | opaque
        for byte in 0..<each { bytes[at &+ byte] = UInt8(truncatingIfNeeded: number >> UInt32(8 &* byte)) }
        at &+= each
      }
    }
  }
}

extension Size {
  fileprivate var isEmpty: Bool { columns <= 0 || rows <= 0 }
}
