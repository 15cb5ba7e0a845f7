import Renewal
import Runtime
import TestSupport

/// A person's hand: it presses no key again before its owner has looked, and the same key twice in a row only after reading.
final class Hand {
  /// How long somebody looks before a key is pressed again, in milliseconds.
  private static let looking = 550
  /// How long somebody reads before the very same key is pressed again, in milliseconds.
  private static let reading = 2_300

  private var pressed: [Key: Int] = [:]
  private var last: Key?
  private var place: ScreenPlace?
  private var hurry: Seeded?
  private var tremor: Seeded?

  /// From here on every key is held too long, bounces or is struck twice.
  func tremble(_ seed: UInt64) { tremor = Seeded(seed) }

  /// From here on its owner types as fast as people do, and only stops to look, or to read, before the same key on another screen.
  func hasten(_ seed: UInt64) { hurry = Seeded(seed) }

  /// Lets time pass until this key may be pressed.
  func rest(before key: Key, at box: VirtualBox) {
    let least = hurry == nil ? careful(key) : hurried(key, box.runner.box)
    if hurry != nil { box.pass(milliseconds: between()) }
    let left = (pressed[key] ?? .min / 2) + least - box.time.now()
    if left > 0 { box.pass(milliseconds: left) }
    pressed[key] = box.time.now()
    last = key
    place = ScreenPlace(box.runner.box)
  }

  private func careful(_ key: Key) -> Int { key == last ? Self.reading : Self.looking }

  private func hurried(_ key: Key, _ box: Box) -> Int {
    switch box.weight(of: key) {
    case .nothing: 0
    case .typing: key == last && ScreenPlace(box) != place ? Self.looking : 0
    case .moving: Self.looking
    case .binding: key == last ? Self.reading : Self.looking
    }
  }

  /// The time from one key to the next.
  private func between() -> Int {
    guard var numbers = hurry else { return 0 }
    defer { hurry = numbers }
    return Int.random(in: 120...300, using: &numbers)
  }

  /// A key that was pressed comes again, if the hand trembles; what is typed only bounces, so that the right figures stand there.
  func trembles(on key: Key, whichTypes isTyping: Bool, at box: VirtualBox) {
    guard var numbers = tremor else { return }
    let coming = isTyping ? Recurrence.bounce(&numbers) : .any(&numbers)
    tremor = numbers
    for span in coming.pauses {
      box.pass(milliseconds: span)
      box.strike(key)
    }
    pressed[key] = box.time.now()
  }
}

/// How a key comes again that was pressed once, in milliseconds from one to the next.
struct Recurrence: CustomStringConvertible {
  let pauses: [Int]

  var description: String { "after \(pauses.first ?? 0), then \(pauses.count - 1) every \(pauses.last ?? 0)" }

  /// A worn key.
  static func bounce(_ numbers: inout Seeded) -> Recurrence {
    Recurrence(pauses: [Int.random(in: 10...59, using: &numbers)])
  }

  /// A key that is held, with any keyboard's first delay and rate, for as long as it takes to tell it from figures that are typed.
  static func hold(_ numbers: inout Seeded) -> Recurrence {
    let delay = [250, 300, 400, 500, 600, 660, 1000, 1500, 2000].randomElement(using: &numbers) ?? 250
    let interval = 1000 / Int.random(in: 5...40, using: &numbers)
    let times = max(6, Int.random(in: 100...4000, using: &numbers) / interval)
    return Recurrence(pauses: [delay] + Array(repeating: interval, count: times - 1))
  }

  /// A key that is struck again at once, or a few times.
  static func double(_ numbers: inout Seeded) -> Recurrence {
    Recurrence(
      pauses: (0...Int.random(in: 0...2, using: &numbers)).map { _ in Int.random(in: 60...450, using: &numbers) })
  }

  static func any(_ numbers: inout Seeded) -> Recurrence {
    switch Int.random(in: 0..<3, using: &numbers) {
    case 0: bounce(&numbers)
    case 1: double(&numbers)
    case _: hold(&numbers)
    }
  }
}

extension Key {
  /// The keypad's key with a character; `\n` is Enter.
  init(typed character: Character) {
    self =
      switch character {
      case "\n": .enter
      case "-": .back
      case "/": .stop
      case "*": .help
      case "+": .again
      case let figure: .digit(figure.wholeNumberValue ?? 0)
      }
  }
}
