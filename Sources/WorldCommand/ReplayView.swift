import Program
import Recording
import Renewal
import Screens

/// What a replay shows at a position: the recorded screen, what the box was told to do, or its state.
struct ReplayView {
  /// What is on the terminal.
  enum Page: Int, CaseIterable {
    case screen, effects, state
  }

  /// What is on the terminal.
  var page = Page.screen { didSet { first = 0 } }
  /// Whether the screen's page has the line that tells the event, which may lie over the screen's own last line.
  var showsLine = true
  /// The first line of a page that is longer than the terminal.
  private var first = 0
  private var context: ScreenContext

  /// A view that draws screens in a context.
  init(_ context: ScreenContext) { self.context = context }

  /// The next page, round and round.
  mutating func turn() { page = Page(rawValue: (page.rawValue + 1) % Page.allCases.count) ?? .screen }

  /// Goes so many lines on in a long page.
  mutating func scroll(by lines: Int) { first = max(0, first + lines) }

  /// Draws a replay for a terminal of a size that can do so much.
  mutating func draw(
    _ replay: Replay, on size: Size, _ capabilities: TerminalCapabilities
  ) -> (screen: Screen, theme: Theme) {
    context.capabilities = capabilities
    switch page {
    case .screen: return drawScreen(replay, on: size)
    case .effects: return drawLines(Self.effects(replay), replay, on: size)
    case .state: return drawLines(Self.state(replay.box), replay, on: size)
    }
  }

  // MARK: The recorded screen

  private mutating func drawScreen(_ replay: Replay, on size: Size) -> (Screen, Theme) {
    let box = replay.box
    if case .maintenance = box.state {
      context.maintenance = MaintenanceFacts(version: replay.recording.heading.version)
    } else {
      context.maintenance = nil
    }
    let recorded = Screens.drawing(of: box, in: context).screen
    var grid = Grid(size: size)
    grid.put(recorded.grid, at: Position(column: 0, row: 0))
    var screen = Screen(grid: grid, cursor: recorded.cursor)
    if showsLine {
      let row = min(context.size.rows, size.rows - 1)
      let keys = " →← step  Tab page  l line  q end"
      put(Self.title(replay), keys, in: &screen.grid, row, replay)
    }
    return (screen, Screens.theme(for: box, in: context))
  }

  private func put(_ text: String, _ keys: String, in grid: inout Grid, _ row: Int, _ replay: Replay) {
    let ink = Ink.role(replay.hasDeparted || replay.fault != nil ? .bad : .header)
    let columns = grid.size.columns
    grid.put(Self.padded(text, columns - keys.count) + keys, at: Position(column: 0, row: row), ink: ink)
  }

  private static func padded(_ text: String, _ columns: Int) -> String {
    let room = max(0, columns)
    guard text.count > room else { return text + String(repeating: " ", count: room - text.count) }
    return text.prefix(max(0, room - 1)) + "…"
  }

  /// The event in one line.
  private static func title(_ replay: Replay) -> String {
    let count = "\(replay.position)/\(replay.recording.count)"
    if replay.fault != nil, replay.position == replay.end { return "\(count) no further, see 2" }
    let departed = replay.hasDeparted ? " departed at \(replay.departure ?? 0)" : ""
    guard let line = replay.line else { return "\(count) the beginning" }
    return "\(count)\(departed) \(line.event.words) · \(replay.effects.count) effects · \(Mark(replay.box).place)"
  }

  // MARK: Pages of lines

  private mutating func drawLines(_ lines: [String], _ replay: Replay, on size: Size) -> (Screen, Theme) {
    var grid = Grid(size: size)
    let room = max(1, size.rows - 4)
    first = min(first, max(0, lines.count - room))
    grid.put(
      Self.padded(Self.title(replay), size.columns), at: Position(column: 0, row: 0),
      ink: .role(replay.hasDeparted || replay.fault != nil ? .bad : .header))
    for (row, line) in lines.dropFirst(first).prefix(room).enumerated() {
      grid.put(line, at: Position(column: 1, row: row + 1))
    }
    let left = lines.count - first - room
    let more = left > 0 ? "j/k scroll, \(left) more" : "j/k scroll"
    grid.put(
      "→/Enter next  ←/- before  ↓↑ ten  n/p question  g/G first/last", at: Position(column: 0, row: size.rows - 2),
      ink: .role(.key))
    grid.put(
      "1 screen  2 effects  3 state  Tab turns  \(more)  l line  q/Esc end",
      at: Position(column: 0, row: size.rows - 1), ink: .role(.key))
    let theme: Theme =
      switch context.contrast {
      case .light: .light
      case .dark: .dark
      case .high: .highContrast
      }
    return (Screen(grid: grid, cursor: Position(column: 0, row: 0)), theme)
  }

  private static func effects(_ replay: Replay) -> [String] {
    var lines: [String] = []
    if let fault = replay.fault { lines += [fault.description, ""] }
    if let line = replay.line {
      lines += ["event   \(line.event.words)", "after   \(ReplayListing.seconds(line.milliseconds))"]
      if let departure = replay.departure, replay.hasDeparted {
        lines += [
          "departed at event \(departure), line \(departure + 1) of the file",
          "recorded \(line.after.words)",
        ]
      }
    }
    lines += ["place   \(Mark(replay.box).words)", ""]
    return lines + (replay.effects.isEmpty ? ["no effects"] : replay.effects.map { "· \($0.words)" })
  }

  /// The state as the machine has it, without what a library decided.
  private static func state(_ box: Box) -> [String] {
    var text = ""
    dump(box.state, to: &text, name: "state")
    dump(box.pending, to: &text, name: "pending")
    dump(box.flags, to: &text, name: "flags")
    dump(
      box.devices.sorted { $0.key < $1.key }.map { "\($0.key.rawValue) \($0.value.rawValue)" }, to: &text,
      name: "devices")
    dump(box.nextCase, to: &text, name: "nextCase")
    // The standard library's mark for what has members is no sign of the terminal's repertoire.
    return [("Renewal.", ""), ("PassportRules.", ""), ("▿", "+")]
      .reduce(text) { $0.replacing($1.0, with: $1.1) }
      .split(separator: "\n").map(String.init)
  }
}
