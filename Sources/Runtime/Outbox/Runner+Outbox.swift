import Cases
import Devices
import Renewal

extension Runner {
  /// Sends what waits in the outbox; what is acknowledged is deleted, the rest is tried again after a growing pause.
  func sendOutbox(again: Bool = false) {
    guard let store else { return }
    let sender =
      sender
      ?? Sender(
        store: store, mailbox: mailbox, environment: environment, log: log,
        longestWait: box.policy.waits.acknowledgement)
    self.sender = sender
    sender.send(again: again)
  }
}
