import Cases
import Dispatch
import Logging
import Renewal
import Screens

/// What the box does for its store while nobody is at it: signs the journal, purges what is old enough, compares the store with the
/// journal, looks how much room is left, and whether it has a voice.
final class Upkeep {
  private let shared: LoopContext
  private let machine: Machine
  private let storage: Storage
  private let telemetry: Telemetry
  private var purgeTimes = PurgeTimes()
  /// The room on the disk, as it was seen last.
  private(set) var space: StorageSpace?
  private var voice = VoiceHealth()

  init(_ shared: LoopContext, _ machine: Machine, _ storage: Storage, _ telemetry: Telemetry) {
    self.shared = shared
    self.machine = machine
    self.storage = storage
    self.telemetry = telemetry
  }

  /// The box begins: the first of everything is set.
  func begin(endedUncleanly: Bool) {
    lookAtSpace()
    tryVoice()
    purge { times, now, _ in times.start(at: now) }
    planAudit(isNow: endedUncleanly)
  }

  /// Whether nobody is at the box, and its clock is not in doubt.
  private var isAtRest: Bool {
    switch machine.box.state {
    case .closed(let reason): reason != .clock && reason != .starting && reason != .stopping
    case .welcome: true
    case .visit, .logIn, .attended, .maintenance: false
    }
  }

  // MARK: The box

  /// A technician who logs in looks after the disk.
  func willHandle(_ event: Event) {
    if case .accounts(_, .welcome(let session)) = event, session.role == .technician { lookAtSpace() }
  }

  /// Looks how much room is left when somebody begins, and when they are gone.
  func boxChanged(from before: Box) {
    let isOver = machine.box.state.visit == nil
    if isOver != (before.state.visit == nil), shared.environment.watchesSpace { lookAtSpace() }
  }

  // MARK: The journal

  /// A visit is over: the system's journal gets the head, so that a tail cut off the store is noticed.
  func tellHead() {
    guard let store = storage.store else { return }
    let log = shared.log
    shared.run(on: .store) {
      guard let head = try? store.head() else { return }
      log.log(head)
    }
  }

  /// Signs the journal as it stands: at the start, and when a day has ended.
  func sealJournal() {
    guard let store = storage.working, store.signsJournal else { return }
    let log = shared.log
    shared.run(on: .store) { Self.seal(store, log) }
  }

  /// How long the store may take to write the last rows, in seconds.
  private static let longestEnd = 20

  /// Signs the journal at a clean stop, behind everything that is still to be written, and waits until it is on disk: nobody waits
  /// for the loop any more. A disk that hangs does not keep the process.
  func sealJournalAtLast() {
    guard let store = storage.working else { return }
    let log = shared.log
    let isDone = DispatchSemaphore(value: 0)
    shared.run(on: .store) {
      if store.signsJournal { Self.seal(store, log) }
      isDone.signal()
    }
    _ = isDone.wait(timeout: .now() + .seconds(Self.longestEnd))
  }

  private static func seal(_ store: Store, _ log: Logger) {
    do throws(StoreError) {
      if let head = try store.checkpoint() { log.log(head) }
    } catch {
      log.error("the journal could not be signed", metadata: ["REASON": "\(error)"])
    }
  }

  // MARK: The purge

  /// A moment to look whether it is time to purge has come.
  func lookAtPurge() { purge { $0.look(at: $1, $2) } }

  /// The hours or the date may have changed, and with them when it is best to purge.
  func hoursChanged() { purge { $0.hoursChanged(at: $1, $2) } }

  /// Does what the purge's times ask for; a clock that is not trusted would purge too much.
  private func purge(_ ask: (inout PurgeTimes, Int, PurgeTimes.Situation) -> [PurgeTimes.Effect]) {
    guard let store = storage.store, let retention = shared.environment.retention else { return }
    let box = machine.box
    let situation = PurgeTimes.Situation(
      isOpen: box.hours.isOpen, isAtRest: !storage.hasFailed && box.date != nil && isAtRest)
    for effect in ask(&purgeTimes, shared.now, situation) {
      switch effect {
      case .look(let moment): shared.timers.set(.purge, at: moment)
      case .purge:
        let log = shared.log
        shared.run(on: .store) { Self.purge(store, retention, log) }
        telemetry.planFigures()
      }
    }
  }

  private static func purge(_ store: Store, _ retention: Retention, _ log: Logger) {
    do throws(StoreError) {
      let purge = try store.purge(retention)
      if let head = try store.checkpoint() { log.log(head) }
      if !purge.isEmpty {
        log.notice("purged", metadata: ["CASES": "\(purge.cases)", "JOURNAL_ROWS": "\(purge.rows)"])
      }
    } catch {
      log.error("the purge failed; it is tried again tomorrow", metadata: ["REASON": "\(error)"])
    }
  }

  // MARK: The audit

