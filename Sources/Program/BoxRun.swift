import ArgumentParser
import Cases
import ChildProcesses
import Configuration
import Devices
import Glibc
import Logging
import Renewal
import Runtime
import Screens
import Speaking
import StrictYAML
import Terminal

/// A box on this terminal, as a command line wants it.
struct BoxRun {
  private var configurationFolder: String
  private var state: String
  private var scenario: String?
  private var language: Language?
  private var pace = 1.0
  private var logLevel = LogLevel.info
  private var isTraining = false
  private var record: String?
  private var listsScenarios = false
  private var worldFolder: String?
  /// The simulated world, where this program has it.
  private let simulator: (any Simulator)?

  /// What the parser read.
  init<Own>(_ run: Run<Own>) {
    simulator = Own.simulator
    worldFolder = run.world
    configurationFolder = run.folders.configuration
    state = run.folders.state
    scenario = run.scenario
    language = run.language
    pace = run.pace
    logLevel = run.logLevel
    isTraining = run.isTraining
    record = run.record
    listsScenarios = run.listsScenarios
  }

  /// What plain words want; nothing where there is more to them: then the parser reads them, which knows all and tells what is wrong.
  /// A box that starts is not kept waiting by the tree of everything that may be asked for.
  init?(plain words: ArraySlice<String>, simulator: (any Simulator)?) {
    self.simulator = simulator
    var given: [String: String] = [:]
    var rest = words
    while let name = rest.popFirst() {
      guard ["--config", "--state", "--scenario", "--language", "--pace"].contains(name), let value = rest.popFirst(),
        !value.isEmpty,
        !value.hasPrefix("-")
      else { return nil }
      given[name] = value
    }
    configurationFolder = ConfigurationFolder.path(given["--config"])
    state = StoreFolder.path(given["--state"])
    scenario = given["--scenario"]
    if let code = given["--language"] {
      guard let language = Language(argument: code) else { return nil }
      self.language = language
    }
    if let factor = given["--pace"] {
      guard let pace = Double(factor), RunPace.known.contains(pace) else { return nil }
      self.pace = pace
    }
  }

  /// Runs the box until it is told to stop.
  func run() throws {
    try OpenFiles.raise()
    let gaps = ProcessMemory.protect()
    let kiosk = try configuration()
    if listsScenarios || isTraining || record != nil || kiosk.isDemonstration && worldFolder == nil {
      guard simulator != nil else { throw SiblingProgram.world.become() }
    }
    if listsScenarios {
      for one in try simulator?.scenarios(in: configurationFolder) ?? [] { Output.line("\(one.name)  \(one.title)") }
      return
    }
    try StoreAccess.telling { () throws(StoreError) in try StateFolder.check(state) }
    try mayRecord(kiosk)
    let parts = try parts(kiosk)
    let recording = try recording(kiosk)
    defer { recording?.finish() }
    switch try opened(recording, { try openBox(kiosk, parts, gaps, recording) }) {
    case .stopped, .hungUp: return
    case .refused(let fault):
      recording?.remove()
      Output.complaint("\(fault)")
      throw StoreAccess.exit(for: fault).exit
    }
  }

  private func parts(_ kiosk: KioskConfiguration) throws -> BoxParts {
    if let worldFolder {
      guard kiosk.isDemonstration, !isTraining, scenario == nil else {
        Output.complaint(
          "--world is for demonstrations (`demonstration: true` in kiosk.yaml), and what happens is said there: neither --training nor --scenario goes with it"
        )
        throw SystemExit.usage.exit
      }
      return demonstrated(kiosk, try RemoteWorld.played(in: worldFolder))
    }
    if let simulator {
      if isTraining {
        let order = order(state: PracticeFolder.training.path(state: state))
        return try practised(kiosk, try simulator.exercises(order), in: .training)
      }
      if kiosk.isDemonstration { return demonstrated(kiosk, try simulator.scenario(order(state: state), kiosk)) }
    }
    guard scenario == nil else {
      Output.complaint(
        "--scenario is for demonstrations, and this box serves citizens (`demonstration: false` in kiosk.yaml); `pasboks run --training` practises"
      )
      throw SystemExit.usage.exit
    }
    return serving(kiosk)
  }

