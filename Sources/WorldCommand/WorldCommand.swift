import ArgumentParser
import Devices
import Glibc
import PassportRules
import Program
import Renewal
import Runtime
import SimulatedDevices
import StrictYAML

/// `pasboks world`: the simulated devices as drivers in a process of their own.
struct WorldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "world",
    abstract: "Play the simulated devices of a box that runs elsewhere.",
    discussion: """
      Makes a socket for each device in a folder, named as the device, one for the authority, and plays a scenario behind \
      them, from the first visit on. Each device says that it is simulated, so that no box uses it that serves citizens.

      In a terminal it is a console: with a picture of who sits there and what each device is at, orders are typed, such as \
      “passport on”, “face closer”, “finger wet”, “pull card”, “paper out”, “unplug camera”, “fault T4 paymentTerminal at 2”; Tab \
      completes, and “help” tells them all. Where standard input is no terminal, each of its lines is an order; --script obeys a \
      file of them first, which “wait camera preview” has wait for the box.

      --device serves one alone, on the socket that systemd hands over where no folder is named.

      --unmarked says nothing of that, for trials of a box in production where nobody renews a passport.

      Examples:
        pasboks world /tmp/devices
        pasboks world /tmp/devices --scenario card-refused
        pasboks run --world /tmp/devices
        pasboks world /tmp/devices --script orders.txt
        pasboks driver check /tmp/devices/camera
      """)

  @OptionGroup var configurationFolder: ConfigurationFolder
  @Option(
    help: .init("What happens at the box: a file in simulation/scenarios, without its ending.", valueName: "name"))
  var scenario = "everything-goes-well"
  @Option(help: .init("How fast simulated people and devices are: 1 is lifelike, 0 is at once.", valueName: "factor"))
  var pace = 1.0
  @ArgumentParser.Flag(help: "Do not say that the devices are simulated.") var unmarked = false
  @Option(help: .init("Serve this device alone, such as camera.", valueName: "device")) var device: Device?
  @Option(help: .init("Obey the orders in this file first.", valueName: "file"), completion: .file()) var script:
    String?
  // For the box itself, which has a child play what is rehearsed at it.
  @ArgumentParser.Flag(help: .init("Play all exercises for one box, and end with it.", visibility: .hidden))
  var exercises = false
  @Option(help: .init("Where the box keeps what is rehearsed.", visibility: .hidden)) var state: String?
  @Argument(help: .init("The folder of the sockets.", valueName: "folder"), completion: .directory)
  var folder: String?

  func validate() throws {
    guard RunPace.known.contains(pace) else { throw ValidationError("--pace takes 0 to 10") }
    guard folder != nil || device != nil else { throw ValidationError("Name the folder of the sockets.") }
  }

  func run() throws {
    let path = configurationFolder.path
    let simulation = try ConfigurationFiles.reading { try Simulation(in: path) }
    try lookAtFolder()
    // Who ends a line must not end the world.
    signal(SIGPIPE, SIG_IGN)
    let sockets = WorldSockets(in: folder)
    if exercises {
      try serveExercises(simulation, sockets)
    } else {
      let stage = try serve(simulation, sockets)
      let console = WorldConsole(stage, folder: folder ?? ".")
      if let script, !console.obey(file: script) { throw SystemExit.data.exit }
      guard console.run() else { return }
    }
    while true { pause() }
  }

  /// Sockets can be made in a folder in which nobody else plays; it is made where it is not there.
  private func lookAtFolder() throws {
    guard let folder else { return }
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST, access(folder, W_OK | X_OK) == 0 else {
      Output.complaint("\(folder): \(String(cString: strerror(errno))); name another folder for the sockets")
      throw SystemExit.usage.exit
    }
    guard device == nil, (try? WorldLine(folder: folder)) != nil else { return }
    Output.complaint("another world is played in \(folder): end that one, or name another folder")
    throw SystemExit.temporary.exit
  }

  private func serve(_ simulation: Simulation, _ sockets: WorldSockets) throws -> Stage {
    let world = try simulation.world(scenario, pace: pace, memory: folder)
    let names = try ConfigurationFiles.reading { try simulation.names() }
    let stage = Stage(world, scenarios: names) { try? simulation.scenario($0) }
    let served = stage.drivers.filter { [nil, $0.device].contains(device) }
    for driver in served {
      let host = try sockets.serve(driver, isMarked: !unmarked)
      stage.connect(driver.device, Stage.Line(misdeed: { host.misdeed }, misbehave: { host.misbehave($0, at: $1) }))
    }
    if device == nil {
      let numbers = simulation.register.numbers
      try sockets.serve(SimulatedAuthority(world))
      try sockets.serve(greeting: { WorldGreeting(numbers: numbers, typed: stage.typed) })
    }
    Output.line("ready: \(served.map(\.device.rawValue).joined(separator: " "))")
    return stage
  }

  private func serveExercises(_ simulation: Simulation, _ sockets: WorldSockets) throws {
    let training = try simulation.training(from: nil, pace: pace)
    for driver in training.drivers { try sockets.serve(driver, isMarked: true) }
    let authority: any Authority = state.map { SealedReceiver(training.authority, state: $0) } ?? training.authority
    try sockets.serve(authority)
    let first = training.worlds.first?.typedNumber ?? ""
    let greeting = WorldGreeting(
      numbers: simulation.register.numbers, typed: first, exercises: training.greetings)
    try sockets.serve(greeting: { greeting }, play: training.play, ended: { Glibc.exit(0) })
  }
}

extension Device: ExpressibleByArgument {}
