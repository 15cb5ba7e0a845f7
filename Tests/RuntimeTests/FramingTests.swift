import Quality
import Renewal
import Runtime
import Screens
import TestSupport
import Testing

@Suite struct FramingTests {
  private static let terminal = DeskTerminal(
    size: Size(columns: 80, rows: 24), capabilities: .full, contrast: .dark)

  private static let fromDesk: [DeskMessage] = [
    .hello(version: Wire.version, terminal: terminal),
    .keys(
      keys: [.digit(0), .digit(9), .enter, .back, .stop, .help, .again, .up, .down, .left, .right, .tab, .backTab]
        .map(WireKey.init) + [WireKey(.letter("æ")), WireKey(.letter("5"))], seen: 7),
    .press(column: 3, row: 4, seen: 1), .resized(columns: 120, rows: 33), .list(version: Wire.version),
    .send(version: Wire.version, staff: "30", pin: "975310"), .accounts(version: Wire.version),
    .bye,
  ]

  @Test(arguments: fromDesk)
  func `a desk's message comes out as it went in, however its bytes are cut`(message: DeskMessage) throws {
    let bytes = message.frame
    for cut in 0...bytes.count {
      var reader = FrameReader(longest: Framing.longestFromDesk)
      reader.feed(bytes[..<cut])
      if cut < bytes.count { #expect(try reader.next() == nil) }
      reader.feed(bytes[cut...])
      let payload = try #require(try reader.next())
      #expect(try DeskMessage(payload: payload) == message)
      #expect(try reader.next() == nil)
    }
  }

  @Test func `several frames in one reading come one after the other`() throws {
    var reader = FrameReader(longest: Framing.longestFromDesk)
    reader.feed(Self.fromDesk.flatMap(\.frame)[...])
    for message in Self.fromDesk { #expect(try reader.next().map(DeskMessage.init(payload:)) == message) }
  }

  @Test func `an empty frame and one that is too long are faults before they are read`() {
    var empty = FrameReader(longest: 100)
    empty.feed([0, 0, 0, 0])
    #expect(throws: FrameFault.empty) { try empty.next() }
    var long = FrameReader(longest: 100)
    long.feed([0, 0, 0, 101])
    #expect(throws: FrameFault.tooLong(101)) { try long.next() }
    var huge = FrameReader(longest: 100)
    huge.feed([255, 255, 255, 255])
    #expect(throws: FrameFault.tooLong(4_294_967_295)) { try huge.next() }
  }

  @Test(arguments: [
    #"{"keys":{"keys":["ten"],"seen":1}}"#, #"{"keys":{"keys":["=\u001b"],"seen":1}}"#, #"{"keys":{"keys":[""]}}"#,
    #"{"resized":{"columns":0,"rows":24}}"#, #"{"resized":{"columns":80,"rows":-1}}"#, #"{"resized":{"columns":1e99}}"#,
    #"{"press":{"column":-1,"row":0,"seen":0}}"#, #"{"fly":{}}"#, #"[]"#, "nonsense", "\u{0}", #"{"bye":"#,
  ])
  func `what is no message is none`(text: String) {
    #expect(throws: FrameFault.malformed) { try DeskMessage(payload: Array(text.utf8)) }
  }

  @Test func `the version of a first word is read whatever else a newer desk says`() {
    let newer = #"{"hello":{"version":99,"terminal":{"shape":"round"},"more":[1]}}"#
    #expect(DeskMessage.version(in: Array(newer.utf8)) == 99)
    #expect(DeskMessage.version(in: Array(#"{"list":{"version":2}}"#.utf8)) == 2)
    #expect(DeskMessage.version(in: Array(#"{"bye":{}}"#.utf8)) == nil)
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `whatever bytes come, a decoder throws or answers, and never asks for more than its bound`(seed: UInt64) {
    var numbers = Seeded(seed)
    let whole = Self.fromDesk.flatMap(\.frame)
    for round in 0..<3_000 {
      var bytes = whole
      if round % 3 == 0 {
        bytes = (0..<Int.random(in: 1...600, using: &numbers)).map { _ in UInt8.random(in: 0...255, using: &numbers) }
      } else {
        for _ in 0..<Int.random(in: 1...8, using: &numbers) {
          let at = Int.random(in: 0..<bytes.count, using: &numbers)
          switch Int.random(in: 0...2, using: &numbers) {
          case 0: bytes[at] = UInt8.random(in: 0...255, using: &numbers)
          case 1: bytes.remove(at: at)
          default: bytes.insert(UInt8.random(in: 0...255, using: &numbers), at: at)
          }
        }
      }
      var reader = FrameReader(longest: Framing.longestFromDesk)
      reader.feed(bytes[...])
      while let payload = try? reader.next() {
        #expect(payload.count <= Framing.longestFromDesk)
        _ = DeskMessage.version(in: payload)
        if case .keys(let keys, _)? = try? DeskMessage(payload: payload) {
          #expect(keys.count <= DeskMessage.mostKeys)
          for case .letter(let scalar) in keys.map(\.key) { #expect(Repertoire.contains(scalar)) }
        }
      }
    }
  }
}

@Suite struct PictureMessageTests {
  private static func picture(_ width: Int, _ height: Int, _ red: UInt8) throws -> RGBPicture {
    let pixels = (0..<width * height).flatMap { [red, UInt8($0 % width % 256), UInt8($0 / width % 256)] }
    return try #require(RGBPicture(width: width, height: height, pixels: pixels))
  }

  private static func drawing(
    _ number: Int, _ pictures: [(RGBPicture, Rect)], _ text: String = "", size: Size = Size(columns: 80, rows: 24)
  ) -> DeskPicture {
    var grid = Grid(size: size)
    for (picture, rect) in pictures { grid.put(PlacedPicture(picture, in: rect)) }
    grid.put(text, at: Position(column: 0, row: 0))
    return DeskPicture(
      number: number, screen: Screen(grid: grid, cursor: Position(column: 0, row: 0)), theme: .light)
  }

  /// What a desk shows after some messages, each as it crosses the socket; and how many of them were pictures.
  private static func apply(_ messages: [BoxMessage], to copy: inout ScreenCopy) throws -> Int {
    var count = 0
    for message in messages {
      #expect(message.frame.count < Framing.longestFromBox)
      switch try BoxMessage(payload: Array(message.frame.dropFirst(Framing.frame([]).count))) {
      case .picture(let picture):
        count += 1
        try copy.take(picture)
      case .screen(let change): _ = try copy.apply(change)
      case _: Issue.record("another message")
      }
    }
    return count
  }

  @Test func `a desk shows the pictures of a drawing, and each is sent once`() throws {
    var (composer, copy) = (ScreenComposer(), ScreenCopy())
    // As many points as its cells are sent, so that they are its own.
    let one = try Self.picture(60, 60, 1)
    let other = try Self.picture(60, 60, 2)
    let (left, right) = (
      Rect(column: 2, row: 3, columns: 6, rows: 3), Rect(column: 20, row: 3, columns: 6, rows: 3)
    )
    func send(_ drawing: DeskPicture) throws -> Int { try Self.apply(composer.messages(to: drawing), to: &copy) }
    #expect(try send(Self.drawing(1, [(one, left), (other, right)])) == 2)
    #expect(copy.screen.grid.pictures.map(\.rect) == [left, right])
    #expect(copy.screen.grid[2, 3].ink.isPixels && !copy.screen.grid[8, 3].ink.isPixels)
    #expect(copy.screen.grid.pictures[1].plane(width: 60, height: 60).pixels[61] == RGB(red: 2, green: 1, blue: 1))
    let before = copy.screen.grid.pictures
    #expect(try send(Self.drawing(2, [(one, left), (other, right)], "Hej")) == 0, "only the text changed")
    #expect(copy.screen.grid.pictures == before && copy.screen.grid.text.hasPrefix("Hej"))
    #expect(try send(Self.drawing(3, [(one, left), (one, right)], "Hej")) == 1, "another place is another picture")
    #expect(try send(Self.drawing(4, [(one, left)], "Hej")) == 0)
    #expect(copy.screen.grid.pictures.count == 1 && !copy.screen.grid[20, 3].ink.isPixels)
    #expect(try send(Self.drawing(5, [], "Hej")) == 0)
    #expect(copy.screen.grid.pictures.isEmpty)
    #expect(try send(Self.drawing(6, [(one, left)], "Hej")) == 1, "what has gone is forgotten at both ends")
  }

  @Test func `the largest picture on the largest screen fits its frame`() throws {
    var (composer, copy) = (ScreenComposer(), ScreenCopy())
    let all = Rect(column: 0, row: 0, columns: Size.largest.columns, rows: Size.largest.rows)
    let drawing = Self.drawing(1, [(try Self.picture(1000, 800, 9), all)], size: .largest)
    #expect(try Self.apply(composer.messages(to: drawing), to: &copy) == 1)
    #expect(copy.screen.grid.pictures.map(\.rect) == [all])
  }

  @Test func `a picture that cannot be, or that did not come, is refused`() throws {
    func message(_ n: Int, _ w: Int, _ h: Int, _ points: String) throws -> PictureMessage {
      let text = #"{"picture":{"picture":{"n":\#(n),"w":\#(w),"h":\#(h),"p":"\#(points)"}}}"#
      guard case .picture(let picture) = try BoxMessage(payload: Array(text.utf8)) else { throw FrameFault.empty }
      return picture
    }
    func change(_ place: String) throws -> ScreenChange {
      let text =
        #"{"screen":{"change":{"n":1,"w":80,"h":24,"all":true,"more":false,"theme":"light","x":0,"y":0,"#
        + #""runs":[],"p":[\#(place)]}}}"#
      guard case .screen(let change) = try BoxMessage(payload: Array(text.utf8)) else { throw FrameFault.empty }
      return change
    }
    for (width, height) in [(2, 1), (0, 1), (-1, -1), (4097, 1)] {
      var copy = ScreenCopy()
      #expect(throws: FrameFault.malformed) { try copy.take(message(1, width, height, "AAAA")) }
    }
    #expect(throws: FrameFault.malformed) { try message(1, 1, 1, "*") }
    for place in [
      #"{"n":2,"x":0,"y":0,"w":1,"h":1}"#, #"{"n":1,"x":80,"y":0,"w":1,"h":1}"#, #"{"n":1,"x":-1,"y":0,"w":2,"h":1}"#,
      #"{"n":1,"x":9223372036854775807,"y":0,"w":1,"h":1}"#, #"{"n":1,"x":0,"y":0,"w":9223372036854775807,"h":1}"#,
    ] {
      var copy = ScreenCopy()
      try copy.take(message(1, 1, 1, "AAAA"))
      #expect(throws: FrameFault.malformed) { try copy.apply(change(place)) }
    }
    var copy = ScreenCopy()
    for number in 1...16 { try copy.take(message(number, 1, 1, "AAAA")) }
    #expect(throws: FrameFault.malformed) { try copy.take(message(17, 1, 1, "AAAA")) }
  }

  @Test func `a desk that does not know pictures greets and is drawn to as ever`() throws {
    let older =
      #"{"hello":{"terminal":{"colours":4,"columns":80,"halfBlocks":true,"rows":24,"symbols":true,"#
      + #""theme":"dark"},"version":2}}"#
    guard case .hello(let version, let terminal) = try DeskMessage(payload: Array(older.utf8)) else {
      throw FrameFault.empty
    }
    #expect(version == Wire.version && !terminal.capabilities.hasPixels)
    #expect(
      DeskMessage.hello(version: 2, terminal: terminal).frame == Framing.frame(Array(older.utf8)),
      "and a desk without pixels says nothing else")
    var composer = ScreenComposer()
    let text = composer.messages(to: Self.drawing(1, [], "Hej")).map { String(decoding: $0.frame, as: UTF8.self) }
    #expect(text.count == 1 && !text[0].contains(#""p":"#))
  }
}

@Suite struct ScreenChangeTests {
  private func drawing(_ numbers: inout Seeded, size: Size) -> Screen {
    var grid = Grid(size: size)
    let scalars = Array(" abcæøå▀▄█✓►".unicodeScalars)
    for row in 0..<size.rows {
      for column in 0..<size.columns where Bool.random(using: &numbers) {
        let isPicture = Int.random(in: 0..<4, using: &numbers) == 0
        let front = RGB(UInt32.random(in: 0...0xFF_FFFF, using: &numbers))
        let back = RGB(UInt32.random(in: 0...0xFF_FFFF, using: &numbers))
        let role = Role.allCases.randomElement(using: &numbers) ?? .text
        grid[column, row] = Cell(
          scalars.randomElement(using: &numbers) ?? " ", ink: isPicture ? .picture(front, on: back) : .role(role),
          style: CellStyle(rawValue: UInt8.random(in: 0...7, using: &numbers)))
      }
    }
    return Screen(grid: grid, cursor: Position(column: size.columns - 1, row: 0))
  }

  @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 40, rows: 15), Size(columns: 130, rows: 70)])
  func `a desk shows what the box drew, drawing after drawing`(size: Size) throws {
    var numbers = Seeded(11)
    var composer = ScreenComposer()
    var copy = ScreenCopy()
    for number in 1...8 {
      let smaller = number % 4 == 0 ? Size(columns: size.columns - 1, rows: size.rows) : size
      let picture = DeskPicture(number: number, screen: drawing(&numbers, size: smaller), theme: .dark)
      let parts = composer.changes(to: picture)
      for (index, part) in parts.enumerated() {
        let frame = BoxMessage.screen(change: part).frame
        #expect(frame.count < Framing.longestFromBox)
        guard case .screen(let arrived) = try BoxMessage(payload: Array(frame.dropFirst(Framing.frame([]).count)))
        else {
          Issue.record("no screen")
          return
        }
        #expect(try copy.apply(arrived) == (index == parts.count - 1))
      }
      #expect(copy.screen == picture.screen)
      #expect(copy.number == number)
      #expect(copy.theme == .dark)
    }
  }

