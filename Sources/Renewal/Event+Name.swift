extension Event {
  /// The name of what happened, without what it was about.
  package enum Name: String, FieldValue, Hashable, CaseIterable {
    case started, date, clockDoubted, storageRoom, voice, headset, hours, key, scan, timer, answer, advice, authority,
      store, accounts
    case desk, dossier, device, recordFailed, recordsDiffer, contradicted, revoked, rehearsalOver, terminate
  }

  /// What happened.
  package var name: Name {
    switch self {
    case .started: .started
    case .date: .date
    case .clockDoubted: .clockDoubted
    case .storageRoom: .storageRoom
    case .voice: .voice
    case .headset: .headset
    case .hours: .hours
    case .key: .key
    case .scan: .scan
    case .timer: .timer
    case .answer: .answer
    case .advice: .advice
    case .authority: .authority
    case .store: .store
    case .accounts: .accounts
    case .desk: .desk
    case .dossier: .dossier
    case .device: .device
    case .recordFailed: .recordFailed
    case .recordsDiffer: .recordsDiffer
    case .contradicted: .contradicted
    case .revoked: .revoked
    case .rehearsalOver: .rehearsalOver
    case .terminate: .terminate
    }
  }
}
