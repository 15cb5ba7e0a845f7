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

/// `pasboks run`: the box on this terminal.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Open the box on this terminal.",
    discussion: """
      The box takes the whole terminal and runs until it is told to stop (SIGTERM). Its devices are simulated: a \
      scenario tells who comes and what happens to them. A second box on the same state is refused.

      --training plays all scenarios one after the other, for staff to learn from: the welcome screen tells which one it \
      is and what to type, and every screen is marked. It has a store of its own in the folder `training` of the state \
      folder, made anew at each start, with the accounts of the demonstration; it touches nothing else, and runs where \
      `demonstration` is false too. --scenario begins with another one than the first.

      The log goes to the journal under systemd, otherwise to standard error; when that is a terminal, which the box draws \
      on, to pasboks.log in the state folder (an exercise's to training.log).

      --record writes what happens in a demonstration into a new file, to be stepped through with `pasboks replay`: keys, \
      answers and timers in their order, people by their keys in the register, and nothing of anybody else, no number, \
      name, PIN, note or picture. When the disk takes no more, the box goes on without it.

      Examples:
        pasboks run
        pasboks run --record visit.jsonl --scenario card-refused
        pasboks run --training
        pasboks run --training --scenario passport-reported-stolen
      """)

  @OptionGroup var folders: Folders

  @Option(
    help: .init("What happens at the box: a file in simulation/scenarios, without its ending.", valueName: "name"),
    completion: .custom { _, _, _ in Simulation.names(in: ConfigurationFolder.found + "/simulation") ?? [] })
  var scenario: String?

  @Option(help: .init("The language before anybody chooses, such as da or en.", valueName: "code"))
  var language: Language?

  @Option(help: .init("How fast simulated people and devices are: 1 is lifelike, 0 is at once.", valueName: "factor"))
  var pace: Double = 1

  @Option(help: "The least that is told in the log; debug tells each turn of the machine, by names and without values.")
  var logLevel: LogLevel = .info

  @ArgumentParser.Flag(name: .customLong("training"), help: "Practise: all scenarios, marked, in a store of their own.")
  var isTraining = false

  @Option(
    help: .init(
      "Write what happens into a new file, for `pasboks replay`; in a demonstration alone.", valueName: "file"),
    completion: .file())
  var record: String?

  @ArgumentParser.Flag(name: .customLong("list-scenarios"), help: "List the scenarios and end.")
  var listsScenarios = false

  func validate() throws {
    guard (0...10).contains(pace) else { throw ValidationError("--pace takes 0 to 10") }
  }

  func run() throws {
    try OpenFiles.raise()
    let gaps = ProcessMemory.protect()
    let kiosk = try configuration()
    let simulation = try Simulation.telling { () throws(ConfigurationFaults) in
      try Simulation(folder: folders.configuration + "/simulation")
    }
    if !listsScenarios {
      try StoreAccess.telling { () throws(StoreError) in try StateFolder.check(folders.state) }
    }
    if listsScenarios {
      let scenarios = try Simulation.telling { () throws(ConfigurationFaults) in try simulation.all() }
      for one in scenarios { Output.line("\(one.name)  \(one.title.english)") }
      return
    }
    try mayRecord(kiosk)
    let parts = try isTraining ? practised(kiosk, simulation) : demonstrated(kiosk, simulation)
    let recording = try recording(kiosk, simulation)
    defer { recording?.finish() }
    switch try opened(recording, { try openBox(kiosk, parts, gaps, recording) }) {
    case .stopped, .hungUp: return
    case .refused(let fault):
      recording?.remove()
      Output.complaint("\(fault)")
      throw StoreAccess.exit(for: fault).exit
    }
  }

  /// What keeps a box from starting that is no demonstration.
  static let noDrivers =
    "there are no drivers for real devices, and no way to the authority; `demonstration: true` in kiosk.yaml simulates them"

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
  private func recording(_ kiosk: KioskConfiguration, _ simulation: Simulation) throws -> RunRecording? {
    guard let record else { return nil }
    let conditions = try RecordingConditions(
      folders.configuration, simulation, scenario: isTraining ? nil : scenario ?? kiosk.scenario, on: Today.date)
    return try RunRecording(
      record, conditions, languages: try policy(of: kiosk).languages, size: TerminalDisplay.sizeBeforeOpening)
  }

  /// The box with the devices of one scenario, on the state folder.
  private func demonstrated(_ kiosk: KioskConfiguration, _ simulation: Simulation) throws -> BoxParts {
    guard kiosk.isDemonstration else {
      Output.complaint(Self.noDrivers)
      throw SystemExit.unavailable.exit
    }
    if scenario == nil {
      try Simulation.telling { () throws(ConfigurationFaults) in
        guard let fault = kiosk.scenarioFault(among: try simulation.names()) else { return }
        throw ConfigurationFaults(faults: [fault])
      }
    }
    let devices = try simulation.devices(scenario ?? kiosk.scenario, pace: pace, state: folders.state)
    let state = folders.state
    return BoxParts(
      drivers: devices.drivers, authority: SealedReceiver(devices.authority, state: state), state: state,
      socket: StaffSocketPlace.ofBox(state: state), openingHours: kiosk.openingHours, officerHours: kiosk.officerHours,
      notifyCommand: kiosk.notifyCommand,
      hint: DemonstrationHint(
        account: DemonstrationAccounts.officer.shown, second: DemonstrationAccounts.supervisor.shown, cpr: devices.cpr)
    ) { () throws(StoreError) in
      let store = try StoreAccess.openForBox(state: state, isDemonstration: true)
      try DemonstrationAccounts.add(to: store)
      return store
    }
  }

  /// The box as staff practise at it: always open, reaching nobody, on a store of its own.
  private func practised(_ kiosk: KioskConfiguration, _ simulation: Simulation) throws -> BoxParts {
    let training = try simulation.training(from: scenario, pace: pace)
    let practice = Exercises(training, language: try policy(of: kiosk).languages.first ?? Language("da"))
    let state = TrainingFolder.path(state: folders.state)
    try TrainingFolder.check(state)
    return BoxParts(
      drivers: training.drivers, authority: SealedReceiver(training.authority, state: state), state: state,
      socket: StaffSocketPlace.beside(state: state), openingHours: .always, officerHours: .always, notifyCommand: [],
      hint: practice.hint, practice: practice
    ) { () throws(StoreError) in try TrainingFolder.open(state) }
  }

  /// The terminal is the box's only within this function, so that what is told afterwards stands on a terminal as it was.
  private func openBox(
    _ kiosk: KioskConfiguration, _ parts: BoxParts, _ gaps: [ProcessMemory.Gap], _ recording: RunRecording?
  ) throws -> Runner.End {
    let wedge = try wedge(kiosk.readers)
    let policy = try policy(of: kiosk)
    // A speech engine that ended early must not end the box.
    signal(SIGPIPE, SIG_IGN)
    do throws(TerminalFault) {
      let signals = try Signals()
      let display = TerminalDisplay(try CursesSession(wedge: wedge))
      let log = Journal.logger(
        box: kiosk.box, state: parts.state, isTraining: parts.practice != nil, level: logLevel.level)
      recording?.report(to: log)
      RunMemory.log(gaps, to: log, isDemonstration: kiosk.isDemonstration)
      if let taken = display.substitute {
        log.notice("the terminal's type is unknown", metadata: ["TAKEN": "\(taken)"])
      }
      let environment = Environment(
        clocks: SystemClocks(opening: parts.openingHours, officers: parts.officerHours), executor: DispatchExecutor(),
        scheduler: SystemScheduler(), drivers: parts.drivers, authority: parts.authority,
        voice: SpeechCommand(kiosk.speechCommand, log: log), openStore: parts.openStore,
        parkedUntil: { Hours.parkedUntil(parts.officerHours) },
        notify: NotifyCommand(parts.notifyCommand, box: kiosk.box, log: log).notify,
        desks: StaffSocket(path: parts.socket, log: log),
        space: { FreeSpace.look(at: parts.state) }, version: PasboksCommand.program,
        practice: parts.practice, supervisor: Self.supervisor(),
        publish: MetricsFile(isTraining: parts.practice != nil)?.publish,
        retention: parts.practice == nil ? kiosk.retention : nil,
        audit: parts.practice == nil ? Self.audit(of: parts.state) : nil, watcher: recording)
      let context = ScreenContext(
        size: display.size, catalogue: kiosk.catalogue, library: kiosk.library, boxName: kiosk.box,
        contrast: kiosk.theme, capabilities: display.capabilities, demonstration: parts.hint,
        isTraining: parts.practice != nil)
      let runner = Runner(
        policy: policy, environment: environment, display: display, context: context, log: log)
      return Loop(runner, signals: signals.descriptor, takeSignals: { !signals.drain().isEmpty }).run()
    } catch {
      Output.complaint(error.message)
      throw SystemExit.unavailable.exit
    }
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

  private func configuration() throws -> KioskConfiguration {
    do {
      return try KioskConfiguration.read(folder: folders.configuration)
    } catch {
      for fault in error.faults { Output.complaint("\(fault)") }
      Output.complaint("the box does not start with such a configuration; `pasboks check` tells the same")
      throw SystemExit.configuration.exit
    }
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
      Output.complaint("\(folders.configuration)/kiosk.yaml: readers cannot work like this: \(error)")
      throw SystemExit.configuration.exit
    }
  }
}
