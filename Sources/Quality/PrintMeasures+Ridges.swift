import Glibc

extension PrintMeasures {
  /// Measures a print; every picture has measures.
  package static func measure(_ picture: GreyPicture) -> PrintMeasures {
    var measures = PrintMeasures()
    measures.takeGrey(picture)
    let fine = RidgeBlocks(picture, side: 16)
    measures.takeArea(picture, fine)
    measures.takeContrast(picture, fine)
    measures.takeDirections(picture)
    return measures
  }

  private mutating func takeGrey(_ picture: GreyPicture) {
    let count = Double(picture.pixels.count)
    var (sum, squares) = (0, 0)
    for value in picture.pixels {
      sum += Int(value)
      squares += Int(value) * Int(value)
    }
    mean = Double(sum) / count
    deviation = max(0, Double(squares) / count - mean * mean).squareRoot()
  }

  private mutating func takeArea(_ picture: GreyPicture, _ blocks: RidgeBlocks) {
    var (count, across, down) = (0, 0.0, 0.0)
    for row in 0..<blocks.rows {
      for column in 0..<blocks.columns where blocks.showsRidges(row * blocks.columns + column) {
        count += 1
        across += Double(column) + 0.5
        down += Double(row) + 0.5
      }
    }
    foreground = count * blocks.side * blocks.side
    guard count > 0 else { return }
    offsetX = across / Double(count) * Double(blocks.side) / Double(picture.width) - 0.5
    offsetY = down / Double(count) * Double(blocks.side) / Double(picture.height) - 0.5
  }

  /// Splits the print's greys into ridge and valley (Otsu 1979) and compares them.
  private mutating func takeContrast(_ picture: GreyPicture, _ blocks: RidgeBlocks) {
    var tally = [Double](repeating: 0, count: 256)
    for row in 0..<blocks.rows {
      for column in 0..<blocks.columns where blocks.showsRidges(row * blocks.columns + column) {
        for y in (row * blocks.side)..<((row + 1) * blocks.side) {
          let line = y * picture.width
          for x in (column * blocks.side)..<((column + 1) * blocks.side) { tally[Int(picture.pixels[line + x])] += 1 }
        }
      }
    }
    let count = tally.reduce(0, +)
    guard count > 0 else { return }
    let total = tally.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    var (dark, darkSum, best) = (0.0, 0.0, 0.0)
    for (grey, number) in tally.enumerated() {
      dark += number
      darkSum += Double(grey) * number
      guard dark > 0, dark < count else { continue }
      let gap = (total - darkSum) / (count - dark) - darkSum / dark
      let between = dark * (count - dark) * gap * gap
      if between > best {
        best = between
        contrast = gap
        ridgeShare = dark / count
      }
    }
  }

  private mutating func takeDirections(_ picture: GreyPicture) {
    let blocks = RidgeBlocks(picture, side: 32)
    var (count, sum, plausible) = (0, 0.0, 0)
    for row in 0..<blocks.rows {
      for column in 0..<blocks.columns where blocks.showsRidges(row * blocks.columns + column) {
        let block = blocks.blocks[row * blocks.columns + column]
        count += 1
        sum += block.certainty
        let period = blocks.period(ofColumn: column, row: row, in: picture)
        if let period, RidgeBlocks.human.contains(period) { plausible += 1 }
      }
    }
    guard count > 0 else { return }
    certainty = sum / Double(count)
    plausibility = Double(plausible) / Double(count)
  }
}
