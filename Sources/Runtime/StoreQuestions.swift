import Cases
import Logging
import Renewal

/// What the machine asks of the store besides writing its facts: answered through the mailbox, and `failed` while no store takes what
/// is written.
struct StoreQuestions {
  private let shared: LoopContext
  private let storage: Storage
  private let vault: Vault

  init(_ shared: LoopContext, _ storage: Storage, _ vault: Vault) {
    self.shared = shared
    self.storage = storage
    self.vault = vault
  }

  /// Asks the store something.
  func ask(_ question: StoreQuestion, _ id: RequestID) {
    guard let store = storage.working else { return shared.mailbox.post(.event(.store(id, .failed))) }
    if case .resume(let number, let by) = question { return resume(number, by: by, id, store) }
    let mailbox = shared.mailbox
    let log = shared.log
    let evidence = evidence(for: question)
    let until = shared.environment.parkedUntil
    shared.run(on: .store) {
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

  /// Keeps what staff noted; a note that cannot be kept stays on the screen for as long as the visit goes on.
  func keepNote(_ number: CaseNumber, _ text: String, by staff: StaffID) {
    guard let store = storage.working else { return }
    let log = shared.log
    let mailbox = shared.mailbox
    shared.run(on: .store) {
      do throws(StoreError) {
        try store.keepNote(number, text, by: staff)
      } catch {
        if case .unauthorised(let staff) = error { mailbox.post(.event(.revoked(staff))) }
        log.error("a note could not be kept", metadata: ["CASE": "\(number)", "REASON": "\(error)"])
      }
    }
  }

  // MARK: Parked cases

  /// Opens a parked case, its pictures into the vault.
  private func resume(_ number: CaseNumber, by staff: StaffID, _ id: RequestID, _ store: Store) {
    let mailbox = shared.mailbox
    let vault = vault
    let log = shared.log
    shared.run(on: .store) {
      var kept: [PictureID] = []
      do throws(StoreError) {
        let answer = try store.resume(number, by: staff) { piece in
          let picture = vault.keep(piece)
          if let picture { kept.append(picture) }
          return picture
        }
        switch answer {
        case .resumed(let parked): mailbox.post(.resumed(id, .resumed(parked), kept))
        case .gone(let why):
          vault.discard(kept)
          mailbox.post(.resumed(id, .gone(why), []))
        }
      } catch {
        vault.discard(kept)
        log.error("a parked case cannot be opened", metadata: ["REASON": "\(error)"])
        mailbox.post(.resumed(id, .failed, []))
        if case .unauthorised(let staff) = error { mailbox.post(.event(.revoked(staff))) }
      }
    }
  }

  /// Erases the parked cases whose time is over: their time ends with the hours of those who could have resumed them.
  func expireParked() {
    guard let store = storage.working else { return }
    let log = shared.log
    shared.run(on: .store) {
      do throws(StoreError) {
        for number in try store.expireParked() {
          log.notice("a parked case was erased, its time was over", metadata: ["CASE": "\(number)"])
        }
      } catch {
        log.error("parked cases cannot be looked through", metadata: ["REASON": "\(error)"])
      }
    }
  }
}
