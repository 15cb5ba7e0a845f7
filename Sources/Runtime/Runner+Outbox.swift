import Cases
import Devices
import Renewal

extension Runner {
  /// Sends what waits in the outbox; what is acknowledged is deleted, the rest is tried again after a growing pause.
  func sendOutbox() {
    guard let store else { return }
    Sender(store: store, mailbox: mailbox, environment: environment, log: log).send(pause: Sender.firstPause)
  }
}
