/// The block measures of NFIQ 2 (ISO/IEC 29794-4:2024) of a fingerprint of 500 ppi: what another program that knows the standard finds
/// in the same picture. The box's own verdict (`PrintMeasures`) looks at the finger alone; these take each block as the standard does.
///
/// Source: the public definition with NIST's NFIQ 2, version 2.3, followed in its numbers; the trained score over them is not computed.
package struct PrintBlockMeasures: Sendable, Hashable {
  /// One measure over all blocks that have it.
  package struct Spread: Sendable, Hashable {
    /// The mean, 0 worst to 1 best.
    package let mean: Double
    /// The standard deviation.
    package let deviation: Double
    /// How many blocks have it.
    package let count: Int

    /// The spread of values; nothing of none.
    init?(_ values: [Double]) {
      guard !values.isEmpty else { return nil }
      let count = Double(values.count)
      mean = values.reduce(0, +) / count
      let (middle, squares) = (mean, { (value: Double) in value * value })
      deviation = (values.reduce(0) { $0 + squares($1 - middle) } / count).squareRoot()
      self.count = values.count
    }
  }

  /// The certainty of the ridges' direction (OCL) over whole blocks in which anything changes; nothing of a picture without any.
  package let orientationCertainty: Spread?
  /// How clearly ridges and valleys are told apart (LCS) over blocks that lie within the finger.
  package let localClarity: Spread?
  /// How regularly ridges and valleys follow each other (FDA) over the same blocks.
  package let frequencyDomain: Spread?
  /// The mean grey of the picture (Mu), 0 black to 255 white.
  package let mean: Double
  /// The mean of the blocks' mean greys (MMB), those at the edges that are not whole included.
  package let meanOfBlockMeans: Double

  /// Measures a print without the white frame around it; nothing of a picture that is white all over.
  package init?(_ picture: GreyPicture) {
    guard let picture = Self.withoutWhiteFrame(picture) else { return nil }
    let blocks = StandardBlocks(picture)
    orientationCertainty = Spread(blocks.orientationCertainties())
    let squares = blocks.squaresOfFinger()
    localClarity = Spread(squares.map(blocks.clarity))
    frequencyDomain = Spread(squares.map(blocks.regularity))
    mean = Double(picture.pixels.reduce(0) { $0 + Int($1) }) / Double(picture.pixels.count)
    meanOfBlockMeans = Spread(blocks.means)?.mean ?? 255
  }

  /// Each measure with its quality value, by the names that NFIQ 2 prints.
  package var standardMeasures: [StandardMeasure] {
    let spreads = [
      ("OCL_Bin10", orientationCertainty), ("LCS_Bin10", localClarity),
      ("FDA_Bin10", frequencyDomain),
    ]
    let blocks = spreads.flatMap { name, spread in
      spread.map { spread in
        [
          StandardMeasure("\(name)_Mean", spread.mean, Self.score(spread.mean, of: 1)),
          StandardMeasure("\(name)_StdDev", spread.deviation, Self.score(spread.deviation, of: 1)),
        ]
      } ?? []
    }
    return blocks + [
      StandardMeasure("Mu", mean, Self.score(mean, of: 255)),
      StandardMeasure("MMB", meanOfBlockMeans, Self.score(meanOfBlockMeans, of: 255)),
    ]
  }

  /// The mean grey above which a row or a column at the picture's edge is no part of the print.
  private static let mostMeanOfPrint = 250

  private static func withoutWhiteFrame(_ picture: GreyPicture) -> GreyPicture? {
    let (width, height) = (picture.width, picture.height)
    let rows = (0..<height).filter { y in
      (0..<width).reduce(0) { $0 + Int(picture.pixels[y * width + $1]) } <= mostMeanOfPrint * width
    }
    let columns = (0..<width).filter { x in
      (0..<height).reduce(0) { $0 + Int(picture.pixels[$1 * width + x]) } <= mostMeanOfPrint * height
    }
    guard let top = rows.first, let bottom = rows.last, let left = columns.first, let right = columns.last else {
      return nil
    }
    let pixels = (top...bottom).flatMap { picture.pixels[($0 * width + left)...($0 * width + right)] }
    return GreyPicture(checkedWidth: right - left + 1, height: bottom - top + 1, pixels: pixels)
  }

  /// A value of a known range from 0 on as the standard's quality value, 0–100.
  private static func score(_ value: Double, of greatest: Double) -> Int {
    min(100, max(0, Int((101 * value / (greatest + .ulpOfOne)).rounded(.down))))
  }
}
