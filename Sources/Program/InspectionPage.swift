import Foundation
import Quality
import Reports

/// Pictures with what was found in them, as one page of HTML: no script, nothing from elsewhere.
struct InspectionPage {
  private let language: String
  private var sections: [String] = []

  /// A page without a picture; a fault's advice is in this language.
  init(_ language: String) { self.language = language }

  /// Adds a picture.
  mutating func add(_ picture: InspectedPicture) { sections.append(Self.section(picture, language)) }

  /// The page.
  var html: String {
    HTML.beginning(language: "en", title: "Inspected pictures", style: Self.style, hasPictures: true)
      + """

      <h1>Inspected pictures</h1>
      \(sections.joined(separator: "\n"))
      </body>
      </html>
      """
  }

  private static let style = """
    body { font: 11pt/1.4 "DejaVu Sans", Verdana, sans-serif; color: #000; background: #fff; margin: 1em; }
    img { max-width: 20em; border: 1px solid #000; }
    table { border-collapse: collapse; margin: 0 0 1em; }
    th, td { text-align: left; padding: 0.1em 0.8em 0.1em 0; border-bottom: 1px solid #ccc; }
    td.number { text-align: right; }
    """

  private static func section(_ picture: InspectedPicture, _ language: String) -> String {
    let name = HTML.escaped(Output.sanitized(picture.file))
    var lines = ["<h2>\(name)</h2>"]
    if let shown = picture.shown {
      let data = Data(bitmap(shown)).base64EncodedString()
      lines.append("<p><img alt=\"\(name)\" src=\"data:image/bmp;base64,\(data)\"></p>")
      lines.append("<p>\(shown.width) × \(shown.height) pixels; the box's own score \(picture.score ?? 0) of 100</p>")
    }
    lines.append(picture.valid ? "<p><strong>It passes.</strong></p>" : "<p><strong>It does not pass:</strong></p>")
    // What is told of a file that is no picture is for technicians.
    let language = picture.shown == nil ? "en" : language
    if !picture.faults.isEmpty {
      let faults = picture.faults.map {
        "<li>\(HTML.escaped($0.kind)): <span lang=\"\(HTML.escaped(language))\">\(HTML.escaped($0.advice))</span>"
          + $0.because.map { " (\(HTML.escaped($0.words)))" }.joined() + "</li>"
      }
      lines.append("<ul>\n\(faults.joined(separator: "\n"))\n</ul>")
    }
    if let standard = picture.standard, !standard.isEmpty {
      let rows = standard.sorted { $0.key < $1.key }.map { [$0.key, figure($0.value.native), "\($0.value.score)"] }
      lines.append(table("By the standard", ["measure", "native value", "quality 0–100"], rows))
    }
    if let measures = picture.measures {
      lines.append(
        table(
          "By the box", ["measure", "value"], measures.sorted { $0.key < $1.key }.map { [$0.key, figure($0.value)] }))
    }
    return lines.joined(separator: "\n")
  }

  private static func table(_ caption: String, _ titles: [String], _ rows: [[String]]) -> String {
    let head = titles.map { "<th scope=\"col\">\(HTML.escaped($0))</th>" }.joined()
    let body = rows.map { row in
      let cells = row.dropFirst().map { "<td class=\"number\">\(HTML.escaped($0))</td>" }.joined()
      return "<tr><th scope=\"row\">\(HTML.escaped(row.first ?? ""))</th>\(cells)</tr>"
    }
    return "<table>\n<caption>\(caption)</caption>\n<tr>\(head)</tr>\n\(body.joined(separator: "\n"))\n</table>"
  }

  private static func figure(_ value: Double) -> String { Int(exactly: value).map { "\($0)" } ?? "\(value)" }

  /// The picture as a Windows bitmap, which every browser shows and nothing need be compressed for: a byte a pixel where it is grey.
  private static func bitmap(_ picture: RGBPicture) -> [UInt8] {
    let (width, height) = (picture.width, picture.height)
    let values = picture.pixels
    let isGrey = stride(from: 0, to: values.count, by: 3).allSatisfy { at in
      let red = values[at]
      return values[at + 1] == red && values[at + 2] == red
    }
    let samples = isGrey ? 1 : 3
    let line = (width * samples + 3) / 4 * 4
    var palette: [UInt8] = []
    if isGrey { for grey in UInt8.min...UInt8.max { palette += [grey, grey, grey, 0] } }
    let head = 54 + palette.count
    // The file's head, then the picture's: each number with how many bytes it has, the lowest first.
    let numbers: [(value: Int, bytes: Int)] = [
      (head + line * height, 4), (0, 4), (head, 4),
      (40, 4), (width, 4), (height, 4), (1, 2), (8 * samples, 2), (0, 4), (line * height, 4), (19_685, 4), (19_685, 4),
      (0, 8),
    ]
    var bytes = Array("BM".utf8)
    for (value, count) in numbers {
      for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
    }
    bytes += palette
    bytes.reserveCapacity(head + line * height)
    for row in (0..<height).reversed() {
      for column in 0..<width {
        let at = (row * width + column) * 3
        if !isGrey {
          bytes.append(values[at + 2])
          bytes.append(values[at + 1])
        }
        bytes.append(values[at])
      }
      for _ in (width * samples)..<line { bytes.append(0) }
    }
    return bytes
  }
}
