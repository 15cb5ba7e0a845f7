import Cases
import Devices
import Logging
package import Renewal
import Screens

extension Runner {
  /// How long a desk that was lost with a claim may be away before it goes back to the queue, in milliseconds: a network that
  /// stumbles is back by then, and a citizen does not wait much longer for another librarian.
  static let lease = 30_000
  /// How long a seat is kept without a log-in, in milliseconds.
  static let longestWithoutLogIn = 60_000
  /// How often the ages in the queue are brought up to date, in milliseconds.
  static let ageStep = 60_000

  /// The machine of a desk that is connected.
  package func desk(_ id: DeskID) -> Desk? { seats[id]?.desk }

  /// Begins to take desks.
  func openDesks() {
    let mailbox = mailbox
    environment.desks.open { mailbox.post(.desks) }
  }

  /// Takes what came from the desks, a key at a time.
  func takeDesks() {
    while !turns.isWriting, !deskArrivals.isEmpty { take(deskArrivals.removeFirst()) }
    if deskArrivals.isEmpty { deskArrivals = [] }
  }

  private func take(_ arrival: DeskInput) {
    switch arrival {
    case .came(let id, let terminal, let user):
      seats[id] = DeskSeat(id, terminal, user: user, box)
      environment.desks.tell(.welcome(box: context.boxName), to: id)
      tellFlags(id, isFirst: true)
      deskNeedsDrawing = true
      expectLogIn(at: id)
      log.info("a desk is connected", metadata: ["DESK": "\(id.number)", "DESK_USER": "\(user)"])
    case .said(let id, let message): take(message, from: id)
    case .asked(let id):
      let lines = zip(box.queue, ages).map { QueueLine($0, minutes: $1) }
      end(id, with: .queue(lines: lines))
    case .askedToSend(let id, let staff, let pin, let user):
      askAccounts(staff, pin, from: .desk(user: user)) { .sendAnswered(id, $0) }
    case .accountsChanged(let id):
      lookAtSessions()
      end(id, with: .bye)
    case .left(let id): leave(id)
    }
  }

  private func take(_ message: DeskMessage, from id: DeskID) {
    switch message {
    case .keys(let keys, let seen):
      guard let key = keys.first?.key else { return keepAlive(id) }
      if let waited = seats[id]?.keys.proven(by: key) {
        deskArrivals.insert(.said(id, message), at: 0)
        return deliver(waited, at: id)
      }
      if keys.count > 1 { deskArrivals.insert(.said(id, .keys(keys: Array(keys.dropFirst()), seen: seen)), at: 0) }
      press(key, seen: seen, at: id)
    case .press(let column, let row, let seen):
      let position = Position(column: column, row: row)
      if let key = seats[id]?.shown?.screen.key(at: position) {
        take(.keys(keys: [WireKey(key)], seen: seen), from: id)
      }
    case .resized(let columns, let rows):
      seats[id]?.size = Size(columns: columns, rows: rows).clamped
      deskNeedsDrawing = true
    case .hello, .list, .send, .accounts, .bye: break
    }
  }

  /// Gives a key to a desk's machine, unless it is only held or bounced, or was pressed at a drawing on which it meant something else.
  private func press(_ key: Key, seen: Int, at id: DeskID) {
    let now = environment.clocks.now()
    guard let seat = seats[id] else { return }
    let isThere = seen >= seat.placeSince
    let weight = isThere ? seat.desk.weight(of: key, box) : .nothing
    switch seats[id]?.keys.judge(key, at: now, on: isThere ? seat.place : nil, weight, box.policy.keys) {
    case .counts: give(key, to: id)
    case .waits, .dropped, nil: break
    }
  }

  /// Gives a desk's machine a key that waited, as often as it was struck, while it still does what it did.
  func deliver(_ waited: KeyGuard<DeskPlace>.Waiting?, at id: DeskID) {
    guard let waited else { return }
    for _ in 0..<waited.count {
      guard let seat = seats[id], seat.place == waited.place, seat.desk.weight(of: waited.key, box) <= waited.weight
      else {
        return
      }
      give(waited.key, to: id)
    }
  }

  private func give(_ key: Key, to id: DeskID) {
    timetable.set(.session(id), at: environment.clocks.now() + box.policy.waits.session.count)
    step(id) { desk, box in desk.handle(key, box) }
    if case .gone = seats[id]?.desk.state { dismiss(id, .bye) }
  }

  /// A seat without a log-in is given up after a while, however many keys are pressed there.
  private func expectLogIn(at id: DeskID) {
    if !timetable.has(.seat(id)) { timetable.set(.seat(id), at: environment.clocks.now() + Self.longestWithoutLogIn) }
  }

  /// Something was done at a desk that says nothing but that somebody is there.
  private func keepAlive(_ id: DeskID) {
    guard seats[id]?.desk.session != nil else { return }
    timetable.set(.session(id), at: environment.clocks.now() + box.policy.waits.session.count)
  }

