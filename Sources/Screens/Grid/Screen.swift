package import Renewal

/// A place on the screen that a mouse or a finger can press as if it were a key.
package struct Hotspot: Hashable, Sendable {
  package let rect: Rect
  package let key: Key

  package init(rect: Rect, key: Key) {
    self.rect = rect
    self.key = key
  }
}

/// A moment of a countdown or of a wait that is told besides what the screen says: once, and by words where the box speaks.
package struct Reminder: Hashable, Sendable {
  /// How many seconds were left, or had passed, when the moment began; moments differ by it.
  package let seconds: Int
  /// What is said; nothing where what the screen says tells it.
  package let speech: [Phrase]
  /// Whether the bell rings, for somebody must press a key.
  package let rings: Bool
}

/// All that one drawing shows.
package struct Screen: Hashable, Sendable {
  package var grid: Grid

  /// Stands on the focused item, always: braille lines and screen readers follow it.
  package var cursor: Position

  package var hotspots: [Hotspot]

  package init(grid: Grid, cursor: Position, hotspots: [Hotspot] = []) {
    self.grid = grid
    self.cursor = cursor
    self.hotspots = hotspots
  }

  /// The key that a press at a place stands for; of overlapping places the last counts, as it was drawn on top.
  package func key(at position: Position) -> Key? {
    hotspots.last { $0.rect.contains(position) }?.key
  }
}
