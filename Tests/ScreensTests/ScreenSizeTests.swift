import PassportRules
import Renewal
import Screens
import TestSupport
import Testing

/// That every screen says at any size what its golden shows at 80 × 24, in the same places, roles and order.
@Suite struct ScreenSizeTests {
  /// From the golden's size on: nothing needs to be left out.
  private static let larger = [
    Size(columns: 80, rows: 50), Size(columns: 120, rows: 33), Size(columns: 160, rows: 50),
  ]
  private static let smaller = [
    Size(columns: 80, rows: 22), Size(columns: 79, rows: 40), Size(columns: 50, rows: 18), Size(columns: 40, rows: 15),
  ]

  /// A screen at a size, and what its body shows.
  private struct SizedScreen {
    let screen: Screen
    let sentences: [String]
    var page: ShownPage { ShownPage(screen.grid) }

    init(_ sample: SampleBox, _ size: Size) {
      let drawing = ScreenDrawing.layOut(sample, size)
      screen = drawing.screen
      sentences = drawing.sentences
    }
  }

  private static let golden = SampleScreens.languages.flatMap { language in
    (ScreenDrawing.boxes[language] ?? []).map { (language, sample: $0, drawing: SizedScreen($0, GoldenBook.size)) }
  }

  /// Which of a language's screens are not as they should be at a size; `isRight` gets each at 80 × 24 and at the size.
  private static func wrong(
    _ language: Language, _ size: Size, where counts: (SampleBox) -> Bool = { _ in true },
    _ isRight: (SizedScreen, SizedScreen) -> Bool
  ) -> [String] {
    golden.filter { spoken, sample, drawing in
      // Of the citizen's screen a desk copies as much as it has room for; that has tests of its own.
      guard spoken == language, !sample.name.hasPrefix("desk-watching"), counts(sample) else { return false }
      guard sample.desk == nil || size.columns >= Screens.smallestDesk.columns else { return false }
      return !isRight(drawing, SizedScreen(sample, size))
    }.map(\.sample.name)
  }

  /// Whether a page's blocks take another form where there is more room: a queue, what must be compared,
  /// figures beside paper.
  private static func changesForm(_ sample: SampleBox) -> Bool {
    isQueue(sample) || sample.name == "receipt-paper" || sample.name.hasPrefix("desk-attestation")
      || sample.name.hasSuffix("documentDiffers")
  }

  /// Whether pictures take the whole screen, without the rules of other pages.
  private static func isEnlarged(_ sample: SampleBox) -> Bool { sample.name.contains("-faces") }

  private static func isQueue(_ sample: SampleBox) -> Bool {
    if case .queue? = sample.desk?.desk.state { true } else { false }
  }

  @Test(arguments: SampleScreens.languages, smaller)
  func `The page with everything says at any size what was given, each on its own line`(language: Language, size: Size)
    throws
  {
    let review = try #require(ScreenDrawing.boxes[language]?.first { $0.name == "review" })
    let texts = ScreenDrawing.catalogue[language]
    let text = SizedScreen(review, size).screen.grid.text
    for (line, value) in [
      (ReviewLine.identity, "Mønstergaard"), (.document, "X1234567"), (.height, "172 cm"), (.mobile, "20 30 40 50"),
      (.pickUpPlace, "Krystalgade"),
    ] {
      let label = texts[TextKey.review(line)]
      #expect(text.contains(label) && text.contains(value), "\(label): \(value)\n\(text)")
    }
    #expect(text.contains("893") && text.contains(texts[ReviewText.heading]))
    let brief = texts[TextKey.briefly(.expiring)], whole = texts[TextKey.grounds(.expiring)]
    #expect(text.contains(brief) || text.contains(whole.prefix(15)), "\(text)")
  }

  // MARK: With more room

  @Test(arguments: SampleScreens.languages, larger)
  func `A page of text has the same rows, as far from the margin, and a blank row where there was one`(
    language: Language, size: Size
  ) {
    let wrong = Self.wrong(language, size, where: { !Self.changesForm($0) }) { golden, drawing in
      let page = golden.page
      guard page.pictures.isEmpty else { return true }
      let (old, new) = (page.rows, drawing.page.rows)
      guard old.map(\.words) == new.map(\.words), old.map(\.columns) == new.map(\.columns) else { return false }
      // Only above the heading there may be more.
      return (new.first?.air ?? 0) <= max(2, (size.rows - 5) / 6)
        && zip(old, new).dropFirst().allSatisfy { $0.air <= $1.air && $1.air <= max(1, $0.air) }
    }
    #expect(wrong == [])
  }

