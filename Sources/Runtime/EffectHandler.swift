import Cases
import Devices
import Renewal
import Screens

/// Carries out what the machine asks for: each effect goes to the part whose it is.
struct EffectHandler {
  let shared: LoopContext
  let vault: Vault
  let console: Console
  let desks: Desks
  let devices: DeviceControl
  let accounts: AccountQuestions
  let storage: Storage
  let store: StoreQuestions
  let rehearsal: Rehearsal

  /// Carries an effect out at a box as it is now; answers come through the mailbox.
  func carryOut(_ effect: Effect, at box: Box) {
    switch effect {
    case .command(let id, let command):
      devices.perform(command, id, paper: console.paper(for: command), within: box.span(command))
    case .giveTime(let id, let command): devices.giveTime(id, command, box.span(command))
    case .cancel(let id, let device): devices.cancel(id, device)
    case .ask(let id, let question): ask(question, id)
    case .store(let id, let question): store.ask(question, id)
    case .logIn(let id, let staff, let pin): accounts.ask(staff, pin, from: .keypad) { .event(.accounts(id, $0)) }
    case .changePIN(let id, let staff, let pin, let own):
      accounts.ask(staff, pin, own: own, from: .keypad) { .event(.accounts(id, $0)) }
    case .startTimer(let id, let name, let span):
      if name == .idle { console.tellVoice(.idleStarted(id, span)) }
      shared.set(.timer(id, name), in: span.count)
    case .stopTimer(let id):
      console.tellVoice(.timerStopped(id))
      shared.timers.stop(id)
    case .discard(let pictures): vault.discard(pictures)
    case .wipe: wipe()
    case .speakAgain: console.speakAgain()
    case .keepNote(let number, let text, let staff): store.keepNote(number, text, by: staff)
    case .refuse(let desk, let why): desks.refuse(desk, why)
    case .test(let device): devices.test(device)
    case .notify(let code): shared.environment.notify(code)
    case .send(let again): storage.sendOutbox(again: again)
    case .rehearse: rehearsal.prepare()
    case .practise(let place):
      shared.environment.practice?.begin(place)
      console.setNeedsDrawing()
    // The first of a transition, which is written by now; and the loop's own end.
    case .record, .exit: break
    }
  }

  private func ask(_ question: AuthorityQuestion, _ id: RequestID) {
    shared.set(.authority(id), in: shared.policy.deadlines[.authority].count)
    let mailbox = shared.mailbox
    shared.environment.authority.ask(question) { answer in mailbox.post(.event(.authority(id, answer))) }
  }

  /// Overwrites what a visit left: pictures, what was shown, said and typed, and the devices' memories.
  private func wipe() {
    vault.wipe()
    console.wipe()
    devices.clear()
  }
}
