import CTerminal
import Glibc
import Quality
import Renewal
import Screens
import Terminal
import TestSupport
import Testing

extension CursesSessionTests {
  /// Pictures that are sent to a terminal emulator which said that it shows them.
  @Suite(.serialized) struct GraphicsDrawingTests {
    private static let place = Rect(column: 10, row: 4, columns: 6, rows: 3)
    private static let sixel = "\u{1B}[6;16;8t\u{1B}[?1;0;256S\u{1B}[?62;4c"
    private static let kitty = "\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[6;16;8t\u{1B}[?62;4c"

    private static func picture(_ red: UInt8) throws -> RGBPicture {
      let pixels = (0..<48 * 48).flatMap { at -> [UInt8] in
        let (x, y) = (at % 48, at / 48)
        return [red, UInt8(x / 8 * 40), UInt8(y / 8 * 40)]
      }
      return try #require(RGBPicture(width: 48, height: 48, pixels: pixels))
    }

    /// A session on a terminal that has answered so.
    private func session(_ bench: Bench, _ answers: String, type: String = "xterm-256color") throws -> CursesSession {
      var session = try CursesSession(input: bench.terminal.near, output: bench.terminal.near, type: type, asks: true)
      expect(session, isMeasured: false)
      bench.terminal.deliver(answers)
      let inputs = session.nextInputs(now: 0)
      let hasPixels = session.capabilities.hasPixels
      expect(session, isMeasured: true, hasPixels: hasPixels)
      #expect(inputs == (hasPixels ? [.resized(CursesSessionTests.usual)] : []))
      bench.look()
      return session
    }

    private func expect(
      _ session: borrowing CursesSession, isMeasured: Bool, hasPixels: Bool = false,
      at place: SourceLocation = #_sourceLocation
    ) {
      let (hasAnswers, shows) = (session.isMeasured, session.capabilities.hasPixels)
      #expect(hasAnswers == isMeasured && shows == hasPixels, sourceLocation: place)
    }

    private func screen(
      _ picture: RGBPicture?, _ session: borrowing CursesSession, _ text: String = "", at column: Int = 20,
      row: Int = 5,
      in place: Rect = Self.place
    ) -> Screen {
      var grid = Grid(size: CursesSessionTests.usual)
      if let picture {
        PictureRaster(capabilities: session.capabilities).draw(picture, in: place, on: &grid, fit: .filled)
      }
      grid.put(text, at: Position(column: column, row: row))
      return Screen(grid: grid, cursor: Position(column: 0, row: 0))
    }

    /// The strings of a kind that were written, each with where the cursor was put for it.
    private func strings(_ introducer: String, _ bench: Bench) -> [(place: String, body: String)] {
      bench.look()
      let pieces = String(decoding: bench.lastBytes, as: UTF8.self).components(by: "\u{1B}\(introducer)")
      return zip(pieces, pieces.dropFirst()).map { before, piece in
        let place = before.components(by: "\u{1B}7\u{1B}[").last ?? ""
        return (String(place.prefix(while: { $0 != "H" })), piece.components(by: "\u{1B}\\")[0])
      }
    }

