import Cases
import Logging
import Renewal

extension Runner {
  /// A fact is on disk: the system's log and the figures hear of it.
  func noted(_ fact: Fact) {
    log.tell(fact)
    figures.count(fact)
    tellHead(after: fact)
    // What may have waited for the right date goes now.
    if case .clockConfirmed = fact { tellWall() }
  }
}

extension Logger {
  /// Tells a fact that is on disk.
  func tell(_ fact: Fact) {
    let (name, fields) = fact.logged
    log(level: fact.level, "\(name)", metadata: Metadata(uniqueKeysWithValues: fields.map { ($0, "\($1)") }))
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
      case .starting, .hours, .staff, .stopping: .notice
      }
    case .flagRaised(_, let flag): flag.code.severity == .urgent ? .warning : .notice
    case .moneyOpen: .error
    case .deviceFailed: .warning
    case .clockDoubted: .warning
    case .opened, .clockConfirmed, .flagEnded, .flagWithdrawn, .visitEnded, .moneySettled, .refunded, .dossierWithdrawn,
      .serviceChanged, .contactShown, .flagShown:
      .notice
    case .visitOpened, .consentGiven, .stepDone, .assistEnded, .staffArrived, .staffLeft, .claimed, .released, .guided,
      .frameTaken,
      .deviceTested, .frozen, .thawed, .attested, .paymentIntended, .paymentAnswered,
      .paymentUncertain, .reversalIntended, .dossierErased, .receiptPrinted:
      .info
    }
  }
}
