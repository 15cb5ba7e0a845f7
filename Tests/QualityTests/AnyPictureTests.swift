import Quality
import Testing

/// Whatever a device sends, it is measured without a trap, and nothing is found in nothing.
@Suite struct AnyPictureTests {
  private static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
  }

  @Test(arguments: [(1, 1), (1, 300), (300, 1), (2, 2), (7, 9), (64, 48), (210, 270), (640, 40), (40, 640)])
  func `colour pictures of every shape are measured`(width: Int, height: Int) throws {
    for grey in [UInt8(0), 127, 255] {
      let plain = try #require(RGBPicture.plain(red: grey, green: grey, blue: grey, width: width, height: height))
      let measures = PhotoMeasures.measure(plain)
      #expect(measures.faceCount == 0)
      #expect(measures.faults(against: .standard).contains(.noFace))
      #expect(measures.score(against: .standard) == 0)
    }
    let skin = try #require(RGBPicture.plain(red: 220, green: 170, blue: 140, width: width, height: height))
    #expect(PhotoMeasures.measure(skin).faceCount == 0)
    let pixels = Self.noise(width * height * 3, seed: UInt64(width * 1000 + height))
    let noise = try #require(RGBPicture(width: width, height: height, pixels: pixels))
    #expect(PhotoMeasures.measure(noise).faceCount == 0)
  }

  @Test(arguments: [(1, 1), (1, 300), (300, 1), (15, 17), (33, 31), (300, 400)])
  func `grey pictures of every shape are measured and compared`(width: Int, height: Int) throws {
    let black = try #require(GreyPicture.plain(0, width: width, height: height))
    #expect(PrintMeasures.measure(black).faults(against: .standard) == [.uniform])
    let white = try #require(GreyPicture.plain(255, width: width, height: height))
    #expect(PrintMeasures.measure(white).faults(against: .standard) == [.empty])
    #expect(PrintMeasures.measure(white).score(against: .standard) == 0)
    let pixels = Self.noise(width * height, seed: UInt64(width))
    let noise = try #require(GreyPicture(width: width, height: height, pixels: pixels))
    #expect(!PrintMeasures.measure(noise).faults(against: .standard).isEmpty)
    #expect(PrintBlockMeasures(noise)?.standardMeasures.allSatisfy(\.native.isFinite) == true)
    #expect(!PrintMeasures.sameFinger(white, black))
    #expect(!PrintMeasures.sameFinger(noise, white))
  }

  @Test func `straight stripes are a print with certain directions and a known distance`() throws {
    let pixels = (0..<(300 * 400)).map { UInt8(($0 / 300) % 9 < 4 ? 40 : 220) }
    let stripes = try #require(GreyPicture(width: 300, height: 400, pixels: pixels))
    let measures = PrintMeasures.measure(stripes)
    #expect(measures.certainty > 0.99)
    #expect(measures.plausibility > 0.99)
    #expect(abs(measures.ridgeShare - 4.0 / 9) < 0.02)
    #expect(abs(measures.contrast - 180) < 2)
    #expect(measures.foreground > 100_000)
  }

  @Test func `a picture whose values do not fit its sides is none`() {
    #expect(RGBPicture(width: 2, height: 2, pixels: [1, 2, 3]) == nil)
    #expect(RGBPicture(width: 0, height: 0, pixels: []) == nil)
    #expect(RGBPicture(width: -1, height: -3, pixels: [1, 2, 3]) == nil)
    #expect(GreyPicture(width: 5000, height: 1, pixels: [UInt8](repeating: 0, count: 5000)) == nil)
  }

  @Test func `luminance weighs green most`() throws {
    let picture = try #require(RGBPicture(width: 3, height: 1, pixels: [255, 0, 0, 0, 255, 0, 0, 0, 255]))
    #expect(picture.luminance.pixels == [76, 149, 28])
  }
}
