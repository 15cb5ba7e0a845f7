import Renewal
import Screens
import TestSupport
import Testing

/// A screen that is drawn over the one before is the one that is drawn from nothing, whatever happened in between.
@Suite struct RedrawingTests {
  private static let sizes = [Size(columns: 80, rows: 24), Size(columns: 50, rows: 18)]
  /// Of so many samples each size takes one, another one than the other size: how a screen is redrawn hangs on what it is made of, which they share.
  private static let share = 3
  private static let keys: [Key] =
    (0...9).map(Key.digit) + [.enter, .back, .help, .stop, .again, .up, .down, .tab, .letter("a")]

  /// Draws one box over another both ways; whether only some rows were drawn.
  private static func redraws(
    _ box: Box, over old: Drawing, in context: ScreenContext, _ name: String
  ) -> (drawing: Drawing, isPartial: Bool) {
    let whole = Screens.drawing(of: box, in: context)
    let partial = Screens.drawing(of: box, in: context, over: old)
    let isSame =
      partial.screen == whole.screen && partial.sentences == whole.sentences && partial.faults == whole.faults
      && partial.reminder == whole.reminder && partial.isAside == whole.isAside
    #expect(isSame, "\(name):\n\(partial.screen.grid.text)\ninstead of\n\(whole.screen.grid.text)")
    if let rows = partial.changedRows {
      let changed = whole.screen.grid.changedRows(since: old.screen.grid)
      #expect(changed.allSatisfy(rows.contains), "\(name): rows \(changed) changed, \(rows) are told")
    }
    return (partial, partial.changedRows != nil)
  }

  @Test(arguments: sizes)
  func `after each key that counts, and the key after it`(size: Size) throws {
    var partial = 0
    let start = size == Self.sizes[0] ? 0 : 1
    let samples = (ScreenDrawing.boxes[Language("da")] ?? []).filter { $0.desk == nil }
    for sample in stride(from: start, to: samples.count, by: Self.share).map({ samples[$0] }) {
      let context = ScreenDrawing.context(size, seconds: sample.secondsLeft)
      let before = Screens.drawing(of: sample.box, in: context)
      for key in Self.keys {
        var box = sample.box
        _ = box.handle(.key(key))
        guard box.state != sample.box.state else { continue }
        let first = Self.redraws(box, over: before, in: context, "\(sample.name) \(key)")
        _ = box.handle(.key(.digit(4)))
        let second = Self.redraws(box, over: first.drawing, in: context, "\(sample.name) \(key) 4")
        partial += [first, second].count(where: \.isPartial)
      }
    }
    #expect(partial > 100, "\(partial) were drawn in part")
  }

  @Test(arguments: sizes)
  func `over each other screen`(size: Size) throws {
    let samples = (ScreenDrawing.boxes[Language("da")] ?? []).filter { $0.desk == nil }
    let context = ScreenDrawing.context(size)
    let drawings = samples.map { Screens.drawing(of: $0.box, in: context) }
    for (place, sample) in samples.enumerated() {
      for other in stride(from: place % 53, to: samples.count, by: 53) {
        _ = Self.redraws(sample.box, over: drawings[other], in: context, "\(sample.name) over \(samples[other].name)")
      }
    }
  }

  @Test func `a typed figure changes the field's row alone, and a second that passes that of the wait`() throws {
    let size = Size(columns: 80, rows: 24)
    for name in ["identity", "details-height", "start"] {
      var box = try #require(ScreenDrawing.boxes[Language("da")]?.first { $0.name == name }?.box)
      let context = ScreenDrawing.context(size)
      _ = box.handle(.key(.digit(1)))
      let before = Screens.drawing(of: box, in: context)
      _ = box.handle(.key(.digit(2)))
      let after = Screens.drawing(of: box, in: context, over: before)
      #expect(after.changedRows?.count == 1, "\(name)")
    }
    let idle = try #require(ScreenDrawing.boxes[Language("da")]?.first { $0.name == "idle" }?.box)
    let countdown = Screens.drawing(
      of: idle, in: ScreenDrawing.context(size, seconds: 41),
      over: Screens.drawing(of: idle, in: ScreenDrawing.context(size, seconds: 42)))
    #expect((countdown.changedRows?.count).map { $0 < size.rows / 2 } == true)
  }

  @Test func `of a live view whose picture changed only the picture's rows are drawn`() throws {
    let box = try #require(ScreenDrawing.boxes[Language("da")]?.first { $0.name == "photo-framing" }?.box)
    let size = Size(columns: 80, rows: 24)
    let none = Screens.drawing(of: box, in: ScreenDrawing.context(size))
    var other = GradientPictures()
    other.live = 7
    let next = Self.redraws(box, over: none, in: ScreenDrawing.context(size, pictures: other), "photo-framing")
    #expect(next.isPartial)
    #expect(next.drawing.screen.grid != none.screen.grid)
  }

  @Test(arguments: sizes)
  func `at a desk, after each key`(size: Size) throws {
    var partial = 0
    for sample in ScreenDrawing.boxes[Language("da")] ?? [] {
      guard let seen = sample.desk, !seen.isWatching else { continue }
      let context = DeskContext(screen: ScreenDrawing.context(size), ages: seen.ages)
      for key in Self.keys {
        var desk = seen.desk
        let before = Screens.drawing(of: desk, sample.box, in: context)
        _ = desk.handle(key, sample.box)
        let whole = Screens.drawing(of: desk, sample.box, in: context)
        let drawing = Screens.drawing(of: desk, sample.box, in: context, over: before)
        #expect(drawing.screen == whole.screen && drawing.faults == whole.faults, "\(sample.name) \(key)")
        if drawing.changedRows != nil { partial += 1 }
      }
    }
    #expect(partial > 100, "\(partial) were drawn in part")
  }
}
