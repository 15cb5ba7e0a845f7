import Cases
import Configuration
import Devices
import Glibc
import Logging
import PassportRules
import Renewal
import Runtime
import Screens
import SimulatedDevices
import Synchronization
import TestSupport

/// A clock that stands still until a test moves it, and the work that waits for it.
final class VirtualTime: Clocks, Scheduler {
  private struct Contents {
    var now = 1_000_000
    var ahead = 0
    var date: CivilDate? = CivilDate(year: 2026, month: 11, day: 23)
    var hours = Box.Hours(isOpen: true, hasOfficer: true)
    var work: [(at: Int, number: Int, run: @Sendable () -> Void)] = []
    var next = 0
  }

  private let contents = Mutex(Contents())

  func now() -> Int { contents.withLock { $0.now } }

  func wall() -> WallTime {
    contents.withLock { WallTime(date: $0.date, minute: 600, hours: $0.hours, change: .seconds(86_400)) }
  }

  /// Civil time: steady time, and how far somebody has set it forward or back.
  func unix() -> Int { contents.withLock { $0.now + $0.ahead } }

  /// Sets the civil clock forward, or back.
  func set(ahead milliseconds: Int) { contents.withLock { $0.ahead = milliseconds } }

  /// Officers come or go.
  func setHours(_ hours: Box.Hours) { contents.withLock { $0.hours = hours } }

  func after(_ span: Milliseconds, _ work: @escaping @Sendable () -> Void) {
    contents.withLock { contents in
      contents.work.append((contents.now + span.count, contents.next, work))
      contents.next += 1
    }
  }

  /// The moment of the next waiting work.
  var next: Int? { contents.withLock { $0.work.map(\.at).min() } }

  /// Goes on to a moment, and runs what waited for it, in order.
  func advance(to moment: Int) {
    let due = contents.withLock { contents in
      contents.now = max(contents.now, moment)
      let due = contents.work.filter { $0.at <= contents.now }.sorted { ($0.at, $0.number) < ($1.at, $1.number) }
      contents.work.removeAll { $0.at <= contents.now }
      return due
    }
    for one in due { one.run() }
  }
}

/// What was written, one after the other.
final class Figured: Sendable {
  private let texts = Mutex<[String]>([])
  var all: [String] { texts.withLock { $0 } }
  func add(_ text: String) { texts.withLock { $0.append(text) } }
}

/// The facts that a box wrote.
final class Written: Sendable {
  private let facts = Mutex<[Fact]>([])
  var all: [Fact] { facts.withLock { $0 } }
  var count: Int { facts.withLock { $0.count } }
  func add(_ fact: Fact) { facts.withLock { $0.append(fact) } }
}

/// A display that keeps what was drawn, and types what a test says.
final class PaperDisplay: Display {
  let descriptor: Int32 = -1
  let deadline: Int? = nil
  /// What there is room for in letters that are not enlarged.
  var room = Size(columns: 80, rows: 24)
  private var scale = 1
  var size: Size { room.divided(by: scale) }

  var canEnlarge: Bool { Screens.canBeDrawn(in: room.divided(by: 2)) }

  func enlarge(_ isWanted: Bool) -> Int {
    scale = isWanted && canEnlarge ? 2 : 1
    return scale
  }

  /// What is on the screen.
  private(set) var screen: Screen?
  let capabilities = TerminalCapabilities.full
  var typed: [DisplayInput] = []
  private(set) var text = ""
  private(set) var history: [String] = []

  func draw(_ screen: Screen, theme: Theme, changed: Range<Int>?) {
    self.screen = screen
    text = screen.grid.text
    history.append(text)
  }

  func inputs(now: Int) -> [DisplayInput] {
    defer { typed = [] }
    return typed
  }

  /// How often what was shown was forgotten.
  private(set) var forgotten = 0

  func forget() { forgotten += 1 }

  /// How often the bell was rung.
  private(set) var bells = 0

  func ringBell() { bells += 1 }

  func discardTyped(now: Int) -> [DisplayInput] {
    defer { typed = [] }
    return typed.filter { if case .scan = $0 { true } else { false } }
  }
}

