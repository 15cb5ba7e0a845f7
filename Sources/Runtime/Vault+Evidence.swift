import Cases
import Quality
import Renewal

extension Vault {
  /// A piece of the dossier with its bytes: portraits as PPM, prints as PGM, signatures as text, a line a point.
  func evidence(_ name: String, _ id: PictureID) -> Evidence? {
    if let photo = photo(id) {
      return Evidence(name: name, bytes: Array("P6\n\(photo.width) \(photo.height)\n255\n".utf8) + photo.pixels)
    }
    if let print = print(id) {
      return Evidence(name: name, bytes: Array("P5\n\(print.width) \(print.height)\n255\n".utf8) + print.pixels)
    }
    guard let ink = ink(id) else { return nil }
    let strokes = ink.strokes.map { stroke in
      stroke.points.map { "\($0.x) \($0.y) \($0.milliseconds) \($0.pressure)" }.joined(separator: "\n")
    }
    return Evidence(name: name, bytes: Array(strokes.joined(separator: "\n\n").utf8))
  }
}
