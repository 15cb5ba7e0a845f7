import Glibc
import Renewal
import Runtime
import Screens
import Terminal

/// The desk's end: keys go to the box, cells come from it. Sleeps until one of both has something.
final class DeskTerminalLoop {
  /// Why the desk ended.
  enum End: Hashable {
    /// Whoever sat there left, or the terminal is gone.
    case left
    case refused(LineRefusal, version: Int)
  }

  private enum Connection {
    case held(StaffLine)
    /// No box answers; it is tried again at a moment of the steady clock, in milliseconds.
    case lost(attempts: Int, nextTry: Int)
  }

  /// The pauses between attempts to reach the box again, in seconds; the last one stays.
  private static let pauses = [1, 2, 4, 8, 10]

  private let path: String
  private let display: TerminalDisplay
  private let contrast: Presentation.Contrast
  private var connection: Connection
  /// Whether a key that leaves was pressed: the box looks at all others, as long as it is there.
  private var keys = KeyGuard<Bool>()
  private var copy = ScreenCopy()
  private var box = ""
  private var waiting = 0
  private var end: End?

  init(path: String, line: StaffLine, display: TerminalDisplay, contrast: Presentation.Contrast) {
    self.path = path
    self.display = display
    self.contrast = contrast
    connection = .held(line)
    greet(line)
  }

  /// Runs until the desk is left.
  func run(signals: borrowing Signals) -> End {
    while true {
      if let end { return end }
      sleep(signals.descriptor)
      if !signals.take().isEmpty { return leave() }
      hear()
      takeInputs()
      tryAgain()
      ProcessMemory.scrubStack()
    }
  }

  private func sleep(_ signals: Int32) {
    var descriptor: Int32 = -1
    var deadlines = [display.deadline].compactMap { $0 }
    switch connection {
    case .held(let line): descriptor = line.descriptor
    case .lost(_, let nextTry): deadlines.append(nextTry)
    }
    var asked = [display.descriptor, signals, descriptor].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let timeout = deadlines.min().map { Int32(clamping: max(0, $0 - steadyMilliseconds())) } ?? -1
    _ = poll(&asked, nfds_t(asked.count), timeout)
  }

  private func greet(_ line: StaffLine) {
    let terminal = DeskTerminal(size: display.size, capabilities: display.capabilities, contrast: contrast)
    line.tell(.hello(version: Wire.version, terminal: terminal))
  }

  private func leave() -> End {
    if case .held(let line) = connection { line.tell(.bye) }
    return .left
  }

  // MARK: What the box says

  private func hear() {
    guard case .held(let line) = connection else { return }
    for news in line.news() {
      switch news {
      case .message(let message): hear(message)
      case .lost: lose(attempts: 0)
      }
    }
  }

  private func hear(_ message: BoxMessage) {
    switch message {
    case .welcome(let box):
      self.box = box
      showTitle()
    case .screen(let change):
      do throws(FrameFault) {
        if try copy.apply(change) { display.draw(copy.screen, theme: Theme.named(copy.theme)) }
      } catch {
        lose(attempts: 0)
      }
    case .flags(let count, let isNew):
      waiting = count
      showTitle()
      if isNew { display.ringBell() }
    case .refused(let why, let version): end = .refused(why, version: version)
    case .bye: end = .left
    case .queue: break
    }
  }

  private func showTitle() {
    display.setTitle(waiting > 0 ? "(\(waiting)) Pasboks \(box)" : "Pasboks \(box)")
  }

  // MARK: Keys

  private func takeInputs() {
    var keys: [WireKey] = []
    let now = steadyMilliseconds()
    for input in display.inputs(now: now) {
      switch input {
      case .key(let key):
        keys.append(WireKey(key))
        if leaves(key, at: now) { end = .left }
      case .press(let position):
        send(&keys)
        tell(.press(column: position.column, row: position.row, seen: copy.number))
      // Somebody is there; what was read is nothing that a desk asks for.
      case .scan: tell(.keys(keys: [], seen: copy.number))
      case .resized:
        tell(.resized(columns: display.size.columns, rows: display.size.rows))
        redraw()
      case .hungUp: end = leave()
      }
    }
    send(&keys)
  }

  /// Without a box, Esc and `-` leave the desk; one that is only held since before it was lost does not.
  private func leaves(_ key: Key, at now: Int) -> Bool {
    let isLost =
      switch connection {
      case .lost: true
      case .held: false
      }
    let isLeaving = isLost && (key == .stop || key == .back)
    return self.keys.judge(key, at: now, on: isLost, isLeaving ? .binding : .nothing, .usual) == .counts && isLeaving
  }

  private func send(_ keys: inout [WireKey]) {
    while !keys.isEmpty {
      tell(.keys(keys: Array(keys.prefix(DeskMessage.mostKeys)), seen: copy.number))
      keys.removeFirst(min(keys.count, DeskMessage.mostKeys))
    }
  }

  private func tell(_ message: DeskMessage) {
    if case .held(let line) = connection { line.tell(message) }
  }

  private func redraw() {
    switch connection {
    case .held: display.draw(copy.screen, theme: Theme.named(copy.theme))
    case .lost(let attempts, _): drawLoss(attempts)
    }
  }

  // MARK: A box that is gone

  private func lose(attempts: Int) {
    let pause = Self.pauses[min(attempts, Self.pauses.count - 1)]
    connection = .lost(attempts: attempts, nextTry: steadyMilliseconds() + pause * 1000)
    copy = ScreenCopy()
    waiting = 0
    showTitle()
    drawLoss(attempts)
  }

  private func tryAgain() {
    guard case .lost(let attempts, let nextTry) = connection, steadyMilliseconds() >= nextTry, end == nil else {
      return
    }
    do throws(StaffSocketFault) {
      let line = try StaffLine(path: path)
      connection = .held(line)
      greet(line)
    } catch {
      lose(attempts: attempts + 1)
    }
  }

  /// Nothing of what was shown stays on the screen while nobody knows whether it is still so.
  private func drawLoss(_ attempts: Int) {
    let pause = Self.pauses[min(attempts, Self.pauses.count - 1)]
    let lines = [
      "Ingen forbindelse til boksen. Jeg prøver igen om \(pause) s.",
      "No connection to the box. It is tried again in \(pause) s.", "", "Esc eller / : slut · leave",
    ]
    var grid = Grid(size: display.size)
    for (row, line) in lines.enumerated() {
      grid.put(line, at: Position(column: 2, row: 1 + row), ink: .role(row == 0 ? .heading : .text))
    }
    let theme: Theme =
      switch contrast {
      case .light: .light
      case .dark: .dark
      case .high: .highContrast
      }
    display.draw(Screen(grid: grid, cursor: Position(column: 2, row: 1)), theme: theme)
  }
}