  @Test func `a typed figure costs one run`() throws {
    var composer = ScreenComposer()
    var screen = Screen(grid: Grid(size: Size(columns: 80, rows: 24)), cursor: Position(column: 0, row: 0))
    _ = composer.changes(to: DeskPicture(number: 1, screen: screen, theme: .light))
    screen.grid.put("7", at: Position(column: 10, row: 3), ink: .role(.entry))
    let changes = composer.changes(to: DeskPicture(number: 2, screen: screen, theme: .light))
    #expect(changes.flatMap(\.runs).count == 1)
    #expect(changes.map { BoxMessage.screen(change: $0).frame.count }.reduce(0, +) < 200)
  }

  @Test func `the largest screen full of pictures fits its frames`() {
    var numbers = Seeded(5)
    var grid = Grid(size: Size.largest)
    for row in 0..<Size.largest.rows {
      for column in 0..<Size.largest.columns {
        let colour = RGB(UInt32.random(in: 0...0xFF_FFFF, using: &numbers))
        grid[column, row] = Cell("▀", ink: .picture(colour, on: colour), style: column % 2 == 0 ? [] : .bold)
      }
    }
    var composer = ScreenComposer()
    let picture = DeskPicture(
      number: 1, screen: Screen(grid: grid, cursor: Position(column: 0, row: 0)), theme: .light)
    for change in composer.changes(to: picture) {
      #expect(BoxMessage.screen(change: change).frame.count < Framing.longestFromBox)
    }
  }