/// A whole box in virtual time: the machine that ships, its loop, the simulated devices, and a store in memory.
final class VirtualBox {
  struct Lost: Error, CustomStringConvertible {
    let description: String
  }

  let time: VirtualTime
  let display = PaperDisplay()
  let store: Store
  let runner: Runner
  let desks = PaperDesks()
  let voice = SlowVoice()
  let executor: SeededExecutor
  /// The figures, as often as they were written.
  let published = Figured()
  /// The facts that were written, in their order.
  let written = Written()
  /// Whether the disk takes nothing.
  let disk = BrokenDisk()
  /// Who presses the keys.
  let hand = Hand()
  /// The drivers behind the wire, where that is so.
  let wired: [WiredDriver]
  /// The ten digits of who comes.
  let cpr: String
  /// The two keys by which everything is done, where that is so.
  var twoKeys: TwoKeys.Wiring?
  /// Whether its keys are pressed on the screen, and it has no others.
  private let isTouched: Bool
  /// The shipped texts.
  let catalogue: TextCatalogue

  /// The shipped configuration's folder.
  private static let configuration =
    #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Config"

  /// The shipped configuration, which is read once: to judge every text of every language takes longer than most visits.
  private static let kiosk = Result { try KioskConfiguration.read(folder: configuration) }

  /// The shipped register of invented people.
  static func register() throws -> Register {
    try Register(yaml: read(configuration + "/simulation/register.yaml"), file: "register.yaml")
  }

  /// The world of a scenario on the system's clock, at a pace.
  static func world(of scenario: String = "everything-goes-well", pace: Double) throws -> World {
    let register = try register()
    let plan = try Scenario(
      name: scenario, yaml: read(configuration + "/simulation/scenarios/\(scenario).yaml"), file: scenario,
      register: register)
    guard let date = CivilDate(year: 2026, month: 11, day: 23),
      let world = World(
        scenario: plan, register: register, pacing: Pacing(scheduler: SystemScheduler(), pace: pace), date: date,
        painters: RememberedPictures.painters)
    else { throw Lost(description: "no world") }
    return world
  }

