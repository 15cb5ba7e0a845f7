import Cases
import Renewal
import Runtime
import Testing

/// What makes an account one that may not act.
enum AccountLoss: CaseIterable, Sendable {
  case locked, removed, loweredRole, pinReset

  func happen(to staff: StaffID, in store: Store) throws {
    let managers = Managers(StaffID("31"), and: StaffID("32"))
    switch self {
    case .locked: try store.lock(staff, by: managers)
    case .removed: try store.remove(staff, by: managers)
    case .loweredRole:
      let isLibrarian = try store.accounts().first { $0.id == staff }?.role == .librarian
      try store.setRole(staff, isLibrarian ? .technician : .librarian, by: managers)
    case .pinReset: try store.resetPIN(staff, pin: "804915", by: managers)
    }
  }
}

/// When it happens, as seen from the key that does the act.
enum LossMoment: CaseIterable, Sendable {
  /// Before the key, and the box was told.
  case told
  /// Before the key, and nobody told the box.
  case untold
  /// After the key, while what it did is on its way to the disk.
  case meanwhile
}

/// Somewhere staff are who can act.
enum StaffPlace: CaseIterable, Sendable {
  case attestation, help, exception, countersigning, welcome, outOfService, clock, records, parked, maintenance
  case deskAttestation, deskHelp, deskException, deskCountersigning, deskRecords

  /// Who acts there.
  var role: StaffRole {
    switch self {
    case .attestation, .welcome, .outOfService, .clock, .parked, .countersigning, .deskAttestation,
      .deskCountersigning:
      .officer
    case .help, .deskHelp: .librarian
    case .exception, .deskException, .records, .deskRecords: .supervisor
    case .maintenance: .technician
    }
  }

  /// The keys of each act after the log-in, the last of them does it; and the row of the journal that tells of it. `F` waits for the
  /// camera, `O` is another officer's log-in, `A` is the log-in of whoever acts.
  var acts: [(keys: [String], kind: String)] {
    switch self {
    case .attestation:
      [
        (["1"], "attested"), (["1"], "flagEnded"), (["2", "2"], "flagEnded"), (["3", "2"], "flagEnded"),
        (["6", "1", "2", "\n"], "noted"),
      ]
    case .help:
      [
        (["1", "1"], "assistEnded"), (["2", "2"], "flagEnded"), (["4", "2"], "flagEnded"), (["5", "2"], "flagEnded"),
        (["6", "1", "\n"], "noted"),
      ]
    case .exception:
      [(["8"], "flagShown"), (["8", "2", "O"], "flagEnded"), (["8", "4", "2"], "flagEnded")]
    case .countersigning: [(["8", "2", "A"], "flagEnded")]
    case .welcome: [(["1", "2"], "serviceChanged")]
    case .outOfService: [(["1"], "serviceChanged")]
    case .clock: [(["1"], "clockConfirmed")]
    case .records: [(["1"], "flagEnded")]
    case .parked: [(["2", "1", "\n"], "resumed")]
    case .maintenance: [(["1", "1"], "deviceTested"), (["8", "2"], "serviceChanged")]
    case .deskAttestation:
      [
        (["1"], "claimed"), (["1", "7"], "frameTaken"), (["1", "7", "F", "1"], "attested"),
        (["1", "2", "2"], "flagEnded"),
        (["1", "8", "1"], "guided"), (["1", "9", "2"], "guided"), (["1", "6", "4", "\n"], "noted"),
      ]
    case .deskHelp: [(["1"], "claimed"), (["1", "8", "1"], "guided"), (["1", "1", "1"], "flagEnded")]
    case .deskException: [(["1", "2", "O"], "flagEnded")]
    case .deskCountersigning: [(["1", "2", "A"], "flagEnded")]
    case .deskRecords: [(["1", "1"], "flagEnded")]
    }
  }

  var isDesk: Bool {
    switch self {
    case .deskAttestation, .deskHelp, .deskException, .deskCountersigning, .deskRecords: true
    case .attestation, .help, .exception, .countersigning, .welcome, .outOfService, .clock, .records, .parked,
      .maintenance:
      false
    }
  }

