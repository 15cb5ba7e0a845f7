/// Walks what a screen offers with two keys, for whoever has two buttons or a sip-and-puff device wired as keys: one goes on to the next,
/// the other chooses.
///
/// Stands between the guard and the box and says which key the box gets, so that the box knows nothing of it. On a new screen nothing
/// has the focus until one of the two is pressed, so that a key too many chooses nothing that nobody saw. Nothing is timed, held or
/// pressed together.
package struct TwoKeys: Hashable, Sendable {
  /// Which two keys they are.
  package struct Wiring: Hashable, Sendable {
    /// Goes on to the next.
    package let next: Key
    /// Chooses.
    package let choose: Key

    /// Two different keys.
    package init(next: Key, choose: Key) {
      self.next = next
      self.choose = choose
    }

    /// The two largest keys of a keypad, for who chose them in Help.
    package static let keypad = Wiring(next: .digit(0), choose: .enter)

    /// Whether they are keys of their own: whoever presses one of them has these two alone, on every screen from the welcome on.
    package var isApart: Bool { self != .keypad }
  }

  /// What one of the two keys does.
  package enum Act: Hashable, Sendable {
    /// The focus goes on to the next.
    case walks
    /// The box gets the key that has the focus.
    case presses(Key)
  }

  /// Which two keys they are.
  package let wiring: Wiring
  /// Whether nobody pressed another key since one of the two.
  private var isInUse = false
  /// The screen that is walked.
  private var place: ScreenPlace?
  /// What was walked to on it.
  private var walked: Key?
  /// Whether something was chosen since the focus went on.
  private var hasChosen = false

  /// Two keys that nobody pressed.
  package init(_ wiring: Wiring) { self.wiring = wiring }

  /// The keys that are walked, one for each thing that is offered, in the order of the menu; of what is typed each figure, from 1 on.
  /// Where the focus can be moved to by other keys is walked itself.
  package static func stops(_ offers: [Offer]) -> [Key] {
    offers.flatMap { offer -> [Key] in
      switch offer.intent {
      case .focusNext, .focusPrevious, .previousFlag: []
      case .type: Key.countingFigures.filter(offer.keys.contains)
      default: Array(offer.keys.prefix(1))
      }
    }
  }

  /// Whether the box's screen is walked now.
  package func isWalking(_ box: Box) -> Bool { wiring.isApart && isInUse || box.wantsTwoKeys }

  /// The key that has the focus on the box's screen; nothing where nothing has it yet.
  package func focus(on box: Box) -> Key? {
    guard let walked, place == ScreenPlace(box), isWalking(box), Self.stops(box.offers).contains(walked) else {
      return nil
    }
    return walked
  }

  /// What a key does as one of the two; nothing where it is none of them now.
  package func act(of key: Key, on box: Box) -> Act? {
    guard key == wiring.next || key == wiring.choose, isListening(box) else { return nil }
    // Where any key does the only thing there is, these do.
    let offers = box.offers
    if offers.count == 1, offers[0].others == .all { return nil }
    guard key == wiring.choose, let focus = focus(on: box) else { return .walks }
    return .presses(focus)
  }

  /// Whoever writes a note on a full keyboard may need these very keys.
  private func isListening(_ box: Box) -> Bool {
    guard wiring.isApart else { return box.wantsTwoKeys }
    return isInUse || !box.offers.contains { $0.others == .letters }
  }

  /// What a key would do now. To go on is to move a focus; the second of two that choose the same is no typing, so that a key that is
  /// held types one figure.
  package func weight(of key: Key, on box: Box) -> KeyWeight {
    switch act(of: key, on: box) {
    case nil: box.weight(of: key)
    case .walks?: .typing
    case .presses(let key)?: max(hasChosen ? .moving : .nothing, box.weight(of: key))
    }
  }

  /// Takes a key that was pressed, and tells which key the box gets; nothing where only the focus went on.
  package mutating func take(_ key: Key, on box: Box) -> Key? {
    let act = act(of: key, on: box)
    isInUse = key == wiring.next || key == wiring.choose
    switch act {
    case nil:
      hasChosen = false
      if !isInUse { walked = nil }
      return key
    case .walks?:
      hasChosen = false
      let stops = Self.stops(box.offers)
      let before = focus(on: box).flatMap(stops.firstIndex)
      place = ScreenPlace(box)
      walked = stops.isEmpty ? nil : stops[before.map { ($0 + 1) % stops.count } ?? 0]
      return nil
    case .presses(let focus)?:
      hasChosen = true
      return focus
    }
  }
}

extension Box {
  /// Whether the citizen at the screen asked for two keys.
  fileprivate var wantsTwoKeys: Bool {
    guard case .visit(let visit) = state else { return false }
    return visit.presentation.usesTwoKeys
  }
}
