import Quality
import Renewal
import Screens
import TestSupport
import Testing

/// What a member of staff sees who is not at the box.
@Suite struct ScreenDeskTests {
  private static let sizes = [
    Size(columns: 80, rows: 22), Size(columns: 120, rows: 33), Size(columns: 60, rows: 18), Size(columns: 50, rows: 18),
    Size(columns: 200, rows: 60),
  ]

  private static func desks(_ language: Language) -> [SampleBox] {
    (ScreenDrawing.boxes[language] ?? []).filter { $0.desk != nil }
  }

  private static func sample(_ name: String, _ language: String = "da") throws -> SampleBox {
    try #require(ScreenDrawing.boxes[Language(language)]?.first { $0.name == name })
  }

  private static func draw(_ sample: SampleBox, _ size: Size) -> Screen { ScreenDrawing.layOut(sample, size).screen }

  private static let personal = [
    "Rosa", "Mønstergaard", "X1234567", "061085", "1985", "20 30 40 50", "172", "000417", "893",
  ]

  // MARK: The queue

  @Test(arguments: SampleScreens.languages, sizes)
  func `Before a workItem is taken nothing tells whose it is`(language: Language, size: Size) throws {
    let open = Self.desks(language).filter { sample in
      switch sample.desk?.desk.state {
      case .logIn, .queue, .gone: true
      case .helping, nil: false
      }
    }
    try #require(open.count > 20)
    for sample in open {
      let drawing = ScreenDrawing.layOut(sample, size)
      let all = drawing.screen.grid.text + drawing.sentences.joined(separator: " ")
      for value in Self.personal { #expect(!all.contains(value), "\(sample.name): \(value)") }
    }
  }

  @Test(arguments: SampleScreens.languages)
  func `The queue tells who is needed, how long, why, where and who has it`(language: Language) throws {
    let isDanish = language == Language("da")
    let text = Self.draw(try Self.sample("desk-queue", language.code), Size(columns: 80, rows: 22)).grid.text
    let rows = text.split(separator: "\n")
    let urgent = try #require(rows.first { $0.contains("1 ■") })
    #expect(urgent.contains(isDanish ? "Straks" : "Now") && urgent.contains(isDanish ? "2 t" : "2 h"))
    #expect(text.contains(isDanish ? "3 min  Billedet bestod" : "3 min  The photo"))
    #expect(text.contains(isDanish ? "Fejl på en enhed: Kamera" : ": Camera"))
    let refused = Self.draw(try Self.sample("desk-queue-refused", language.code), Size(columns: 80, rows: 22)).grid.text
    #expect(refused.contains(isDanish ? "Mette har den" : "Mette has it"))
  }

  @Test func `A long queue shows the chosen one, and how many stand before it and after`() throws {
    let sample = try Self.sample("desk-queue-many")
    for size in Self.sizes {
      let screen = Self.draw(sample, size)
      let chosen = screen.grid.text(row: screen.cursor.row)
      #expect(chosen.contains("►") && chosen.contains("◆"), "\(size)")
    }
    let text = Self.draw(sample, Size(columns: 80, rows: 22)).grid.text
    let rows = text.split(separator: "\n")
    func number(_ words: String) -> Int {
      rows.first { $0.contains(words) }.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
    let shown = rows.count { $0.contains("◆") || $0.contains("■") || $0.contains("●") || $0.contains("○") }
    #expect(number("før disse") > 0 && number("… og") > 0)
    #expect(number("før disse") + shown + number("… og") == number("venter"))
  }

  @Test func `A press on a row of the queue takes it`() throws {
    let screen = Self.draw(try Self.sample("desk-queue"), Size(columns: 80, rows: 24))
    for number in 1...4 {
      let row = try #require(
        (0..<24).first {
          screen.grid.text(row: $0).contains("\(number) \(number == 1 ? "■" : number == 2 ? "◆" : "●")")
        })
      #expect(screen.key(at: Position(column: 20, row: row)) == .digit(number))
    }
  }

  // MARK: A work item that was taken

  @Test(arguments: SampleScreens.languages, FlagCode.allCases.filter { $0 != .attestationWanted })
  func `Each flag's page tells who it is, what is held, and every action from a desk`(
    language: Language, code: FlagCode
  ) throws {
    let sample = try Self.sample("desk-flag-\(code.rawValue)", language.code)
    for size in [Size(columns: 80, rows: 22), Size(columns: 120, rows: 33)] {
      let screen = Self.draw(sample, size)
      for value in ["000417", "Rosa Viola", "061085-****"] {
        #expect(screen.grid.text.contains(value), "\(value) at \(size)\n\(screen.grid.text)")
      }
      let keys = Set(screen.hotspots.map(\.key))
      for number in code.deskActions.indices { #expect(keys.contains(.digit(number + 1)), "\(number + 1)") }
      // No action is offered that is none; 6 is the note.
      if code.deskActions.count < 5 { #expect(!keys.contains(.digit(code.deskActions.count + 1))) }
      #expect(keys.isSuperset(of: [.digit(6), .digit(8), .digit(9), .back]))
      #expect(!keys.contains(.digit(7)))
    }
  }

  @Test func `An action that takes another role says which`() throws {
    let text = Self.draw(try Self.sample("desk-two-flags"), Size(columns: 80, rows: 24)).grid.text
    #expect(text.contains("1  Lad borgeren prøve igen (kræver pasmedarbejder)"))
    #expect(text.contains("5  Afslut besøget\n"))
  }

  @Test func `A device's fault names the device, how it is and what to do`() throws {
    let text = Self.draw(try Self.sample("desk-device"), Size(columns: 80, rows: 24)).grid.text
    #expect(text.contains("Enhed              Kamera") && text.contains("sluk og tænd"))
    #expect(text.contains("Kun ved boksen: Sæt boksen i drift"))
  }

  @Test func `A dossier's flag names the case it is about`() throws {
    let size = Size(columns: 80, rows: 22)
    let queue = Self.draw(try Self.sample("desk-queue-dossiers"), size).grid.text
    #expect(queue.contains("kvitteret: 000403") && queue.contains("sagen: 000405"))
    #expect(Self.draw(try Self.sample("desk-dossier"), size).grid.text.contains("000405"))
  }

  // MARK: The attestation

  @Test(arguments: SampleScreens.languages, sizes)
  func `At an attestation three faces stand side by side, whatever the size`(language: Language, size: Size) throws {
    let full = Self.draw(try Self.sample("desk-attestation", language.code), size)
    let captions =
      language == Language("da")
      ? ["Gammelt pas", "Nyt billede", "Lige nu"] : ["Old passport", "New photo", "Right now"]
    let row = try #require(
      (0..<size.rows).first { row in captions.allSatisfy { full.grid.text(row: row).contains($0) } })
    let faces = (0..<size.columns).filter { full.grid[$0, row - 1].ink.isPicture }
    #expect(faces.count >= 15)
    #expect(full.hotspots.contains { $0.key == .digit(7) })
    #expect(full.grid.text.contains("Rosa"))
  }

  @Test func `A fresh picture is asked for first, and without an old one nobody attests from afar`() throws {
    let size = Size(columns: 80, rows: 22)
    #expect(
      Self.draw(try Self.sample("desk-attestation-without-frame"), size).grid.text
        .contains("! Før du attesterer: tag et billede af den, der sidder der nu (7)."))
    #expect(
      Self.draw(try Self.sample("desk-attestation-without-document"), size).grid.text
        .contains("! Uden et gammelt pas kan du kun attestere ved boksen."))
    #expect(!Self.draw(try Self.sample("desk-attestation"), size).grid.text.contains("!"))
  }

