import InputDevices

/// What a reader that is a keyboard types, on the keys of an American one.
struct TypedKeys: Hashable, Sendable {
  /// What comes of an event.
  enum Output: Hashable {
    case typed(UInt8)
    /// Events were lost.
    case lost
  }

  /// The keys that a reader of pages needs: figures, letters and Enter.
  static let needed = [2...11, 16...25, 30...38, 44...50, 28...28].flatMap { Array<UInt16>($0) }

  private static let (leftShift, rightShift): (UInt16, UInt16) = (42, 54)
  /// The keys of signs that no zone has.
  private static let signs: Set<UInt16> = [12, 13, 26, 27, 39, 40, 41, 43, 52, 53, 55, 74, 78, 83, 98]
  private static let plain: [UInt16: UInt8] = {
    let rows: [(first: UInt16, characters: String)] = [
      (2, "1234567890"), (16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm,"), (57, " "), (71, "789"), (75, "456"),
      (79, "1230"),
    ]
    // The key beside the left shift, which an American keyboard has not, is the filler's.
    var keys: [UInt16: UInt8] = [86: UInt8(ascii: "<"), 28: 0x0d, 96: 0x0d, 15: 0x0d]
    for row in rows {
      for (place, character) in row.characters.utf8.enumerated() { keys[row.first + UInt16(place)] = character }
    }
    return keys
  }()

  private var shifts: Set<UInt16> = []

  /// Takes an event; a key that is let go, or repeats, types nothing.
  mutating func take(_ event: InputEvent) -> Output? {
    if event.type == .synchronization && event.code == InputCode.dropped {
      shifts = []
      return .lost
    }
    guard event.type == .key else { return nil }
    if event.code == Self.leftShift || event.code == Self.rightShift {
      if event.value == 0 { shifts.remove(event.code) } else { shifts.insert(event.code) }
      return nil
    }
    guard event.value == 1 else { return nil }
    // Those that type nothing, such as Caps Lock, are none of a zone's; case is nothing there.
    guard let character = Self.plain[event.code] else {
      return Self.signs.contains(event.code) ? .typed(UInt8(ascii: "?")) : nil
    }
    guard !shifts.isEmpty else { return .typed(character) }
    // Shifted figures are signs, which no zone has; a shifted letter is still that letter.
    switch character {
    case UInt8(ascii: ","): return .typed(UInt8(ascii: "<"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return .typed(UInt8(ascii: "?"))
    case _: return .typed(character)
    }
  }
}
