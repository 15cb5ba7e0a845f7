import Screens

/// Writes pictures by kitty's graphics protocol: 24 bits a point, base64, in pieces.
enum KittyEncoder {
  /// The longest piece that the protocol allows, in base64.
  private static let piece = 4096

  /// Sends a picture with its number and shows it in so many cells, from where the cursor stands, which stays; nothing is answered.
  static func picture(_ plane: PixelPlane, part: PixelPart, number: UInt32, in cells: Size) -> [UInt8] {
    var points: [UInt8] = []
    points.reserveCapacity(part.width * part.height * 3)
    for y in part.y..<(part.y + part.height) {
      for pixel in plane.pixels[(y * plane.width + part.x)..<(y * plane.width + part.x + part.width)] {
        points += [pixel.red, pixel.green, pixel.blue]
      }
    }
    let text = Base64.text(of: points)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + text.count / piece * 16 + 128)
    var at = 0
    repeat {
      let end = min(at + piece, text.count)
      let order = at == 0 ? "a=T,q=2,f=24,s=\(part.width),v=\(part.height),\(place(number, cells))," : "q=2,"
      bytes += Array("\u{1B}_G\(order)m=\(end < text.count ? 1 : 0);".utf8)
      bytes += text[at..<end]
      bytes += ending
      at = end
    } while at < text.count
    return bytes
  }

  /// Shows a picture that was sent, where the cursor stands; it stands nowhere else any more.
  static func shown(number: UInt32, in cells: Size) -> [UInt8] {
    Array("\u{1B}_Ga=p,q=2,\(place(number, cells))".utf8) + ending
  }

  /// Forgets a picture that was sent, wherever it stands.
  static func forgotten(number: UInt32) -> [UInt8] {
    Array("\u{1B}_Ga=d,d=I,q=2,i=\(number)".utf8) + ending
  }

  private static func place(_ number: UInt32, _ cells: Size) -> String {
    "i=\(number),p=1,c=\(cells.columns),r=\(cells.rows),C=1"
  }

  private static let ending: [UInt8] = [0x1B, UInt8(ascii: "\\")]
}

/// Bytes as text (RFC 4648).
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text, filled up with `=`.
  static func text(of bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var at = 0
    while at < bytes.count {
      let left = min(3, bytes.count - at)
      var value = 0
      for index in 0..<3 { value = value << 8 | (index < left ? Int(bytes[at + index]) : 0) }
      for index in 0..<4 {
        text.append(index <= left ? alphabet[value >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
      }
      at += 3
    }
    return text
  }
}
