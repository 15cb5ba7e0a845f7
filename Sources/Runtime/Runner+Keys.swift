import Renewal
import Screens

extension Runner {
  /// Takes what the display took in, as far as no turn is being written.
  func takeInputs() {
    guard takesInputs else { return }
    let now = environment.clocks.now()
    let inputs = display.inputs(now: now)
    // Whoever presses another key has let go of the one that waits, and means what that one brings.
    let waited = inputs.lazy.compactMap(\.key).first.flatMap { keys.proven(by: $0) }
    typed += inputs.map { TypedInput(input: $0, at: now, place: waited == nil ? shownPlace : nil) }
    deliver(waited)
    while takesInputs, let next = typed.first {
      if let key = next.input.key, let waited = keys.proven(by: key) {
        deliver(waited)
      } else {
        typed.removeFirst()
        take(next)
      }
    }
    if typed.isEmpty { typed = [] }
  }

  private func take(_ typed: TypedInput) {
    let place = typed.place ?? ScreenPlace(box)
    if typed.place == nil {
      for next in self.typed.indices where self.typed[next].place == nil { self.typed[next].place = place }
    }
    switch typed.input {
    case .key(let key): press(key, at: typed.at, meantFor: place)
    case .press(let position):
      if let key = screen?.key(at: position) { press(key, at: typed.at, meantFor: place) }
    case .scan(let scan): handle(.scan(scan))
    case .resized: needsDrawing = true
    case .hungUp: end = .hungUp
    }
  }

  /// Gives the machine a key, unless it is only held or bounced, or was meant for another question than the one that is there now.
  private func press(_ key: Key, at moment: Int, meantFor place: ScreenPlace) {
    let isThere = ScreenPlace(box) == place
    let weight = isThere ? box.weight(of: key) : .nothing
    switch keys.judge(key, at: moment, on: isThere ? place : nil, weight, box.keyTimes) {
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
    // Whether it comes again is not known before everything was read.
    guard takesInputs else { return }
    let now = environment.clocks.now()
    deliver(keys.due(at: now))
    for id in seats.keys.sorted() { deliver(seats[id]?.keys.due(at: now), at: id) }
  }
}

/// What somebody typed.
struct TypedInput {
  /// The input.
  let input: DisplayInput
  /// When it came.
  let at: Int
  /// The question that was on the screen; nothing for the one that a key just before brings.
  var place: ScreenPlace?
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
