import Renewal

/// Tells a wedge reader's keys from typing, and makes one reading of them.
///
/// A reading begins with what its reader sends first and ends when nothing more comes for the length of the gap: a stripe's tracks and a
/// zone's lines each have their own return. Only a code ends with its first return. What a reader sends behind a reading is never typing,
/// nor is a stripe that broke off. Some beginnings are keys that people press too: these wait for what follows, and are typing when
/// nothing follows, or something that no reader would send.
///
/// Time is given in, in milliseconds of a clock that never goes back. A gap is judged only when nothing more is waiting to be read: a box
/// that was busy must not take its own pause for the reader's.
struct WedgeReader: Sendable {
  /// What came of the characters so far.
  enum Output: Hashable, Sendable {
    case typed(Unicode.Scalar)
    case scan(Scan)
  }

  private enum State: Hashable, Sendable {
    case typing
    /// A beginning and what followed it, which may all be typing.
    case held([Unicode.Scalar], last: Int)
    case reading([Unicode.Scalar], last: Int)
    /// A reading has just ended: what comes until then, or without a gap, is the reader's too.
    case over(until: Int, last: Int)
  }

  /// The pause after a reading from which on even an unread queue is new, in milliseconds: the loop should have come by long before.
  private static let staleEnd = 500
  /// How long what comes still belongs to a stripe that stopped without its return, in milliseconds: longer than a reader falters, and
  /// sooner than anybody reads the screen and types.
  private static let brokenStripe = 500

  private let settings: WedgeSettings
  private var state = State.typing

  init(settings: WedgeSettings) {
    self.settings = settings
  }

  /// When the gap is over if nothing more comes.
  var deadline: Int? {
    switch state {
    case .typing: nil
    case .held(_, let last), .reading(_, let last): last + settings.gap
    case .over(let until, let last): max(until, last + settings.gap)
    }
  }

  /// Whether a reader may begin with this character, and people do not type it.
  func isBeginning(_ scalar: Unicode.Scalar) -> Bool {
    state == .typing && isSure([scalar])
  }

  /// Takes one character that arrived; tells what came of it and of those that waited for it.
  mutating func read(_ scalar: Unicode.Scalar, now: Int) -> [Output] {
    settleStale(now: now)
    return takeNext(scalar, now: now)
  }

  /// Takes a key without a character (an arrow, a mouse press): whether it is part of a reading and lost, and what was typed before it.
  mutating func takeKey(now: Int) -> (before: [Output], isLost: Bool) {
    settleStale(now: now)
    switch state {
    case .typing: return ([], false)
    case .held(let arrived, _):
      guard isSure(arrived) else {
        state = .typing
        return (arrived.map(Output.typed), false)
      }
      state = .held(arrived, last: now)
    case .reading(let arrived, _): state = .reading(arrived, last: now)
    case .over(let until, _): state = .over(until: until, last: now)
    }
    return ([], true)
  }

  /// Told when nothing more is waiting to be read: after the gap a reading has ended, and what waited was typing.
  mutating func quiet(now: Int) -> [Output] {
    guard let deadline, now >= deadline else { return [] }
    switch state {
    case .typing: return []
    case .held(let arrived, _):
      state = .typing
      return arrived.map(Output.typed)
    case .reading(let arrived, let last):
      let ending = arrived.last { Self.isReturn($0) || $0 >= " " }
      let isBroken = settings.kind(of: arrived) == .card && ending.map(Self.isReturn) != true
      let output = finish(arrived)
      state = isBroken ? .over(until: last + settings.gap + Self.brokenStripe, last: last) : .typing
      return output
    case .over:
      state = .typing
      return []
    }
  }

  // MARK: Characters

  private mutating func takeNext(_ scalar: Unicode.Scalar, now: Int) -> [Output] {
    switch state {
    case .typing:
      guard settings.beginnings[scalar] != nil else { return [.typed(scalar)] }
      state = .held([scalar], last: now)
      return []
    case .held(let arrived, _):
      switch settings.judge(arrived, before: scalar) {
      case .reading:
        state = .reading(arrived, last: now)
        return takeNext(scalar, now: now)
      case .undecided:
        state = .held(arrived + [scalar], last: now)
        return []
      case .typing:
        state = .typing
        return arrived.map(Output.typed) + takeNext(scalar, now: now)
      }
    case .reading(var arrived, _):
      arrived.append(scalar)
      let isWhole = Self.isReturn(scalar) && !settings.goesOnOverReturns(arrived)
      guard isWhole || arrived.count >= Scan.limit else {
        state = .reading(arrived, last: now)
        return []
      }
      state = .over(until: now, last: now)
      return finish(arrived)
    case .over(let until, _):
      state = settings.beginnings[scalar] == nil ? .over(until: until, last: now) : .reading([scalar], last: now)
      return []
    }
  }

  /// Whether people hardly type what arrived first.
  private func isSure(_ arrived: [Unicode.Scalar]) -> Bool {
    switch arrived.first.flatMap({ settings.beginnings[$0] }) {
    case .sure, .sentinel: true
    case .letter, .unread, .plus, nil: false
    }
  }

  static func isReturn(_ scalar: Unicode.Scalar) -> Bool { scalar == "\r" || scalar == "\n" }

  /// A reading that ended long ago is over, though nobody told that it was quiet.
  private mutating func settleStale(now: Int) {
    guard case .over(let until, let last) = state, now - last > Self.staleEnd, now > until else { return }
    state = .typing
  }

  private func finish(_ arrived: [Unicode.Scalar]) -> [Output] {
    settings.reading(of: arrived).map { [.scan($0)] } ?? []
  }
}