    /// The sixel images that were written.
    private func images(_ bench: Bench) throws -> [(place: String, image: SixelImage)] {
      try strings("P", bench).map { ($0.place, try #require(SixelImage(Array($0.body.utf8)))) }
    }

    /// How far the points of an image are from the picture's, at the most, and of how many there are none.
    private func error(_ image: SixelImage, _ red: UInt8) -> (most: Int, missing: Int) {
      var (most, missing) = (0, 0)
      for y in 0..<48 {
        for x in 0..<48 {
          guard let point = image[x, y] else {
            missing += 1
            continue
          }
          let wanted = [Int(red), x / 8 * 40, y / 8 * 40]
          let found = [Int(point.red), Int(point.green), Int(point.blue)]
          most = max(most, zip(wanted, found).map { abs($0 - $1) }.max() ?? 0)
        }
      }
      return (most, missing)
    }

    // MARK: Sixels

    @Test func `A sixel picture is the picture, in its cells, and is sent again only where text was`() throws {
      let bench = try Bench()
      var session = try session(bench, Self.sixel)
      let picture = try Self.picture(200)
      session.draw(screen(picture, session), theme: .light)
      let sent = try images(bench)
      #expect(sent.map(\.place) == ["5;11"])
      let image = try #require(sent.first?.image)
      #expect(image.width == 48 && image.height == 48)
      let error = error(image, 200)
      // A colour is told in hundredths.
      #expect(error.most <= 2 && error.missing == 0)
      session.draw(screen(picture, session), theme: .light)
      #expect(try images(bench).isEmpty)
      session.draw(screen(picture, session, "Kom lidt nærmere"), theme: .light)
      #expect(try images(bench).count == 1, "all of it, for a row of it alone would be another picture")
      session.draw(screen(picture, session, "Kom lidt nærmere", at: 20, row: 9), theme: .light)
      _ = try images(bench)
      session.draw(screen(picture, session, "Kom lidt tættere", at: 20, row: 9), theme: .light)
      #expect(try images(bench).isEmpty, "text in other rows")
      session.draw(screen(try Self.picture(10), session, "Kom lidt tættere", at: 20, row: 9), theme: .light)
      #expect(try images(bench).count == 1)
      #expect(bench.emulator.text.contains("Kom lidt tættere"))
    }

    @Test func `Text over a picture keeps its cells, and none is sent for the last row`() throws {
      let bench = try Bench()
      var session = try session(bench, Self.sixel)
      session.draw(screen(try Self.picture(200), session, "ja", at: 12, row: 5), theme: .light)
      #expect(try images(bench).map(\.place) == ["5;11", "6;11", "6;15", "7;11"])
      #expect(bench.emulator.text.contains("ja"))
      let low = Rect(column: 0, row: 21, columns: 6, rows: 3)
      session.draw(screen(try Self.picture(200), session, in: low), theme: .light)
      #expect(try images(bench).map(\.image.height) == [32])
    }

    @Test func `A picture larger than a terminal takes is sent in parts`() throws {
      let bench = try Bench()
      var session = try session(bench, "\u{1B}[6;60;30t\u{1B}[?62;4c")
      session.draw(
        screen(try Self.picture(9), session, in: Rect(column: 0, row: 0, columns: 40, rows: 18)), theme: .light)
      let sent = try images(bench)
      #expect(sent.map(\.place) == ["1;1", "1;33", "17;1", "17;33"])
      #expect(sent.map(\.image.width) == [960, 240, 960, 240] && sent.map(\.image.height) == [960, 960, 120, 120])
    }

    @Test(arguments: [2, 4, 16, 64, 256, 1024])
    func `No more colours are sent than the terminal has`(registers: Int) throws {
      let bench = try Bench()
      var session = try session(bench, "\u{1B}[6;16;8t\u{1B}[?1;0;\(registers)S\u{1B}[?62;4c")
      let pixels = (0..<96 * 96).flatMap { at -> [UInt8] in
        let (x, y) = (at % 96, at / 96)
        return [UInt8(x * 2), UInt8(y * 2), UInt8(at % 251)]
      }
      let many = try #require(RGBPicture(width: 96, height: 96, pixels: pixels))
      session.draw(screen(many, session), theme: .light)
      let image = try #require(try images(bench).first?.image)
      #expect(image.colours.count <= min(registers, 256) && image.colours.count > min(registers, 256) / 2)
      #expect(image.colours.keys.allSatisfy { $0 < registers })
      guard registers > 2 else { return }
      let means = (0..<48).map { x in (0..<48).reduce(0) { $0 + Int(image[x, $1]?.red ?? 0) } / 48 }
      #expect((means.first ?? 255) < (means.last ?? 0), "from dark to bright")
    }

    @Test func `Without a cell's size, or without an answer, pictures are characters`() throws {
      for answers in ["\u{1B}[?62;4c", "\u{1B}[6;16;8t\u{1B}[?62c", "\u{1B}[?1;2c"] {
        let bench = try Bench()
        var session = try session(bench, answers)
        expect(session, isMeasured: true)
        session.draw(screen(try Self.picture(200), session), theme: .light)
        #expect(try images(bench).isEmpty)
        #expect(bench.emulator.cells[5][12].look.background?.hasPrefix("2;") == false)
      }
    }

    // MARK: Kitty

    @Test func `A picture by kitty's protocol is the picture, in pieces, and stays until it is told to go`() throws {
      let bench = try Bench()
      var session = try session(bench, Self.kitty)
      let large = Rect(column: 10, row: 4, columns: 12, rows: 6)
      session.draw(screen(try Self.picture(200), session, in: large), theme: .light)
      let sent = strings("_G", bench)
      #expect(sent.first?.place == "5;11")
      let order = "a=T,q=2,f=24,s=96,v=96,i=1885434723,p=1,c=12,r=6,C=1,m=1;"
      #expect(sent.first.map { String($0.body.prefix(order.count)) } == order)
      #expect(sent.dropFirst().dropLast().allSatisfy { $0.body.hasPrefix("q=2,m=1;") })
      #expect(sent.last?.body.hasPrefix("q=2,m=0;") == true)
      let text = sent.map { $0.body.components(by: ";")[1] }
      #expect(text.allSatisfy { $0.count <= 4096 } && text.dropLast().allSatisfy { $0.count == 4096 })
      let points = try #require(Self.bytes(of: text.joined()))
      #expect(points.count == 96 * 96 * 3)
      #expect(points[..<3] == [200, 0, 0] && points[(points.count - 3)...] == [200, 200, 200])
      // Text over it leaves three parts, each a picture of its own.
      session.draw(screen(try Self.picture(200), session, "tekst", in: large), theme: .light)
      let after = strings("_G", bench)
      #expect(after.last?.body == "a=d,d=I,q=2,i=1885434723", "the old one goes after the new one came")
      let same = screen(try Self.picture(1), session, in: large)
      session.draw(same, theme: .light)
      _ = strings("_G", bench)
      var beside = same
      beside.grid.put("tekst", at: Position(column: 40, row: 5))
      session.draw(beside, theme: .light)
      #expect(strings("_G", bench).isEmpty, "it lies over the text")
      beside.grid.put("tekst", at: Position(column: 40, row: 7))
      beside.grid.put("tekst", at: Position(column: 40, row: 8))
      session.draw(beside, theme: .light)
      #expect(strings("_G", bench).map(\.body) == ["a=p,q=2,i=1885434727,p=1,c=12,r=6,C=1"], "without its points")
      session.draw(screen(nil, session), theme: .light)
      #expect(strings("_G", bench).map(\.body) == ["a=d,d=I,q=2,i=1885434727"])
    }

    /// Reads base64 (RFC 4648).
    private static func bytes(of text: String) -> [UInt8]? {
      let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
      let values = Dictionary(uniqueKeysWithValues: alphabet.enumerated().map { ($1, $0) })
      var (bytes, value, bits): ([UInt8], Int, Int) = ([], 0, 0)
      for character in text where character != "=" {
        guard let six = values[character] else { return nil }
        (value, bits) = ((value << 6 | six) & 0xFFFF, bits + 6)
        if bits >= 8 {
          bits -= 8
          bytes.append(UInt8(truncatingIfNeeded: value >> bits))
        }
      }
      return bytes
    }

    // MARK: Nothing stays

    @Test(arguments: [sixel, kitty])
    func `Nothing of a picture is left when all is forgotten, and at the end`(answers: String) throws {
      let bench = try Bench()
      let blanks = "\u{1B}[0;40m      \u{1B}8"
      func isGone() -> Bool {
        bench.look()
        let written = String(decoding: bench.lastBytes, as: UTF8.self)
        return answers == Self.kitty
          ? written.contains("_Ga=d,d=I,q=2,i=") : written.components(by: blanks).count == 4
      }
      do {
        var session = try session(bench, answers)
        let picture = try Self.picture(200)
        session.draw(screen(picture, session), theme: .light)
        bench.look()
        session.forget()
        #expect(isGone())
        session.draw(screen(picture, session), theme: .light)
        bench.look()
      }
      #expect(isGone())
      #expect(String(decoding: bench.lastBytes, as: UTF8.self).contains("_Ga=d,d=A,q=2") == (answers == Self.kitty))
    }

    @Test func `A crash ends a picture that was broken off, and has the terminal forget what it keeps`() throws {
      for answers in [Self.sixel, Self.kitty, "\u{1B}[?1;2c"] {
        let bench = try Bench()
        var session = try session(bench, answers)
        session.draw(screen(try Self.picture(200), session), theme: .light)
        bench.look()
        pk_crash_restore()
        bench.look()
        let written = String(decoding: bench.lastBytes, as: UTF8.self)
        #expect(written.hasPrefix("\u{1B}\\\(answers == Self.kitty ? "\u{1B}_Ga=d,d=A,q=2\u{1B}\\" : "\u{1B}")"))
      }
    }

    // MARK: Asking

    @Test func `With another size the terminal is asked again, and pictures are characters until it has answered`()
      throws
    {
      let bench = try Bench()
      var session = try session(bench, Self.sixel)
      session.draw(screen(try Self.picture(200), session), theme: .light)
      bench.terminal.resize(columns: 100, rows: 30)
      let resized = session.nextInputs(now: 5000)
      #expect(resized == [.resized(Size(columns: 100, rows: 30))])
      expect(session, isMeasured: false)
      bench.look()
      #expect(String(decoding: bench.lastBytes, as: UTF8.self).contains("\u{1B}[c"))
      // Answered for the size before that: asked once more.
      _ = session.nextInputs(now: 5000)
      bench.terminal.resize(columns: 80, rows: 24)
      let resizedAgain = session.nextInputs(now: 5001)
      #expect(resizedAgain == [.resized(CursesSessionTests.usual)])
      bench.terminal.deliver(Self.sixel)
      let outdated = session.nextInputs(now: 5002)
      #expect(outdated == [])
      bench.look()
      #expect(String(decoding: bench.lastBytes, as: UTF8.self).contains("\u{1B}[c"))
      bench.terminal.deliver("\u{1B}[6;20;10t\u{1B}[?62;4c")
      let answered = session.nextInputs(now: 5003)
      #expect(answered == [.resized(CursesSessionTests.usual)])
      session.draw(screen(try Self.picture(200), session), theme: .light)
      #expect(try images(bench).map(\.image.width) == [60])
    }

    @Test func `A terminal that does not answer is waited for a second, and nothing is lost of what is typed`() throws {
      let bench = try Bench()
      var session = try CursesSession(
        input: bench.terminal.near, output: bench.terminal.near, type: "xterm-256color", asks: true)
      bench.terminal.deliver("12\u{1B}")
      let typed = session.nextInputs(now: 7)
      #expect(typed == [.key(.digit(1)), .key(.digit(2))])
      let deadline = session.deadline
      #expect(deadline == 7 + TerminalQuestion.patience)
      let held = session.nextInputs(now: 7 + TerminalQuestion.patience)
      #expect(held == [.key(.stop)])
      expect(session, isMeasured: true)
      let after = session.deadline
      #expect(after == nil)
    }

    @Test func `A Linux console is asked nothing`() throws {
      let bench = try Bench()
      let session = try CursesSession(
        input: bench.terminal.near, output: bench.terminal.near, type: "linux", asks: true)
      expect(session, isMeasured: true)
      bench.look()
      #expect(!String(decoding: bench.lastBytes, as: UTF8.self).contains("\u{1B}[c"))
    }
  }
}

extension String {
  /// The parts between a separator.
  fileprivate func components(by separator: String) -> [String] {
    var parts: [String] = []
    let end = Array(separator.unicodeScalars)
    var part = String.UnicodeScalarView()
    var scalars = Array(unicodeScalars)[...]
    while !scalars.isEmpty {
      if scalars.starts(with: end) {
        parts.append(String(part))
        part = String.UnicodeScalarView()
        scalars = scalars.dropFirst(end.count)
      } else if let scalar = scalars.popFirst() {
        part.append(scalar)
      }
    }
    return parts + [String(part)]
  }
}
