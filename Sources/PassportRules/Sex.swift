/// The sex a passport states, by the letter printed on its data page (BEK 2693/2021).
package enum Sex: String, CaseIterable, Sendable {
  case female = "F"
  case male = "M"
  case unspecified = "X"

  /// The sex's character in a machine readable zone, where `<` stands for X (ICAO Doc 9303-4).
  package var mrzCharacter: Character {
    switch self {
    case .female: "F"
    case .male: "M"
    case .unspecified: "<"
    }
  }
}
