import Screens
import Terminal
import Testing

@Suite struct PixelLayoutTests {
  /// 320 × 200 points of a console of 20 × 6 cells of 16 × 32; eight points are left over below.
  static func facts(_ bits: UInt32 = 32, lineLength: UInt32? = nil) -> FramebufferFacts {
    let line = lineLength ?? 320 * bits / 8
    let is565 = bits == 16
    return FramebufferFacts(
      bits: bits, lineLength: line, length: line * 200, width: 320, height: 200,
      red: is565 ? .init(11, 5) : .init(16, 8), green: is565 ? .init(5, 6) : .init(8, 8),
      blue: is565 ? .init(0, 5) : .init(0, 8), cellWidth: 16, cellHeight: 32)
  }

  static let size = Size(columns: 20, rows: 6)

  /// A plane of one cell with a colour.
  private static func plane(_ colour: UInt32) -> PixelPlane {
    PixelPlane(width: 16, height: 32, pixelAspect: 1, filledWith: RGB(colour))
  }

  private func first(_ facts: FramebufferFacts, _ colour: UInt32) throws -> [UInt8] {
    let layout = try #require(PixelLayout(facts, size: Self.size))
    let place = Rect(column: 0, row: 0, columns: 1, rows: 1)
    let line = try #require(layout.bytes(of: Self.plane(colour), at: place, columns: 0..<1, line: 0))
    #expect(line.bytes.count == 16 * Int(facts.bits) / 8)
    return Array(line.bytes.prefix(Int(facts.bits) / 8))
  }

  @Test func `A point's bytes are what the driver says`() throws {
    #expect(try first(Self.facts(32), 0x112233) == [0x33, 0x22, 0x11, 0x00])
    #expect(try first(Self.facts(24), 0x112233) == [0x33, 0x22, 0x11])
    #expect(try first(Self.facts(16), 0x112233) == [0x06, 0x11])
    #expect(try first(Self.facts(16), 0xFFFFFF) == [0xFF, 0xFF])
    var opaque = Self.facts(32)
    opaque.transparency = .init(24, 8)
    #expect(try first(opaque, 0x112233) == [0x33, 0x22, 0x11, 0xFF])
    var turned = Self.facts(32)
    (turned.red, turned.blue) = (turned.blue, turned.red)
    #expect(try first(turned, 0x112233) == [0x11, 0x22, 0x33, 0x00])
    var short = Self.facts(16)
    (short.red, short.green, short.blue, short.transparency) = (.init(10, 5), .init(5, 5), .init(0, 5), .init(15, 1))
    #expect(try first(short, 0x112233) == [0x86, 0x88])
  }

  @Test(arguments: [UInt32(16), 24, 32])
  func `A line stands where its cell is, with odd lines and a view that is moved`(bits: UInt32) throws {
    let each = Int(bits) / 8
    var facts = Self.facts(bits, lineLength: 331 * bits / 8 + 3)
    (facts.xOffset, facts.yOffset) = (5, 7)
    facts.length = facts.lineLength * 207
    let layout = try #require(PixelLayout(facts, size: Self.size))
    let plane = PixelPlane(width: 48, height: 64, pixelAspect: 1, filledWith: RGB(1))
    let place = Rect(column: 4, row: 2, columns: 3, rows: 2)
    let line = try #require(layout.bytes(of: plane, at: place, columns: 5..<7, line: 33))
    #expect(line.offset == (7 + 2 * 32 + 33) * Int(facts.lineLength) + (5 + 5 * 16) * each)
    #expect(line.bytes.count == 32 * each)
    #expect(layout.points(of: place.size) == (48, 64))
    #expect(layout.bytes(of: plane, at: place, columns: 5..<7, line: 64) == nil)
    #expect(layout.bytes(of: plane, at: place, columns: 5..<7, line: -1) == nil)
    #expect(layout.bytes(of: plane, at: place, columns: 9..<12, line: 0) == nil)
  }

  @Test func `A driver that contradicts itself is not believed`() {
    let lies: [(inout FramebufferFacts) -> Void] = [
      { $0.bits = 8 }, { $0.bits = 0 }, { $0.bits = 30 }, { $0.width = 0 }, { $0.height = .max }, { $0.width = .max },
      { $0.lineLength -= 1 }, { $0.lineLength = 0 }, { $0.length -= 1 }, { $0.length = 0 }, { $0.xOffset = 1 },
      { $0.yOffset = 1 }, { $0.yOffset = .max }, { $0.xOffset = .max }, { $0.red = .init(25, 8) },
      { $0.green = .init(.max, .max) }, { $0.blue = .init(0, 9) }, { $0.blue = .init(0, 0) },
      { $0.transparency = .init(32, 1) }, { $0.cellWidth = 0 }, { $0.cellHeight = 0 }, { $0.cellHeight = .max },
      // As many cells as there is room for: otherwise it is not this console's text that stands there.
      { $0.cellWidth = 8 }, { $0.cellHeight = 16 }, { ($0.width, $0.height) = (200, 320) },
    ]
    for (index, lie) in lies.enumerated() {
      var facts = Self.facts()
      lie(&facts)
      #expect(PixelLayout(facts, size: Self.size) == nil, "\(index)")
    }
    #expect(PixelLayout(Self.facts(), size: Self.size) != nil)
    #expect(PixelLayout(Self.facts(), size: Size(columns: 0, rows: 0)) == nil)
  }

  @Test func `Nothing is ever written outside of what is seen`() throws {
    for bits in [UInt32(16), 24, 32] {
      var facts = Self.facts(bits, lineLength: 340 * bits / 8)
      (facts.xOffset, facts.yOffset) = (9, 2)
      facts.length = facts.lineLength * 202
      let layout = try #require(PixelLayout(facts, size: Self.size))
      let each = Int(bits) / 8
      var seen = 0
      for place in [
        Rect(column: -3, row: -1, columns: 9, rows: 4), Rect(column: 15, row: 4, columns: 9, rows: 9),
        Rect(column: 0, row: 0, columns: 20, rows: 6), Rect(column: 30, row: 30, columns: 2, rows: 2),
      ] {
        let (width, height) = layout.points(of: place.size)
        let plane = PixelPlane(width: width, height: height, pixelAspect: 1, filledWith: RGB(0xFFFFFF))
        for line in -40..<(height + 40) {
          for columns in [place.column..<place.endColumn, 0..<20, -5..<60] {
            guard let (offset, bytes) = layout.bytes(of: plane, at: place, columns: columns, line: line) else {
              continue
            }
            let (y, x) = offset.quotientAndRemainder(dividingBy: Int(facts.lineLength))
            #expect((2..<2 + 6 * 32).contains(y) && x >= 9 * each && x + bytes.count <= (9 + 320) * each)
            seen += 1
          }
        }
      }
      #expect(seen > 500)
    }
  }
}
