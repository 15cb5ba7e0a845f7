import CTerminal
import Screens

/// The shapes of a console's letters, as its font has them: what is drawn larger than the kernel can is drawn from these.
package struct ConsoleFont: Hashable, Sendable {
  /// A cell, in points.
  package let width: Int
  package let height: Int
  /// The rows of each character from above, `height` of them; the leftmost point is the highest of `width` bits.
  private let shapes: [UInt32: [UInt32]]

  /// A font of these shapes; nothing where a cell has no points or more than 32 across, or a shape has not its height.
  package init?(width: Int, height: Int, shapes: [UInt32: [UInt32]]) {
    guard (1...32).contains(width), (1...64).contains(height), shapes.values.allSatisfy({ $0.count == height }) else {
      return nil
    }
    (self.width, self.height, self.shapes) = (width, height, shapes)
  }

  /// The font of the console that the session has, as it is now, as far as the box draws; nothing where it is none.
  static func ofConsole() -> ConsoleFont? {
    var found = pk_font()
    var bytes = [UInt8](repeating: 0, count: Int(pk_font_room))
    guard pk_console_font(&found, &bytes) else { return nil }
    let (height, length, line) = (Int(found.height), Int(found.glyph_length), (Int(found.width) + 7) / 8)
    guard height * line <= length, Int(found.count) * length <= bytes.count else { return nil }
    var shapes: [UInt32: [UInt32]] = [:]
    for character in UInt32(0x20)...0x2717 where Unicode.Scalar(character).map(Repertoire.contains) == true {
      let glyph = Int(pk_font_glyph(character))
      guard glyph >= 0, glyph < found.count else { continue }
      shapes[character] = (0..<height).map { row in
        let start = glyph * length + row * line
        let bits = bytes[start..<(start + line)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return bits >> UInt32(line * 8 - Int(found.width))
      }
    }
    return ConsoleFont(width: Int(found.width), height: height, shapes: shapes)
  }

  /// The rows of a character; nothing where the font has none.
  func rows(of character: UInt32) -> [UInt32]? { shapes[character] }
}
