/// Texts by their names, as bytes in the order of the names: kept in a file as they are, and found without being taken apart.
package struct TextTable: Hashable, Sendable {
  /// Each text's name and the text itself, ended by NUL each; names go up.
  package let bytes: [UInt8]
  /// Where each name begins.
  private let places: [Int]

  /// Texts by their dotted paths.
  package init(_ texts: [String: String]) {
    var bytes: [UInt8] = []
    var places: [Int] = []
    // Names are ASCII: their order as texts is that of their bytes.
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      places.append(bytes.count)
      bytes.append(contentsOf: name.utf8)
      bytes.append(0)
      bytes.append(contentsOf: text.utf8)
      bytes.append(0)
    }
    self.bytes = bytes
    self.places = places
  }

  /// Texts as they were kept; nothing where the bytes are no table.
  package init?(_ bytes: [UInt8]) {
    guard let places = Self.places(in: bytes) else { return nil }
    self.bytes = bytes
    self.places = places
  }

  /// The text of a name.
  package subscript(name: String) -> String? {
    var name = name
    return name.withUTF8 { name in
      bytes.withUnsafeBufferPointer { bytes in
        var (low, high) = (0, places.count)
        while low < high {
          let middle = (low + high) / 2
          let entry = UnsafeBufferPointer(rebasing: bytes[places[middle]...])
          let order = Self.compare(name, entry)
          if order == 0 {
            let end = middle + 1 < places.count ? places[middle + 1] : bytes.count
            return String(decoding: entry[(name.count + 1)..<(end - places[middle] - 1)], as: UTF8.self)
          }
          if order < 0 { high = middle } else { low = middle + 1 }
        }
        return nil
      }
    }
  }

  /// How a name stands to that which an entry begins with, before its NUL.
  private static func compare(_ name: UnsafeBufferPointer<UInt8>, _ entry: UnsafeBufferPointer<UInt8>) -> Int {
    for (index, byte) in name.enumerated() where byte != entry[index] { return Int(byte) - Int(entry[index]) }
    return entry[name.count] == 0 ? 0 : -1
  }

  private static func places(in bytes: [UInt8]) -> [Int]? {
    bytes.withUnsafeBufferPointer { bytes in
      guard bytes.last == 0 else { return bytes.isEmpty ? [] : nil }
      var places: [Int] = []
      // A name begins at the start and behind every second NUL.
      var ends = 0
      var start = 0
      for place in bytes.indices where bytes[place] == 0 {
        if ends.isMultiple(of: 2) { places.append(start) }
        ends += 1
        start = place + 1
      }
      return ends.isMultiple(of: 2) ? places : nil
    }
  }
}
