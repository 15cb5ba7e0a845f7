import Renewal
import Screens
import TestSupport
import Testing

/// What two keys walk on a screen: marked, in its place, and said.
@Suite struct ScreenTwoKeysTests {
  private static let sizes = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 33), Size(columns: 40, rows: 15)]

  private static func drawing(_ sample: SampleBox, _ size: Size, _ key: Key?) -> Drawing {
    var context = ScreenDrawing.context(size)
    context.walked = WalkedFocus(key)
    return ScreenDrawing.layOut(sample, in: context)
  }

  private static func boxes(_ language: Language) throws -> [SampleBox] {
    try #require(ScreenDrawing.boxes[language]).filter { $0.desk == nil }
  }

  @Test(arguments: SampleScreens.languages, sizes)
  func `Whatever is walked to is marked, once, at a place of its own`(language: Language, size: Size) throws {
    for sample in try Self.boxes(language) {
      var places: Set<Position> = []
      let stops = TwoKeys.stops(sample.box.offers)
      #expect(stops.count <= 16)
      for key in stops {
        let drawing = Self.drawing(sample, size, key)
        let screen = drawing.screen
        #expect(drawing.faults == [], "\(sample.name)")
        // Where a press anywhere does it nothing need be pointed at.
        guard screen.hotspots.contains(where: { $0.rect != screen.grid.bounds }) else { continue }
        #expect(screen.grid.text.count { $0 == "►" } == 1, "\(sample.name): \(key)")
        #expect(screen.grid.text(row: screen.cursor.row).contains("►"), "\(sample.name): \(key)")
        #expect(screen.grid[screen.cursor.column, screen.cursor.row].ink == .role(.focus), "\(sample.name): \(key)")
        places.insert(screen.cursor)
      }
      #expect(places.count == stops.count || places.isEmpty, "\(sample.name): \(stops)")
    }
  }

  @Test(arguments: SampleScreens.languages)
  func `Whatever is walked to is said to who hears the screen, and nothing else is said otherwise`(language: Language)
    throws
  {
    let size = Self.sizes[0]
    for sample in try Self.boxes(language) {
      guard case .visit = sample.box.state else { continue }
      let without = Self.drawing(sample, size, nil).narration(to: .everybody)
      for key in TwoKeys.stops(sample.box.offers) {
        let with = Self.drawing(sample, size, key).narration(to: .everybody)
        #expect(
          with.body.dropLast() == without.body[...] && with.body.count == without.body.count + 1, "\(sample.name)")
        #expect(with.place == without.place && with.keys == without.keys, "\(sample.name)")
      }
    }
  }

  @Test func `A figure that is typed is said, and so is what a choice is about`() throws {
    let boxes = try Self.boxes(Language("en"))
    let height = try #require(boxes.first { $0.name == "details-height" })
    #expect(Self.drawing(height, Self.sizes[0], .digit(4)).narration(to: .everybody).body.last?.text == "Number 4.")
    #expect(Self.drawing(height, Self.sizes[0], .help).narration(to: .everybody).body.last?.text == "Help.")
    let grounds = try #require(boxes.first { $0.name == "grounds" })
    let said = Self.drawing(grounds, Self.sizes[0], .digit(2)).narration(to: .everybody).body.last?.text ?? ""
    #expect(
      said != "Number 2."
        && Self.drawing(grounds, Self.sizes[0], nil).narration(to: .everybody).body.contains { $0.text.hasSuffix(said) }
    )
  }

  @Test func `Nothing is marked before the first of the two keys, and figures stand there to be walked`() throws {
    let height = try #require(Self.boxes(Language("en")).first { $0.name == "details-height" })
    for size in Self.sizes {
      let screen = Self.drawing(height, size, nil).screen
      let plain = ScreenDrawing.layOut(height, in: ScreenDrawing.context(size)).screen
      #expect(screen.cursor.row >= plain.cursor.row - 1 && screen.grid.text.contains("► "))
      #expect((0...9).allSatisfy { digit in screen.hotspots.contains { $0.key == .digit(digit) } })
    }
  }

  @Test func `A mark that goes on leaves nothing where it was`() throws {
    let sample = try #require(Self.boxes(Language("da")).first { $0.name.hasPrefix("identity") })
    var context = ScreenDrawing.context(Self.sizes[0])
    var drawing = Screens.drawing(of: sample.box, in: context)
    for key in TwoKeys.stops(sample.box.offers) {
      context.walked = WalkedFocus(key)
      drawing = Screens.drawing(of: sample.box, in: context, over: drawing)
      #expect(drawing.screen == Screens.drawing(of: sample.box, in: context).screen)
    }
    context.walked = nil
    drawing = Screens.drawing(of: sample.box, in: context, over: drawing)
    #expect(drawing.screen == Screens.drawing(of: sample.box, in: context).screen)
  }
}
