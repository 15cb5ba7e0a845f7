import Devices
import Renewal

/// What a page reader sent without a pause, and the lines of a machine readable zone in it.
///
/// Readers differ in what stands around and between the lines: returns, line feeds, both, start and end of text, or nothing at all. Letters may be small.
struct ZoneText: Hashable, Sendable {
  /// More is no page that anybody laid down.
  private static let most = 1000
  /// The fewest characters of a zone's line (ICAO Doc 9303-5).
  private static let shortest = 30
  /// How many lines of how many characters a zone has (ICAO Doc 9303-4 to 9303-6).
  private static let shapes = [(lines: 2, length: 44), (lines: 3, length: 30), (lines: 2, length: 36)]
  /// The most lines and characters of each that a box is told.
  private static let told = (lines: 3, length: 44)
  /// What stands where a reader sent what no zone has.
  private static let unread: Character = "?"

  private var bytes: [UInt8] = []
  /// Whether something of it was lost, or it was too much.
  private(set) var isSpoiled = false

  /// Nothing yet.
  init() {}

  /// Whether nothing was sent.
  var isEmpty: Bool { bytes.isEmpty && !isSpoiled }

  /// More of it.
  mutating func append(_ more: [UInt8]) {
    if bytes.count + more.count > Self.most {
      spoil()
    } else if !isSpoiled {
      bytes += more
    }
  }

  /// Something of it was lost.
  mutating func spoil() { (bytes, isSpoiled) = ([], true) }

  /// What the box is told of it: the zone's lines, or those that may be one and are the box's to judge; *skewed* where too little was read. Nothing where
  /// nothing was sent but returns.
  var document: ReadDocument? {
    if isSpoiled { return .skewed }
    let lines = lines
    guard !lines.isEmpty else { return nil }
    let found = zone(in: lines) ?? lines
    let isTellable = found.count <= Self.told.lines && found.allSatisfy { $0.count <= Self.told.length }
    guard isTellable, found.contains(where: { $0.count >= Self.shortest }) else { return .skewed }
    return .page(lines: found, chip: .silent, picture: nil)
  }

  private var lines: [String] {
    bytes.split { $0 < 0x20 }.map { line in String(line.map(Self.character)) }
      .map { String($0.drop { $0 == " " }).trimmedAtEnd }.filter { !$0.isEmpty }
  }

  private static func character(_ byte: UInt8) -> Character {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Character(Unicode.Scalar(byte - 0x20))
    case 0x20..<0x7f: Character(Unicode.Scalar(byte))
    case _: unread
    }
  }

  /// The first lines that follow each other and have a zone's shape, whatever stands around them; or one line that is a whole zone.
  private func zone(in lines: [String]) -> [String]? {
    for shape in Self.shapes {
      for start in lines.indices where start + shape.lines <= lines.endIndex {
        let some = Array(lines[start..<(start + shape.lines)])
        if some.allSatisfy({ $0.count == shape.length }) { return some }
      }
      if let whole = lines.first(where: { $0.count == shape.lines * shape.length }) {
        let characters = Array(whole)
        return (0..<shape.lines).map { String(characters[($0 * shape.length)..<(($0 + 1) * shape.length)]) }
      }
    }
    return nil
  }
}

extension String {
  fileprivate var trimmedAtEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}
