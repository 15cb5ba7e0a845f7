/// Windows' code page 1252, the only one that has all of Danish and English with their dashes, the ellipsis and the euro.
enum PrinterAlphabet {
  /// 0x80 to 0x9F; where it has nothing, 0.
  private static let middle: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
  ]

  private static let places: [UInt32: UInt8] = {
    var places: [UInt32: UInt8] = [:]
    for value in [UInt8](0x20...0x7E) + [UInt8](0xA1...0xFF) where value != 0xAD { places[UInt32(value)] = value }
    for (place, scalar) in middle.enumerated() where scalar != 0 { places[scalar] = UInt8(0x80 + place) }
    return places
  }()

  /// A letter's byte; nothing where the page does not have it. What is no letter, and could be taken for a command, has none.
  static func byte(of scalar: Unicode.Scalar) -> UInt8? { places[scalar.value] }
}
