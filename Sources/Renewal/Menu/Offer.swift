/// One line of the menu: what a key does now.
///
/// The offers of a state are its menu, and the only place where a key has a meaning. The machines look a key up there and handle what was
/// meant; screens, speech and mouse show what is there; the walk and the flow chart press it. A key that is not there does nothing.
package struct Offer: Hashable, Sendable {
  /// Which keys take an offer besides its own.
  package enum Others: Hashable, Sendable {
    case none
    /// Every character.
    case letters
    /// Every key that has no offer of its own.
    case all
  }

  /// The keys that take it, the one that stands on the screen first.
  package let keys: [Key]
  /// Which other keys take it.
  package let others: Others
  /// What is meant by them.
  package let intent: Intent
  /// The least role that it takes; nothing where anybody may who stands here.
  package let role: StaffRole?
  /// Why it does not count now, which is told whoever presses it; nothing when it counts.
  package let obstacle: Obstacle?
  /// Whether its key only asks, and another one does it.
  package let isAskedFirst: Bool

  /// An offer for keys.
  init(
    _ keys: [Key], _ intent: Intent, others: Others = .none, role: StaffRole? = nil, obstacle: Obstacle? = nil,
    isAskedFirst: Bool = false
  ) {
    self.keys = keys
    self.others = others
    self.intent = intent
    self.role = role
    self.obstacle = obstacle
    self.isAskedFirst = isAskedFirst
  }

  /// An offer for one key.
  init(
    _ key: Key, _ intent: Intent, role: StaffRole? = nil, obstacle: Obstacle? = nil, isAskedFirst: Bool = false
  ) {
    self.init([key], intent, role: role, obstacle: obstacle, isAskedFirst: isAskedFirst)
  }

  /// The figure that stands before it on the screen; nothing where no figure takes it.
  package var number: Int? {
    for case .digit(let digit) in keys { return digit }
    return nil
  }
}

extension [Offer] {
  /// What a key does: what is offered for that very key, else what takes every other one.
  package func taking(_ key: Key) -> Offer? {
    first { $0.keys.contains(key) }
      ?? first { offer in
        switch offer.others {
        case .none: false
        case .letters: if case .letter = key { true } else { false }
        case .all: true
        }
      }
  }

  /// The first offer of something.
  package func offering(_ intent: Intent) -> Offer? { first { $0.intent == intent } }

  /// Numbered offers, from 1 on past the figures that other offers take, and those others behind them. There are ten figures: what is
  /// more than that has no key, and `ScreenMenuTests` looks that nothing is.
  static func numbered(_ intents: some Sequence<Intent>, besides others: [Offer] = []) -> [Offer] {
    let taken = Set(others.flatMap(\.keys))
    return zip(Key.countingFigures.filter { !taken.contains($0) }, intents).map { Offer($0, $1) } + others
  }
}

extension [Offer] {
  /// What is asked before something that cannot be undone: why. The figure that is pressed first everywhere leads back, so that whoever
  /// corrects a slip at once, or holds it, loses nothing.
  static func reasons(_ intents: some Sequence<Intent>) -> [Offer] {
    numbered(intents, besides: [Offer([.digit(1), .back, .stop], .goBack)])
  }
}

extension [Offer] {
  /// The menu of a page of staff, with the key that shows what all of them do; or, while that is shown, the way back.
  func with(_ list: KeyList) -> [Offer] {
    if list.isShown { return [Offer([.back, .enter, .stop, .help], .goBack, others: .all)] }
    return taking(.help) == nil ? self + [Offer(.help, .showKeys)] : self
  }
}

extension Key {
  /// The figures.
  static let figures = (0...9).map(Key.digit)
  /// The figures in the order in which they lie on a keyboard.
  static let countingFigures = (Array(1...9) + [0]).map(Key.digit)
}

extension Entry {
  /// What keys do to a field of figures; on the empty one `-` asks before it leaves, where that is wanted.
  func offers(asksToLeave: Bool = true) -> [Offer] {
    let back =
      digits.isEmpty
      ? Offer(.back, .goBack, isAskedFirst: asksToLeave && !self.asksToLeave) : Offer(.back, .erase)
    return [Offer(Key.figures, .type), back, Offer(.enter, .submit)]
  }
}

extension TextEntry {
  /// What keys do to a note; one that is begun is kept or erased, and no key throws it away.
  var offers: [Offer] {
    [
      Offer(Key.figures, .type, others: .letters), text.isEmpty ? Offer([.back, .stop], .leave) : Offer(.back, .erase),
      Offer(.enter, .submit),
    ]
  }
}
