/// A colour, 8 bits a channel, sRGB.
package struct RGB: Hashable, Sendable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8

  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A colour as 0xRRGGBB.
  package init(_ hex: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: hex >> 16),
      green: UInt8(truncatingIfNeeded: hex >> 8),
      blue: UInt8(truncatingIfNeeded: hex)
    )
  }

  /// A grey of this brightness.
  package init(grey: UInt8) {
    self.init(red: grey, green: grey, blue: grey)
  }
}

/// What a piece of text is for; the theme gives each role its colours.
package enum Role: UInt8, CaseIterable, Sendable {
  /// Running text.
  case text
  /// Secondary text.
  case quiet
  /// The question or imperative of a screen.
  case heading
  /// The focused item; it is marked in text as well.
  case focus
  /// A numbered choice without the focus.
  case choice
  /// The line of keys at the bottom.
  case key
  /// The line with place and language at the top.
  case header
  /// Lines and boxes.
  case rule
  case good
  case warning
  case bad
  /// What is meant for staff, or says that staff come.
  case staff
  /// What the citizen types.
  case entry
  /// The frame round a picture, and marks laid over it.
  case pictureFrame
}

/// How a cell is coloured: by a role of the theme, or by two colours of a picture.
///
/// Seven plain bytes, so that rows of cells compare as memory.
package struct Ink: Hashable, Sendable {
  private static let pictureTag: UInt8 = 0xFF
  private static let pixelsTag: UInt8 = 0xFE

  private var tag: UInt8
  private var first: RGB
  private var second: RGB

  private init(tag: UInt8, first: RGB, second: RGB) {
    self.tag = tag
    self.first = first
    self.second = second
  }

  package static func role(_ role: Role) -> Ink {
    Ink(tag: role.rawValue, first: RGB(0), second: RGB(0))
  }

  package static func picture(_ foreground: RGB, on background: RGB) -> Ink {
    Ink(tag: pictureTag, first: foreground, second: background)
  }

  /// A cell that shows its part of a picture's own pixels (`Grid.pictures`).
  package static let pixels = Ink(tag: pixelsTag, first: RGB(0), second: RGB(0))

  /// The role, or nothing for a picture's cell.
  package var role: Role? { Role(rawValue: tag) }

  /// Whether the cell shows a picture's own pixels.
  package var isPixels: Bool { tag == Ink.pixelsTag }

  /// Whether the cell is part of a picture in characters.
  package var isPicture: Bool { tag == Ink.pictureTag }

  /// The colours of a picture's cell, or nothing for text.
  package var picture: (foreground: RGB, background: RGB)? {
    isPicture ? (first, second) : nil
  }
}
