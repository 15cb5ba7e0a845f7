import Foundation
import Quality
import Testing

/// The block measures against what NIST's NFIQ 2 prints for one of its examples.
@Suite struct PrintBlockTests {
  private static func example() throws -> GreyPicture {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/SFinGe_Test01.pgm")
    return try GreyPicture(pgm: Array(try Data(contentsOf: file)))
  }

  @Test(arguments: [
    ("OCL_Bin10_Mean", 0.831652, 83), ("OCL_Bin10_StdDev", 0.110701, 11), ("LCS_Bin10_Mean", 0.770562, 77),
    ("LCS_Bin10_StdDev", 0.251799, 25), ("FDA_Bin10_Mean", 0.458941, 46), ("FDA_Bin10_StdDev", 0.0893049, 9),
    ("Mu", 183.975, 72), ("MMB", 185.522, 73),
  ])
  func `each measure is the one that NFIQ 2 prints, to its last figure`(
    name: String, printed: Double, score: Int
  ) throws {
    let example = try Self.example()
    let measures = try #require(PrintBlockMeasures(example)).standardMeasures
    let measure = try #require(measures.first { $0.name == name })
    // Six figures are printed.
    #expect(String(format: "%.6g", measure.native) == String(format: "%.6g", printed))
    #expect(measure.score == score)
  }

  @Test func `the white around a print is no part of it`() throws {
    let print = try Self.example()
    let framed = try #require(Self.framed(print, by: 37))
    #expect(PrintBlockMeasures(framed) == PrintBlockMeasures(print))
  }

  private static func framed(_ picture: GreyPicture, by edge: Int) -> GreyPicture? {
    let (width, height) = (picture.width + 2 * edge, picture.height + 2 * edge)
    var pixels = [UInt8](repeating: 255, count: width * height)
    for y in 0..<picture.height {
      for x in 0..<picture.width { pixels[(y + edge) * width + x + edge] = picture.pixel(x: x, y: y) }
    }
    return GreyPicture(width: width, height: height, pixels: pixels)
  }

  @Test func `a white picture has no measures, and a grey one no blocks`() throws {
    let white = try #require(GreyPicture.plain(255, width: 400, height: 400))
    #expect(PrintBlockMeasures(white) == nil)
    let plain = try #require(GreyPicture.plain(90, width: 400, height: 400))
    let grey = try #require(PrintBlockMeasures(plain))
    #expect(grey.standardMeasures.map(\.name) == ["Mu", "MMB"])
    #expect(grey.mean == 90 && grey.meanOfBlockMeans == 90)
  }
}

/// Pictures read as Netpbm writes them.
@Suite struct NetpbmTests {
  @Test func `a picture is read back as it was written`() throws {
    let grey = try #require(GreyPicture(width: 3, height: 2, pixels: [0, 10, 32, 13, 35, 255]))
    #expect(try GreyPicture(pgm: grey.pgm) == grey)
    let colour = try #require(RGBPicture(width: 1, height: 2, pixels: [10, 9, 32, 35, 0, 255]))
    #expect(try RGBPicture(ppm: colour.ppm) == colour)
  }

  @Test(arguments: ["P5 2 1 255 ab", "P5\n# by hand\n2 # wide\n1\n255\nab", "P5\t2\r1\n255\tab"])
  func `a head may be written in other ways`(text: String) throws {
    #expect(try GreyPicture(pgm: Array(text.utf8)).pixels == Array("ab".utf8))
  }

  @Test(arguments: [
    ("P6 1 1 255 abc", NetpbmFault.kind(expected: "P5")), ("", .kind(expected: "P5")), ("P5", .head), ("P5 2", .head),
    ("P52 1 255 ab", .head), ("P5 2 1 255", .head), ("P5 -2 1 255 ab", .head), ("P5 2 1000000 255 ab", .head),
    ("P5 2 1 255#ab", .head), ("P5 # no end", .head), ("P5 0 1 255 ", .sides(width: 0, height: 1)),
    ("P5 4097 1 255 ab", .sides(width: 4097, height: 1)), ("P5 2 1 65535 abcd", .depth(65_535)),
    ("P5 2 1 255 a", .length(expected: 2, found: 1)), ("P5 2 1 255 abc", .length(expected: 2, found: 3)),
  ])
  func `what is no picture is told apart`(text: String, fault: NetpbmFault) {
    #expect(throws: fault) { try GreyPicture(pgm: Array(text.utf8)) }
  }

  @Test func `no bytes at all make a picture fail otherwise than by its fault`() throws {
    let whole = try #require(GreyPicture.plain(7, width: 5, height: 4)).pgm
    var state: UInt64 = 11
    for _ in 0..<20_000 {
      var bytes = Array(whole.prefix(Int(state >> 33) % (whole.count + 1)))
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      if !bytes.isEmpty { bytes[Int(state >> 40) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20) }
      if let picture = try? GreyPicture(pgm: bytes) { #expect(picture.pixels.count == picture.width * picture.height) }
    }
  }
}
