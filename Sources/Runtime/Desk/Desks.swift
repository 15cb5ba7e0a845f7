import Cases
import Devices
import Logging
import Renewal
import Screens

/// Who hears what happens at desks and is not theirs.
protocol DesksDelegate: AnyObject {
  /// Somebody came to a desk or left it, so that the hours of officers may be others.
  func sessionsChanged()
  /// Staff have what waits in the outbox sent; `again`: what was rejected, too.
  func sendOutbox(again: Bool)
}

/// The desks that are connected: their machines, who sits there, and what each is shown.
final class Desks {
  /// How long a desk that was lost with a claim may be away before it goes back to the queue, in milliseconds: a network that
  /// stumbles is back by then, and a citizen does not wait much longer for another librarian.
  private static let lease = 30_000
  /// How long a seat is kept without a log-in, in milliseconds.
  private static let longestWithoutLogIn = 60_000
  /// How often the ages in the queue are brought up to date, in milliseconds.
  private static let ageStep = 60_000
  /// How often whoever is logged in is looked at, in milliseconds: who changes accounts mostly tells the box, but cannot always.
  private static let sessionPause = 60_000

  private let shared: LoopContext
  private let machine: Machine
  private let console: Console
  private let accounts: AccountQuestions
  private var seats: [DeskID: DeskSeat] = [:]
  /// Desks that were lost with a claim, and who sat there.
  private var lost: [DeskID: StaffSession] = [:]
  private var inputs: [DeskInput] = []
  private var flagAges = FlagAges()
  private var needsDrawing = false
  weak var delegate: (any DesksDelegate)?

  init(_ shared: LoopContext, _ machine: Machine, _ console: Console, _ accounts: AccountQuestions) {
    self.shared = shared
    self.machine = machine
    self.console = console
    self.accounts = accounts
  }

  private var port: any DeskPort { shared.environment.desks }
  private var box: Box { machine.box }

  /// The machine of a desk that is connected.
  func desk(_ id: DeskID) -> Desk? { seats[id]?.desk }

  /// Whether somebody who may attest is logged in at a desk.
  var hasOfficer: Bool { seats.values.contains { $0.desk.session?.role.covers(.officer) == true } }

  // MARK: What comes from desks

  /// Begins to take desks.
  func open() {
    let mailbox = shared.mailbox
    port.open { mailbox.post(.desks) }
  }

  /// Ends all connections: no desk shall believe that it is connected.
  func close() { port.close() }

  /// Fetches what came from the desks.
  func fetch() { inputs += port.drain() }

  /// Takes what came, a key at a time, as far as no transition is being written.
  func takeInputs() {
    while !machine.isWriting, !inputs.isEmpty { inputArrived(inputs.removeFirst()) }
    if inputs.isEmpty { inputs = [] }
  }

  private func inputArrived(_ input: DeskInput) {
    switch input {
    case .came(let id, let terminal, let user):
      seats[id] = DeskSeat(id, terminal, user: user, box)
      port.send(.welcome(box: console.context.boxName), to: id)
      tellFlags(id)
      needsDrawing = true
      expectLogIn(at: id)
      shared.log.info("a desk is connected", metadata: ["DESK": "\(id.number)", "DESK_USER": "\(user)"])
    case .said(let id, let message): messageArrived(message, from: id)
    case .asked(let id): end(id, with: .queue(lines: zip(box.queue, ages).map { QueueLine($0, minutes: $1) }))
    case .askedToSend(let id, let staff, let pin, let user):
      accounts.ask(staff, pin, from: .desk(user: user)) { .sendAnswered(id, $0) }
    case .accountsChanged(let id):
      lookAtSessions()
      end(id, with: .bye)
    case .left(let id): leave(id)
    }
  }

  private func messageArrived(_ message: DeskMessage, from id: DeskID) {
    switch message {
    case .keys(let keys, let seen):
      guard let key = keys.first?.key else { return keepAlive(id) }
      if let waited = seats[id]?.proven(by: key) {
        inputs.insert(.said(id, message), at: 0)
        return deliver(waited, at: id)
      }
      if keys.count > 1 { inputs.insert(.said(id, .keys(keys: Array(keys.dropFirst()), seen: seen)), at: 0) }
      if seats[id]?.counts(key, seen: seen, at: shared.now, box) == true { press(key, at: id) }
    case .press(let column, let row, let seen):
      if let key = seats[id]?.key(at: Position(column: column, row: row)) {
        messageArrived(.keys(keys: [WireKey(key)], seen: seen), from: id)
      }
    case .resized(let columns, let rows):
      seats[id]?.resize(to: Size(columns: columns, rows: rows))
      needsDrawing = true
    case .hello, .list, .send, .accounts, .bye: break
    }
  }

  // MARK: Keys

  /// The next moment at which a key at a desk has waited long enough, in the clock's milliseconds.
  var deadline: Int? { seats.values.compactMap(\.keyDeadline).min() }

