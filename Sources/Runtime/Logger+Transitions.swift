import Logging
import Renewal

extension Logger {
  /// Logs at `debug` what the machine took in and what it asks for, by the names alone: a value may be a citizen's.
  func log(_ event: Event, _ effects: [Effect]) {
    debug(
      "transition",
      metadata: ["EVENT": "\(event.name.rawValue)", "EFFECTS": "\(effects.map(\.kind).joined(separator: " "))"])
  }
}

extension Effect {
  fileprivate var kind: String {
    switch self {
    case .command: "command"
    case .giveTime: "giveTime"
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
    case .rehearse: "rehearse"
    case .practise: "practise"
    case .exit: "exit"
    }
  }
}