  /// How long after a start, or after the last time, the store is compared, in milliseconds.
  private static let auditPause = (afterStart: 900_000, after: 86_400_000)
  /// How long it is put off while somebody is at the box, in milliseconds.
  private static let auditDelay = 60_000
  /// How many differences stand in the log; `pasboks audit verify` names them all.
  private static let mostLogged = 10

  /// Sets the first comparison of a run: soon after one that did not end as it should.
  private func planAudit(isNow: Bool) {
    guard shared.environment.audit != nil else { return }
    shared.set(.audit, in: isNow ? 0 : Self.auditPause.afterStart)
  }

  /// Compares away from the loop and from those who write; it reads the whole journal, so nobody at the box shall wait beside it.
  func auditIfAtRest() {
    guard let audit = shared.environment.audit else { return }
    guard isAtRest else { return shared.set(.audit, in: Self.auditDelay) }
    shared.set(.audit, in: Self.auditPause.after)
    let mailbox = shared.mailbox
    let log = shared.log
    shared.run(on: .audit) {
      do throws(StoreError) {
        mailbox.post(.audited(try audit()))
      } catch {
        log.error("the store could not be compared with its journal", metadata: ["REASON": "\(error)"])
        mailbox.post(.audited(nil))
      }
    }
  }

  /// Tells the log, and staff, what is not as it was written.
  func audited(_ report: AuditReport?) {
    guard let report else { return }
    let log = shared.log
    guard !report.isWhole else { return log.info("the store is what its journal says") }
    for finding in report.findings.prefix(Self.mostLogged) {
      log.critical(
        "the journal was changed", metadata: ["JOURNAL_ROW": "\(finding.row)", "REASON": "\(finding)"])
    }
    for difference in report.differences.prefix(Self.mostLogged) {
      log.critical("the store is not what its journal says", metadata: ["REASON": "\(difference)"])
    }
    for damage in report.damage.prefix(Self.mostLogged) {
      log.critical("the store is damaged", metadata: ["REASON": "\(damage)"])
    }
    machine.handle(.recordsDiffer)
  }

  // MARK: The room on the disk

  /// How often the room on the disk is looked at while there is enough, and while there is not, in milliseconds.
  private static let spacePause = (enough: 600_000, less: 60_000)

  /// Looks how much room is left where the store lies: at the start, when a visit begins or has ended, and from time to time.
  func lookAtSpace() {
    let mailbox = shared.mailbox
    let space = shared.environment.space
    shared.run(on: .store) { mailbox.post(.space(space())) }
  }

  /// The machine hears when there is more or less room; a disk that cannot be asked is left to what is written to it.
  func looked(_ space: StorageSpace?) {
    self.space = space
    telemetry.freeMegabytes = space?.free
    let room = space?.room ?? .enough
    let pause = room == .enough ? Self.spacePause.enough : Self.spacePause.less
    if shared.environment.watchesSpace { shared.set(.space, in: pause) }
    guard room != machine.box.storageRoom else { return }
    shared.log.notice(
      "room on the disk", metadata: ["ROOM": "\(room.rawValue)", "MEGABYTES": "\(space?.free ?? 0)"])
    machine.handle(.storageRoom(room))
  }

  // MARK: The voice

  /// How long a trial of the voice waits while somebody is at the box, in milliseconds.
  private static let voicePause = 60_000

  /// Tries the voice out, without a sound, unless somebody may be listening to it.
  func tryVoice() {
    guard let language = machine.box.policy.triedLanguage else { return }
    switch machine.box.state {
    case .closed, .welcome: break
    // A voice that is lost says nothing that a trial could cut off.
    case .visit, .logIn, .attended, .maintenance:
      guard voice.isLost else { return shared.set(.voice, in: Self.voicePause) }
    }
    let mailbox = shared.mailbox
    shared.environment.voice.say(
      [Phrase("", language)], Presentation(language: language), isPatient: true, began: { _ in },
      ended: { mailbox.post(.triedVoice($0)) })
  }

  /// The voice was tried out: again after a while.
  func tried(_ end: VoiceEnd) {
    heard(end)
    shared.set(.voice, in: voice.pause.count)
  }

  /// The machine hears when the voice is lost, and when it is there again.
  func heard(_ end: VoiceEnd) {
    guard voice.take(end) else { return }
    if voice.isLost { shared.log.error("the voice is lost") } else { shared.log.notice("the voice is there again") }
    machine.handle(.voice(isThere: !voice.isLost))
    shared.set(.voice, in: voice.pause.count)
  }
}

extension Logger {
  /// Tells the journal's head, which is nothing personal.
  fileprivate func log(_ head: JournalHead) {
    notice("journal head", metadata: ["JOURNAL_ROW": "\(head.row)", "JOURNAL_HASH": "\(head.hexadecimal)"])
  }
}
