package import Renewal

extension Effect {
  /// The effect in a few words, for whoever looks at a replay.
  package var words: String {
    switch self {
    case .command(_, let command): "\(command.device.rawValue): \(command.words)"
    case .giveTime(_, let command): "\(command.device.rawValue): its time begins anew"
    case .cancel(_, let device): "\(device.rawValue): give up"
    case .ask: "authority: look somebody up"
    case .store(_, let question): "store: \(question.words)"
    case .logIn(_, let staff, _): "accounts: check the PIN of \(staff)"
    case .changePIN(_, let staff, _, _): "accounts: change the PIN of \(staff)"
    case .startTimer(_, let name, let span): "start timer \(name.rawValue), \(span.count) ms"
    case .stopTimer: "stop a timer"
    case .record(let facts): "write " + facts.map { "\($0.entry.kind)" }.joined(separator: ", ")
    case .discard(let pictures): "overwrite pictures " + pictures.map { String($0.number) }.joined(separator: ", ")
    case .wipe: "overwrite everything of the visit"
    case .speakAgain: "read aloud again"
    case .keepNote(let number, _, let staff): "keep a note of \(staff) with case \(number)"
    case .refuse(let desk, let why): "refuse desk \(desk.number): \(why.rawValue)"
    case .test(let device): "\(device.rawValue): try out"
    case .notify(let code): "reach a librarian: \(code.rawValue)"
    case .send(let again): again ? "send the outbox, and what was rejected" : "send the outbox"
    case .rehearse: "begin a rehearsal"
    case .practise(let place): place.map { "play exercise \($0 + 1)" } ?? "play the next exercise"
    case .exit: "end the program"
    }
  }
}

extension DeviceCommand {
  /// The case's name, and what it is about where one would ask.
  fileprivate var words: String {
    let name = String(wordsOf: self)
    return switch self {
    case .takePictures(let count): "\(name), \(count)"
    case .readFinger(let finger): "\(name) \(finger.rawValue)"
    case .pay(let payment), .paymentStatus(let payment), .reverse(let payment): "\(name) \(payment.reference)"
    case .print(let receipt): "\(name) the receipt of \(receipt.number)"
    default: name
    }
  }
}

extension StoreQuestion {
  fileprivate var words: String {
    switch self {
    case .hold(let number, _): "hold \(number)"
    case .capture(let number, _): "capture \(number)"
    case .park(let number, _): "park \(number)"
    case .resume(let number, _): "resume \(number)"
    case .contact(let number): "whom to call about \(number)"
    }
  }
}
