/// A device, the authority or the store that is waited for: the screen shows meanwhile that the box lives.
package enum Awaited: Hashable, Sendable {
  /// The reader reads what lies in it.
  case document
  case photos, print, payment, paymentStatus, receipt, authority
  /// What lasts is being written; that has no time of its own.
  case store

  /// Whether the citizen has a part in it: a finger, a card and a PIN take the time they take.
  package var isShared: Bool {
    switch self {
    case .print, .payment: true
    case .document, .photos, .paymentStatus, .receipt, .authority, .store: false
    }
  }

  /// How long it may take at most.
  package func limit(_ deadlines: Policy.Deadlines) -> Milliseconds? {
    switch self {
    case .document: deadlines.document
    case .photos: deadlines.photos
    case .print: deadlines.print
    case .payment: deadlines.payment
    case .paymentStatus: deadlines.paymentStatus
    case .receipt: deadlines.receipt
    case .authority: deadlines.authority
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
