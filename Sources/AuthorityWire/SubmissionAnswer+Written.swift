package import Devices
package import DriverWire
package import Renewal

/// What came of a dossier, in a word.
private enum Outcome: String, FieldValue {
  case acknowledged, duplicate, rejected, unavailable
}

extension SubmissionAnswer {
  private var outcome: Outcome {
    switch self {
    case .acknowledged: .acknowledged
    case .duplicate: .duplicate
    case .rejected: .rejected
    case .unavailable: .unavailable
    }
  }

  private init(_ outcome: Outcome) {
    switch outcome {
    case .acknowledged: self = .acknowledged
    case .duplicate: self = .duplicate
    case .rejected: self = .rejected
    case .unavailable: self = .unavailable
    }
  }

  /// As it is written about the dossier of a key.
  package func written(about key: String) -> JSON { ["outcome": outcome.json, "key": .text(key)] }

  /// The answer that was written about the dossier of a key. One about another key is none: nothing is acknowledged by what somebody said of
  /// something else, or by a page that stands in between and says yes to all.
  package init(written json: JSON, about key: String) throws(DriverWireFault) {
    guard let outcome = Outcome(json: json["outcome"]) else {
      throw .notMessage("an outcome is none that is known")
    }
    guard json["key"].text == key else { throw .notMessage("an outcome is about another dossier") }
    self.init(outcome)
  }

  /// The word for a log.
  package var word: String { outcome.rawValue }
}
