import Renewal

/// Tells a wedge reader's keys from typing, and makes one reading of them.
///
/// Time is given in, in milliseconds of a clock that never goes back. A gap is judged only when nothing more is
/// waiting to be read: a box that was busy must not take its own pause for the reader's.
struct WedgeReader: Sendable {
  /// What a character was.
  enum Verdict: Hashable, Sendable {
    case typed
    /// Part of a reading, or what a reader sends after one.
    case swallowed
    case scan(Scan)
  }

  private enum State: Hashable, Sendable {
    case typing
    /// `after` is the kind of the reading before, when this one followed at once (a stripe's second track).
    case reading(arrived: [Unicode.Scalar], after: ScanKind?, last: Int)
    /// A reading has just ended: what comes before the gap is the reader's too, and is never typing.
    case ended(ScanKind?, last: Int)
  }

  /// Pauses after which even an unread queue is new, in milliseconds: the loop should have come by long before.
  private static let staleReading = 2000
  private static let staleEnd = 500

  private let settings: WedgeSettings
  private let beginnings: Set<Unicode.Scalar>
  private var state = State.typing

  init(settings: WedgeSettings) {
    self.settings = settings
    var beginnings: Set<Unicode.Scalar> = []
    for (prefix, _) in settings.prefixes {
      if let first = prefix.unicodeScalars.first { beginnings.insert(settings.layout.arriving(first)) }
    }
    self.beginnings = beginnings
  }

  /// Whether a reading is under way, so that nothing that arrives is typing.
  var isReading: Bool { state != .typing }

  /// When the gap is over if nothing more comes.
  var deadline: Int? {
    switch state {
    case .typing: nil
    case .reading(_, _, let last), .ended(_, let last): last + settings.gap
    }
  }

  /// Takes one character that arrived.
  mutating func take(_ scalar: Unicode.Scalar, now: Int) -> Verdict {
    forgetStale(now: now)
    let isReturn = scalar == "\r" || scalar == "\n"
    switch state {
    case .typing:
      guard beginnings.contains(scalar) else { return .typed }
      state = .reading(arrived: [scalar], after: nil, last: now)
      return .swallowed
    case .ended(let kind, _):
      state = isReturn ? .ended(kind, last: now) : .reading(arrived: [scalar], after: kind, last: now)
      return .swallowed
    case .reading(var arrived, let after, _):
      if !isReturn { arrived.append(scalar) }
      let goesOn = isReturn ? expectsAnotherLine(arrived) : arrived.count < Scan.limit
      state = .reading(arrived: arrived, after: after, last: now)
      return goesOn ? .swallowed : end(now: now).map { .scan($0) } ?? .swallowed
    }
  }

  /// Takes a key without a character (an arrow, a mouse press): returns whether it is part of a reading and lost.
  mutating func takeKey(now: Int) -> Bool {
    forgetStale(now: now)
    return isReading
  }

  /// Told when nothing more is waiting to be read: after the gap a reading without a return has ended too.
  mutating func quiet(now: Int) -> Scan? {
    guard let deadline, now >= deadline else { return nil }
    defer { state = .typing }
    return end(now: now)
  }

  private mutating func forgetStale(now: Int) {
    switch state {
    case .typing: break
    case .reading(_, _, let last): if now - last > WedgeReader.staleReading { state = .typing }
    case .ended(_, let last): if now - last > max(WedgeReader.staleEnd, settings.gap) { state = .typing }
    }
  }

  private mutating func end(now: Int) -> Scan? {
    guard case .reading(let arrived, let after, _) = state else { return nil }
    let scan = WedgeReader.reading(of: arrived, after: after, settings: settings)
    state = .ended(scan?.kind ?? after, last: now)
    return scan
  }

  /// Whether a return stands between the lines of a machine readable zone (2 × 44, 3 × 30 or 2 × 36 characters).
  private func expectsAnotherLine(_ arrived: [Unicode.Scalar]) -> Bool {
    guard let prefix = settings.mrzPrefix else { return false }
    let text = WedgeReader.meant(arrived, layout: settings.layout)
    guard text.starts(with: prefix.uppercased().unicodeScalars) else { return false }
    return [44, 36, 30, 60].contains(text.count - prefix.unicodeScalars.count)
  }

  private static func reading(
    of arrived: [Unicode.Scalar], after: ScanKind?, settings: WedgeSettings
  ) -> Scan? {
    let text = meant(arrived, layout: settings.layout)
    let matching = settings.prefixes.filter { text.starts(with: $0.0.uppercased().unicodeScalars) }
    let longest = matching.max { $0.0.unicodeScalars.count < $1.0.unicodeScalars.count }
    guard let (prefix, kind) = longest else {
      guard after == .card, let first = text.first, first == ";" || first == ":", text.count > 1 else { return nil }
      return Scan(kind: .card, text: string(text[...]))
    }
    let body = text.dropFirst(prefix.unicodeScalars.count)
    guard !body.isEmpty else { return nil }
    return Scan(kind: kind, text: string(kind == .card ? text[...] : body))
  }

  /// What the reader meant: Caps Lock undone (readers send capitals), the layout corrected, all upper case.
  private static func meant(_ arrived: [Unicode.Scalar], layout: ReaderLayout) -> [Unicode.Scalar] {
    let isSmall = arrived.contains { ("a"..."z").contains($0) }
    let isCapital = arrived.contains { ("A"..."Z").contains($0) }
    let swapped = isSmall && !isCapital ? arrived.map(otherCase) : arrived
    return swapped.flatMap { layout.meant($0) }.map {
      ("a"..."z").contains($0) ? Unicode.Scalar(UInt8($0.value) - 0x20) : $0
    }
  }

  private static func otherCase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let properties = scalar.properties
    let mapped = properties.isLowercase ? properties.uppercaseMapping : properties.lowercaseMapping
    let scalars = mapped.unicodeScalars
    return scalars.count == 1 ? scalars.first ?? scalar : scalar
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}
