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
import SimulatedDevices
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

  /// What the parser read.
  init(_ run: Run) {
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
  init?(plain words: ArraySlice<String>) {
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
      guard let pace = Double(factor), Run.paces.contains(pace) else { return nil }
      self.pace = pace
    }
  }

  /// Runs the box until it is told to stop.
  func run() throws {
    try OpenFiles.raise()
    let gaps = ProcessMemory.protect()
    let kiosk = try configuration()
    if listsScenarios {
      let simulation = try simulation()
      let scenarios = try Simulation.telling { () throws(ConfigurationFaults) in try simulation.all() }
      for one in scenarios { Output.line("\(one.name)  \(one.title.english)") }
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

  private func simulation() throws -> Simulation {
    try Simulation.telling { () throws(ConfigurationFaults) in
      try Simulation(folder: configurationFolder + "/simulation")
    }
  }

  private func parts(_ kiosk: KioskConfiguration) throws -> BoxParts {
    if isTraining { return try practised(kiosk, try simulation(), in: .training) }
    if kiosk.isDemonstration { return try demonstrated(kiosk, try simulation()) }
    guard scenario == nil else {
      Output.complaint(
        "--scenario is for demonstrations, and this box serves citizens (`demonstration: false` in kiosk.yaml); `pasboks run --training` practises"
      )
      throw SystemExit.usage.exit
    }
    return serving(kiosk)
  }

  /// Runs the box; where it cannot be opened at all, no recording of nothing is left.
  private func opened(_ recording: RunRecording?, _ run: () throws -> Runner.End) throws -> Runner.End {
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
  private func recording(_ kiosk: KioskConfiguration) throws -> RunRecording? {
    guard let record else { return nil }
    let conditions = try RecordingConditions(
      configurationFolder, try simulation(), scenario: isTraining ? nil : scenario ?? kiosk.scenario, on: Today.date)
    return try RunRecording(
      record, conditions, languages: try policy(of: kiosk).languages, size: TerminalDisplay.sizeBeforeOpening)
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
      PracticeFolder.remove(PracticeFolder.rehearsal.path(state: state))
      compiled.keep(kiosk)
      return store
    }
  }

  /// The box with the devices of one scenario, on the state folder.
  private func demonstrated(_ kiosk: KioskConfiguration, _ simulation: Simulation) throws -> BoxParts {
    if scenario == nil {
      try Simulation.telling { () throws(ConfigurationFaults) in
        guard let fault = kiosk.scenarioFault(among: try simulation.names()) else { return }
        throw ConfigurationFaults(faults: [fault])
      }
    }
    let state = state
    let compiled = compiledTexts
    let devices = try simulation.devices(scenario ?? kiosk.scenario, pace: pace, state: state)
    let surroundings = BoxSurroundings(
      drivers: devices.drivers, authority: SealedReceiver(devices.authority, state: state))
    return BoxParts(
      surroundings: { _ in surroundings }, state: state,
      socket: StaffSocketPlace.ofBox(state: state), openingHours: kiosk.openingHours, officerHours: kiosk.officerHours,
      notifyCommand: kiosk.notifyCommand,
      hint: DemonstrationHint(
        account: DemonstrationAccounts.officer.shown, second: DemonstrationAccounts.supervisor.shown, cpr: devices.cpr),
      numbers: simulation.register.numbers
    ) { () throws(StoreError) in
      let store = try StoreAccess.openForBox(state: state, isDemonstration: true)
      // A rehearsal in which the box was killed.
      PracticeFolder.remove(PracticeFolder.rehearsal.path(state: state))
      try DemonstrationAccounts.add(to: store)
      compiled.keep(kiosk)
      return store
    }
  }

  /// The box as it is practised at: always open, reaching nobody, on a store of its own.
  private func practised(_ kiosk: KioskConfiguration, _ simulation: Simulation, in folder: PracticeFolder) throws
    -> BoxParts
  {
    let training = try simulation.training(from: folder == .training ? scenario : nil, pace: pace)
    let practice = Exercises(training, language: try policy(of: kiosk).languages.first ?? Language("da"))
    let state = folder.path(state: self.state)
    try PracticeFolder.check(state)
    let surroundings = BoxSurroundings(
      drivers: training.drivers, authority: SealedReceiver(training.authority, state: state))
    return BoxParts(
      surroundings: { _ in surroundings }, state: state,
      socket: StaffSocketPlace.beside(state: state), openingHours: .always, officerHours: .always, notifyCommand: [],
      hint: practice.hint, numbers: simulation.register.numbers, practice: practice
    ) { () throws(StoreError) in try PracticeFolder.open(state) }
  }

  /// The terminal is the box's only within this function, so that what is told afterwards stands on a terminal as it was.
  private func openBox(
    _ kiosk: KioskConfiguration, _ parts: BoxParts, _ gaps: [ProcessMemory.Gap], _ recording: RunRecording?
  ) throws -> Runner.End {
    let wedge = try wedge(kiosk.readers)
    var policy = try policy(of: kiosk, with: parts)
    policy.offersRehearsals = parts.practice == nil && Simulation.isHere(in: configurationFolder)
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
      let voice = SpeechCommand(kiosk.speechCommand, log: log)
      var environment = environment(kiosk, parts, voice, log)
      environment.watcher = recording
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
        contrast: kiosk.theme, capabilities: display.capabilities, demonstration: parts.hint)
      let runner = Runner(
        policy: policy, environment: environment, display: display, context: context, log: log)
      return Loop(runner, signals: signals.descriptor, takeSignals: { !signals.drain().isEmpty }).run()
    } catch {
      Output.complaint(error.message)
      throw SystemExit.unavailable.exit
    }
  }

  /// What a box has from outside, with these parts; no desks, nobody who looks after it, and nothing that outlives it.
  private func environment(_ kiosk: KioskConfiguration, _ parts: BoxParts, _ voice: any Voice, _ log: Logger)
    -> Environment
  {
    let surroundings = parts.surroundings(log)
    return Environment(
      clocks: SystemClocks(opening: parts.openingHours, officers: parts.officerHours), executor: DispatchExecutor(),
      scheduler: SystemScheduler(), drivers: surroundings.drivers, authority: surroundings.authority, voice: voice,
      openStore: parts.openStore, parkedUntil: { Hours.parkedUntil(parts.officerHours) },
      notify: NotifyCommand(parts.notifyCommand, box: kiosk.box, log: log).notify,
      space: { FreeSpace.look(at: parts.state) }, version: PasboksCommand.program, practice: parts.practice)
  }

  /// What a rehearsal is made of: all exercises from the first on, and of what it tells nothing but errors in the log.
  private func rehearsal(_ kiosk: KioskConfiguration, _ voice: any Voice, _ log: Logger) -> RehearsalParts? {
    guard let simulation = try? simulation(), let parts = try? practised(kiosk, simulation, in: .rehearsal),
      var policy = try? policy(of: kiosk, with: parts)
    else {
      log.error("no rehearsal can begin", metadata: ["REASON": "pasboks run --training tells why"])
      return nil
    }
    policy.practice?.isRehearsal = true
    var errors = log
    errors.logLevel = .error
    return RehearsalParts(
      policy: policy, environment: environment(kiosk, parts, voice, errors), log: errors,
      erase: { PracticeFolder.remove(parts.state) })
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
    CompiledTexts(folder: "\(state)/texts", program: PasboksCommand.program)
  }

  private func configuration() throws -> KioskConfiguration {
    do {
      return try KioskConfiguration.read(folder: configurationFolder, compiled: compiledTexts)
    } catch {
      for fault in error.faults { Output.complaint("\(fault)") }
      Output.complaint("the box does not start with such a configuration; `pasboks check` tells the same")
      throw SystemExit.configuration.exit
    }
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