  /// A box with a scenario; `openFor` so many minutes a flag, about the cabinet, has been in its store. `after` is a box that was
  /// killed, whose store this one finds; `terminal` stands in for the payment terminal; from `seed` follows in which order work is done.
  init(
    scenario: String, language: String = "da", openFor minutes: Int? = nil,
    flag: Flag = Flag(.cabinetOpened, step: nil),
    supervisor: any Supervisor = Unsupervised(), log: any LogHandler = SwiftLogNoOpLogHandler(),
    retention: Retention? = nil, auditKey: AuditKey? = nil, after killed: VirtualBox? = nil,
    terminal: (any Driver)? = nil, folder state: String? = nil, space: StorageSpace? = nil,
    audit: (@Sendable () -> AuditReport)? = nil, keys: Policy.Keys = .usual,
    seed: UInt64 = 1, watcher: (any TransitionWatcher)? = nil, isWired: Bool = false, touch: TouchScreen? = nil,
    size: Size? = nil, twoKeys: TwoKeys.Wiring? = nil, time ownTime: VirtualTime? = nil, speaking: (any Voice)? = nil,
    invitation: Milliseconds? = nil, isEnlarged: Bool? = nil
  ) throws {
    executor = SeededExecutor(seed: seed)
    let time = killed?.time ?? ownTime ?? VirtualTime()
    self.time = time
    let folder = Self.configuration
    let kiosk = try Self.kiosk.get()
    catalogue = kiosk.catalogue
    let register = try Self.register()
    let plan = try Scenario(
      name: scenario, yaml: read(folder + "/simulation/scenarios/\(scenario).yaml"), file: scenario, register: register)
    let pacing = Pacing(scheduler: time, pace: 1)
    guard let date = time.wall().date,
      let world = World(
        scenario: plan, register: register, pacing: pacing, date: date, painters: RememberedPictures.painters),
      let key = StoreKey(bytes: Array(repeating: 7, count: 32), isDemonstration: true)
    else { throw Lost(description: "no world") }
    cpr = world.typedNumber
    let store =
      try killed?.store ?? state.map {
        try Store(
          path: $0, key: key, authority: AuthorityPrivateKey(isDemonstration: true).publicKey, now: { time.unix() })
      } ?? Store(inMemory: key, authority: AuthorityPrivateKey(isDemonstration: true).publicKey, now: { time.unix() })
    self.store = store
    if let auditKey { store.signJournal(with: auditKey) }
    let staff = [
      ("10", "Mette", StaffRole.librarian), ("20", "Karim", .officer), ("30", "Birgit", .supervisor),
      ("40", "Anders", .technician),
    ]
    for (id, name, role) in staff where killed == nil {
      try store.addDemonstrationAccount(id: StaffID(id), firstName: name, role: role, pin: "2468\(id)")
    }
    if let minutes {
      try store.record(.flagRaised(nil, flag))
      time.advance(to: time.now() + minutes * 60_000)
    }
    var look: (@Sendable () -> StorageSpace?)?
    if let space {
      disk.space = space
      look = { [disk] in disk.space }
    }
    let drivers = world.drivers().map { $0.device == terminal?.device ? terminal ?? $0 : $0 }
    // A driver that comes back is another one in front of the same world.
    let reborn: (any Driver) -> WiredDriver = { first in
      let device = first.device
      return WiredDriver(device, scheduler: time) { world.drivers().first { $0.device == device } ?? first }
    }
    let wired = isWired ? drivers.map(reborn) : []
    self.wired = wired
    if let size { display.room = size }
    var policy = kiosk.policy
    policy.keys = keys
    policy.canEnlarge = display.canEnlarge
    if let isEnlarged { policy.isEnlarged = isEnlarged }
    if let twoKeys { policy.twoKeys = twoKeys }
    self.twoKeys = twoKeys
    policy.knownNumbers = register.numbers
    policy.invitation = invitation
    policy.spokenLanguages = Set(policy.languages)
    if let at = policy.languages.firstIndex(of: Language(language)) { policy.languages.swapAt(0, at) }
    let environment = Environment(
      clocks: time, executor: executor, scheduler: time,
      drivers: isWired ? wired : drivers,
      authority: SimulatedAuthority(world), voice: speaking ?? voice, openStore: { () throws(StoreError) in store },
      parkedUntil: { time.unix() + 3_600_000 }, notify: { _ in },
      desks: desks,
      write: { [disk, written] (store, facts) throws(StoreError) in
        disk.happen()
        if disk.isHeld() { throw .busy(path: "memory") }
        if disk.isBroken { throw .full(path: "memory") }
        try store.record(facts)
        facts.forEach(written.add)
      },
      space: look, supervisor: supervisor, publish: published.add,
      retention: retention, audit: audit, watcher: watcher)
    isTouched = touch != nil
    let context = ScreenContext(
      size: display.size, catalogue: kiosk.catalogue, library: kiosk.library, boxName: kiosk.box, touch: touch)
    runner = Runner(
      policy: policy, environment: environment, display: display, context: context,
      log: Logger(label: "test", factory: { _ in log }))
    runner.start()
  }

  /// Lets time pass until the next thing happens.
  func pass() throws {
    guard let next = [time.next, runner.deadline].compactMap({ $0 }).min() else {
      throw Lost(description: "nothing will ever happen:\n\(display.text)")
    }
    time.advance(to: max(next, time.now()))
    settle()
  }

  /// The step on the screen.
  var step: StepName? { runner.box.state.visit?.step.name }

  /// Types keys as somebody who looks does, each into the screen that the one before made, until another one comes by itself.
  func type(_ keys: String) {
    for key in keys {
      let key = Key(typed: key)
      let place = ScreenPlace(runner.box)
      hand.rest(before: key, at: self)
      guard ScreenPlace(runner.box) == place else { return }
      let isTyping = runner.box.weight(of: key) == .typing
      strike(key)
      hand.trembles(on: key, whichTypes: isTyping, at: self)
    }
  }

