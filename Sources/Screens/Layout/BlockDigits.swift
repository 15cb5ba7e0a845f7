/// Digits as large as five rows, made of full blocks, which every console font has.
enum BlockDigits {
  /// How tall the digits are.
  static let rows = 5

  private static let shapes: [Character: [UInt8]] = [
    "0": [0b111, 0b101, 0b101, 0b101, 0b111], "1": [0b010, 0b110, 0b010, 0b010, 0b111],
    "2": [0b111, 0b001, 0b111, 0b100, 0b111], "3": [0b111, 0b001, 0b111, 0b001, 0b111],
    "4": [0b101, 0b101, 0b111, 0b001, 0b001], "5": [0b111, 0b100, 0b111, 0b001, 0b111],
    "6": [0b111, 0b100, 0b111, 0b101, 0b111], "7": [0b111, 0b001, 0b010, 0b010, 0b010],
    "8": [0b111, 0b101, 0b111, 0b101, 0b111], "9": [0b111, 0b101, 0b111, 0b001, 0b111],
  ]

  /// The rows of a number: two cells a dot where there is room, else one, else plain digits.
  static func lines(of digits: String, columns: Int, isTight: Bool, faults: inout [LayoutFault]) -> [Line] {
    let shapes = digits.map { Self.shapes[$0] ?? [0, 0, 0, 0, 0] }
    for dot in [2, 1] where !isTight && digits.count * (3 * dot + dot) - dot <= columns {
      return (0..<rows).map { row in
        let text = shapes.map { shape in
          (0..<3).map { column in
            String(repeating: shape[row] & (4 >> UInt8(column)) != 0 ? "█" : " ", count: dot)
          }.joined()
        }.joined(separator: String(repeating: " ", count: dot))
        return Line(text, .heading)
      }
    }
    if digits.count > columns { faults.append(.wideLine(digits, columns: columns)) }
    return [Line(digits, .heading)]
  }
}
