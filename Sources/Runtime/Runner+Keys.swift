import Renewal
import Screens

extension Runner {
  /// Takes what the display took in. What was typed after a key that changed the screen was meant for the screen before.
  func takeInputs() {
    let now = environment.clocks.now()
    let inputs = display.inputs(now: now)
    let drawn = ScreenPlace(box)
    if let first = inputs.lazy.compactMap(\.key).first { deliver(keys.proven(by: first)) }
    let typed = ScreenPlace(box)
    for input in inputs {
      switch input {
      case .key(let key): press(key, at: now, meantFor: typed)
      case .press(let position):
        if let key = screen?.key(at: position) { press(key, at: now, meantFor: drawn) }
      case .scan(let scan): handle(.scan(scan))
      case .resized: needsDrawing = true
      case .hungUp: end = .hungUp
      }
    }
  }

  /// Gives the machine a key, unless it is only held or bounced, or was meant for another question.
  private func press(_ key: Key, at now: Int, meantFor place: ScreenPlace) {
    deliver(keys.proven(by: key))
    let isThere = ScreenPlace(box) == place
    let weight = isThere ? box.weight(of: key) : .nothing
    switch keys.judge(key, at: now, on: isThere ? place : nil, weight, box.keyTimes) {
    case .counts: handle(.key(key))
    case .waits, .dropped: break
    }
  }

  /// Gives the machine a key that waited, as often as it was struck, while it still does what it did.
  private func deliver(_ waited: KeyGuard<ScreenPlace>.Waiting?) {
    guard let waited else { return }
    for _ in 0..<waited.count where waited.place == ScreenPlace(box) && box.weight(of: waited.key) <= waited.weight {
      handle(.key(waited.key))
    }
  }

  /// The next moment at which a key has waited long enough, here or at a desk.
  var keyDeadline: Int? { ([keys.deadline] + seats.values.map(\.keys.deadline)).compactMap { $0 }.min() }

  /// Gives machines the keys that have waited long enough.
  func takeWaitingKeys() {
    let now = environment.clocks.now()
    deliver(keys.due(at: now))
    for id in seats.keys.sorted() { deliver(seats[id]?.keys.due(at: now), at: id) }
  }
}

extension DisplayInput {
  /// The key, when it is one of the keyboard's.
  fileprivate var key: Key? {
    switch self {
    case .key(let key): key
    case .scan, .press, .resized, .hungUp: nil
    }
  }
}