  /// Steps a desk's machine, carries out what it wishes, and writes who came and went.
  func step(_ id: DeskID, _ change: (inout Desk, Box) -> [DeskEffect]) {
    guard var seat = seats[id] else { return }
    let before = seat.desk.session
    let effects = change(&seat.desk, box)
    seats[id] = seat
    for effect in effects {
      switch effect {
      case .logIn(let staff, let pin): ask(staff, pin, at: id)
      case .changePIN(let staff, let pin, let own): ask(staff, pin, own: own, at: id)
      case .ask(let wish): if let before { handle(.desk(id, before, wish)) }
      }
    }
    if let now = seats[id]?.desk.session, before != now { arrived(now, at: id) }
    if let before, seats[id]?.desk.session == nil { write([.staffLeft(nil, before.id)]) }
    sessionsChanged(id)
    follow()
  }

  /// Who logs in goes on with what they had claimed at a desk that was lost.
  private func arrived(_ session: StaffSession, at id: DeskID) {
    for (old, lost) in lost where lost.id == session.id {
      let workItems = [box.state.visit.map { WorkItem.visit($0.number) }, .box].compactMap { $0 }
      let held = workItems.first { box.claim(of: $0)?.desk == old }
      endLease(old)
      if let held { handle(.desk(id, session, .claim(held))) }
    }
    write([.staffArrived(nil, session.id, session.role)])
  }

  private func sessionsChanged(_ id: DeskID) {
    watchSessions()
    if seats[id]?.desk.session == nil {
      timetable.remove(.session(id))
      expectLogIn(at: id)
    } else {
      timetable.remove(.seat(id))
    }
    deskNeedsDrawing = true
    tellHours()
  }

  /// Has every desk follow what became of the box.
  func follow() {
    guard !seats.isEmpty else { return }
    for (id, seat) in seats {
      var seat = seat
      seat.desk.follow(box)
      let place = DeskPlace(seat.desk, box)
      if place != seat.place {
        seat.place = place
        seat.placeSince = seat.number + 1
        seat.mustShow = true
      }
      seats[id] = seat
    }
    deskNeedsDrawing = true
  }

  // MARK: The accounts

  private func ask(_ staff: StaffID, _ pin: String, own: String? = nil, at id: DeskID) {
    seats[id]?.question += 1
    guard let seat = seats[id] else { return }
    askAccounts(staff, pin, own: own, from: .desk(user: seat.user)) { .deskAccounts(id, question: seat.question, $0) }
  }

  /// Takes the accounts' answer, unless the desk has gone on meanwhile.
  func hear(_ answer: AccountsAnswer, to question: Int, at id: DeskID) {
    guard let seat = seats[id], seat.question == question, seat.isChecking else { return }
    timetable.set(.session(id), at: environment.clocks.now() + box.policy.waits.session.count)
    step(id) { desk, box in
      desk.hear(answer, box)
      return []
    }
  }

  /// The box did not do what a desk asked.
  func refuse(_ id: DeskID, _ why: DeskRefusal) {
    seats[id]?.desk.hear(why)
    deskNeedsDrawing = true
  }

  // MARK: Ends

  /// Nobody has pressed a key at a desk for the length of a session.
  func timeOut(_ id: DeskID) {
    step(id) { desk, _ in desk.timeOut() }
  }

  /// A connection is gone; what it had claimed waits for it a little.
  private func leave(_ id: DeskID) {
    guard let seat = seats.removeValue(forKey: id) else { return }
    timetable.remove(.session(id))
    timetable.remove(.seat(id))
    log.info("a desk is gone", metadata: ["DESK": "\(id.number)"])
    if let session = seat.desk.session {
      if hasClaim(id) {
        lost[id] = session
        timetable.set(.lease(id), at: environment.clocks.now() + Self.lease)
      } else {
        write([.staffLeft(nil, session.id)])
      }
    }
    tellHours()
    planAges()
    watchSessions()
  }

  /// A desk that was lost has not come back, or its claim moves.
  func endLease(_ id: DeskID) {
    timetable.remove(.lease(id))
    guard let session = lost.removeValue(forKey: id) else { return }
    handle(.desk(id, session, .release))
    write([.staffLeft(nil, session.id)])
    follow()
    watchSessions()
  }

  /// Nobody has logged in at a seat: somebody else may have it.
  func giveUp(_ id: DeskID) {
    if seats[id]?.desk.session == nil { dismiss(id, .rest) }
  }

  private func dismiss(_ id: DeskID, _ message: BoxMessage) {
    guard seats[id] != nil else { return }
    end(id, with: message)
    leave(id)
  }

  /// Ends a connection with a last word.
  private func end(_ id: DeskID, with message: BoxMessage) {
    environment.desks.tell(message, to: id)
    environment.desks.hangUp(id)
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
    if refusal == nil { sendOutbox(again: true) }
    end(id, with: refusal.map { .refused(why: $0, version: Wire.version) } ?? .bye)
  }

  func hasClaim(_ id: DeskID) -> Bool {
    box.claim?.desk == id || box.state.visit?.claim?.desk == id
  }

  /// Whether somebody who may attest is logged in at a desk.
  var hasOfficerAtDesk: Bool { seats.values.contains { $0.desk.session?.role.covers(.officer) == true } }
}
