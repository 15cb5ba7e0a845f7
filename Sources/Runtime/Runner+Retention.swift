import Cases
import Dispatch
import Logging
import Renewal

extension Runner {
  // MARK: - The journal

  /// A visit is over: the system's journal gets the head, so that a tail cut off the store is noticed.
  func tellHead(after fact: Fact) {
    guard case .visitEnded = fact, let store else { return }
    let log = log
    environment.executor.run(on: .store) {
      guard let head = try? store.head() else { return }
      log.tell(head)
    }
  }

  /// Signs the journal as it stands: at the start, and when a day has ended.
  func sealJournal() {
    guard let store, store.signsJournal, !hasFailed else { return }
    let log = log
    environment.executor.run(on: .store) { Self.seal(store, log) }
  }

  /// Signs the journal at a clean stop, behind everything that is still to be written, and waits until it is on disk: nobody waits
  /// for the loop any more. A disk that hangs does not keep the process.
  func sealJournalAtLast() {
    guard let store, !hasFailed else { return }
    let log = log
    let isDone = DispatchSemaphore(value: 0)
    environment.executor.run(on: .store) {
      if store.signsJournal { Self.seal(store, log) }
      isDone.signal()
    }
    _ = isDone.wait(timeout: .now() + .seconds(Self.longestEnd))
  }

  /// How long the store may take to write the last rows, in seconds.
  private static let longestEnd = 20

  private static func seal(_ store: Store, _ log: Logger) {
    do throws(StoreError) {
      if let head = try store.checkpoint() { log.tell(head) }
    } catch {
      log.error("the journal could not be signed", metadata: ["REASON": "\(error)"])
    }
  }

  // MARK: - The purge

  /// A moment to look whether it is time to purge has come.
  func lookAtPurge() { purge { $0.look(at: $1, $2) } }

  /// The hours or the date may have changed, and with them when it is best to purge.
  func hoursChangedForPurge() { purge { $0.hoursChanged(at: $1, $2) } }

  /// Sets the first purge of a run.
  func planPurge() { purge { times, now, _ in times.start(at: now) } }

  /// Does what the purge's times ask for; a clock that is not trusted would purge too much.
  private func purge(_ ask: (inout PurgeTimes, Int, PurgeTimes.Situation) -> [PurgeTimes.Effect]) {
    guard let store, let retention = environment.retention else { return }
    let situation = PurgeTimes.Situation(
      isOpen: box.hours.isOpen, isAtRest: !hasFailed && box.date != nil && isAtRest)
    for effect in ask(&purgeTimes, environment.clocks.now(), situation) {
      switch effect {
      case .look(let moment): timetable.set(.purge, at: moment)
      case .purge:
        let log = log
        environment.executor.run(on: .store) { Self.purge(store, retention, log) }
        planFigures()
      }
    }
  }

  /// Whether nobody is at the box, and its clock is not in doubt.
  var isAtRest: Bool {
    switch box.state {
    case .closed(let reason): reason != .clock && reason != .starting && reason != .stopping
    case .welcome: true
    case .visit, .logIn, .attended, .maintenance: false
    }
  }

  private static func purge(_ store: Store, _ retention: Retention, _ log: Logger) {
    do throws(StoreError) {
      let purge = try store.purge(retention)
      if let head = try store.checkpoint() { log.tell(head) }
      if !purge.isEmpty {
        log.notice("purged", metadata: ["CASES": "\(purge.cases)", "JOURNAL_ROWS": "\(purge.rows)"])
      }
    } catch {
      log.error("the purge failed; it is tried again tomorrow", metadata: ["REASON": "\(error)"])
    }
  }
}

extension Logger {
  /// Tells the journal's head, which is nothing personal.
  fileprivate func tell(_ head: JournalHead) {
    notice("journal head", metadata: ["JOURNAL_ROW": "\(head.row)", "JOURNAL_HASH": "\(head.hexadecimal)"])
  }
}
