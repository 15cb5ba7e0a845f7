import Cases
import Devices
import Logging
import Renewal
import Screens

extension Runner {
  /// Carries effects out in order.
  func carryOut(_ effects: [Effect]) { for effect in effects { carryOut(effect) } }

  private func carryOut(_ effect: Effect) {
    switch effect {
    case .command(let id, let command): give(command, id)
    case .cancel(let id, let device):
      timetable.settle(id)
      if device == .camera { live.take(.stopped(id)) }
      driver(device)?.cancel(id)
    case .ask(let id, let question): ask(question, id)
    case .store(let id, let question): askStore(question, id)
    case .logIn(let id, let staff, let pin):
      askAccounts(staff, pin, from: .keypad) { .event(.accounts(id, $0)) }
    case .changePIN(let id, let staff, let pin, let own):
      askAccounts(staff, pin, own: own, from: .keypad) { .event(.accounts(id, $0)) }
    case .startTimer(let id, let name, let span):
      if name == .idle { tellVoice(.idleStarted(id, span)) }
      timetable.set(.timer(id, name), at: environment.clocks.now() + span.count)
    case .stopTimer(let id):
      tellVoice(.timerStopped(id))
      timetable.stop(id)
    // The first of a turn, which the loop has written by now.
    case .record: break
    case .discard(let pictures): vault.discard(pictures)
    case .wipe: wipe()
    case .speakAgain: if let citizen = box.state.visit?.presentation { tellVoice(.wantedAgain(citizen)) }
    case .light(let light): environment.light(light)
    case .keepNote(let number, let text, let staff): keepNote(number, text, by: staff)
    case .refuse(let desk, let why): refuse(desk, why)
    case .test(let device): test(device)
    case .notify(let code): environment.notify(code)
    case .send(let again): sendOutbox(again: again)
    case .exit: end = .stopped
    }
  }

  private func give(_ command: DeviceCommand, _ id: RequestID) {
    guard let driver = driver(command.device) else {
      mailbox.post(.answer(id, .failed(DeviceFault(.inoperable, .maintenance)), []))
      return
    }
    if let span = box.policy.deadlines.span(for: command) {
      timetable.set(.answer(id, command), at: environment.clocks.now() + span.count)
    }
    if command == .preview { live.take(.started(id)) }
    let intake = DeliveryHandler(
      mailbox: mailbox, vault: vault, executor: environment.executor, live: live, limits: box.policy)
    driver.perform(Job(id: id, command: command, lines: lines(for: command))) { id, delivery in
      intake.take(id, delivery)
    }
  }

  private func lines(for command: DeviceCommand) -> [String] {
    guard case .print(let receipt) = command else { return [] }
    let places = box.policy.pickUpPlaces
    let place = places.indices.contains(receipt.pickUpPlace) ? places[receipt.pickUpPlace] : ""
    return Screens.receipt(
      receipt, library: context.library, place: place, catalogue: context.catalogue,
      isTraining: context.isTraining)
  }

  private func ask(_ question: AuthorityQuestion, _ id: RequestID) {
    timetable.set(.authority(id), at: environment.clocks.now() + box.policy.deadlines.authority.count)
    let mailbox = mailbox
    environment.authority.ask(question) { answer in mailbox.post(.event(.authority(id, answer))) }
  }

  // MARK: The store and the accounts

  private func askStore(_ question: StoreQuestion, _ id: RequestID) {
    guard let store, !hasFailed else {
      mailbox.post(.event(.store(id, .failed)))
      return
    }
    if case .resume(let number, let by) = question { return resume(number, by: by, id, store) }
    let mailbox = mailbox
    let log = log
    let evidence = evidence(for: question)
    let until = environment.parkedUntil
    environment.executor.run(on: .store) {
      do throws(StoreError) {
        switch question {
        case .hold(let number, let attestation): try store.hold(number, attestation, evidence: evidence)
        case .capture(let number, let payment): try store.capture(number, payment)
        case .park(let number, let application):
          try store.park(number, application, evidence: evidence, until: until())
        case .contact(let number):
          return mailbox.post(.event(.store(id, .contact(try store.contact(number)))))
        case .resume: break
        }
        mailbox.post(.event(.store(id, .done)))
      } catch {
        log.error("the store refused", metadata: ["REASON": "\(error)"])
        mailbox.post(.event(.store(id, .failed)))
      }
    }
  }

  private func evidence(for question: StoreQuestion) -> [Evidence] {
    let application: CompleteApplication
    switch question {
    case .hold(_, let attestation): application = attestation.application
    case .park(_, let parked): application = parked
    case .capture, .resume, .contact: return []
    }
    return application.pictures.compactMap { vault.evidence($0.name, $0.picture) }
  }

  // MARK: The end of a visit

  /// Overwrites what a visit left: pictures, the devices' memories, the voice, what was typed, and the screen's own copy.
  private func wipe() {
    vault.wipe()
    tellVoice(.wiped)
    display.forget()
    screen = nil
    let log = log
    let mailbox = mailbox
    for driver in environment.drivers {
      let device = driver.device
      driver.clear { isClear in
        guard !isClear else { return }
        log.error("a device could not be cleared", metadata: ["DEVICE": "\(device.rawValue)"])
        // It has something of the visit that ended: nobody else may use it before a technician has tried it.
        mailbox.post(.event(.device(.state(device, .hardwareError))))
      }
    }
    discardTyped()
  }

  /// Throws away keys that were typed for the screen before.
  func discardTyped() {
    typed.removeAll { held in
      switch held.input {
      case .key, .press: true
      case .scan, .resized, .hungUp: false
      }
    }
    for input in display.discardTyped(now: environment.clocks.now()) {
      if case .hungUp = input { end = .hungUp }
    }
  }
}
