import ArgumentParser
import Cases
import Configuration
import Glibc
import Renewal
import Runtime
import Screens
import SimulatedDevices
import Terminal

/// `pasboks run`: the box on this terminal.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the box on this terminal.",
    discussion: """
      The box takes the whole terminal and runs until it is told to stop (SIGTERM). Its devices are simulated: a \
      scenario tells who comes and what happens to them. A second box on the same state is refused.
      """)

  @OptionGroup var folders: Folders

  @Option(
    help: .init("What happens at the box: a file in simulation/scenarios, without its ending.", valueName: "name"))
  var scenario: String?

  @Option(help: .init("The language before anybody chooses, such as da or en.", valueName: "code"))
  var language: String?

  @Option(help: .init("How fast simulated people and devices are: 1 is lifelike, 0 is at once.", valueName: "factor"))
  var pace: Double = 1

  @ArgumentParser.Flag(name: .customLong("list-scenarios"), help: "List the scenarios and end.")
  var listsScenarios = false

  func validate() throws {
    guard (0...10).contains(pace) else { throw ValidationError("--pace takes 0 to 10") }
  }

  func run() throws {
    let kiosk = try configuration()
    let simulation = try Simulation(folder: folders.configuration + "/simulation")
    if listsScenarios {
      for one in try simulation.all() { Output.line("\(one.name)  \(one.title)") }
      return
    }
    guard kiosk.isDemonstration else {
      Output.complaint("there are no drivers for real devices; `demonstration: true` in kiosk.yaml simulates them")
      throw SystemExit.unavailable.exit
    }
    let devices = try simulation.devices(scenario ?? kiosk.scenario, pace: pace)
    let end = try openBox(kiosk, devices)
    switch end {
    case .stopped, .hungUp: return
    case .refused(let fault):
      Output.complaint("\(fault)")
      throw StoreAccess.exit(for: fault).exit
    }
  }

  /// The terminal is the box's only within this function, so that what is told afterwards stands on a terminal as it was.
  private func openBox(_ kiosk: KioskConfiguration, _ devices: SimulatedBox) throws -> Runner.End {
    let wedge = try wedge(kiosk.readers)
    let policy = try policy(of: kiosk)
    // A speech engine that ended early must not end the box.
    signal(SIGPIPE, SIG_IGN)
    do throws(TerminalFault) {
      let signals = try Signals()
      let display = TerminalDisplay(try CursesSession(wedge: wedge))
      let state = folders.state
      let log = Journal.logger()
      let environment = Environment(
        clocks: SystemClocks(opening: kiosk.openingHours, officers: kiosk.officerHours), workers: QueueWorkers(),
        scheduler: SystemScheduler(), drivers: devices.drivers, authority: devices.authority,
        voice: SpeechCommand(kiosk.speechCommand, log: log),
        openStore: { () throws(StoreError) in
          let store = try StoreAccess.open(state: state, isDemonstration: true)
          try DemonstrationAccounts.add(to: store)
          return store
        },
        parkedUntil: { Hours.parkedUntil(kiosk.officerHours) },
        notify: NotifyCommand(kiosk.notifyCommand, box: kiosk.box, log: log).notify, light: { _ in },
        desks: StaffSocket(path: StaffSocketPlace.ofBox(state: state), log: log),
        freeMegabytes: { FreeSpace.megabytes(at: state) }, version: PasboksCommand.program)
      let context = ScreenContext(
        size: display.size, catalogue: kiosk.catalogue, library: kiosk.library, boxName: kiosk.box,
        contrast: kiosk.theme, capabilities: display.capabilities,
        demonstration: DemonstrationHint(
          staffNumber: DemonstrationAccounts.officer.id.digits, pin: DemonstrationAccounts.officer.pin,
          cpr: devices.cpr))
      let runner = Runner(
        policy: policy, environment: environment, display: display, context: context, log: log)
      return Loop(runner, signals: signals.descriptor, takeSignals: { !signals.take().isEmpty }).run()
    } catch {
      Output.complaint(error.message)
      throw SystemExit.unavailable.exit
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
    guard let place = policy.languages.firstIndex(of: Language(language)) else {
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