  private func order(state: String) -> WorldOrder {
    WorldOrder(configuration: configurationFolder, scenario: scenario, pace: pace, state: state)
  }

  /// Runs the box; where it cannot be opened at all, no recording of nothing is left.
  private func opened(_ recording: (any BoxRecording)?, _ run: () throws -> Runner.End) throws -> Runner.End {
    do {
      return try run()
    } catch {
      recording?.remove()
      throw error
    }
  }

  /// Nobody's visit is ever written down: only what invented people do is.
  private func mayRecord(_ kiosk: KioskConfiguration) throws {
    guard record != nil, !kiosk.isDemonstration else { return }
    Output.complaint(
      "--record writes down demonstrations alone, never what citizens do; `demonstration: true` in kiosk.yaml makes one"
    )
    throw SystemExit.usage.exit
  }

  /// The file that was named, with its first line written.
  private func recording(_ kiosk: KioskConfiguration) throws -> (any BoxRecording)? {
    guard let record, let simulator else { return nil }
    return try simulator.recording(
      record, in: configurationFolder, scenario: isTraining ? nil : scenario ?? kiosk.scenario,
      languages: try policy(of: kiosk).languages, size: TerminalDisplay.sizeBeforeOpening)
  }

  /// The box that serves citizens: its devices and the authority are processes of their own, each there or not.
  private func serving(_ kiosk: KioskConfiguration) -> BoxParts {
    let state = state
    let compiled = compiledTexts
    return BoxParts(
      surroundings: { log in
        BoxSurroundings(
          drivers: kiosk.devices.map { device, settings in
            RemoteDriver(device, path: settings.socket, scheduler: SystemScheduler(), log: log)
          },
          authority: kiosk.authority.map { RemoteAuthority(path: $0, scheduler: SystemScheduler(), log: log) }
            ?? NoAuthority())
      }, state: state, socket: StaffSocketPlace.ofBox(state: state), openingHours: kiosk.openingHours,
      officerHours: kiosk.officerHours, notifyCommand: kiosk.notifyCommand
    ) { () throws(StoreError) in
      let store = try StoreAccess.openForBox(state: state, isDemonstration: false)
      Self.removeRehearsal(state)
      compiled.keep(kiosk)
      return store
    }
  }

  /// The box with invented people around it, on the state folder.
  private func demonstrated(_ kiosk: KioskConfiguration, _ world: SimulatedWorld) -> BoxParts {
    let state = state
    let compiled = compiledTexts
    return BoxParts(
      surroundings: world.surroundings, state: state,
      socket: StaffSocketPlace.ofBox(state: state), openingHours: kiosk.openingHours, officerHours: kiosk.officerHours,
      notifyCommand: kiosk.notifyCommand,
      hint: DemonstrationHint(
        account: DemonstrationAccounts.officer.shown, second: DemonstrationAccounts.supervisor.shown, cpr: world.typed),
      numbers: world.numbers
    ) { () throws(StoreError) in
      let store = try StoreAccess.openForBox(state: state, isDemonstration: true)
      Self.removeRehearsal(state)
      try DemonstrationAccounts.add(to: store)
      compiled.keep(kiosk)
      return store
    }
  }

  /// Takes away what is left of a rehearsal in which the box was killed.
  private static func removeRehearsal(_ state: String) {
    PracticeFolder.remove(PracticeFolder.rehearsal.path(state: state))
    RemoteWorld.remove(StaffSocketPlace.ofRehearsal(state: state))
  }

  /// The box as it is practised at: always open, reaching nobody, on a store of its own.
  private func practised(
    _ kiosk: KioskConfiguration, _ world: SimulatedWorld, in folder: PracticeFolder,
    end: @escaping @Sendable () -> Void = {}
  ) throws -> BoxParts {
    let practice = Exercises(world, language: try policy(of: kiosk).languages.first ?? Language("da"))
    let state = folder.path(state: self.state)
    try PracticeFolder.check(state)
    return BoxParts(
      surroundings: world.surroundings, state: state,
      socket: StaffSocketPlace.beside(state: state), openingHours: .always, officerHours: .always, notifyCommand: [],
      hint: practice.hint, numbers: world.numbers, practice: practice, end: end
    ) { () throws(StoreError) in try PracticeFolder.open(state) }
  }

