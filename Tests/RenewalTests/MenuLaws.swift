import PassportRules
import Renewal
import Walk

/// What is offered is taken, and nothing else is; tried on copies of the box, key by key.
enum MenuLaws {
  /// The keys of a keypad, and some that only a keyboard has.
  static let keys: [Key] =
    (0...9).map(Key.digit) + [
      .enter, .back, .stop, .help, .again, .up, .down, .left, .right, .tab, .backTab, .letter("æ"),
    ]

  static func violations(in box: Box, _ machine: Machine) -> [Violation] {
    let offers = box.offers
    let before = box.canonicalKey
    return twice(offers) + unreached(box, offers)
      + keys.compactMap { key in
        var copy = box
        let effects = machine(&copy, .key(key))
        var isStill: Bool { effects.allSatisfy(isOfTime) && copy.canonicalKey == before }
        guard let offer = offers.taking(key) else {
          return isStill ? nil : Violation(.menu, "\(key) is not on the menu, and does something")
        }
        if offer.obstacle != nil {
          return isStill ? nil : Violation(.menu, "\(key) does something that does not count now")
        }
        // A copy of the box says what the key weighs; what moves within a field may be at its end.
        // What a key only writes down is not written where the disk fails.
        if box.canRecord, !offer.intent.mayBeAtItsEnd, effects.allSatisfy(isOfTime),
          copy.tampered(pending: box.pending).withoutStrayKey == box.withoutStrayKey
        {
          return Violation(.menu, "\(key) is on the menu as \(offer.intent), and does nothing")
        }
        if offer.isAskedFirst, effects.contains(where: binds) {
          return Violation(.menu, "\(key) shall ask first, and does it")
        }
        return nil
      }
  }

  /// A key has one meaning at a time.
  private static func twice(_ offers: [Offer]) -> [Violation] {
    let keys = offers.flatMap(\.keys)
    return Set(keys).filter { key in keys.count { $0 == key } > 1 }.map { Violation(.menu, "\($0) is offered twice") }
  }

  /// The most times that the first of two keys is pressed to be at anything that is offered.
  private static let mostStops = 16

  /// Two keys are enough: whatever is offered is walked to, and chosen by the other one.
  private static func unreached(_ box: Box, _ offers: [Offer]) -> [Violation] {
    let wiring = TwoKeys.Wiring(next: .tab, choose: .letter(" "))
    var two = TwoKeys(wiring)
    // Where any key does the only thing there is.
    if two.take(wiring.next, on: box) != nil, offers.count == 1, offers[0].others == .all { return [] }
    var reached: Set<Key> = []
    for _ in 0...mostStops {
      var other = two
      if let key = other.take(wiring.choose, on: box) { reached.insert(key) }
      if two.take(wiring.next, on: box) != nil { return [Violation(.keypad, "the first of two keys does something")] }
    }
    return offers.filter { offer in
      switch offer.intent {
      case .focusNext, .focusPrevious, .previousFlag: false
      case .type: !offer.keys.allSatisfy(reached.contains)
      default: !offer.keys.contains(where: reached.contains)
      }
    }.map { Violation(.keypad, "\($0.intent) by two keys") }
  }

  private static func isOfTime(_ effect: Effect) -> Bool {
    switch effect {
    case .startTimer, .stopTimer, .giveTime: true
    default: false
    }
  }

  /// What cannot be taken back: money, paper, and what the store keeps.
  private static func binds(_ effect: Effect) -> Bool {
    switch effect {
    case .command(_, let command): command.effectClass != .none
    case .store, .wipe, .keepNote, .changePIN, .exit, .send: true
    default: false
    }
  }
}

extension Box {
  /// The box that was pressed no key that means nothing: to tell so is no meaning.
  fileprivate var withoutStrayKey: Box {
    guard case .visit(var visit) = state else { return self }
    visit.answer = nil
    return tampered(state: .visit(visit))
  }
}
