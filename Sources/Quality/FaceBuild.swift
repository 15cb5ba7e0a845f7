import Glibc

/// The fields by which a face is known, at places counted in eye distances from the middle between the eyes.
enum FacePart: Int, CaseIterable {
  case bridge
  case leftCheek, rightCheek, leftEye, rightEye, brow, leftSide, rightSide
  case leftTone, rightTone, leftBrowTone, browTone, rightBrowTone
  case leftBelow, rightBelow, forehead, nose, betweenBrows, leftBag, rightBag, mouth

  /// Along the eyes' line, below it, half the width and half the height.
  fileprivate var field: SIMD4<Float> {
    switch self {
    case .bridge: SIMD4(0, 0.2, 0.1, 0.2)
    case .leftCheek: SIMD4(-0.5, 0.48, 0.16, 0.12)
    case .rightCheek: SIMD4(0.5, 0.48, 0.16, 0.12)
    case .leftEye: SIMD4(-0.5, 0, 0.18, 0.1)
    case .rightEye: SIMD4(0.5, 0, 0.18, 0.1)
    case .brow: SIMD4(0, -0.6, 0.2, 0.1)
    case .leftSide: SIMD4(-0.85, 0.3, 0.07, 0.1)
    case .rightSide: SIMD4(0.85, 0.3, 0.07, 0.1)
    case .leftTone: SIMD4(-0.5, 0.48, 0.12, 0.08)
    case .rightTone: SIMD4(0.5, 0.48, 0.12, 0.08)
    case .leftBrowTone: SIMD4(-0.4, -0.6, 0.12, 0.08)
    case .browTone: SIMD4(0, -0.6, 0.12, 0.08)
    case .rightBrowTone: SIMD4(0.4, -0.6, 0.12, 0.08)
    case .leftBelow: SIMD4(-0.5, 0.56, 0.16, 0.11)
    case .rightBelow: SIMD4(0.5, 0.56, 0.16, 0.11)
    case .forehead: SIMD4(0, -0.62, 0.2, 0.08)
    case .nose: SIMD4(0, 0.36, 0.1, 0.14)
    case .betweenBrows: SIMD4(0, -0.45, 0.1, 0.1)
    case .leftBag: SIMD4(-0.5, 0.34, 0.14, 0.06)
    case .rightBag: SIMD4(0.5, 0.34, 0.14, 0.06)
    case .mouth: SIMD4(0, 1.03, 0.22, 0.14)
    }
  }
}

/// How the line of a face's eyes is turned.
struct FaceLean {
  let degrees: Double
  let cosine: Double
  let sine: Double

  init(degrees: Double) {
    self.degrees = degrees
    cosine = cos(degrees * .pi / 180)
    sine = sin(degrees * .pi / 180)
  }
}

/// Where the parts of a face of some size and lean lie, from the cell between its eyes.
struct FaceBuild {
  let apart: Double
  let lean: FaceLean
  let fields: UnsafeBufferPointer<GridField>
  /// How far a face reaches.
  private let columns: ClosedRange<Int>
  private let rows: ClosedRange<Int>

  /// Lends the builds of faces with these leans, in a grid of this width, for as long as the body runs.
  static func lend(_ apart: Double, _ leans: [FaceLean], width: Int, _ body: ([FaceBuild]) -> Void) {
    let rectangles = leans.map { lean in
      FacePart.allCases.map { part in FaceAtPlace(0, 0, apart, lean).rectangle(part) }
    }
    rectangles.joined().map { GridField($0, width: width) }.withUnsafeBufferPointer { fields in
      let count = FacePart.allCases.count
      body(
        leans.indices.map { index in
          FaceBuild(
            apart, leans[index], rectangles[index],
            UnsafeBufferPointer(rebasing: fields[(index * count)..<((index + 1) * count)]))
        })
    }
  }

  private init(
    _ apart: Double, _ lean: FaceLean, _ rectangles: [GridRectangle], _ fields: UnsafeBufferPointer<GridField>
  ) {
    self.apart = apart
    self.lean = lean
    self.fields = fields
    columns = (rectangles.map(\.left).min() ?? 0)...(rectangles.map(\.right).max() ?? 0)
    rows = (rectangles.map(\.top).min() ?? 0)...(rectangles.map(\.bottom).max() ?? 0)
  }

  /// Whether all of a face around a cell lies within a grid.
  func fits(_ grid: SummedGrid.Sums, _ column: Int, _ row: Int) -> Bool {
    column + columns.lowerBound >= 0 && column + columns.upperBound <= grid.width && row + rows.lowerBound >= 0
      && row + rows.upperBound <= grid.height
  }
}

/// What a grid shows of a face's parts.
protocol FaceView {
  func mean(_ part: FacePart, _ grid: SummedGrid.Sums) -> Float
}

/// A face of a build around a cell, all of it within the grid.
struct FaceAtCell: FaceView {
  private let fields: UnsafeBufferPointer<GridField>
  private let cell: Int

  init(_ build: FaceBuild, _ column: Int, _ row: Int, in grid: SummedGrid.Sums) {
    fields = build.fields
    cell = row * (grid.width + 1) + column
  }

  @inline(__always)
  func mean(_ part: FacePart, _ grid: SummedGrid.Sums) -> Float { grid.mean(fields[part.rawValue], cell) }
}

/// A face anywhere, part of it perhaps outside the grid.
struct FaceAtPlace: FaceView {
  private let x: Float
  private let y: Float
  private let apart: Float
  private let across: Float
  private let down: Float

  init(_ x: Double, _ y: Double, _ apart: Double, _ lean: FaceLean) {
    self.x = Float(x)
    self.y = Float(y)
    self.apart = Float(apart)
    (across, down) = (Float(lean.cosine * apart), Float(lean.sine * apart))
  }

  @inline(__always)
  func mean(_ part: FacePart, _ grid: SummedGrid.Sums) -> Float {
    let place = place(part)
    return grid.mean(place.x, place.y, part.field.z * apart, part.field.w * apart)
  }

  /// The cells of a part.
  func rectangle(_ part: FacePart) -> GridRectangle {
    let place = place(part)
    return GridRectangle(place.x, place.y, part.field.z * apart, part.field.w * apart)
  }

  @inline(__always)
  private func place(_ part: FacePart) -> (x: Float, y: Float) {
    let field = part.field
    return (x + field.x * across - field.y * down, y + field.x * down + field.y * across)
  }
}
