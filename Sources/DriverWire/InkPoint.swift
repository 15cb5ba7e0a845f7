import Quality

/// A sample of the pen as it crosses the wire: ten bytes, each number's highest first. Two bytes each for x and y in hundredths of a
/// millimetre with a sign, four for milliseconds since the pad was opened, two for the pressure, of which 65,535 is the most.
enum InkPoint {
  /// How many bytes one takes.
  static let width = 10
  /// What x and y count: so many to a millimetre.
  static let unit = 100.0

  static func bytes(_ point: StrokePoint) -> [UInt8] {
    hundredths(point.x).highestFirst(2) + hundredths(point.y).highestFirst(2)
      + min(max(point.milliseconds, 0), Int(UInt32.max)).highestFirst(4)
      + whole(point.pressure * 65_535, 0...65_535).highestFirst(2)
  }

  static func point(_ bytes: ArraySlice<UInt8>) -> StrokePoint {
    let at = bytes.startIndex
    return StrokePoint(
      x: Double(signed(bytes[at..<at + 2])) / unit, y: Double(signed(bytes[at + 2..<at + 4])) / unit,
      milliseconds: bytes[at + 4..<at + 8].number, pressure: Double(bytes[at + 8..<at + 10].number) / 65_535)
  }

  /// A length in millimetres as a whole number of hundredths; what is no number is none of them.
  static func hundredths(_ millimetres: Double) -> Int { whole(millimetres * unit, -32_768...32_767) }

  private static func whole(_ value: Double, _ range: ClosedRange<Int>) -> Int {
    guard value.isFinite else { return range.lowerBound }
    return Int(min(max(value.rounded(), Double(range.lowerBound)), Double(range.upperBound)))
  }

  private static func signed(_ bytes: ArraySlice<UInt8>) -> Int { Int(Int16(truncatingIfNeeded: bytes.number)) }
}
