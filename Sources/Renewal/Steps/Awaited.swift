/// What is waited for: the screen shows meanwhile that the box lives.
package enum Awaited: Hashable, Sendable {
  /// A device or the authority.
  case answer(Deadline)
  /// What lasts is being written; that has no time of its own.
  case store

  /// Whether the citizen has a part in it.
  package var isShared: Bool {
    switch self {
    case .answer(let deadline): deadline.isShared
    case .store: false
    }
  }

  /// How long it may take at most in a visit.
  package func limit(in visit: Visit, _ policy: Policy) -> Milliseconds? {
    switch self {
    case .answer(let deadline): visit.span(deadline, policy)
    case .store: nil
    }
  }
}

extension MediaState {
  /// Whether the reader has something to read.
  package var isInReader: Bool {
    switch self {
    case .present, .entering: true
    case .notPresent, .jammed, .unknown: false
    }
  }
}