  @Test func `Who may not attest sees no faces`() throws {
    for name in ["desk-attestation-by-librarian", "staff-attestation-by-librarian", "desk-two-flags"] {
      let screen = Self.draw(try Self.sample(name), Size(columns: 120, rows: 33))
      #expect(!screen.grid.cells.contains { $0.ink.isPicture }, "\(name)")
    }
  }

  // MARK: Watching

  @Test(arguments: SampleScreens.languages)
  func `The citizen's screen is copied cell by cell where there is room`(language: Language) throws {
    let sample = try Self.sample("desk-watching", language.code)
    let citizen = Screens.drawing(of: sample.box, in: ScreenDrawing.context(Size(columns: 80, rows: 24))).screen.grid
    let screen = Self.draw(sample, Size(columns: 120, rows: 33))
    for row in 0..<24 {
      for column in 0..<80 {
        #expect(screen.grid[20 + column, 2 + row] == citizen[column, row], "\(column), \(row)")
      }
    }
    #expect(screen.grid[19, 2].scalar == "║" && screen.grid[100, 25].scalar == "║")
  }

  @Test(arguments: sizes, [CallingSample.framing, .review, .help])
  func `What the citizen is asked stays in sight on a smaller desk`(size: Size, citizen: CallingSample) throws {
    var sample = try Self.sample("desk-watching")
    sample.box = try Self.sample(citizen.rawValue).box
    let screen = ScreenDrawing.layOut(sample, in: ScreenDrawing.context(size)).screen
    #expect(screen.grid.text(row: screen.cursor.row).contains("►"), "\(screen.grid.text)")
    let numbers = Set(screen.hotspots.map(\.key))
    for number in 1...9 { #expect(numbers.contains(.digit(number))) }
  }

  @Test(arguments: [
    TerminalCapabilities.plainConsole, TerminalCapabilities(colours: .mono, halfBlocks: false, symbols: false),
  ])
  func `A desk without half blocks shows the citizen's pictures as shades`(capabilities: TerminalCapabilities) throws {
    let size = Size(columns: 120, rows: 33)
    for name in ["photo-framing", "signature-shown"] {
      let citizen = Screens.drawing(
        of: try Self.sample(name).box, in: ScreenDrawing.context(Size(columns: 80, rows: 24))
      ).screen.grid
      let sample = try Self.sample("desk-watching")
      var context = DeskContext(screen: ScreenDrawing.context(size, capabilities: capabilities))
      context.citizen = citizen
      let text = Screens.drawing(of: try #require(sample.desk).desk, sample.box, in: context).screen.grid.text
      #expect(citizen.text.contains { "▀▄▌▐▘▝▖▗".contains($0) })
      #expect(!text.contains { "▀▄▌▐▘▝▖▗▚▞▙▛▜▟".contains($0) }, "\(text)")
    }
  }

  @Test(arguments: ["photo-framing", "photo-choosing"])
  func `A desk sees in characters what the box shows by pixels`(name: String) throws {
    func watched(_ citizen: TerminalCapabilities) throws -> Grid {
      let box = try Self.sample(name).box
      let size = Size(columns: 80, rows: 24)
      let sample = try Self.sample("desk-watching")
      var context = DeskContext(screen: ScreenDrawing.context(Size(columns: 120, rows: 33)))
      context.citizen = Screens.drawing(of: box, in: ScreenDrawing.context(size, capabilities: citizen)).screen.grid
      return Screens.drawing(of: try #require(sample.desk).desk, sample.box, in: context).screen.grid
    }
    var pixels = TerminalCapabilities.full
    pixels.hasPixels = true
    let seen = try watched(pixels)
    #expect(try seen == watched(.full))
    #expect(seen.pictures.isEmpty && seen.cells.contains { $0.ink.isPicture })
  }

  @Test func `A desk with pixels sees by pixels what the box shows so, and in characters what is cut`() throws {
    var pixels = TerminalCapabilities.full
    pixels.hasPixels = true
    func watched(_ name: String = "photo-choosing", rows: Int) throws -> Grid {
      let box = try Self.sample(name).box
      let size = Size(columns: 80, rows: 24)
      let sample = try Self.sample("desk-watching")
      var context = DeskContext(screen: ScreenDrawing.context(Size(columns: 120, rows: rows), capabilities: pixels))
      context.citizen = Screens.drawing(of: box, in: ScreenDrawing.context(size, capabilities: pixels)).screen.grid
      return Screens.drawing(of: try #require(sample.desk).desk, sample.box, in: context).screen.grid
    }
    let whole = try watched(rows: 33)
    #expect(!whole.pictures.isEmpty && !whole.cells.contains { $0.ink.isPicture })
    for picture in whole.pictures {
      #expect(whole[picture.rect.column, picture.rect.row].ink.isPixels)
      #expect(whole[picture.rect.endColumn - 1, picture.rect.endRow - 1].ink.isPixels)
      #expect(!whole[picture.rect.column - 1, picture.rect.row].ink.isPixels)
    }
    var isCut = false
    for name in ["photo-choosing", "photo-framing"] {
      for rows in 18...33 {
        let seen = try watched(name, rows: rows)
        let places = seen.pictures.map(\.rect)
        for (index, cell) in seen.cells.enumerated() {
          let place = Position(column: index % seen.size.columns, row: index / seen.size.columns)
          #expect(cell.ink.isPixels == places.contains { $0.contains(place) }, "\(name) \(rows) \(place)")
        }
        isCut = isCut || seen.cells.contains { $0.ink.isPicture }
      }
    }
    #expect(isCut)
  }

  /// Citizens' screens with the focus at different heights.
  enum CallingSample: String, Sendable { case framing = "photo-framing", review, help }

  @Test func `On a terminal too small for a desk one line says so`() throws {
    for sample in Self.desks(Language("da")) {
      let screen = Self.draw(sample, Size(columns: 40, rows: 15))
      #expect(screen.grid.text(row: 0) == "Skærmen er for lille. Gør den større.")
      #expect(screen.hotspots.isEmpty)
    }
  }

  @Test func `A desk has the colours its own terminal was started with`() {
    let desk = Desk(id: DeskID(1))
    var context = DeskContext(screen: ScreenDrawing.context(Size(columns: 80, rows: 24)))
    #expect(Screens.theme(for: desk, in: context).name == .light)
    context.screen.contrast = .high
    #expect(Screens.theme(for: desk, in: context).name == .highContrast)
  }
}
