/// The texts for who uses two keys only.
package enum TwoKeysText: String, TextGroup {
  /// What each of the two does.
  case hint, next, choose
  /// A figure that can be chosen, as it is said.
  case digits

  package static let section = "twoKeys"

  package var placeholders: [String] {
    switch self {
    case .digits: ["digit"]
    case .hint, .next, .choose: []
    }
  }
}
