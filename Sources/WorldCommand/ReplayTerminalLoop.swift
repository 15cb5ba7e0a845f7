import Glibc
import Program
import Recording
import Renewal
import Runtime
import Screens
import Terminal

/// A replay on the terminal: keys step through it, and each step is drawn.
final class ReplayTerminalLoop {
  private let display: TerminalDisplay
  private var replay: Replay
  private var view: ReplayView
  private var hasEnded = false

  init(_ replay: Replay, _ context: ScreenContext, _ display: TerminalDisplay) {
    self.display = display
    self.replay = replay
    view = ReplayView(context)
    display.setTitle("pasboks replay")
  }

  /// Runs until it is left.
  func run(signals: borrowing Signals) {
    while !hasEnded {
      let drawn = view.draw(replay, on: display.size, display.capabilities)
      display.draw(drawn.screen, theme: drawn.theme)
      sleep(signals.descriptor)
      if !signals.drain().isEmpty { return }
      for input in display.inputs(now: steadyMilliseconds()) { inputTyped(input) }
    }
  }

  private func sleep(_ signals: Int32) {
    var asked = [display.descriptor, signals].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let timeout = display.deadline.map { Int32(clamping: max(0, $0 - steadyMilliseconds())) } ?? -1
    _ = poll(&asked, nfds_t(asked.count), timeout)
  }

  private func inputTyped(_ input: DisplayInput) {
    switch input {
    case .key(let key): press(key)
    case .hungUp: hasEnded = true
    case .scan, .press, .resized: break
    }
  }

  private func press(_ key: Key) {
    switch key {
    case .right, .enter, .letter(" "): replay.move(by: 1)
    case .left, .back: replay.move(by: -1)
    case .down: replay.move(by: 10)
    case .up: replay.move(by: -10)
    case .letter("n"): replay.goToNextPlace()
    case .letter("p"): replay.goToPreviousPlace()
    case .letter("g"): replay.go(to: 0)
    case .letter("G"): replay.go(to: .max)
    case .digit(1): view.page = .screen
    case .digit(2): view.page = .effects
    case .digit(3): view.page = .state
    case .tab: view.turn()
    case .letter("j"): view.scroll(by: 1)
    case .letter("k"): view.scroll(by: -1)
    case .letter("l"): view.showsLine.toggle()
    case .letter("q"), .stop: hasEnded = true
    case .digit, .help, .again, .backTab, .letter: break
    }
  }
}
