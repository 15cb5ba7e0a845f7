import Screens

/// A sixel image read by the letter of the VT330/VT340 Programmer Reference, apart from what writes them.
struct SixelImage {
  private(set) var width = 0
  private(set) var height = 0
  /// The colours that were told.
  private(set) var colours: [Int: RGB] = [:]
  private var points: [Int: RGB] = [:]

  /// The image of an order without `ESC P` and `ESC \`; nothing where it says what no image says.
  init?(_ order: [UInt8]) {
    guard let start = order.firstIndex(of: UInt8(ascii: "q")) else { return nil }
    var rest = order[(start + 1)...]
    var (x, top, colour, count) = (0, 0, RGB(0), 1)
    func numbers() -> [Int] {
      var numbers = [0]
      while let byte = rest.first, byte == UInt8(ascii: ";") || (48...57).contains(byte) {
        rest.removeFirst()
        if byte == UInt8(ascii: ";") {
          numbers.append(0)
        } else {
          numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(byte - 48)
        }
      }
      return numbers
    }
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""):
        let sides = numbers()
        guard sides.count == 4, sides[0] == 1, sides[1] == 1 else { return nil }
        (width, height) = (sides[2], sides[3])
      case UInt8(ascii: "#"):
        let told = numbers()
        if told.count == 5, told[1] == 2, told[2...].allSatisfy({ (0...100).contains($0) }) {
          let bytes = told[2...].map { UInt8(($0 * 255 + 50) / 100) }
          colours[told[0]] = RGB(red: bytes[0], green: bytes[1], blue: bytes[2])
        } else if told.count != 1 {
          return nil
        }
        guard let known = colours[told[0]] else { return nil }
        colour = known
      case UInt8(ascii: "!"): count = numbers()[0]
      case UInt8(ascii: "$"): x = 0
      case UInt8(ascii: "-"): (x, top) = (0, top + 6)
      case 63...126:
        for _ in 0..<count {
          for line in 0..<6 where (byte - 63) >> UInt8(line) & 1 == 1 {
            guard x < width, top + line < height else { return nil }
            points[(top + line) * width + x] = colour
          }
          x += 1
        }
        count = 1
      case _: return nil
      }
    }
  }

  /// The colour of a point; nothing where it was left out.
  subscript(x: Int, y: Int) -> RGB? { points[y * width + x] }
}
