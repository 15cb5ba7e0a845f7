import Logging
import Renewal

extension Logger {
  /// Logs at `debug` what the machine took in and what it asks for, by the names alone: a value may be a citizen's.
  func log(_ event: Event, _ effects: [Effect]) {
    debug(
      "transition", metadata: ["EVENT": "\(event.kind)", "EFFECTS": "\(effects.map(\.kind).joined(separator: " "))"])
  }
}

extension Event {
  fileprivate var kind: String {
    switch self {
    case .started: "started"
    case .date: "date"
    case .clockDoubted: "clockDoubted"
    case .storageRoom: "storageRoom"
    case .hours: "hours"
    case .key: "key"
    case .scan: "scan"
    case .timer: "timer"
    case .answer: "answer"
    case .advice: "advice"
    case .authority: "authority"
    case .store: "store"
    case .accounts: "accounts"
    case .desk: "desk"
    case .dossier: "dossier"
    case .device: "device"
    case .recordFailed: "recordFailed"
    case .recordsDiffer: "recordsDiffer"
    case .contradicted: "contradicted"
    case .revoked: "revoked"
    case .terminate: "terminate"
    }
  }
}

extension Effect {
  fileprivate var kind: String {
    switch self {
    case .command: "command"
    case .cancel: "cancel"
    case .ask: "ask"
    case .store: "store"
    case .logIn: "logIn"
    case .changePIN: "changePIN"
    case .startTimer: "startTimer"
    case .stopTimer: "stopTimer"
    case .record: "record"
    case .discard: "discard"
    case .wipe: "wipe"
    case .speakAgain: "speakAgain"
    case .keepNote: "keepNote"
    case .refuse: "refuse"
    case .test: "test"
    case .notify: "notify"
    case .send: "send"
    case .exit: "exit"
    }
  }
}