  @Test(arguments: SampleScreens.languages, larger)
  func `Beside pictures the same words stand in the same order and roles`(language: Language, size: Size) {
    let wrong = Self.wrong(language, size, where: { !Self.changesForm($0) }) { golden, drawing in
      let page = golden.page
      guard !page.pictures.isEmpty else { return true }
      // What a full page leaves out because it only explains may stand where there is room.
      var rest = drawing.page.wordsBesidePictures[...]
      return page.wordsBesidePictures.allSatisfy { word in
        guard let place = rest.firstIndex(where: { $0.text == word.text && $0.ink == word.ink }) else { return false }
        rest = rest[(place + 1)...]
        return true
      }
    }
    #expect(wrong == [])
  }

  @Test(arguments: SampleScreens.languages, larger)
  func `A page that takes another form with more room says no less`(language: Language, size: Size) {
    // A long queue counts what it does not show.
    let wrong = Self.wrong(language, size, where: { Self.changesForm($0) && $0.name != "desk-queue-many" }) {
      Self.isContained(Self.plainWords($0.screen), in: Self.plainWords($1.screen))
    }
    #expect(wrong == [])
  }

  @Test(arguments: SampleScreens.languages, larger)
  func `Pictures are as many and no smaller, within the margins and apart`(language: Language, size: Size) {
    let margin = ShownPage.margin(size)
    let body = Rect(column: margin, row: 3, columns: size.columns - 2 * margin, rows: size.rows - 5)
    let wrong = Self.wrong(language, size, where: { !Self.isEnlarged($0) }) { golden, drawing in
      let (old, new) = (golden.page.pictures, drawing.page.pictures)
      let areInside = new.allSatisfy { body.intersection($0) == $0 }
      let areApart = new.indices.allSatisfy { place in
        new[..<place].allSatisfy { $0.intersection(new[place]).isEmpty }
      }
      return old.count == new.count && areInside && areApart
        && zip(old, new).allSatisfy { $0.columns <= $1.columns && $0.rows <= $1.rows }
    }
    #expect(wrong == [])
  }

  @Test(arguments: SampleScreens.languages, larger)
  func `Header, progress, rules and keys stand at the edges as they did`(language: Language, size: Size) {
    let rule = String(repeating: "─", count: size.columns)
    let last = size.rows - 1
    let wrong = Self.wrong(language, size, where: { !Self.isEnlarged($0) }) { golden, drawing in
      let (old, new) = (golden.screen.grid, drawing.screen.grid)
      let columns = 0..<size.columns
      return Self.keepsEdges(old, new, row: 0) && Self.keepsEdges(old, new, row: 1)
        && new.text(row: 2) == rule && new.text(row: last - 1) == rule
        && Self.keys(of: new) == Self.keys(of: old)
        && columns.allSatisfy { new[$0, last].ink == .role(.key) }
        && columns.allSatisfy { [.role(.header), .role(.warning)].contains(new[$0, 0].ink) }
    }
    #expect(wrong == [])
  }

  /// The last row as far apart as it was, wherever it begins.
  private static func keys(of grid: Grid) -> Substring { grid.text(row: grid.size.rows - 1).drop { $0 == " " } }

  /// Whether what stood at the left of a row does, and what stood at the right; what had no room before may follow.
  private static func keepsEdges(_ old: Grid, _ new: Grid, row: Int) -> Bool {
    let (was, now) = (ShownPage.words(of: old, row: row), ShownPage.words(of: new, row: row))
    let moved = new.size.columns - old.size.columns
    return was.map(\.word) == now.prefix(was.count).map(\.word)
      && zip(was, now).allSatisfy { $0.column == $1.column || $0.column + moved == $1.column }
  }

  @Test(arguments: [Size(columns: 160, rows: 48), Size(columns: 200, rows: 60)])
  func `With much room text stands in the middle, and pictures with it`(size: Size) {
    let counts = { !Self.changesForm($0) && !Self.isEnlarged($0) }
    let wrong = Self.wrong(Language("da"), size, where: counts) { _, drawing in
      let grid = drawing.screen.grid
      let shown = (3..<size.rows - 2).flatMap { row in (0..<size.columns).filter { grid[$0, row] != .blank } }
      guard let first = shown.min(), let last = shown.max() else { return false }
      // Text may end before its measure does.
      guard drawing.page.pictures.isEmpty else { return first <= size.columns - last + 2 }
      return [0, 2].contains((size.columns - 62) / 2 - first)
    }
    #expect(wrong == [])
  }

