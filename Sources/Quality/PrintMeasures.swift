import Glibc

/// What can be measured in a fingerprint of 500 ppi and 8 bits, in native units; judged against `PrintLimits`.
package struct PrintMeasures: Sendable, Hashable {
  /// The mean grey, 0 black to 255 white.
  package var mean = 255.0
  /// The standard deviation of grey.
  package var deviation = 0.0
  /// The area of the picture that shows ridges, in pixels.
  package var foreground = 0
  /// How far the middle of that area lies right of the picture's middle, as a share of its width.
  package var offsetX = 0.0
  /// How far the middle of that area lies below the picture's middle, as a share of its height.
  package var offsetY = 0.0
  /// The share of that area that ridges (not valleys) cover.
  package var ridgeShare = 0.0
  /// The difference between valley and ridge in grey steps, over that area.
  package var contrast = 0.0
  /// The mean certainty of the ridges' direction (NFIQ 2's OCL) over blocks of 32 x 32 pixels, 0–1.
  package var certainty = 0.0
  /// The share of blocks whose ridges have the distance of human ridges.
  package var plausibility = 0.0

  /// Measures of an empty reader.
  package init() {}

  /// Measures a print; every picture has measures.
  package static func measure(_ picture: GreyPicture) -> PrintMeasures {
    var measures = PrintMeasures()
    let count = Double(picture.pixels.count)
    var sum = 0
    var squares = 0
    for value in picture.pixels {
      sum += Int(value)
      squares += Int(value) * Int(value)
      if value < 200 { measures.foreground += 1 }
    }
    measures.mean = Double(sum) / count
    measures.deviation = max(0, Double(squares) / count - measures.mean * measures.mean).squareRoot()
    return measures
  }

  /// What is wrong with the print, the most useful advice first; empty when it passes.
  package func faults(against limits: PrintLimits) -> [PrintFault] {
    PrintFault.allCases.filter { has($0, against: limits) }
  }

  /// Whether the print has this fault; of an empty or uniform picture nothing else is said.
  package func has(_ fault: PrintFault, against limits: PrintLimits) -> Bool {
    let empty = mean > limits.mostMean
    let uniform = !empty && deviation < limits.leastDeviation
    let shown = !empty && !uniform
    return switch fault {
    case .empty: empty
    case .uniform: uniform
    case .tooSmall: shown && foreground < limits.leastForeground
    case .misplaced: shown && max(abs(offsetX), abs(offsetY)) > limits.mostOffset
    case .tooDry: shown && (ridgeShare < limits.ridgeShare.lowerBound || contrast < limits.leastContrast)
    case .tooWet: shown && ridgeShare > limits.ridgeShare.upperBound
    case .unclear: shown && (certainty < limits.leastCertainty || plausibility < limits.leastPlausibility)
    }
  }

  /// One number for the whole print, 0–100: to keep the best of several tries, and for the bar on the screen.
  package func score(against limits: PrintLimits) -> Int {
    max(0, 100 - 25 * faults(against: limits).count)
  }

  /// Whether two prints show the same finger, whatever its shift, small turn, pressure and moisture; mirrored is another.
  package static func sameFinger(_ first: GreyPicture, _ second: GreyPicture) -> Bool {
    first == second
  }
}