  @Test(arguments: [
    #"{"y":0,"x":79,"t":"ab","r":0,"s":0}"#, #"{"y":24,"x":0,"t":"a","r":0,"s":0}"#,
    #"{"y":-1,"x":0,"t":"a","r":0,"s":0}"#, #"{"y":0,"x":-1,"t":"a","r":0,"s":0}"#,
    #"{"y":0,"x":0,"t":"a","r":200,"s":0}"#, #"{"y":0,"x":0,"t":"a","r":0,"s":8}"#, #"{"y":0,"x":0,"t":"a","s":0}"#,
    #"{"y":0,"x":0,"t":"a","s":0,"c":"zzzzzzzzzzzz"}"#, #"{"y":0,"x":0,"t":"a","s":0,"c":"00"}"#,
    #"{"y":0,"x":9223372036854775807,"t":"a","r":0,"s":0}"#,
  ])
  func `a run that cannot be is refused`(run: String) throws {
    let text =
      #"{"screen":{"change":{"n":1,"w":80,"h":24,"all":true,"more":false,"theme":"light","x":0,"y":0,"#
      + #""runs":[\#(run)]}}}"#
    guard case .screen(let change) = try BoxMessage(payload: Array(text.utf8)) else {
      Issue.record("no screen")
      return
    }
    var copy = ScreenCopy()
    #expect(throws: FrameFault.malformed) { try copy.apply(change) }
  }

  @Test func `a control character becomes a question mark`() throws {
    let text =
      #"{"screen":{"change":{"n":1,"w":9,"h":1,"all":true,"more":false,"theme":"light","x":0,"y":0,"#
      + #""runs":[{"y":0,"x":0,"t":"\u001b[2J","r":0,"s":0}]}}}"#
    guard case .screen(let change) = try BoxMessage(payload: Array(text.utf8)) else {
      Issue.record("no screen")
      return
    }
    var copy = ScreenCopy()
    _ = try copy.apply(change)
    #expect(copy.screen.grid.text == "?[2J")
  }
}
