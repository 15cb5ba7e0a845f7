/// The colours behind a terminal's numbers.
package enum Palette {
  /// The 16 colours of the Linux console (the VGA palette).
  package static let console: [RGB] = [
    0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA,
    0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
  ].map { RGB($0) }

  /// The 16 colours of xterm; other emulators lie near one or the other.
  package static let xterm: [RGB] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ].map { RGB($0) }

  /// The fixed colours 16–255 of a terminal with 256: a cube of 6 × 6 × 6 and 24 greys.
  package static func fixed(_ index: UInt8) -> RGB {
    if index >= 232 { return RGB(grey: 8 + 10 * (index - 232)) }
    let place = Int(max(index, 16)) - 16
    return RGB(red: steps[place / 36], green: steps[place / 6 % 6], blue: steps[place % 6])
  }

  /// The fixed colour, 16–255, nearest to this one.
  package static func nearestFixed(_ colour: RGB) -> UInt8 {
    let red = step(colour.red)
    let green = step(colour.green)
    let blue = step(colour.blue)
    let cube = RGB(red: steps[red], green: steps[green], blue: steps[blue])
    if cube == colour { return UInt8(16 + 36 * red + 6 * green + blue) }
    let mean = (Int(colour.red) + Int(colour.green) + Int(colour.blue)) / 3
    let grey = min(max((mean - 3) / 10, 0), 23)
    let greyColour = RGB(grey: UInt8(8 + 10 * grey))
    return greyColour.plainDistance(to: colour) < cube.plainDistance(to: colour)
      ? UInt8(232 + grey) : UInt8(16 + 36 * red + 6 * green + blue)
  }

  /// The fixed colour, 16–255, that looks most like this one: of the cube's eight round it and the greys beside it.
  package static func nearestSeen(_ colour: RGB) -> UInt8 {
    var best = nearestFixed(colour)
    var least = fixed(best).distance(to: colour)
    func consider(_ index: Int) {
      let index = UInt8(truncatingIfNeeded: index)
      let distance = fixed(index).distance(to: colour)
      if distance < least { (best, least) = (index, distance) }
    }
    func below(_ value: UInt8) -> Int { value < 95 ? 0 : min(4, (Int(value) - 55) / 40) }
    let (red, green, blue) = (below(colour.red), below(colour.green), below(colour.blue))
    for corner in 0..<8 {
      consider(16 + 36 * (red + (corner >> 2)) + 6 * (green + ((corner >> 1) & 1)) + blue + (corner & 1))
    }
    let light = (77 * Int(colour.red) + 150 * Int(colour.green) + 29 * Int(colour.blue)) >> 8
    let grey = min(max((light - 3) / 10, 0), 23)
    for step in max(0, grey - 1)...min(23, grey + 1) { consider(232 + step) }
    return best
  }

  /// The colour of the console, among the first `count` of the 16, nearest to this one.
  package static func nearestOfConsole(_ colour: RGB, count: Int) -> UInt8 {
    nearest(colour, in: console.prefix(max(count, 1)))
  }

  /// The number of the colour nearest to this one.
  package static func nearest(_ colour: RGB, in palette: ArraySlice<RGB>) -> UInt8 {
    var best = palette.startIndex
    var least = Int.max
    for index in palette.indices {
      let distance = palette[index].distance(to: colour)
      if distance < least {
        least = distance
        best = index
      }
    }
    return UInt8(truncatingIfNeeded: best)
  }

  private static let steps: [UInt8] = [0, 95, 135, 175, 215, 255]

  private static func step(_ value: UInt8) -> Int {
    value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40
  }
}

extension RGB {
  fileprivate func plainDistance(to other: RGB) -> Int {
    let red = Int(red) - Int(other.red)
    let green = Int(green) - Int(other.green)
    let blue = Int(blue) - Int(other.blue)
    return red * red + green * green + blue * blue
  }
}
