import Quality

extension GreyPicture {
  /// A picture of one grey.
  static func plain(_ grey: UInt8, width: Int, height: Int) -> GreyPicture? {
    GreyPicture(width: width, height: height, pixels: [UInt8](repeating: grey, count: width * height))
  }
}

extension RGBPicture {
  /// A picture of one colour.
  static func plain(red: UInt8, green: UInt8, blue: UInt8, width: Int, height: Int) -> RGBPicture? {
    let pixels = (0..<(width * height)).flatMap { _ in [red, green, blue] }
    return RGBPicture(width: width, height: height, pixels: pixels)
  }
}
