import DriverWire
import Renewal

/// What the uplink tells of itself, unasked.
package struct UplinkState: Hashable, Sendable {
  /// The line to the authority, in a word.
  package enum Line: String, Hashable, Sendable, CaseIterable, FieldValue {
    /// The authority answered when it was asked last.
    case reachable
    /// It did not answer.
    case unreachable
    /// It is not the one whose authority is pinned, or does not take this box's certificate.
    case refused
    /// The box's own certificate, its key or the authority's file cannot be used.
    case unusable
    /// Nobody was asked yet.
    case untried
  }

  /// The line.
  package let line: Line
  /// Until when the box's certificate can be used, in seconds of Unix time; nothing when there is none.
  package let certificateUntil: Int?

  /// How long before its end a certificate is flagged, in seconds: 30 days.
  package static let warning = 30 * 86_400

  /// A state.
  package init(line: Line, certificateUntil: Int?) {
    self.line = line
    self.certificateUntil = certificateUntil
  }

  /// Whole days until the certificate ends, seen from a moment of Unix time in seconds; below 0 when it has ended.
  package func days(at moment: Int) -> Int? {
    certificateUntil.map { Int((Double($0 - moment) / 86_400).rounded(.down)) }
  }

  /// Whether somebody must see to the certificate.
  package func isExpiring(at moment: Int) -> Bool { certificateUntil.map { $0 - moment <= Self.warning } ?? false }

  var members: [String: JSON] { ["line": line.json, "certificateUntil": certificateUntil.json] }

  init(_ head: JSON) throws(DriverWireFault) {
    guard let line = Line(json: head["line"]) else { throw .notMessage("a line is in no state that is known") }
    guard let until = Int?(json: head["certificateUntil"]), until.map({ (0...253_402_300_799).contains($0) }) ?? true
    else {
      throw .notMessage("a certificate's end is no moment before the year 10000")
    }
    self.init(line: line, certificateUntil: until)
  }
}
