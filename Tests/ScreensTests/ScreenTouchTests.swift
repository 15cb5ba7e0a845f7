import Renewal
import Screens
import TestSupport
import Testing

/// A box without a keypad is a box: whatever a screen offers can be pressed on it, with a finger.
@Suite struct ScreenTouchTests {
  /// Screens of 22 inches and less whose rows are high enough.
  private static let screens: [(size: Size, touch: TouchScreen)] = [
    (Size(columns: 80, rows: 24), TouchScreen(hasKeypad: true, cellWidth: 5.9, cellHeight: 11.2)),
    (Size(columns: 80, rows: 22), TouchScreen(hasKeypad: true, cellWidth: 4.6, cellHeight: 9)),
    (Size(columns: 120, rows: 33), TouchScreen(hasKeypad: true, cellWidth: 4.5, cellHeight: 9.1)),
    (Size(columns: 160, rows: 48), TouchScreen(hasKeypad: true, cellWidth: 3, cellHeight: 9)),
    (Size(columns: 50, rows: 18), TouchScreen(hasKeypad: true, cellWidth: 4.5, cellHeight: 9)),
    (Size(columns: 40, rows: 15), TouchScreen(hasKeypad: true, cellWidth: 5.4, cellHeight: 9.1)),
  ]

  private static func drawing(_ sample: SampleBox, _ place: Int) -> Drawing {
    var context = ScreenDrawing.context(screens[place].size)
    context.touch = screens[place].touch
    return ScreenDrawing.layOut(sample, in: context)
  }

  /// The screens at the box itself; a desk is somebody's own terminal.
  private static func boxes(_ language: Language) throws -> [SampleBox] {
    try #require(ScreenDrawing.boxes[language]).filter { $0.desk == nil }
  }

  /// Every page of staff over a visit, besides.
  private static let staffs = SampleScreens.pages(over: .documentMismatch, heardIn: Language("da"))

  /// What must be pressed to have all that is offered; where the focus is moved to can be pressed itself.
  private static func missing(_ sample: SampleBox, _ place: Int) -> [Intent] {
    let shown = Set(drawing(sample, place).screen.hotspots.map(\.key))
    return sample.box.offers.filter { offer in
      switch offer.intent {
      case .focusNext, .focusPrevious, .previousFlag: false
      case .type: !offer.keys.allSatisfy(shown.contains)
      default: !offer.keys.contains(where: shown.contains)
      }
    }.map(\.intent)
  }

  @Test(arguments: SampleScreens.languages, screens.indices)
  func `What is offered can be pressed, figures and PINs too`(language: Language, place: Int) throws {
    for sample in try Self.boxes(language) + Self.staffs {
      #expect(Self.missing(sample, place) == [], "\(sample.name)")
    }
  }

  @Test(arguments: SampleScreens.languages, screens.indices)
  func `With a keypad nothing overflows and no word is cut`(language: Language, place: Int) throws {
    for sample in try Self.boxes(language) + Self.staffs.filter({ $0.box.offers.offering(.type) != nil }) {
      #expect(Self.drawing(sample, place).faults == [], "\(sample.name)")
    }
  }

  @Test(arguments: SampleScreens.languages, screens.indices)
  func `What is pressed is as large as a fingertip, and nothing lies over it`(language: Language, place: Int) throws {
    let (_, touch) = Self.screens[place]
    for sample in try Self.boxes(language) + Self.staffs {
      let screen = Self.drawing(sample, place).screen
      for spot in screen.hotspots {
        let place = spot.rect
        // Pieces of one choice lie side by side.
        let columns = (0..<screen.grid.size.columns).filter {
          screen.key(at: Position(column: $0, row: place.row)) == spot.key
        }
        #expect(Double(columns.count) * touch.cellWidth >= 9, "\(sample.name): \(spot.key)")
        #expect(Double(place.rows) * touch.cellHeight >= 9, "\(sample.name): \(spot.key)")
        guard case .digit = spot.key else { continue }
        #expect(screen.key(at: place.origin) == spot.key, "\(sample.name): \(spot.key)")
      }
    }
  }

  @Test(arguments: SampleScreens.languages)
  func `Whoever has keys sees no keypad, and hears nothing of one`(language: Language) throws {
    for sample in try Self.boxes(language) {
      let plain = ScreenDrawing.layOut(sample, Self.screens[0].size)
      var context = ScreenDrawing.context(Self.screens[0].size)
      context.touch = TouchScreen(hasKeypad: false, cellWidth: 5.9, cellHeight: 11.2)
      #expect(ScreenDrawing.layOut(sample, in: context).screen == plain.screen, "\(sample.name)")
      #expect(Self.drawing(sample, 0).sentences == plain.sentences, "\(sample.name)")
    }
  }

  @Test func `While a number is typed the keys stay where they are`() throws {
    let boxes = try Self.boxes(Language("en")).filter {
      $0.name.hasPrefix("identity") && $0.box.offers.offering(.type) != nil
    }
    try #require(boxes.count > 2)
    for place in Self.screens.indices {
      let keypads = boxes.map { sample in
        Set(
          Self.drawing(sample, place).screen.hotspots.filter { if case .digit = $0.key { true } else { false } })
      }
      #expect(Set(keypads).count == 1 && keypads[0].count == 10)
    }
  }

  @Test func `A finger needs more cells where they are smaller`() throws {
    let sample = try #require(Self.boxes(Language("en")).first { $0.name == "details-height" })
    for (width, height) in [(5.9, 11.2), (1.0, 2.0), (0.9, 3.0)] {
      var context = ScreenDrawing.context(Size(columns: 160, rows: 48))
      let touch = TouchScreen(hasKeypad: true, cellWidth: width, cellHeight: height)
      context.touch = touch
      #expect(touch.hasHighRows == (height >= 9))
      let figures = ScreenDrawing.layOut(sample, in: context).screen.hotspots.filter { $0.key == .digit(5) }
      #expect(figures.count == 1)
      for figure in figures {
        #expect(Double(figure.rect.columns) * width >= 9 && Double(figure.rect.rows) * height >= 9)
      }
    }
  }
}
