extension RGBPicture {
  /// The picture as a Windows bitmap, which every browser shows and nothing need be compressed for: a byte a pixel where it is grey.
  package var bitmap: [UInt8] {
    let values = pixels
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
