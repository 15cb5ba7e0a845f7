import Foundation

/// A value of a visit, with every form in which a program may have it in memory.
struct MemoryValue {
  let name: String
  private(set) var needles: [Needle] = []

  /// A text: in UTF-8, UTF-16 and UTF-32, and a character at a time as in cells of the screen, of ncurses, and in arrays.
  init(_ name: String, text: String) {
    self.name = name
    add(text)
  }

  /// A number that is typed: as a text, grouped as screens show it, and as figures.
  init(_ name: String, digits: String, grouped: [String] = []) {
    self.name = name
    for text in [digits] + grouped { add(text) }
    let figures = digits.utf8.map { $0 - 0x30 }
    for stride in [1, 2, 4, 8, 16, 24] { add(figures, stride: stride) }
    if let number = UInt64(digits), digits.count > 5 {
      needles.append(Needle(bytes: withUnsafeBytes(of: number) { Array($0) }))
    }
  }

  /// Rows of bytes, as of pictures.
  init(_ name: String, rows: [[UInt8]]) {
    self.name = name
    needles = rows.map { Needle(bytes: $0) }
  }

  /// A number of a few figures, such as a PIN, which within a longer one is met by chance.
  init(_ name: String, code: String) {
    self.name = name
    add(code)
    needles = needles.filter { $0.stride == 1 }
    needles[0].standsAlone = true
  }

  private mutating func add(_ text: String) {
    let characters = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    add(Array(text.utf8), stride: 1)
    if !text.utf8.allSatisfy({ $0 < 0x80 }) { add(characters, stride: 1) }
    add(Array(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }), stride: 1)
    add(text.unicodeScalars.flatMap { scalar in withUnsafeBytes(of: scalar.value) { Array($0) } }, stride: 1)
    for stride in [2, 4, 8, 12, 16, 28] { add(characters, stride: stride) }
  }

  private mutating func add(_ bytes: [UInt8], stride: Int) {
    if bytes.count >= Needle.shortest { needles.append(Needle(bytes: bytes, stride: stride)) }
  }
}

extension MemoryValue {
  /// The same value as files, logs and messages may have it: its bytes one after the other, and as hexadecimal figures and base64.
  var written: MemoryValue {
    var written = self
    written.needles = needles.filter { $0.stride == 1 }
    for bytes in written.needles.map(\.bytes) {
      for digits in ["0123456789abcdef", "0123456789ABCDEF"].map({ Array($0.utf8) }) {
        written.add(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, stride: 1)
      }
      for lead in 0..<3 { written.add(Self.base64(bytes, behind: lead), stride: 1) }
    }
    return written
  }

  /// What base64 always makes of these bytes, with so many others before them and any behind.
  private static func base64(_ bytes: [UInt8], behind lead: Int) -> [UInt8] {
    let all = Array(Data([UInt8](repeating: 0, count: lead) + bytes).base64EncodedData())
    return Array(all[(lead * 8 + 5) / 6..<(lead + bytes.count) * 8 / 6])
  }
}

/// What a search found.
struct MemorySearch {
  /// Where a value was found, with what stands around it.
  struct Place {
    let address: UInt
    let text: String
  }

  /// How often each value's forms were found, by value and form.
  let counts: [[Int]]
  /// Where, for people.
  let places: [Int: [Place]]
  /// How much was searched, in bytes.
  let size: Int

  /// Searches the memory of a process for values.
  init(of process: Int, for values: [MemoryValue]) throws {
    self.init(of: try MemoryImage(of: process), for: values)
  }

  /// Searches what was read for values.
  init(of image: MemoryImage, for values: [MemoryValue]) {
    var owners: [(value: Int, form: Int)] = []
    for (value, one) in values.enumerated() { owners += one.needles.indices.map { (value, $0) } }
    var counts = values.map { $0.needles.map { _ in 0 } }
    var places: [Int: [Place]] = [:]
    for find in image.find(values.flatMap(\.needles)) {
      let owner = owners[find.needle]
      counts[owner.value][owner.form] += 1
      let needle = values[owner.value].needles[owner.form]
      let block = image.blocks[find.block]
      let offset = Int(find.address - block.start)
      let around = block.bytes[max(0, offset - 48)..<min(block.bytes.count, offset + 80)]
      let shown = around.map { (0x21...0x7E).contains($0) ? String(Unicode.Scalar($0)) : String($0, radix: 16) }
        .joined(separator: " ")
      places[owner.value, default: []].append(
        Place(
          address: find.address,
          text: "\(values[owner.value].name) form \(owner.form) stride \(needle.stride) "
            + "\(String(find.address, radix: 16)) \(block.name) \(shown)"))
    }
    self.counts = counts
    self.places = places
    size = image.size
  }

  /// The values of which there are more than in another search, with the places where they were not then.
  func more(than before: MemorySearch, _ values: [MemoryValue]) -> [(name: String, places: [String])] {
    values.indices.compactMap { value in
      guard zip(counts[value], before.counts[value]).contains(where: { $0 > $1 }) else { return nil }
      let known = Set((before.places[value] ?? []).map(\.address))
      return (values[value].name, (places[value] ?? []).filter { !known.contains($0.address) }.map(\.text))
    }
  }
}
