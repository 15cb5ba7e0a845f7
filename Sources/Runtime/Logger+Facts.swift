import Logging
import Renewal

extension Logger {
  /// Tells a fact that is on disk, by its stable name and its plain fields.
  func log(_ fact: Fact) {
    let entry = fact.entry
    var metadata = entry.plainFields.mapValues { MetadataValue.string($0) }
    if let number = entry.number { metadata["case"] = "\(number)" }
    log(level: fact.level, "\(entry.kind)", metadata: metadata)
  }
}

extension Fact {
  /// How much an administrator cares.
  fileprivate var level: Logger.Level {
    switch self {
    case .closed(let reason):
      switch reason {
      case .fault, .storage: .error
      case .device, .documentInside, .cabinet, .clock: .warning
      case .starting, .hours, .staff, .rehearsal, .stopping: .notice
      }
    case .flagRaised(_, let flag): flag.code.severity == .urgent ? .warning : .notice
    case .moneyOpen: .error
    case .deviceFailed, .clockDoubted: .warning
    case .opened, .clockConfirmed, .flagEnded, .flagWithdrawn, .visitEnded, .moneySettled, .refunded, .dossierWithdrawn,
      .serviceChanged, .rehearsalBegan, .contactShown, .flagShown:
      .notice
    // The others are a visit's ordinary course.
    default: .info
    }
  }
}
