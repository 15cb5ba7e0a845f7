import Devices
import Renewal

/// One promise of `pasboks-driver/1`, and whether a driver keeps it.
package struct DriverFinding: Hashable, Sendable {
  /// What was found.
  package enum Verdict: Hashable, Sendable {
    /// It is kept; what was seen.
    case kept(String)
    /// It is broken; how.
    case broken(String)
    /// It was not tried; why.
    case leftOut(String)
  }

  /// The promise, in a word or two.
  package let promise: String
  /// What was found.
  package let verdict: Verdict

  /// A promise and what was found.
  init(_ promise: String, _ verdict: Verdict) {
    self.promise = promise
    self.verdict = verdict
  }

  /// Whether it is broken.
  package var isBroken: Bool { if case .broken = verdict { true } else { false } }
}

extension Delivery {
  /// What it is, in a word or two that say nothing of anybody.
  var name: String {
    switch self {
    case .document(.page): "a page"
    case .document: "no page"
    case .frame: "a live picture"
    case .photos(let photos): photos.count == 1 ? "1 picture" : "\(photos.count) pictures"
    case .print: "a print"
    case .strokes: "ink"
    case .signature: "a signature"
    case .answer(.noFinger): "no finger"
    case .answer(.noSignature): "no signature"
    case .answer(.payment(.approved)): "approved"
    case .answer(.payment(.declined(let reason))): "declined, \(reason.rawValue)"
    case .answer(.payment(.inProgress)): "in progress"
    case .answer(.payment(.notFound)): "not found"
    case .answer(.payment(.reversed)): "reversed"
    case .answer(.payment(.reversalRefused)): "reversal refused"
    case .answer(.receipt(let outcome)): outcome.rawValue
    case .answer(.failed(let fault)): "failed, \(fault.reason.rawValue)"
    case .answer(.indeterminate): "indeterminate"
    case .done: "done"
    }
  }
}
