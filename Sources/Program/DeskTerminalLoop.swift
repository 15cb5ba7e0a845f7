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
    case refused(ClientRefusal, version: Int)
  }

  private enum Connection {
    case held(StaffClient)
    /// No box answers; it is tried again at a moment of the steady clock, in milliseconds.
    case lost(attempts: Int, nextTry: Int)
    /// Nobody logged in for a while: Enter connects again. Until then the queue is looked at from time to time, so that the bell
    /// still rings; `line` is the look that is under way.
    case resting(nextLook: Int, line: StaffClient?)
  }

  /// What a key means while no box looks at it.
  private enum Question: Hashable {
    case held, lost, resting

    init(_ connection: Connection) {
      self =
        switch connection {
        case .held: .held
        case .lost: .lost
        case .resting: .resting
        }
    }
  }

  /// The pauses between attempts to reach the box again, in seconds; the last one stays.
  private static let pauses = [1, 2, 4, 8, 10]
  /// How often the queue is looked at while nobody is logged in, in milliseconds.
  private static let lookPause = 10_000

  private let path: String
  private let display: TerminalDisplay
  private let contrast: Presentation.Contrast
  private var connection: Connection
  /// What the keys did last: the box itself looks at them as long as it is there.
  private var keys = KeyGuard<Question>()
  private var copy = ScreenCopy()
  private var box = ""
  /// How many flags wait; nothing when the box did not answer the last look.
  private var waiting: Int? = 0
  /// The flags that waited at the last look; nothing before the first.
  private var seen: Set<QueueLine>?
  private var end: End?

  init(path: String, line: StaffClient, display: TerminalDisplay, contrast: Presentation.Contrast) {
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
      if !signals.drain().isEmpty { return leave() }
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
    case .resting(let nextLook, let line):
      deadlines.append(nextLook)
      descriptor = line?.descriptor ?? -1
    }
    var asked = [display.descriptor, signals, descriptor].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let timeout = deadlines.min().map { Int32(clamping: max(0, $0 - steadyMilliseconds())) } ?? -1
    _ = poll(&asked, nfds_t(asked.count), timeout)
  }

  private func greet(_ line: StaffClient) {
    let terminal = DeskTerminal(size: display.size, capabilities: display.capabilities, contrast: contrast)
    line.send(.hello(version: Wire.version, terminal: terminal))
  }

  private func leave() -> End {
    if case .held(let line) = connection { line.send(.bye) }
    return .left
  }

  // MARK: What the box says

  private func hear() {
    switch connection {
    case .held(let line):
      for news in line.news() {
        switch news {
        case .message(let message): hear(message)
        case .lost: if case .held = connection { lose(attempts: 0) }
        }
      }
    case .resting(let nextLook, let line?):
      for news in line.news() {
        switch news {
        case .message(.queue(let lines)): note(lines)
        case .message: break
        case .lost: connection = .resting(nextLook: nextLook, line: nil)
        }
      }
    case .lost, .resting: break
    }
  }

  private func hear(_ message: BoxMessage) {
    switch message {
    case .welcome(let box):
      self.box = box
      showTitle()
    case .picture(let picture):
      do throws(FrameFault) {
        try copy.take(picture)
      } catch {
        lose(attempts: 0)
      }
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
    case .rest: rest()
    case .queue, .devices: break
    }
  }

  private func showTitle() {
    let count = waiting ?? 0
    display.setTitle(count > 0 ? "(\(count)) Pasboks \(box)" : "Pasboks \(box)")
  }

  // MARK: Keys

  private func takeInputs() {
    var keys: [WireKey] = []
    let now = steadyMilliseconds()
    for input in display.inputs(now: now) {
      switch input {
      case .key(let key):
        keys.append(WireKey(key))
        pressWithoutBox(key, at: now)
      case .press(let position):
        send(&keys)
        send(.press(column: position.column, row: position.row, seen: copy.number))
      // Somebody is there; what was read is nothing that a desk asks for.
      case .scan: send(.keys(keys: [], seen: copy.number))
      case .resized:
        send(.resized(columns: display.size.columns, rows: display.size.rows))
        redraw()
      case .hungUp: end = leave()
      }
    }
    if case .held = connection { send(&keys) }
  }

  /// Without a box, Esc and `-` leave the desk, and at rest Enter asks for the box; none does that is only held since before. No
  /// figure does: whoever types a PIN when a desk comes to rest would go on in the field of the number, where figures are shown.
  private func pressWithoutBox(_ key: Key, at now: Int) {
    let isLeaving = key == .stop || key == .back
    let place = Question(connection)
    let isMeant = isLeaving ? place != .held : place == .resting && key == .enter
    guard self.keys.judge(key, at: now, on: place, isMeant ? .binding : .nothing, .usual) == .counts, isMeant else {
      return
    }
    if isLeaving { end = .left } else { connect(attempts: -1) }
  }

  private func send(_ keys: inout [WireKey]) {
    while !keys.isEmpty {
      send(.keys(keys: Array(keys.prefix(DeskMessage.mostKeys)), seen: copy.number))
      keys.removeFirst(min(keys.count, DeskMessage.mostKeys))
    }
  }

  private func send(_ message: DeskMessage) {
    if case .held(let line) = connection { line.send(message) }
  }

  private func redraw() {
    switch connection {
    case .held: display.draw(copy.screen, theme: Theme.named(copy.theme))
    case .lost(let attempts, _): drawLoss(attempts)
    case .resting: drawRest()
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
    guard end == nil else { return }
    switch connection {
    case .held: break
    case .lost(let attempts, let nextTry): if steadyMilliseconds() >= nextTry { connect(attempts: attempts) }
    case .resting(let nextLook, _): if steadyMilliseconds() >= nextLook { look() }
    }
  }

  private func connect(attempts: Int) {
    do throws(SocketFault) {
      let line = try StaffClient(path: path)
      connection = .held(line)
      greet(line)
    } catch {
      lose(attempts: attempts + 1)
    }
  }

  // MARK: Nobody logged in

  private func rest() {
    copy = ScreenCopy()
    seen = nil
    connection = .resting(nextLook: steadyMilliseconds(), line: nil)
    drawRest()
  }

  /// Asks what waits.
  private func look() {
    let line = try? StaffClient(path: path)
    line?.send(.list(version: Wire.version))
    if line == nil { show(waiting: nil) }
    connection = .resting(nextLook: steadyMilliseconds() + Self.lookPause, line: line)
  }

  private func note(_ lines: [QueueLine]) {
    let now = Set(lines.map(\.ageless))
    if let seen, !now.isSubset(of: seen) { display.ringBell() }
    seen = now
    show(waiting: lines.count)
  }

  private func show(waiting count: Int?) {
    guard waiting != count else { return }
    waiting = count
    showTitle()
    drawRest()
  }

  private func drawRest() {
    draw([
      "Ingen er logget ind her. Tryk Enter for at logge ind.", "Nobody is logged in here. Press Enter to log in.", "",
      waiting.map { "Venter · waiting: \($0)" } ?? "Boksen svarer ikke · the box does not answer", "",
      "Esc eller / : slut · leave",
    ])
  }

  /// Nothing of what was shown stays on the screen while nobody knows whether it is still so.
  private func drawLoss(_ attempts: Int) {
    let pause = Self.pauses[min(attempts, Self.pauses.count - 1)]
    draw([
      "Ingen forbindelse til boksen. Jeg prøver igen om \(pause) s.",
      "No connection to the box. It is tried again in \(pause) s.", "", "Esc eller / : slut · leave",
    ])
  }

  private func draw(_ lines: [String]) {
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
