import TestSupport
import Testing

/// What nobody does on purpose: the box lives, and its screen is whole.
@Suite(.serialized)
struct BoxAbuseTests {
  @Test(arguments: [UInt64(1), 2, 3])
  func `twenty thousand random bytes leave the box alive and its screen whole`(seed: UInt64) throws {
    let box = try BoxOnPseudoTerminal()
    var numbers = Dice(seed: seed)
    try box.begin()
    if seed > 1 { try box.identify() }
    if seed > 2 { try box.photograph() }
    for _ in 0..<20 {
      box.send((0..<1000).map { _ in UInt8(truncatingIfNeeded: numbers.next() >> 32) })
      box.look()
    }
    try box.expectWholeScreen()
    #expect(box.seen.unknown.isEmpty)
    #expect(box.seen.modes.contains(1049))
    #expect(try box.stop() == 0)
    #expect(box.hasItsSettings)
  }

  @Test func `keys held down or hammered change nothing that one key does not`() throws {
    let box = try BoxOnPseudoTerminal()
    try box.begin()
    box.press(String(repeating: "-", count: 1))
    try box.expect("common.leaveField")
    try box.press("\r", expect: "groundsChoice.heading")
    try box.press("1", expect: "identity.heading")
    box.press(String(repeating: "7", count: 5000))
    try box.expect("● ● ● ● ]")
    box.press(String(repeating: "*", count: 101))
    try box.wait(for: "help, or the number again") { _ in
      try ["help.heading", "identity.label"].contains { try box.shows($0) }
    }
    try box.expectWholeScreen()
  }

  @Test func `a screen that shrinks and grows loses nothing`() throws {
    let box = try BoxOnPseudoTerminal()
    try box.goToIdentity()
    try box.press("061085", expect: "[ 0 6 1 0 8 5  _ _ _ _ ]")
    let before = box.quietScreen
    box.resize(columns: 40, rows: 10)
    try box.expect("common.tooSmall")
    box.resize(columns: 10, rows: 3)
    try box.expect("common.tooSmallShort")
    try box.press("0166", expectStill: "common.tooSmallShort")
    box.resize(columns: 200, rows: 60)
    try box.expect("identity.heading", "● ● ● ● ]")
    try box.press("----", expect: "[ 0 6 1 0 8 5  _ _ _ _ ]")
    box.resize(columns: 80, rows: 24)
    try box.expectAgain(before)
    box.press("0166\r")
    try box.photograph()
    try box.expect("fingerprints.heading")
    for columns in stride(from: 30, through: 130, by: 5) { box.resize(columns: columns, rows: columns / 3) }
    box.resize(columns: 80, rows: 24)
    try box.expect("fingerprints.heading", "fingers.rightIndex")
    try box.expectWholeScreen()
  }
}

extension BoxOnPseudoTerminal {
  /// Waits for a screen that has its zones and nothing strange in it, as it stands and when everything is drawn anew.
  func expectWholeScreen(at place: SourceLocation = #_sourceLocation) throws {
    let (columns, rows) = (seen.columns, seen.rows)
    try wait(for: "a whole screen", at: place) { _ in self.isWhole }
    resize(columns: columns, rows: rows + 40)
    try wait(for: "a whole screen that is larger", at: place) { _ in self.isWhole }
    resize(columns: columns, rows: rows)
    try wait(for: "a whole screen again", at: place) { _ in self.isWhole }
  }

  private var isWhole: Bool {
    let lines = seen.cells.map { $0.allSatisfy { $0.scalar == "─" } }
    return lines.count == seen.rows && lines[2] && lines[seen.rows - 2] && lines.filter { $0 }.count == 2
      && plainScreen.hasPrefix("Ørestad Bibliotek")
      && screen.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value < 0xFFF0) }
  }
}

/// Numbers from a seed (Steele, Lea and Flood's SplitMix).
private struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
