import Cases
import Devices
import Logging
import Renewal

/// Hands released dossiers to the authority, away from the loop.
struct Sender: Sendable {
  /// The pause after the first attempt that failed; it doubles up to `longestPause`.
  static let firstPause = Milliseconds.seconds(30)
  static let longestPause = Milliseconds.seconds(3600)

  /// From when on a dossier without an acknowledgement is staff's matter: somebody's passport waits for it.
  static let longestWait = Milliseconds.seconds(24 * 3600)

  let store: Store
  let mailbox: Mailbox
  let environment: Environment
  let log: Logger

  /// Sends everything that waits, one after the other.
  func send(pause: Milliseconds) {
    environment.workers.run(at: .store) {
      do throws(StoreError) {
        for item in try store.outbox() { hand(item, pause) }
      } catch {
        log.error("the outbox cannot be read", metadata: ["REASON": "\(error)"])
      }
    }
  }

  private func hand(_ item: OutboxItem, _ pause: Milliseconds) {
    environment.authority.submit(item.sealed, key: item.key) { answer in
      switch answer {
      case .acknowledged, .duplicate:
        environment.workers.run(at: .store) { acknowledge(item) }
      case .rejected:
        log.error("the authority rejected a dossier", metadata: ["CASE": "\(item.number)"])
        mailbox.post(.event(.dossier(item.number, .rejected(paid: item.paid))))
      case .unavailable:
        if item.waited > Self.longestWait.count { mailbox.post(.event(.dossier(item.number, .overdue))) }
        let longer = Milliseconds(min(pause.count * 2, Self.longestPause.count))
        environment.scheduler.after(pause) { send(pause: longer) }
      }
    }
  }

  private func acknowledge(_ item: OutboxItem) {
    do throws(StoreError) {
      try store.acknowledge(item.number)
      mailbox.post(.event(.dossier(item.number, .acknowledged)))
      log.info("a dossier was acknowledged", metadata: ["CASE": "\(item.number)"])
    } catch {
      log.error("an acknowledgement could not be stored", metadata: ["REASON": "\(error)"])
    }
  }
}
