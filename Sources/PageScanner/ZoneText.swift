import Devices
import Renewal

/// What a page reader sends without a pause, and the machine readable zone in it.
///
/// Readers differ in what stands around and between the lines: returns, line feeds, both, start and end of text, lines of their own, or nothing at all.
/// Letters may be small.
struct ZoneText: Hashable, Sendable {
  /// The shape of a zone (ICAO Doc 9303-4 to 9303-6), and how its lines are told from others of their length.
  private struct Shape {
    let lineCount: Int
    let length: Int
    /// What the first line begins with.
    let codes: [Character]
    /// Where in the second line a check digit stands, counted from 0.
    let check: Int

    static let all = [
      Shape(lineCount: 2, length: 44, codes: ["P"], check: 9),
      Shape(lineCount: 3, length: 30, codes: ["A", "C", "I"], check: 6),
      Shape(lineCount: 2, length: 36, codes: ["A", "C", "I", "P", "V"], check: 9),
    ]

    func isZone(_ lines: [String]) -> Bool {
      guard let code = lines.first?.first, lines.count > 1 else { return false }
      return codes.contains(code) && Array(lines[1])[check].isNumber
    }
  }

  /// More is no page that anybody laid down.
  private static let most = 1000
  /// The fewest characters of a zone's line.
  private static let shortest = 30
  /// The most lines and characters of each that a box is told.
  private static let told = (lines: 3, length: 44)
  /// What stands where a reader sent what no zone has.
  private static let unread: Character = "?"
  /// What some readers put before a text that is all of ASCII.
  private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

  private enum Fate: Hashable {
    /// It is kept until it is whole.
    case kept
    /// Something of it was lost, or it was too much.
    case spoiled
    /// It is nobody's who waits for something.
    case unwanted
  }

  private var bytes: [UInt8] = []
  private var fate = Fate.kept

  /// Nothing yet.
  init() {}

  /// Whether nothing was sent.
  var isEmpty: Bool { bytes.isEmpty && fate == .kept }

  /// More of it.
  mutating func append(_ more: [UInt8]) {
    if bytes.count + more.count > Self.most {
      spoil()
    } else if fate == .kept {
      bytes += more
    }
  }

  /// Something of it was lost.
  mutating func spoil() {
    bytes = []
    if fate == .kept { fate = .spoiled }
  }

  /// It, and what follows without a pause, is nobody's.
  mutating func discard() { (bytes, fate) = ([], .unwanted) }

  /// Whether a whole zone is in it.
  var hasZone: Bool { !zones(in: lines, likely: true).isEmpty }

  /// What the box is told of it: the zone's lines, or those that may be one and are the box's to judge; two zones; or *skewed* where too little was read. Nothing
  /// where nothing was sent but returns, and where nobody waits for it.
  var document: ReadDocument? {
    switch fate {
    case .spoiled: return .skewed
    case .unwanted: return nil
    case .kept: break
    }
    let lines = lines
    guard !lines.isEmpty else { return nil }
    let zones = Set(zones(in: lines, likely: true))
    guard zones.count < 2 else { return .twoDocuments }
    let found = zones.first ?? self.zones(in: lines, likely: false).first ?? lines
    let isTellable = found.count <= Self.told.lines && found.allSatisfy { $0.count <= Self.told.length }
    guard isTellable, found.contains(where: { $0.count >= Self.shortest }) else { return .skewed }
    return .page(lines: found, chip: .failed(.silent), picture: nil)
  }

  private var lines: [String] {
    let text = bytes.starts(with: Self.byteOrderMark) ? bytes.dropFirst(Self.byteOrderMark.count) : bytes[...]
    return text.split { $0 < 0x20 }.compactMap { line in
      let inked = line.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed()
      return inked.isEmpty ? nil : String(inked.map(Self.character))
    }
  }

  private static func character(_ byte: UInt8) -> Character {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Character(Unicode.Scalar(byte - 0x20))
    case 0x20..<0x7f: Character(Unicode.Scalar(byte))
    case _: unread
    }
  }

  /// Lines of a zone's number and length that follow each other but for shorter ones, or are one line; with what stands at their beginnings, or whatever does.
  private func zones(in lines: [String], likely: Bool) -> [[String]] {
    let lines = lines.filter { $0.count >= Self.shortest }
    return Shape.all.flatMap { shape in
      let whole = lines.filter { $0.count == shape.lineCount * shape.length }.map { line in
        let characters = Array(line)
        return (0..<shape.lineCount).map { String(characters[($0 * shape.length)..<(($0 + 1) * shape.length)]) }
      }
      let apart = lines.indices.filter { $0 + shape.lineCount <= lines.endIndex }.map {
        Array(lines[$0..<($0 + shape.lineCount)])
      }
      return (whole + apart.filter { $0.allSatisfy { $0.count == shape.length } })
        .filter { !likely || shape.isZone($0) }
    }
  }
}