  /// A key comes in, whoever or whatever made it.
  func strike(_ key: Key) {
    if let twoKeys, twoKeys.isApart || runner.box.state.isVisit { return walk(to: key, twoKeys) }
    display.typed = isTouched ? press(key) : [.key(key)]
    settle()
  }

  /// Goes on by the first of two keys until a key has the focus, or another one that means the same, and chooses it by the second.
  private func walk(to key: Key, _ two: TwoKeys.Wiring) {
    func send(_ key: Key) {
      display.typed = [.key(key)]
      settle()
    }
    let offers = runner.box.offers
    guard let offer = offers.taking(key) else { return }
    if offers.count == 1, offer.others == .all { return send(two.next) }
    let wanted = offer.intent == .type ? key : offer.keys.first ?? key
    let place = ScreenPlace(runner.box)
    var presses = 0
    while runner.walkedFocus != wanted, presses < 17, ScreenPlace(runner.box) == place {
      pass(milliseconds: 150)
      let before = runner.walkedFocus
      send(two.next)
      presses += 1
      // What may be a key that is held waits until it is known to be none.
      if runner.walkedFocus == before { pass(milliseconds: 600) }
    }
    pass(milliseconds: presses == 0 ? 2_300 : 550)
    guard runner.walkedFocus == wanted, ScreenPlace(runner.box) == place else { return }
    send(two.choose)
    // The same button may be a key of another meaning on the next screen.
    if presses == 0 || !two.isApart { pass(milliseconds: 600) }
  }

  /// A finger on what stands for a key, or for another one that means the same; nothing where the screen has none.
  private func press(_ key: Key) -> [DisplayInput] {
    guard let screen = display.screen, let offer = runner.box.offers.taking(key) else { return [] }
    let spots = screen.hotspots.filter { $0.key == key } + screen.hotspots.filter { offer.keys.contains($0.key) }
    return spots.prefix(1).map { spot in
      .press(Position(column: spot.rect.column + spot.rect.columns / 2, row: spot.rect.row + spot.rect.rows / 2))
    }
  }

  /// Lets so many milliseconds pass, and all that falls due in them.
  func pass(milliseconds span: Int) {
    let end = time.now() + span
    while let next = [time.next, runner.deadline].compactMap({ $0 }).min(), next <= end {
      time.advance(to: max(next, time.now()))
      settle()
    }
    time.advance(to: end)
    settle()
  }

  /// How often the loop turns without any work, until all that was posted to it has been taken, effect by effect.
  private static let quietTurns = 16

  /// Lets the loop turn and work be done, in the order of the seed, until nothing is left to do.
  func settle() {
    var quiet = 0
    while quiet < Self.quietTurns {
      runner.turn()
      if executor.pauses() { runner.turn() }
      quiet = executor.workOnce() ? 0 : quiet + 1
    }
  }

  /// Ends the run as a clean stop does.
  func finish() {
    executor.finish()
    runner.finish()
  }

  /// Lets time pass until something holds; throws, with the last screen, when it does not within so many virtual seconds.
  func wait(_ what: String, seconds: Int = 300, until holds: (Box) -> Bool) throws {
    let end = time.now() + seconds * 1000
    settle()
    while !holds(runner.box) {
      let next = min(time.next ?? .max, runner.deadline ?? .max)
      guard next <= end else { throw Lost(description: "waited in vain for \(what):\n\(display.text)") }
      time.advance(to: max(next, time.now()))
      settle()
    }
  }

  /// Waits for a step.
  func wait(for step: StepName) throws {
    try wait("\(step)") { $0.state.visit?.step.name == step && $0.state.visit?.overlay == nil }
  }
}

extension Box.State {
  /// Whether the citizen has the screen.
  fileprivate var isVisit: Bool { if case .visit = self { true } else { false } }
}

private func read(_ path: String) throws -> String {
  guard let file = fopen(path, "r") else { throw VirtualBox.Lost(description: "no file \(path)") }
  defer { fclose(file) }
  var text: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return String(decoding: text, as: UTF8.self) }
    text += buffer.prefix(count)
  }
}