  @Test(
    arguments: SampleScreens.languages,
    [
      Size(columns: 40, rows: 15), Size(columns: 80, rows: 24), Size(columns: 120, rows: 33),
      Size(columns: 160, rows: 48),
    ])
  func `Enlarged faces take the screen between header and keys`(language: Language, size: Size) throws {
    for (name, page) in [("staff-faces", "staff-attestation"), ("desk-faces", "desk-attestation")] {
      guard name == "staff-faces" || size.columns >= Screens.smallestDesk.columns else { continue }
      func cells(_ name: String) throws -> Int {
        let sample = try #require(ScreenDrawing.boxes[language]?.first { $0.name == name })
        return ScreenDrawing.layOut(sample, size).screen.grid.cells.count { $0.ink.isPicture }
      }
      let (large, small) = (try cells(name), try cells(page))
      // Two faces of 35 × 45 in all but the header, the captions and the keys.
      let rows = min(size.rows - (size.rows < 22 ? 4 : 3), (size.columns - 2) / 2 * 45 / 70)
      #expect(large >= 2 * (rows - 1) * (rows - 1) * 70 / 45, "\(name): \(large)")
      #expect(large * 3 > small * 4, "\(name): \(large), beside text \(small)")
    }
  }

  // MARK: At any size

  @Test(arguments: SampleScreens.languages, larger + smaller)
  func `What can be pressed is the same, and lies on the screen`(language: Language, size: Size) {
    // Of a long queue as much as there is room for.
    let wrong = Self.wrong(language, size, where: { !Self.isQueue($0) }) { golden, drawing in
      let (old, new) = (golden.screen.hotspots, drawing.screen.hotspots)
      let bounds = drawing.screen.grid.bounds
      return Set(old.map(\.key)) == Set(new.map(\.key))
        && new.allSatisfy { !$0.rect.isEmpty && bounds.intersection($0.rect) == $0.rect }
    }
    #expect(wrong == [])
  }

  @Test(arguments: SampleScreens.languages, larger + smaller)
  func `What is pressed for a digit begins where the digit stands`(language: Language, size: Size) {
    let wrong = Self.wrong(language, size) { _, drawing in
      Dictionary(grouping: drawing.screen.hotspots, by: \.key).allSatisfy { key, spots in
        guard case .digit(let digit) = key, let first = spots.map(\.rect).min(by: { $0.row < $1.row }) else {
          return true
        }
        return (first.row..<first.endRow).contains { row in
          ShownPage.words(of: drawing.screen.grid, row: row).contains { word, column in
            word.text.hasPrefix("\(digit)") && (first.column - 2..<first.endColumn).contains(column)
          }
        }
      }
    }
    #expect(wrong == [])
  }

  @Test(arguments: SampleScreens.languages, larger + smaller)
  func `What is said does not depend on the size`(language: Language, size: Size) {
    #expect(Self.wrong(language, size) { $0.sentences == $1.sentences } == [])
  }

  @Test(arguments: SampleScreens.languages, smaller)
  func `A small screen keeps the heading and every choice`(language: Language, size: Size) {
    let wrong = Self.wrong(language, size, where: { !Self.isQueue($0) }) {
      Self.isContained(Self.plainWords($0.screen, of: [.heading, .choice]), in: Self.plainWords($1.screen))
    }
    #expect(wrong == [])
  }

  // MARK: SpokenText

  /// The words of a screen without the signs that only some forms of a block have, and without drawings.
  private static func plainWords(_ screen: Screen, of roles: Set<Role> = Set(Role.allCases)) -> [String] {
    (0..<screen.grid.size.rows).flatMap { ShownPage.words(of: screen.grid, row: $0) }.compactMap { word, _ in
      guard let role = word.ink.role, roles.contains(role) else { return nil }
      let text = word.text.filter { !":·[]►".contains($0) && !$0.isDrawing }
      return text.isEmpty ? nil : text
    }
  }

  private static func isContained(_ some: [String], in all: [String]) -> Bool {
    let (few, many) = (Dictionary(grouping: some) { $0 }, Dictionary(grouping: all) { $0 })
    return few.allSatisfy { $0.value.count <= many[$0.key]?.count ?? 0 }
  }
}

extension Character {
  /// Whether it is part of a line, a bar or a picture.
  fileprivate var isDrawing: Bool { unicodeScalars.allSatisfy { (0x2190...0x259F).contains($0.value) } }
}
