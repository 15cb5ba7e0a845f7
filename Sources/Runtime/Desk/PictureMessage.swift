import FoundationEssentials
import Quality
import Screens

/// A picture as it crosses the staff socket: its pixels, no more of them than `mostPoints`, so that its frame is not too long.
package struct PictureMessage: Hashable, Sendable, Codable {
  /// The most points of a picture: with three bytes each, in base64, two thirds of the longest frame.
  package static let mostPoints = 160_000
  /// The most pictures of one drawing.
  package static let most = 8

  /// Its number; each picture of a connection has another.
  package let number: Int
  private let width: Int
  private let height: Int
  /// Row by row, red, green and blue of each point.
  private let points: Data

  private enum CodingKeys: String, CodingKey {
    case number = "n"
    case width = "w"
    case height = "h"
    case points = "p"
  }

  /// A picture of a drawing; nothing where it has no points.
  init?(_ picture: PlacedPicture, number: Int) {
    guard let plane = picture.points(atMost: Self.mostPoints), plane.width > 0 else { return nil }
    self.number = number
    (width, height) = (plane.width, plane.height)
    points = Data(plane.pixels.flatMap { [$0.red, $0.green, $0.blue] })
  }

  /// The picture; nothing where its points are too many or do not fit its sides.
  var picture: RGBPicture? {
    guard points.count <= 3 * Self.mostPoints else { return nil }
    return RGBPicture(width: width, height: height, pixels: [UInt8](points))
  }
}

/// Where a picture stands on a desk's drawing.
package struct PicturePlace: Hashable, Sendable, Codable {
  /// The picture's number.
  let number: Int
  private let column: Int
  private let row: Int
  private let columns: Int
  private let rows: Int

  private enum CodingKeys: String, CodingKey {
    case number = "n"
    case column = "x"
    case row = "y"
    case columns = "w"
    case rows = "h"
  }

  init(_ rect: Rect, number: Int) {
    self.number = number
    (column, row, columns, rows) = (rect.column, rect.row, rect.columns, rect.rows)
  }

  /// Its cells; none where what was sent is none on any terminal.
  var rect: Rect {
    let most = Size.largest
    guard (0..<most.columns).contains(column), (0..<most.rows).contains(row), (1...most.columns).contains(columns),
      (1...most.rows).contains(rows)
    else { return Rect(column: -1, row: -1, columns: 1, rows: 1) }
    return Rect(column: column, row: row, columns: columns, rows: rows)
  }
}