  /// Gives desks' machines the keys that have waited long enough.
  func takeWaitingKeys() {
    for id in seats.keys.sorted() { deliver(seats[id]?.due(at: shared.now), at: id) }
  }

  /// Gives a desk's machine a key that waited, as often as it was struck, while it still does what it did.
  private func deliver(_ waited: KeyGuard<DeskPlace>.Waiting?, at id: DeskID) {
    guard let waited else { return }
    for _ in 0..<waited.count {
      guard seats[id]?.isStillMeant(waited, box) == true else { return }
      press(waited.key, at: id)
    }
  }

  private func press(_ key: Key, at id: DeskID) {
    keepSession(id)
    change(id) { desk, box in desk.handle(key, box) }
    if case .gone = seats[id]?.desk.state { dismiss(id, .bye) }
  }

  /// Something was done at a desk that says nothing but that somebody is there.
  private func keepAlive(_ id: DeskID) { if seats[id]?.desk.session != nil { keepSession(id) } }

  private func keepSession(_ id: DeskID) { shared.set(.session(id), in: shared.policy.waits[.session].count) }

  // MARK: The machine of a desk

  /// Changes a desk's machine, carries out what it asks for, and writes who came and went.
  private func change(_ id: DeskID, _ change: (inout Desk, Box) -> [DeskEffect]) {
    guard let seat = seats[id] else { return }
    let before = seat.desk.session
    let box = box
    for effect in seats[id]?.change({ change(&$0, box) }) ?? [] {
      switch effect {
      case .logIn(let staff, let pin): ask(staff, pin, at: id)
      case .changePIN(let staff, let pin, let own): ask(staff, pin, own: own, at: id)
      case .ask(let request): if let before { machine.handle(.desk(id, before, request)) }
      }
    }
    let now = seats[id]?.desk.session
    if let now, before != now { arrived(now, at: id) }
    if let before, now == nil { machine.write([.staffLeft(nil, before.id)]) }
    watchLogIn(at: id)
    follow()
  }

  /// Who logs in goes on with what they had claimed at a desk that was lost.
  private func arrived(_ session: StaffSession, at id: DeskID) {
    for (old, lost) in lost where lost.id == session.id {
      let workItems = [box.state.visit.map { WorkItem.visit($0.number) }, .box].compactMap { $0 }
      let held = workItems.first { box.claim(of: $0)?.desk == old }
      endLease(old)
      if let held { machine.handle(.desk(id, session, .claim(held))) }
    }
    machine.write([.staffArrived(nil, session.id, session.role)])
  }

  /// Has every desk follow what became of the box.
  func follow() {
    guard !seats.isEmpty else { return }
    for id in seats.keys { seats[id]?.follow(box) }
    needsDrawing = true
  }

  /// The box did not do what a desk asked.
  func refuse(_ id: DeskID, _ why: DeskRefusal) {
    _ = seats[id]?.change { desk in
      desk.hear(why)
      return []
    }
    needsDrawing = true
  }

  // MARK: The accounts

  private func ask(_ staff: StaffID, _ pin: String, own: String? = nil, at id: DeskID) {
    guard let question = seats[id]?.ask(), let user = seats[id]?.user else { return }
    accounts.ask(staff, pin, own: own, from: .desk(user: user)) { .deskAccounts(id, question: question, $0) }
  }

  /// Takes the accounts' answer, unless the desk has gone on meanwhile.
  func hear(_ answer: AccountsAnswer, to question: Int, at id: DeskID) {
    guard let seat = seats[id], seat.question == question, seat.isChecking else { return }
    keepSession(id)
    change(id) { desk, box in
      desk.hear(answer, box)
      return []
    }
  }

  /// What a script asked for is done, or not, by who asked.
  func send(for id: DeskID, _ answer: AccountsAnswer) {
    let refusal: ClientRefusal? =
      switch answer {
      case .welcome(let session): session.role.covers(.supervisor) ? nil : .notAuthorised
      case .wrong, .untrusted, .pinRefused: .notAuthorised
      case .locked: .locked
      case .mustChangePIN: .mustChangePIN
      case .unavailable: .unavailable
      }
    if refusal == nil { delegate?.sendOutbox(again: true) }
    end(id, with: refusal.map { .refused(why: $0, version: Wire.version) } ?? .bye)
  }

  // MARK: Sessions

  /// A seat without a log-in is given up after a while, however many keys are pressed there.
  private func expectLogIn(at id: DeskID) {
    if !shared.timers.has(.seat(id)) { shared.set(.seat(id), in: Self.longestWithoutLogIn) }
  }

  private func watchLogIn(at id: DeskID) {
    watchSessions()
    if seats[id]?.desk.session == nil {
      shared.timers.remove(.session(id))
      expectLogIn(at: id)
    } else {
      shared.timers.remove(.seat(id))
    }
    needsDrawing = true
    delegate?.sessionsChanged()
  }

  /// Looks from time to time at whoever is logged in, as long as somebody is.
  func watchSessions() {
    guard !sessions.isEmpty else { return shared.timers.remove(.sessions) }
    guard !shared.timers.has(.sessions) else { return }
    shared.set(.sessions, in: Self.sessionPause)
  }

