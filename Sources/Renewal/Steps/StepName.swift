/// The steps of a visit, in their order.
package enum StepName: String, Hashable, Sendable, CaseIterable, Comparable {
  case language, privacy, start, grounds, identity, document, photo, fingerprints, signature, details, review
  case attestation, payment, receipt, farewell

  /// The place in the order, from 0.
  package var place: Int {
    switch self {
    case .language: 0
    case .privacy: 1
    case .start: 2
    case .grounds: 3
    case .identity: 4
    case .document: 5
    case .photo: 6
    case .fingerprints: 7
    case .signature: 8
    case .details: 9
    case .review: 10
    case .attestation: 11
    case .payment: 12
    case .receipt: 13
    case .farewell: 14
    }
  }

  package static func < (one: Self, other: Self) -> Bool { one.place < other.place }
}
