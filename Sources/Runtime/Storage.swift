import Cases
import Logging
import Renewal

/// The loop's side of the store: opens it, writes facts, and knows whether the disk still takes them.
final class Storage {
  /// How long the store is left alone after it refused a fact, in milliseconds.
  private static let pause = 30_000

  let shared: LoopContext
  /// The store, once it is open.
  private(set) var store: Store?
  /// Whether the disk did not take a fact, so that nothing more is written.
  private(set) var hasFailed = false
  private var sender: Sender?

  init(_ shared: LoopContext) { self.shared = shared }

  /// The store, while it is open and takes what is written.
  var working: Store? { hasFailed ? nil : store }

  // MARK: Opening

  /// Opens the store away from the loop, which hears of it.
  func open() {
    let mailbox = shared.mailbox
    let open = shared.environment.openStore
    shared.run(on: .store) {
      do throws(StoreError) {
        let store = try open()
        // A page that is torn would be met in the middle of a visit.
        try store.examine()
        mailbox.post(.opened(store, try store.recover()))
      } catch {
        mailbox.post(.refused(error))
      }
    }
  }

  /// The store is open and settled: from now on it is written to.
  func use(_ store: Store) { self.store = store }

  // MARK: Writing

  /// Writes facts in one transaction, and lets the loop hear when they are on disk; false, and nothing is written, while there is no
  /// store that takes them.
  func write(_ facts: [Fact]) -> Bool {
    guard let store = working else { return false }
    let mailbox = shared.mailbox
    let write = shared.environment.write
    shared.run(on: .store) { mailbox.post(.recorded(Self.fault(of: write, store, facts))) }
    return true
  }

  /// How often a write is tried while another process holds the store, each time as long as the store itself waits: whoever is busy
  /// with it is no failing disk.
  private static let mostTries = 5

  private static func fault(
    of write: (Store, [Fact]) throws(StoreError) -> Void, _ store: Store, _ facts: [Fact]
  ) -> StoreError? {
    var tries = 1
    while true {
      do throws(StoreError) {
        try write(store, facts)
        return nil
      } catch {
        guard case .busy = error, tries < mostTries else { return error }
        tries += 1
      }
    }
  }

  // MARK: A disk that does not take what is written

  /// A fact could not be written: nothing more is, until the store is tried again.
  func fail() {
    hasFailed = true
    rest()
  }

  /// Leaves the store alone for a while.
  func rest() { shared.set(.store, in: Self.pause) }

  /// Tries the store again after it refused a fact.
  func tryAgain() {
    guard hasFailed, let store else { return }
    let mailbox = shared.mailbox
    shared.run(on: .store) {
      do throws(StoreError) {
        try store.examine()
        mailbox.post(.tried(try store.recover()))
      } catch {
        mailbox.post(.tried(nil))
      }
    }
  }

  /// The store takes what is written again; what it refuses next closes the box anew.
  func recover() {
    shared.log.notice("the store is tried again")
    hasFailed = false
  }

  // MARK: The outbox

  /// Sends what waits in the outbox; what is acknowledged is deleted, the rest is tried again after a growing pause. `again`: what was
  /// rejected, too.
  func sendOutbox(again: Bool = false) {
    guard let store else { return }
    let sender =
      sender
      ?? Sender(
        store: store, mailbox: shared.mailbox, environment: shared.environment, log: shared.log,
        longestWait: shared.policy.waits[.acknowledgement])
    self.sender = sender
    sender.send(again: again)
  }
}
