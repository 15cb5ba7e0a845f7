import Renewal

/// What happened, in the few words of a diagram's arrow.
enum FlowWords {
  /// The words for an event, as the box saw it coming.
  static func words(for event: Event, in box: Box) -> String {
    switch event {
    case .started: "started"
    case .clockDoubted: "clock doubted"
    case .storageRoom(let room): "room: \(room.rawValue)"
    case .voice(let isThere): isThere ? "voice back" : "voice lost"
    case .headset(let isIn): isIn ? "headset in" : "headset out"
    case .date(let date): date == nil ? "clock lost" : "clock right"
    case .hours(let hours): hours.isOpen ? "opening time" : "closing time"
    case .key(let key):
      box.offers.taking(key).map { "\(words(for: key)) \(String(caseOf: $0.intent))" } ?? words(for: key)
    case .scan(let scan): "\(scan.kind) scanned"
    case .timer(let id): box.pending.timers.first { $0.value == id }.map { "time: \($0.key.rawValue)" } ?? "time"
    case .answer(_, let answer): words(for: answer)
    case .advice: "live view"
    case .authority(_, let answer): words(for: answer)
    case .store(_, let answer): answer == .done ? "stored" : "not stored"
    case .accounts(_, let answer): words(for: answer)
    case .desk(_, _, let wish): words(for: wish)
    case .dossier(_, let news): words(for: news)
    case .device(let notice): words(for: notice)
    case .recordsDiffer: "records differ"
    case .recordFailed: "disk fails"
    case .contradicted: "store contradicts"
    case .revoked: "account revoked"
    case .rehearsalOver: "rehearsal over"
    case .terminate: "told to stop"
    }
  }

  private static func words(for news: DossierNews) -> String {
    switch news {
    case .acknowledged: "dossier received"
    case .overdue: "dossier waits too long"
    case .rejected: "dossier rejected"
    }
  }

  private static func words(for wish: DeskEvent) -> String {
    switch wish {
    case .claim: "desk claims"
    case .release: "desk gives back"
    case .guide: "desk guides"
    case .note: "desk notes"
    case .takeFrame: "desk looks"
    case .act(_, let action, _, _): "desk: \(action)"
    }
  }

  private static func words(for key: Key) -> String {
    switch key {
    case .digit(let digit): "\(digit)"
    case .enter: "Enter"
    case .back: "-"
    case .stop: "/"
    case .help: "*"
    case .again: "+"
    case .up, .down, .left, .right: "arrow"
    case .tab, .backTab: "Tab"
    case .letter: "letter"
    }
  }

  private static func words(for answer: DeviceAnswer) -> String {
    switch answer {
    case .document(.page): "document read"
    case .document: "no document"
    case .payment(let word): "payment \(String(wordsOf: word))"
    case .failed: "device fails"
    case .indeterminate: "answer lost"
    // The name says it.
    default: String(wordsOf: answer)
    }
  }

  private static func words(for answer: AuthorityAnswer) -> String {
    switch answer {
    case .person: "register knows"
    case .unknown: "register does not know"
    case .unavailable: "register out of reach"
    }
  }

  private static func words(for answer: AccountsAnswer) -> String {
    switch answer {
    case .welcome(let session): "\(session.role.rawValue) logged in"
    case .wrong: "wrong PIN"
    case .locked: "locked"
    case .unavailable: "accounts out of reach"
    case .untrusted: "account changed"
    case .mustChangePIN: "somebody else's PIN"
    case .pinRefused: "PIN not taken"
    }
  }

  private static func words(for notice: DeviceNotice) -> String {
    switch notice {
    case .state(let device, let state): "\(device.rawValue) \(state.rawValue)"
    case .media(let media): media == .present ? "document laid in" : "document taken out"
    case .paper: "paper"
    case .staffSwitch: "staff switch"
    case .callButton: "call button"
    case .cabinetOpened: "cabinet opened"
    }
  }
}
