import Cases
import Devices
import Logging
import Renewal

extension Runner {
  /// How long the store is left alone after it refused a fact, in milliseconds.
  static let storePause = 30_000

  /// Tries the store again after it refused a fact; in a visit that is not over yet it is left alone.
  func tryStore() {
    guard hasFailed, let store else { return }
    guard box.state.visit == nil else {
      timetable.set(.store, at: environment.clocks.now() + Self.storePause)
      return
    }
    let mailbox = mailbox
    environment.executor.run(on: .store) {
      do throws(StoreError) {
        try store.examine()
        mailbox.post(.tried(try store.recover()))
      } catch {
        mailbox.post(.tried(nil))
      }
    }
  }

  /// The store works again: the box begins as at its start. What it refuses next closes the box anew.
  func tried(_ standing: RecoverySnapshot?) {
    guard hasFailed else { return }
    guard let standing, box.state.visit == nil else {
      timetable.set(.store, at: environment.clocks.now() + Self.storePause)
      return
    }
    log.notice("the store is tried again")
    hasFailed = false
    let flags = standing.openFlags.map(\.flag).filter { !$0.code.isOfVisit }
    handle(.started(nextCase: standing.nextCase, flags: flags))
    remember(standing)
    sendOutbox()
  }

  // MARK: Parked cases

  /// Opens a parked case, its pictures into the vault.
  func resume(_ number: CaseNumber, by staff: StaffID, _ id: RequestID, _ store: Store) {
    let mailbox = mailbox
    let vault = vault
    let log = log
    environment.executor.run(on: .store) {
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

  /// Keeps what staff noted; a note that cannot be kept stays on the screen for as long as the visit goes on.
  func keepNote(_ number: CaseNumber, _ text: String, by staff: StaffID) {
    guard let store, !hasFailed else { return }
    let log = log
    let mailbox = mailbox
    environment.executor.run(on: .store) {
      do throws(StoreError) {
        try store.keepNote(number, text, by: staff)
      } catch {
        if case .unauthorised(let staff) = error { mailbox.post(.event(.revoked(staff))) }
        log.error("a note could not be kept", metadata: ["CASE": "\(number)", "REASON": "\(error)"])
      }
    }
  }

  /// Erases the parked cases whose time is over: their time ends with the hours of those who could have resumed them.
  func expireParked() {
    guard let store, !hasFailed else { return }
    let log = log
    environment.executor.run(on: .store) {
      do throws(StoreError) {
        for number in try store.expireParked() {
          log.notice("a parked case was erased, its time was over", metadata: ["CASE": "\(number)"])
        }
      } catch {
        log.error("parked cases cannot be looked through", metadata: ["REASON": "\(error)"])
      }
    }
  }

  /// Gives the machine the answer; when nobody waits for it any more, no picture stays.
  func resumed(_ id: RequestID, _ answer: StoreAnswer, _ pictures: [PictureID]) {
    handle(.store(id, answer)) { [vault] isDropped in if isDropped { vault.discard(pictures) } }
  }
}
