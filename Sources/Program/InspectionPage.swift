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
      let data = Data(shown.bitmap).base64EncodedString()
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
}
