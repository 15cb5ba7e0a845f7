import Cases
import Devices
import Logging
import Renewal
import Screens

extension Runner {
  /// Carries effects out in order; a fact that must be on disk holds everything after it.
  func carryOut() {
    while !isRecording, !waiting.isEmpty {
      carryOut(waiting.removeFirst())
    }
    if waiting.isEmpty { waiting = [] }  // an array that was emptied keeps the bytes of what was in it
  }

  private func carryOut(_ effect: Effect) {
    switch effect {
    case .command(let id, let command): give(command, id)
    case .cancel(let id, let device):
      timetable.settle(id)
      if device == .camera { live.stop(id) }
      driver(device)?.cancel(id)
    case .ask(let id, let question): ask(question, id)
    case .store(let id, let question): askStore(question, id)
    case .logIn(let id, let staff, let pin): logIn(staff, pin, id)
    case .startTimer(let id, let name, let span):
      if name == .idle { idle = (id, span) }
      timetable.set(.timer(id, name), at: environment.clocks.now() + span.count)
    case .stopTimer(let id): timetable.stop(id)
    case .record(let fact): record(fact)
    case .discard(let pictures): vault.discard(pictures)
    case .wipe: wipe()
    case .speakAgain: speakAgain()
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
    if command == .preview { live.start(id) }
    let intake = Intake(mailbox: mailbox, vault: vault, workers: environment.workers, live: live, limits: box.policy)
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

  private func record(_ fact: Fact) {
    guard let store, !hasFailed else { return }
    isRecording = true
    recording = fact
    let mailbox = mailbox
    let write = environment.write
    environment.workers.run(at: .store) {
      do throws(StoreError) {
        try write(store, fact)
        mailbox.post(.recorded(nil))
      } catch {
        mailbox.post(.recorded(error))
      }
    }
  }

  /// A fact is on disk, and what waited for it goes on; or it is not, and nothing behind it moves money or asks the store.
  func recorded(_ fault: StoreError?) {
    isRecording = false
    let written = recording
    recording = nil
    guard let fault else {
      if let written { noted(written) }
      carryOut()
      return
    }
    log.critical("a fact could not be written", metadata: ["REASON": "\(fault)"])
    hasFailed = true
    timetable.set(.store, at: environment.clocks.now() + Self.storePause)
    let unsent = waiting.filter(Self.mustNotBeSent)
    waiting.removeAll(where: Self.mustNotBeSent)
    handle(.recordFailed)
    for effect in unsent { failUnsent(effect) }
  }

  private static func mustNotBeSent(_ effect: Effect) -> Bool {
    switch effect {
    case .command(_, let command): command.effectClass == .financial
    case .store: true
    case .cancel, .ask, .logIn, .startTimer, .stopTimer, .record, .discard, .wipe, .speakAgain, .light, .keepNote,
      .refuse, .test,
      .notify, .send, .exit:
      false
    }
  }

  private func failUnsent(_ effect: Effect) {
    switch effect {
    case .command(let id, _): handle(.answer(id, .failed(DeviceFault(.inoperable, .maintenance))))
    case .store(let id, _): handle(.store(id, .failed))
    case .cancel, .ask, .logIn, .startTimer, .stopTimer, .record, .discard, .wipe, .speakAgain, .light, .keepNote,
      .refuse, .test,
      .notify, .send, .exit:
      break
    }
  }

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
    environment.workers.run(at: .store) {
      do throws(StoreError) {
        switch question {
        case .hold(let number, let attestation): try store.hold(number, attestation, evidence: evidence)
        case .capture(let number, let payment): try store.capture(number, payment)
        case .park(let number, let application):
          try store.park(number, application, evidence: evidence, until: until())
        case .contact(let number):
          let contact = try store.contact(number)
          let slip = contact.map { ContactSlip(name: $0.name, mobile: $0.mobile) }
          return mailbox.post(.event(.store(id, .contact(slip))))
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

  private func logIn(_ staff: StaffID, _ pin: String, _ id: RequestID) {
    guard let store else {
      mailbox.post(.event(.accounts(id, .unavailable)))
      return
    }
    let mailbox = mailbox
    let log = log
    environment.workers.run(at: .accounts) {
      do throws(StoreError) {
        mailbox.post(.event(.accounts(id, try store.logIn(staff, pin: pin))))
      } catch {
        log.error("the accounts cannot be read", metadata: ["REASON": "\(error)"])
        mailbox.post(.event(.accounts(id, .unavailable)))
      }
    }
  }

  // MARK: The end of a visit

  /// Overwrites what a visit left: pictures, the devices' memories, the voice, what was typed, and the screen's own copy.
  private func wipe() {
    vault.wipe()
    hush()
    display.forget()
    told = Told()
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
    for input in display.discardTyped(now: environment.clocks.now()) {
      if case .hungUp = input { end = .hungUp }
    }
  }
}