  /// Accounts may have been changed beside the box: looks who of those logged in may do nothing any more.
  func lookAtSessions() {
    watchSessions()
    accounts.lookForRevoked(among: Set(sessions.map(\.id)))
  }

  /// Everybody who is logged in, at the box or at a desk, or holds something from one that was lost.
  private var sessions: [StaffSession] {
    let here: StaffSession? =
      switch box.state {
      case .attended(let attended): attended.session
      case .maintenance(let maintenance): maintenance.session
      case .closed, .welcome, .visit, .logIn: nil
      }
    return (here.map { [$0] } ?? []) + seats.values.compactMap(\.desk.session) + lost.values
  }

  /// An account may do nothing any more: its sessions at desks end, and what a lost desk of its owner had claimed goes back.
  func endSessions(of staff: StaffID) {
    for id in seats.keys.sorted() {
      change(id) { desk, _ in
        desk.endSession(of: staff)
        return []
      }
    }
    for (id, session) in lost where session.id == staff { endLease(id) }
  }

  // MARK: Ends

  /// Nobody has pressed a key at a desk for the length of a session.
  func timeOut(_ id: DeskID) { change(id) { desk, _ in desk.timeOut() } }

  /// Nobody has logged in at a seat: somebody else may have it.
  func giveUp(_ id: DeskID) { if seats[id]?.desk.session == nil { dismiss(id, .rest) } }

  /// A desk that was lost has not come back, or its claim moves.
  func endLease(_ id: DeskID) {
    shared.timers.remove(.lease(id))
    guard let session = lost.removeValue(forKey: id) else { return }
    machine.handle(.desk(id, session, .release))
    machine.write([.staffLeft(nil, session.id)])
    follow()
    watchSessions()
  }

  /// A connection is gone; what it had claimed waits for it a little.
  private func leave(_ id: DeskID) {
    guard let seat = seats.removeValue(forKey: id) else { return }
    shared.timers.remove(.session(id))
    shared.timers.remove(.seat(id))
    shared.log.info("a desk is gone", metadata: ["DESK": "\(id.number)"])
    if let session = seat.desk.session {
      if box.hasClaim(id) {
        lost[id] = session
        shared.set(.lease(id), in: Self.lease)
      } else {
        machine.write([.staffLeft(nil, session.id)])
      }
    }
    delegate?.sessionsChanged()
    planAges()
    watchSessions()
  }

  private func dismiss(_ id: DeskID, _ message: BoxMessage) {
    guard seats[id] != nil else { return }
    end(id, with: message)
    leave(id)
  }

  /// Ends a connection with a last word.
  private func end(_ id: DeskID, with message: BoxMessage) {
    port.send(message, to: id)
    port.hangUp(id)
  }

  // MARK: The queue

  /// Since when the oldest flag waits, in the clock's milliseconds.
  var oldestFlag: Int? { flagAges.oldest }

  /// Minutes since each entry of the queue was raised.
  private var ages: [Int?] {
    let now = shared.now
    return box.queue.map { flagAges.minutes(of: FlagMark($0), now: now) }
  }

  /// Remembers when the flags were raised that were open at the start; the store's times are Unix time.
  func remember(_ snapshot: RecoverySnapshot) {
    let now = shared.now
    let unix = shared.environment.clocks.unix()
    for queued in snapshot.openFlags {
      flagAges.remember(
        FlagMark(queued.flag, of: .box), raisedAt: now - max(0, unix - queued.raisedAt), now: now)
    }
  }

  /// Notes when a flag is seen first, and forgets those that are gone.
  func noteFlags() { flagAges.note(box.queue.map(FlagMark.init), now: shared.now) }

  /// Tells a desk how many flags wait, and rings when one of them is new to it.
  private func tellFlags(_ id: DeskID) {
    guard let isNew = seats[id]?.flagsChanged(to: Set(box.queue.map(FlagMark.init))) else { return }
    port.send(.flags(count: box.queue.count, isNew: isNew), to: id)
  }

  /// Ages advance only while somebody sees them.
  private func planAges() {
    guard !seats.isEmpty, !box.queue.isEmpty else { return shared.timers.remove(.ages) }
    if !shared.timers.has(.ages) { shared.set(.ages, in: Self.ageStep) }
  }

  // MARK: Drawing

  /// What desks see may look otherwise now.
  func setNeedsDrawing() { needsDrawing = !seats.isEmpty || needsDrawing }

  /// Draws what changed; never before what it tells is on disk.
  func draw() {
    guard needsDrawing, !machine.isWriting else { return }
    needsDrawing = false
    for id in seats.keys { tellFlags(id) }
    planAges()
    let ages = ages
    for id in seats.keys.sorted() {
      let picture = seats[id]?.draw(box, in: console.context, ages: ages, citizen: console.watched)
      if let picture { port.show(picture, at: id) }
    }
  }
}