  /// The terminal is the box's only within this function, so that what is told afterwards stands on a terminal as it was.
  private func openBox(
    _ kiosk: KioskConfiguration, _ parts: BoxParts, _ gaps: [ProcessMemory.Gap], _ recording: (any BoxRecording)?
  ) throws -> Runner.End {
    let wedge = try wedge(kiosk.readers)
    var policy = try policy(of: kiosk, with: parts)
    policy.offersRehearsals =
      parts.practice == nil && ScenarioFolder.isHere(in: configurationFolder)
      && (simulator != nil || SiblingProgram.world.path != nil)
    // A speech engine that ended early must not end the box.
    signal(SIGPIPE, SIG_IGN)
    do throws(TerminalFault) {
      let signals = try Signals()
      let display = try TerminalDisplay(wedge: wedge)
      let log = Journal.logger(
        box: kiosk.box, state: parts.state, isTraining: parts.practice != nil, level: logLevel.level)
      recording?.report(to: log)
      RunMemory.log(gaps, to: log, isDemonstration: kiosk.isDemonstration)
      if let report = display.pictureReport {
        log.notice("pictures are shown", metadata: ["HOW": "\(report)"])
      }
      if let taken = display.substitute {
        log.notice("the terminal's type is unknown", metadata: ["TAKEN": "\(taken)"])
      }
      policy.canEnlarge = display.canEnlarge
      let voice = SpokenVoice(kiosk.speech.engine(), log: log)
      var environment = environment(kiosk, parts, parts.surroundings(log), voice, log)
      environment.watcher = recording
      if kiosk.speech.jack != nil, let socket = kiosk.speech.socket {
        environment.watchHeadset = HeadsetWatch(path: socket, log: log).run
      }
      environment.desks = StaffSocket(path: parts.socket, log: log)
      environment.supervisor = Self.supervisor()
      if parts.practice == nil {
        environment.rehearsal = { rehearsal(kiosk, voice, log) }
        environment.publish = MetricsFile()?.publish
        environment.retention = kiosk.retention
        environment.audit = Self.audit(of: parts.state)
      }
      let context = ScreenContext(
        size: display.size, catalogue: kiosk.catalogue, library: kiosk.library, boxName: kiosk.box, phone: kiosk.phone,
        contrast: kiosk.theme, capabilities: display.capabilities, touch: kiosk.touch, demonstration: parts.hint)
      let runner = Runner(
        policy: policy, environment: environment, display: display, context: context, log: log)
      return Loop(runner, signals: signals.descriptor, takeSignals: { !signals.drain().isEmpty }).run()
    } catch {
      Output.complaint(error.message)
      throw SystemExit.unavailable.exit
    }
  }

  /// What a box has from outside, with these parts; no desks, nobody who looks after it, and nothing that outlives it.
  private func environment(
    _ kiosk: KioskConfiguration, _ parts: BoxParts, _ surroundings: BoxSurroundings, _ voice: any Voice, _ log: Logger
  ) -> Environment {
    Environment(
      clocks: SystemClocks(opening: parts.openingHours, officers: parts.officerHours), executor: DispatchExecutor(),
      scheduler: SystemScheduler(), drivers: surroundings.drivers, authority: surroundings.authority, voice: voice,
      openStore: parts.openStore, parkedUntil: { Hours.parkedUntil(parts.officerHours) },
      notify: NotifyCommand(parts.notifyCommand, box: kiosk.box, log: log).notify,
      space: { FreeSpace.look(at: parts.state) }, version: ProgramVersion.name, practice: parts.practice)
  }

