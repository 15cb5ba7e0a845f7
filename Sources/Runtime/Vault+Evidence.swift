package import Cases
import Quality
package import Renewal

extension Vault {
  /// A piece of the dossier with its bytes: portraits as PPM, prints as PGM, signatures as text, the pad's size and then a line a
  /// point, with an empty line before each stroke.
  package func evidence(_ name: String, _ id: PictureID) -> Evidence? {
    if let photo = photo(id) { return Evidence(name: name, bytes: photo.ppm) }
    if let print = print(id) { return Evidence(name: name, bytes: print.pgm) }
    guard let ink = ink(id) else { return nil }
    let strokes = ink.strokes.map { stroke in
      stroke.points.map { "\($0.x) \($0.y) \($0.milliseconds) \($0.pressure)" }.joined(separator: "\n")
    }
    let pad = "pad \(ink.padWidth) \(ink.padHeight)"
    return Evidence(name: name, bytes: Array(([pad] + strokes).joined(separator: "\n\n").utf8))
  }

  /// Keeps a piece of a parked case again, the reverse of `evidence`; nothing when its bytes are not what its name says.
  package func keep(_ piece: Evidence) -> PictureID? {
    if piece.name == "signature" { return SignatureInk(evidence: piece.bytes).map { keep($0) } }
    if let finger = Finger.allCases.first(where: { piece.name == "print-\($0.name)" }) {
      return (try? GreyPicture(pgm: piece.bytes)).map { keep($0, of: finger) }
    }
    return (try? RGBPicture(ppm: piece.bytes)).map { keep($0) }
  }
}

extension SignatureInk {
  /// The ink that `Vault.evidence` wrote.
  fileprivate init?(evidence: [UInt8]) {
    let parts = String(decoding: evidence, as: UTF8.self).components(separatedByEmptyLines: ())
    guard let head = parts.first, head.count == 1, let pad = Self.numbers(head[0].dropFirst(4)), pad.count == 2,
      head[0].hasPrefix("pad ")
    else { return nil }
    var strokes: [Stroke] = []
    for lines in parts.dropFirst() {
      var points: [StrokePoint] = []
      for line in lines {
        guard let values = Self.numbers(line), values.count == 4, let time = Int(exactly: values[2]) else { return nil }
        points.append(StrokePoint(x: values[0], y: values[1], milliseconds: time, pressure: values[3]))
      }
      strokes.append(Stroke(points: points))
    }
    self.init(strokes: strokes, padWidth: pad[0], padHeight: pad[1])
  }

  private static func numbers(_ line: Substring) -> [Double]? {
    let values = line.split(separator: " ").map { Double($0) }
    let finite = values.compactMap { $0 }.filter(\.isFinite)
    return finite.count == values.count ? finite : nil
  }
}

extension String {
  /// The lines of a text, in groups with an empty line between them.
  fileprivate func components(separatedByEmptyLines: Void) -> [[Substring]] {
    split(separator: "\n", omittingEmptySubsequences: false).split(separator: "").map(Array.init)
  }
}
