/// A QR code of figures alone, as a printer makes it by its own command: numeric mode, version 1, error correction M, by ISO/IEC 18004.
///
/// It holds a case's number and nothing else, so no other mode, size or level is here.
package struct QRCode: Hashable, Sendable {
  /// How many modules a side has.
  package static let side = 21
  /// The most figures that it holds.
  package static let mostFigures = 34
  /// Data code words, and those by which errors are mended.
  private static let (dataWords, mendingWords) = (16, 10)

  /// The modules row by row from the upper left; true is dark.
  package private(set) var modules = [Bool](repeating: false, count: side * side)
  /// Whether a module belongs to the patterns by which a reader finds the code, and holds no data.
  private var isFixed = [Bool](repeating: false, count: side * side)

  /// The code of 1 to 34 figures, with the mask that is read most easily; nothing for other texts.
  package init?(_ figures: String) {
    let candidates = (0..<8).compactMap { QRCode(figures, mask: $0) }
    guard let best = candidates.min(by: { $0.penalty < $1.penalty }) else { return nil }
    self = best
  }

  /// The code with a mask, 0–7.
  package init?(_ figures: String, mask: Int) {
    guard let words = Self.words(figures), (0..<8).contains(mask) else { return nil }
    putPatterns(mask: mask)
    put(words + Self.mending(words), mask: mask)
  }

  /// Whether the module at a place is dark; outside it is light.
  package subscript(column: Int, row: Int) -> Bool {
    (0..<Self.side).contains(column) && (0..<Self.side).contains(row) && modules[row * Self.side + column]
  }

  // MARK: Code words

  /// The data: mode, count, figures three by three, the end, and filling.
  private static func words(_ figures: String) -> [UInt8]? {
    let digits = figures.utf8.map { Int($0) - 48 }
    guard (1...mostFigures).contains(digits.count), digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    var bits: [Bool] = []
    func append(_ value: Int, _ count: Int) {
      for place in stride(from: count - 1, through: 0, by: -1) { bits.append(value >> place & 1 == 1) }
    }
    append(0b0001, 4)
    append(digits.count, 10)
    for start in stride(from: 0, to: digits.count, by: 3) {
      let group = digits[start..<min(start + 3, digits.count)]
      append(group.reduce(0) { 10 * $0 + $1 }, 3 * group.count + 1)
    }
    append(0, min(4, 8 * dataWords - bits.count))
    append(0, (8 - bits.count % 8) % 8)
    var filling = 0xEC
    while bits.count < 8 * dataWords {
      append(filling, 8)
      filling ^= 0xEC ^ 0x11
    }
    return stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
    }
  }

  /// Reed and Solomon's words for these: the remainder of a division in the field of 256 elements of x⁸ + x⁴ + x³ + x² + 1.
  private static func mending(_ words: [UInt8]) -> [UInt8] {
    var divisor: [UInt8] = [1]
    var root: UInt8 = 1
    for _ in 0..<mendingWords {
      let shifted = divisor + [0]
      divisor = shifted.indices.map { $0 == 0 ? shifted[0] : shifted[$0] ^ product(divisor[$0 - 1], root) }
      root = product(root, 2)
    }
    var rest = words + [UInt8](repeating: 0, count: mendingWords)
    for start in words.indices {
      let factor = rest[start]
      for (offset, element) in divisor.enumerated() { rest[start + offset] ^= product(element, factor) }
    }
    return Array(rest.suffix(mendingWords))
  }

  private static func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
    var (sum, factor) = (UInt8(0), one)
    for place in 0..<8 {
      if other >> place & 1 == 1 { sum ^= factor }
      factor = factor << 1 ^ (factor & 0x80 == 0 ? 0 : 0x1D)
    }
    return sum
  }

  // MARK: Modules

  /// The three corners, the lines between them, and which mask and level it has, twice.
  private mutating func putPatterns(mask: Int) {
    let last = Self.side - 1
    for (left, top) in [(0, 0), (last - 6, 0), (0, last - 6)] {
      for row in -1...7 {
        for column in -1...7 {
          let ring = max(abs(row - 3), abs(column - 3))
          fix(left + column, top + row, ring < 4 && ring != 2)
        }
      }
    }
    for place in 8...last - 8 {
      fix(place, 6, place % 2 == 0)
      fix(6, place, place % 2 == 0)
    }
    // Level M is 00; ten bits mend it, by the divisor and the mask that the norm has for it.
    var rest = mask << 10
    for place in stride(from: 14, through: 10, by: -1) where rest >> place & 1 == 1 {
      rest ^= 0b101_0011_0111 << (place - 10)
    }
    let format = (mask << 10 | rest) ^ 0b101_0100_0001_0010
    for place in 0..<15 {
      let isDark = format >> place & 1 == 1
      switch place {
      case ..<6: fix(8, place, isDark)
      case 6, 7: fix(8, place + 1, isDark)
      case 8: fix(7, 8, isDark)
      case _: fix(14 - place, 8, isDark)
      }
      if place < 8 { fix(last - place, 8, isDark) } else { fix(8, last - 14 + place, isDark) }
    }
    fix(8, last - 7, true)
  }

  private mutating func fix(_ column: Int, _ row: Int, _ isDark: Bool) {
    guard (0..<Self.side).contains(column), (0..<Self.side).contains(row) else { return }
    modules[row * Self.side + column] = isDark
    isFixed[row * Self.side + column] = true
  }

  /// The words from the lower right on, in strips of two columns that go up and down by turns.
  private mutating func put(_ words: [UInt8], mask: Int) {
    var bit = 0
    var goesUp = true
    for right in [20, 18, 16, 14, 12, 10, 8, 5, 3, 1] {
      for step in 0..<Self.side {
        let row = goesUp ? Self.side - 1 - step : step
        for column in [right, right - 1] where !isFixed[row * Self.side + column] {
          let isDark = words[bit / 8] >> (7 - bit % 8) & 1 == 1
          modules[row * Self.side + column] = isDark != Self.isMasked(mask, column, row)
          bit += 1
        }
      }
      goesUp.toggle()
    }
  }

  private static func isMasked(_ mask: Int, _ column: Int, _ row: Int) -> Bool {
    switch mask {
    case 0: (row + column) % 2 == 0
    case 1: row % 2 == 0
    case 2: column % 3 == 0
    case 3: (row + column) % 3 == 0
    case 4: (row / 2 + column / 3) % 2 == 0
    case 5: row * column % 2 + row * column % 3 == 0
    case 6: (row * column % 2 + row * column % 3) % 2 == 0
    case _: ((row + column) % 2 + row * column % 3) % 2 == 0
    }
  }

  // MARK: Penalty

  /// How hard it is to read: long runs, blocks, what looks like a corner, and too much dark or light, as the norm counts them.
  private var penalty: Int {
    let all = 0..<Self.side
    let lines = all.map { row in all.map { self[$0, row] } } + all.map { column in all.map { self[column, $0] } }
    var sum = lines.reduce(0) { $0 + Self.penalty(of: $1) }
    for row in all.dropLast() {
      for column in all.dropLast() {
        let dark = [self[column, row], self[column + 1, row], self[column, row + 1], self[column + 1, row + 1]]
        if Set(dark).count == 1 { sum += 3 }
      }
    }
    let share = modules.count { $0 } * 100 / modules.count
    return sum + abs(share - 50) / 5 * 10
  }

  private static let corner = [true, false, true, true, true, false, true]

  private static func penalty(of line: [Bool]) -> Int {
    var sum = 0
    var run = 1
    for place in 1...line.count {
      if place < line.count, line[place] == line[place - 1] {
        run += 1
      } else {
        if run >= 5 { sum += run - 2 }
        run = 1
      }
    }
    let light = [Bool](repeating: false, count: 4)
    for start in 0...(line.count - 11) {
      let part = Array(line[start..<start + 11])
      if part == light + corner || part == corner + light { sum += 40 }
    }
    return sum
  }
}
