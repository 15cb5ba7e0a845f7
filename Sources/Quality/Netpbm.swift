/// Why bytes are no picture of Netpbm's.
package enum NetpbmFault: Error, Hashable, Sendable {
  /// They begin with another word than the kind's, P5 for grey or P6 for colour.
  case kind(expected: String)
  /// The head's three numbers are not there.
  case head
  /// A side is not 1 ... `PictureLimit.side`.
  case sides(width: Int, height: Int)
  /// The largest value is not 255.
  case depth(Int)
  /// There are fewer or more values than the sides ask for.
  case length(expected: Int, found: Int)
}

/// A picture as Netpbm writes it raw: a head in letters, then 8 bits a value, row by row from the top left.
private struct Netpbm {
  let width: Int
  let height: Int
  let values: [UInt8]

  init(_ bytes: [UInt8], kind: String, samples: Int) throws(NetpbmFault) {
    guard bytes.starts(with: Array(kind.utf8)) else { throw .kind(expected: kind) }
    var place = kind.utf8.count
    var numbers: [Int] = []
    while numbers.count < 3 {
      guard let number = Self.number(bytes, &place) else { throw .head }
      numbers.append(number)
    }
    // One byte of space stands between the head and the first value.
    guard place < bytes.count, Self.isSpace(bytes[place]) else { throw .head }
    (width, height) = (numbers[0], numbers[1])
    guard PictureLimit.sides.contains(width), PictureLimit.sides.contains(height) else {
      throw .sides(width: width, height: height)
    }
    guard numbers[2] == 255 else { throw .depth(numbers[2]) }
    values = Array(bytes[(place + 1)...])
    guard values.count == width * height * samples else {
      throw .length(expected: width * height * samples, found: values.count)
    }
  }

  /// The next number of the head, behind space and comments; nothing where there is none of at most six figures.
  private static func number(_ bytes: [UInt8], _ place: inout Int) -> Int? {
    let start = place
    while place < bytes.count, isSpace(bytes[place]) || bytes[place] == UInt8(ascii: "#") {
      if bytes[place] == UInt8(ascii: "#") {
        place = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      } else {
        place += 1
      }
    }
    guard place > start else { return nil }
    let figures = bytes[place...].prefix(7).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard !figures.isEmpty, figures.count < 7 else { return nil }
    place += figures.count
    return Int(String(decoding: figures, as: UTF8.self))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  static func head(_ kind: String, _ width: Int, _ height: Int) -> [UInt8] {
    Array("\(kind)\n\(width) \(height)\n255\n".utf8)
  }
}

extension GreyPicture {
  /// The picture in Netpbm's PGM, and nothing after it.
  package init(pgm bytes: [UInt8]) throws(NetpbmFault) {
    let netpbm = try Netpbm(bytes, kind: "P5", samples: 1)
    self.init(checkedWidth: netpbm.width, height: netpbm.height, pixels: netpbm.values)
  }

  /// The picture as PGM.
  package var pgm: [UInt8] { Netpbm.head("P5", width, height) + pixels }
}

extension RGBPicture {
  /// The picture in Netpbm's PPM, and nothing after it.
  package init(ppm bytes: [UInt8]) throws(NetpbmFault) {
    let netpbm = try Netpbm(bytes, kind: "P6", samples: 3)
    self.init(checkedWidth: netpbm.width, height: netpbm.height, pixels: netpbm.values)
  }

  /// The picture as PPM.
  package var ppm: [UInt8] { Netpbm.head("P6", width, height) + pixels }
}
