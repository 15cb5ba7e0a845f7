import Cases
import Logging
import Renewal
import Screens

/// Who hears what happens at desks and is not theirs.
protocol DesksDelegate: AnyObject {
  /// Somebody came to a desk or left it, so that the hours of officers may be others.
  func sessionsChanged()
  /// The devices, for a script.
  var deviceLines: [DeviceLine] { get }
}

/// The desks that are connected: their machines, who sits there, and what each is shown.
final class Desks {
  private let shared: LoopContext
  private let machine: Machine
  private let console: Console
  private let accounts: AccountQuestions
  private let queue: FlagQueue
  private let storage: Storage
  private var seats: [DeskID: DeskSeat] = [:]
  private var sessions: DeskSessions
  private var inputs = DeskInputQueue()
  private var needsDrawing = false
  /// The box's day, as it was read last.
  private var day: DayFacts?
  weak var delegate: (any DesksDelegate)?

  init(
    _ shared: LoopContext, _ machine: Machine, _ console: Console, _ accounts: AccountQuestions, _ queue: FlagQueue,
    _ storage: Storage
  ) {
    self.shared = shared
    self.machine = machine
    self.console = console
    self.accounts = accounts
    self.queue = queue
    self.storage = storage
    sessions = DeskSessions(longestWithoutKey: shared.policy.waits[.session].count)
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
  func fetch() { inputs.append(port.drain()) }

  /// Takes what came, a key at a time, as far as no transition is being written.
  func takeInputs() {
    while !machine.isWriting, let next = inputs.next() { inputArrived(next) }
  }

  private func inputArrived(_ input: DeskInput) {
    switch input {
    case .came(let id, let terminal, let user):
      seats[id] = DeskSeat(id, terminal, user: user, box)
      port.send(.welcome(box: console.context.boxName), to: id)
      tellFlags(id)
      needsDrawing = true
      sessions.changed(at: id, isLoggedIn: false, now: shared.now, &shared.timers)
      shared.log.info("a desk is connected", metadata: ["DESK": "\(id.number)", "DESK_USER": "\(user)"])
    case .said(let id, let message): messageArrived(message, from: id)
    case .asked(let id): end(id, with: .queue(lines: queue.lines))
    case .askedForDevices(let id): end(id, with: .devices(lines: delegate?.deviceLines ?? []))
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
      guard let key = keys.first?.key else { return keepSession(id) }
      if let waited = seats[id]?.proven(by: key) {
        inputs.putBack(.said(id, message))
        return deliver(waited, at: id)
      }
      if seats[id]?.counts(key, seen: seen, at: shared.now, box) == true { press(key, at: id) }
    case .press(let column, let row, let seen):
      if let key = seats[id]?.key(at: Position(column: column, row: row)) {
        messageArrived(.keys(keys: [WireKey(key)], seen: seen), from: id)
      }
    case .resized(let columns, let rows):
      seats[id]?.resize(to: Size(columns: columns, rows: rows))
      needsDrawing = true
    case .hello, .list, .devices, .send, .accounts, .bye: break
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

  /// Something was done at a desk, if only to say that somebody is there.
  private func keepSession(_ id: DeskID) {
    guard let desk = seats[id]?.desk else { return }
    sessions.keyPressed(at: id, isLoggedIn: desk.session != nil, now: shared.now, &shared.timers)
  }

  // MARK: The machine of a desk

  /// Changes a desk's machine, carries out what it asks for, and writes who came and went.
  private func change(_ id: DeskID, _ change: (inout Desk, Box) -> [DeskEffect]) {
    guard let seat = seats[id] else { return }
    let before = seat.desk.session
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
    watchSessions()
    sessions.changed(at: id, isLoggedIn: seats[id]?.desk.session != nil, now: shared.now, &shared.timers)
    delegate?.sessionsChanged()
    follow()
  }

  /// Who logs in goes on with what they had claimed at a desk that was lost.
  private func arrived(_ session: StaffSession, at id: DeskID) {
    for old in sessions.desks(lostBy: session.id) {
      let held = box.workItem(claimedBy: old)
      endLease(old)
      if let held { machine.handle(.desk(id, session, .claim(held))) }
    }
    machine.write([.staffArrived(nil, session.id, session.role)])
  }

  /// Follows what became of the box.
  func boxChanged(from before: Box) {
    if box.state != before.state { watchSessions() }
    if box.queueMayDiffer(from: before) { follow() }
  }

  private func follow() {
    for id in seats.keys { seats[id]?.follow(box) }
    // The day is shown while somebody looks at a queue in which nobody waits.
    if box.queue.isEmpty, seats.values.contains(where: \.desk.isAtQueue) { storage.readDay() }
    setNeedsDrawing()
  }

  /// The box did not do what a desk asked.
  func refuse(_ id: DeskID, _ why: DeskRefusal) {
    seats[id]?.refuse(why)
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
    change(id) { desk, box in desk.hear(answer, box) }
    keepSession(id)
  }

  /// Tells a script whether what it asked for is done, by who asked; whether it is.
  func sends(for id: DeskID, _ answer: AccountsAnswer) -> Bool {
    let refusal = ClientRefusal(ofSending: answer)
    end(id, with: refusal.map { .refused(why: $0, version: Wire.version) } ?? .bye)
    return refusal == nil
  }

  // MARK: Sessions, and their ends

  /// Looks from time to time at whoever is logged in, as long as somebody is.
  private func watchSessions() {
    sessions.planLook(isAnybodyLoggedIn: !loggedIn.isEmpty, now: shared.now, &shared.timers)
  }

  /// Accounts may have been changed beside the box: looks who of those logged in may do nothing any more.
  func lookAtSessions() {
    watchSessions()
    accounts.lookForRevoked(among: Set(loggedIn.map(\.id)))
  }

  /// Everybody who is logged in, at the box or at a desk, or holds something from one that was lost.
  private var loggedIn: [StaffSession] {
    [box.staffHere].compactMap { $0 } + seats.values.compactMap(\.desk.session) + sessions.away
  }

  /// An account may do nothing any more: its sessions at desks end, and what a lost desk of its owner had claimed goes back.
  func endSessions(of staff: StaffID) {
    for id in seats.keys.sorted() {
      change(id) { desk, _ in
        desk.endSession(of: staff)
        return []
      }
    }
    for id in sessions.desks(lostBy: staff) { endLease(id) }
  }

  /// Nobody has pressed a key at a desk for the length of a session.
  func timeOut(_ id: DeskID) { change(id) { desk, _ in desk.timeOut() } }

  /// Nobody has logged in at a seat: somebody else may have it.
  func giveUp(_ id: DeskID) { if seats[id]?.desk.session == nil { dismiss(id, .rest) } }

  /// A desk that was lost has not come back, or its claim moves.
  func endLease(_ id: DeskID) {
    guard let session = sessions.leaseEnded(id, &shared.timers) else { return }
    machine.handle(.desk(id, session, .release))
    machine.write([.staffLeft(nil, session.id)])
    follow()
    watchSessions()
  }

  /// A connection is gone; what it had claimed waits for it a little.
  private func leave(_ id: DeskID) {
    guard let seat = seats.removeValue(forKey: id) else { return }
    let session = seat.desk.session
    let claimant = box.hasClaim(id) ? session : nil
    sessions.left(id, with: claimant, now: shared.now, &shared.timers)
    shared.log.info("a desk is gone", metadata: ["DESK": "\(id.number)"])
    if let session, claimant == nil { machine.write([.staffLeft(nil, session.id)]) }
    delegate?.sessionsChanged()
    queue.planAges(isSeen: !seats.isEmpty)
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

  // MARK: Drawing

  /// What desks see may look otherwise now.
  func setNeedsDrawing() { needsDrawing = !seats.isEmpty || needsDrawing }

  /// Tells a desk how many flags wait, and rings when one of them is new to it.
  private func tellFlags(_ id: DeskID) {
    guard let isNew = seats[id]?.flagsChanged(to: queue.marks) else { return }
    port.send(.flags(count: queue.count, isNew: isNew), to: id)
  }

  /// The box's day was read.
  func hear(_ day: DayFacts?) {
    guard day != self.day else { return }
    self.day = day
    setNeedsDrawing()
  }

  /// Draws what changed; never before what it tells is on disk.
  func draw() {
    guard needsDrawing, !machine.isWriting else { return }
    needsDrawing = false
    for id in seats.keys { tellFlags(id) }
    queue.planAges(isSeen: !seats.isEmpty)
    let ages = queue.minutes
    for id in seats.keys.sorted() {
      let picture = seats[id]?.draw(box, in: console.context, ages: ages, day: day, citizen: console.watched)
      if let picture { port.show(picture, at: id) }
    }
  }
}