  /// Whether the store does the act by itself, so that no moment lies between the key and the writing.
  var isOfStore: Bool { self == .parked }

  /// Whether somebody else is logged in, whom the one who acts countersigns.
  var isSecond: Bool { self == .countersigning || self == .deskCountersigning }
}

/// A place to which one member of staff after the other comes, in virtual time.
private struct StaffScene {
  let place: StaffPlace
  let box: VirtualBox
  private(set) var desk: VirtualDesk?
  /// Who came last.
  private(set) var actor = "40"

  init(_ place: StaffPlace) throws {
    self.place = place
    let isOfMismatch: Set<StaffPlace> = [.exception, .countersigning, .deskException, .deskCountersigning]
    let isOfRecords = place == .records || place == .deskRecords
    box = try VirtualBox(
      scenario: isOfMismatch.contains(place) ? "passport-of-somebody-else" : "everything-goes-well",
      openFor: isOfRecords ? 1 : nil, flag: Flag(.recordsDiffer, step: nil))
    for id in ["31", "32"] {
      try box.store.addDemonstrationAccount(id: StaffID(id), firstName: "Tove", role: .supervisor, pin: "2468\(id)")
    }
    try box.wait("rest") { $0.state == .welcome(nil) }
    switch place {
    case .attestation, .deskAttestation: try Citizen().upTo(StepName.attestation, box)
    case .help, .deskHelp:
      box.type("\n121\n")
      try box.wait(for: .grounds)
      box.type("*1")
    case .exception, .countersigning, .deskException, .deskCountersigning:
      try Citizen().upTo(FlagCode.documentMismatch, box)
    case .welcome, .maintenance, .records, .deskRecords: break
    case .outOfService: box.type("\n*910\n246810\n12")
    case .clock:
      box.time.set(ahead: 365 * 86_400_000)
      box.settle()
    case .parked:
      try Citizen().upTo(StepName.attestation, box)
      box.type("920\n246820\n32")
      try box.wait("rest") { $0.state == .welcome(nil) }
    }
  }

  /// Somebody with an account of their own comes, and logs in; at some places beside another, whom they countersign.
  mutating func enter() throws {
    actor = String((Int(actor) ?? 0) + 1)
    try box.store.addDemonstrationAccount(
      id: StaffID(actor), firstName: "Tove", role: place.role, pin: "2468\(actor)")
    let first = place.isSecond ? "30" : actor
    if place.isDesk { desk = VirtualDesk(box) }
    let opening =
      if case .welcome = box.runner.box.state { "\n*9" } else if box.runner.box.state.visit == nil { "*" } else { "9" }
    type((desk == nil ? opening : "") + "\(first)\n2468\(first)\n")
  }

  /// Whoever came goes.
  mutating func leave() {
    if desk != nil { type("///") }
    desk = nil
    for _ in 0..<3 {
      switch box.runner.box.state {
      case .logIn, .attended, .maintenance: box.type("/")
      case .closed, .welcome, .visit: return
      }
    }
  }

  func press(_ keys: String) throws {
    switch keys {
    case "F": try box.wait("the camera") { $0.state.visit?.freshFrame != nil }
    case "O": type("20\n246820\n")
    case "A": type("\(actor)\n2468\(actor)\n")
    default: type(keys)
    }
  }

  private func type(_ keys: String) { if let desk { desk.press(keys) } else { box.type(keys) } }

  /// The box hears that accounts were changed.
  func tell() {
    box.desks.leave(.accountsChanged(DeskID(900)))
    box.settle()
  }

  /// The rows from one on that say that the account did something.
  func rows(since first: Int) throws -> [String] {
    // Who countersigns logs in with the last key; that alone is no act.
    let ofLeaving: Set = ["staffLeft", "released", "logInRefused", "loggedIn"]
    return try box.store.journal().dropFirst(first)
      .filter { row in row.detail.contains("\"\(actor)\"") && !ofLeaving.contains(row.kind) }
      .map(\.kind).filter { !$0.hasPrefix("account") }
  }

  /// Everything a citizen would miss, and whether the box serves them.
  struct Citizens: Equatable {
    let step: StepName?
    let application: Application?
    let flags: [Flag]
    let closed: Box.Closed?
  }

