import PassportRules
import Renewal

/// Events, effects and states in a few words, for transcripts of what went wrong.
enum Telling {
  static func line(_ event: Event) -> String {
    switch event {
    case .key(let key): "key \(key)"
    case .device(let notice): "\(notice)"
    case .answer(_, let answer): "answer \(short("\(answer)"))"
    case .advice(_, let faults): "advice \(faults)"
    case .authority(_, let answer): "authority \(short("\(answer)"))"
    case .store(_, let answer): "store \(answer)"
    case .accounts(_, let answer): "accounts \(short("\(answer)"))"
    case .scan(let scan): "scan \(scan.kind)"
    case .timer(let id): "timer \(id.number)"
    case .desk(let desk, let session, let wish): "desk \(desk.number) \(session.role) \(short("\(wish)"))"
    case .dossier(_, let news): "dossier \(news)"
    case .started, .date, .clockDoubted, .storageRoom, .voice, .headset, .hours, .recordsDiffer, .recordFailed,
      .contradicted,
      .revoked,
      .rehearsalOver, .terminate:
      short("\(event)")
    }
  }

  static func line(_ effect: Effect) -> String {
    switch effect {
    case .command(_, let command): "command \(short("\(command)"))"
    case .giveTime(_, let command): "give time to \(command.device)"
    case .cancel(_, let device): "cancel \(device)"
    case .ask: "ask"
    case .store(_, let question): "store \(short("\(question)"))"
    case .logIn: "check log-in"
    case .changePIN: "change a PIN"
    case .startTimer(let id, let name, _): "start \(name) \(id.number)"
    case .stopTimer(let id): "stop \(id.number)"
    case .record(let facts): facts.map { "record \(short("\($0)"))" }.joined(separator: " + ")
    case .discard(let pictures): "discard \(pictures.count)"
    case .notify(let code): "notify \(code)"
    case .keepNote: "keep a note"
    case .refuse(_, let why): "refuse \(why)"
    case .test(let device): "test \(device)"
    case .wipe, .speakAgain, .send, .rehearse, .practise, .exit: "\(effect)"
    }
  }

  static func line(_ state: Box.State) -> String {
    switch state {
    case .closed, .welcome: "\(state)"
    case .visit(let visit): line(visit)
    case .logIn(let logIn, let visit):
      "log-in \(logIn.isChecking ? "checking" : "") over \(visit.map(line) ?? "nothing")"
    case .attended(let attendance):
      "attended by \(attendance.session.role) at \(short("\(attendance.page)")) over \(attendance.visit.map(line) ?? "the box")"
    case .maintenance: "maintenance"
    }
  }

  private static func line(_ visit: Visit) -> String {
    let flags = visit.flags.map(\.code.rawValue)
    return "\(step(visit.step)) overlay \(visit.overlay.map { "\($0)" } ?? "–") flags \(flags) media \(visit.media)"
  }

  private static func step(_ step: Step) -> String {
    switch step {
    case .document(let document): "document \(short("\(document.situation)"))"
    case .photo(let photo): "photo \(short("\(photo.situation)"))"
    case .fingerprints(let prints): "prints \(prints.finger) \(short("\(prints.situation)"))"
    case .signature(let signature): "signature \(short("\(signature.situation)"))"
    case .details(let details): "details \(short("\(details.question)"))"
    case .attestation(let attestation): "attestation \(short("\(attestation)"))"
    case .payment(let payment): "payment \(payment.situation) refusals \(payment.refusals)"
    case .receipt(let receipt): "receipt \(receipt.situation)"
    case .farewell(let ending): "farewell \(ending)"
    default: step.name.rawValue
    }
  }

  private static func short(_ text: String) -> String {
    text.count > 70 ? String(text.prefix(70)) + "…" : text
  }
}