  /// What a rehearsal is made of: all exercises from the first on, and of what it tells nothing but errors in the log.
  private func rehearsal(_ kiosk: KioskConfiguration, _ voice: any Voice, _ log: Logger) -> RehearsalParts? {
    var errors = log
    errors.logLevel = .error
    guard let world = rehearsedWorld(log: errors) else { return nil }
    guard let parts = try? practised(kiosk, world.world, in: .rehearsal, end: world.end),
      var policy = try? policy(of: kiosk, with: parts)
    else {
      world.end()
      log.error("no rehearsal can begin", metadata: ["REASON": "pasboks run --training tells why"])
      return nil
    }
    policy.practice?.isRehearsal = true
    let surroundings = parts.surroundings(errors)
    return RehearsalParts(
      policy: policy, environment: environment(kiosk, parts, surroundings, voice, errors), log: errors,
      erase: {
        surroundings.close()
        parts.end()
        PracticeFolder.remove(parts.state)
      })
  }

  /// The exercises of a rehearsal, in this process where the simulated world is in it, otherwise in a child; nothing where they cannot be had.
  private func rehearsedWorld(log: Logger) -> RemoteWorld? {
    var order = order(state: PracticeFolder.rehearsal.path(state: state))
    order.scenario = nil
    guard let simulator else {
      return RemoteWorld.child(order, in: StaffSocketPlace.ofRehearsal(state: state), log: log)
    }
    guard let world = try? simulator.exercises(order) else {
      log.error("no rehearsal can begin", metadata: ["REASON": "pasboks run --training tells why"])
      return nil
    }
    return RemoteWorld(world: world) {}
  }

  /// systemd, where it started the box; no program that the box starts may speak for it.
  private static func supervisor() -> any Supervisor {
    var variables: [String: String] = [:]
    for name in SystemdSupervisor.variables {
      variables[name] = getenv(name).map { String(cString: $0) }
      unsetenv(name)
    }
    return SystemdSupervisor(variables) ?? Unsupervised()
  }

  /// Compares a folder's store with its journal, beside the box that writes to it.
  private static func audit(of state: String) -> @Sendable () throws(StoreError) -> AuditReport {
    { () throws(StoreError) in
      guard let reader = try StoreReader(folder: state) else { throw .closed }
      return try reader.verify(storeKey: StoreAccess.keyIfReadable(state: state))
    }
  }

  /// The texts as they were judged last, beside the store.
  private var compiledTexts: CompiledTexts {
    CompiledTexts(folder: "\(state)/texts", program: ProgramVersion.name)
  }

  private func configuration() throws -> KioskConfiguration {
    try ConfigurationFiles.reading(
      { try KioskConfiguration.read(folder: configurationFolder, compiled: compiledTexts) },
      orElse: "the box does not start with such a configuration; `pasboks check` tells the same")
  }

  /// The policy of a box with these people and exercises.
  private func policy(of kiosk: KioskConfiguration, with parts: BoxParts) throws -> Policy {
    var policy = try policy(of: kiosk)
    policy.practice = parts.practice?.policy
    policy.knownNumbers = parts.numbers
    return policy
  }

  /// The policy with the language of the command line in front.
  private func policy(of kiosk: KioskConfiguration) throws -> Policy {
    var policy = kiosk.policy
    guard let language else { return policy }
    guard let place = policy.languages.firstIndex(of: language) else {
      let known = policy.languages.map(\.code).joined(separator: ", ")
      Output.complaint("no texts in “\(language)”; there are \(known)")
      throw SystemExit.usage.exit
    }
    policy.languages.swapAt(0, place)
    return policy
  }

  /// What `kiosk.yaml` says of the readers.
  private func wedge(_ readers: ReaderSettings) throws -> WedgeSettings {
    let layout: ReaderLayout =
      switch readers.layout {
      case .matching: .matching
      case .us: .us
      }
    do throws(WedgeFault) {
      return try WedgeSettings(
        cardPrefixes: readers.cardPrefixes, codePrefix: readers.codePrefix, mrzPrefix: readers.mrzPrefix,
        layout: layout, gapMilliseconds: readers.longestGap.count)
    } catch {
      Output.complaint("\(configurationFolder)/kiosk.yaml: readers cannot work like this: \(error)")
      throw SystemExit.configuration.exit
    }
  }
}