  var citizens: Citizens {
    let state = box.runner.box.state
    let closed: Box.Closed? = if case .closed(let reason) = state { reason } else { nil }
    return Citizens(
      step: state.visit?.step.name, application: state.visit?.application, flags: state.visit?.flags ?? [],
      closed: closed)
  }

  /// Whether the actor is logged in anywhere.
  var isHere: Bool {
    let id = StaffID(actor)
    switch box.runner.box.state {
    case .attended(let attendance) where attendance.session.id == id: return true
    case .maintenance(let maintenance) where maintenance.session.id == id: return true
    case .closed, .welcome, .visit, .logIn, .attended, .maintenance: break
    }
    return box.runner.box.state.visit?.claim?.session.id == id || box.runner.box.claim?.session.id == id
  }

  var text: String { desk?.text ?? box.display.text }
}

/// Staff × moment × act × place: what an account may do is asked when it is done.
@Suite struct RevokedStaffTests {
  /// Each act with the keys that do it: without this the table below would hold of anything.
  @Test(arguments: StaffPlace.allCases)
  func `an account that may do it does it`(place: StaffPlace) throws {
    for act in place.acts {
      var scene = try StaffScene(place)
      try scene.enter()
      let before = try scene.box.store.journal().count
      for keys in act.keys { try scene.press(keys) }
      #expect(try scene.rows(since: before).contains(act.kind), "\(act)\n\(scene.text)")
    }
  }

  @Test(arguments: StaffPlace.allCases)
  func `an account that may do nothing any more does nothing, and the citizen loses nothing`(place: StaffPlace) throws {
    for act in place.acts {
      var scene = try StaffScene(place)
      for loss in AccountLoss.allCases {
        for moment in LossMoment.allCases where moment != .meanwhile || !place.isOfStore && act.kind != "noted" {
          // Where the act is a log-in, three that are refused would lock the place.
          if place.isSecond { scene = try StaffScene(place) }
          let store = scene.box.store
          let told: Comment = "\(act), \(loss), \(moment)"
          let citizens = scene.citizens
          try scene.enter()
          for keys in act.keys.dropLast() { try scene.press(keys) }
          let before = scene.citizens
          let rows = try store.journal().count
          let actor = StaffID(scene.actor)
          switch moment {
          case .told:
            try loss.happen(to: actor, in: store)
            scene.tell()
            #expect(!scene.isHere, told)
          case .untold: try loss.happen(to: actor, in: store)
          case .meanwhile: scene.box.disk.meanwhile = { try loss.happen(to: actor, in: store) }
          }
          try scene.press(act.keys[act.keys.count - 1])
          #expect(scene.box.disk.meanwhile == nil, "\(told)\n\(scene.text)")
          let done = try scene.rows(since: rows)
          #expect(done == [], "\(told)\n\(scene.text)")
          #expect(scene.citizens == before, "\(told)\n\(scene.text)")
          #expect(!scene.isHere, told)
          #expect(scene.box.runner.box.canRecord, "only a failing disk is a failing disk")
          scene.leave()
          #expect(scene.citizens == citizens, told)
        }
      }
    }
  }

  /// What the officer who was locked left undone, another one does.
  @Test(arguments: [StaffPlace.attestation, .deskAttestation], LossMoment.allCases)
  func `another officer attests what a locked one could not`(place: StaffPlace, moment: LossMoment) throws {
    var scene = try StaffScene(place)
    try scene.enter()
    let store = scene.box.store
    let actor = StaffID(scene.actor)
    let lock: @Sendable () throws -> Void = { try store.lock(actor, by: Managers(StaffID("31"))) }
    if moment == .meanwhile { scene.box.disk.meanwhile = lock } else { try lock() }
    if moment == .told { scene.tell() } else { try scene.press("1") }
    #expect(scene.text.contains("må ikke det mere"), "\(scene.text)")
    scene.leave()
    #expect(try Citizen().goOn(scene.box).ending == .completed)
    let kinds = try store.journal().map(\.kind)
    #expect(kinds.count { $0 == "attested" } == 1)
    #expect(kinds.contains("captured"))
  }
}
