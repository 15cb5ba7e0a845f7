import Cases
import Logging
import Renewal

/// What is asked of staff's accounts, away from the loop: checking a PIN takes long on purpose.
struct AccountQuestions {
  private let shared: LoopContext
  private let storage: Storage

  init(_ shared: LoopContext, _ storage: Storage) {
    self.shared = shared
    self.storage = storage
  }

  /// Has the accounts look at a number and a PIN that were typed somewhere, or take a PIN of the owner's in its place; what cannot be
  /// looked at is answered as such.
  func ask(
    _ staff: StaffID, _ pin: String, own: String? = nil, from source: LogInSource,
    _ reply: @escaping @Sendable (AccountsAnswer) -> LoopMessage
  ) {
    let mailbox = shared.mailbox
    let log = shared.log
    guard let store = storage.store else { return mailbox.post(reply(.unavailable)) }
    shared.run(on: .accounts) {
      do throws(StoreError) {
        let answer =
          if let own {
            try store.changePIN(staff, pin: pin, to: own, from: source)
          } else {
            try store.logIn(staff, pin: pin, from: source)
          }
        if answer == .untrusted {
          log.critical("the row of an account was changed past the program")
          mailbox.post(.event(.recordsDiffer))
        }
        mailbox.post(reply(answer))
      } catch {
        log.error("the accounts cannot be read", metadata: ["REASON": "\(error)"])
        mailbox.post(reply(.unavailable))
      }
    }
  }

  /// Looks who of those logged in may do nothing any more: accounts may have been changed beside the box.
  func lookForRevoked(among staff: Set<StaffID>) {
    guard let store = storage.store, !staff.isEmpty else { return }
    let mailbox = shared.mailbox
    shared.run(on: .accounts) {
      for staff in (try? store.revoked(among: staff)) ?? [] { mailbox.post(.event(.revoked(staff))) }
    }
  }
}
