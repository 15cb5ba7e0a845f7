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

/// All that one drawing shows and says.
package struct Screen: Hashable, Sendable {
  package var grid: Grid

  /// Stands on the focused item, always: braille lines and screen readers follow it.
  package var cursor: Position

  package var hotspots: [Hotspot]

  /// Sentences to speak, in order.
  package var speech: [String]

  package init(grid: Grid, cursor: Position, hotspots: [Hotspot] = [], speech: [String] = []) {
    self.grid = grid
    self.cursor = cursor
    self.hotspots = hotspots
    self.speech = speech
  }

  /// The key that a press at a place stands for; of overlapping places the last counts, as it was drawn on top.
  package func key(at position: Position) -> Key? {
    hotspots.last { $0.rect.contains(position) }?.key
  }
}
