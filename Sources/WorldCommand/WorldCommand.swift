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

      --device serves one alone, on the socket that systemd hands over where no folder is named.

      --unmarked says nothing of that, for trials of a box in production where nobody renews a passport.

      Examples:
        pasboks world /tmp/devices
        pasboks world /tmp/devices --scenario card-refused
        pasboks run --world /tmp/devices
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
  // For the box itself, which has a child play what is rehearsed at it.
  @ArgumentParser.Flag(help: .init("Play all exercises for one box, and end with it.", visibility: .hidden))
  var exercises = false
  @Option(help: .init("Where the box keeps what is rehearsed.", visibility: .hidden)) var state: String?
  @Argument(help: .init("The folder of the sockets, which is there.", valueName: "folder"), completion: .directory)
  var folder: String?

  func validate() throws {
    guard RunPace.known.contains(pace) else { throw ValidationError("--pace takes 0 to 10") }
    guard folder != nil || device != nil else { throw ValidationError("Name the folder of the sockets.") }
  }

  func run() throws {
    let path = configurationFolder.path
    let simulation = try ConfigurationTelling.telling { try Simulation(in: path) }
    // Who ends a line must not end the world.
    signal(SIGPIPE, SIG_IGN)
    let sockets = WorldSockets(in: folder)
    if exercises { try serveExercises(simulation, sockets) } else { try serve(simulation, sockets) }
    while true { pause() }
  }

  private func serve(_ simulation: Simulation, _ sockets: WorldSockets) throws {
    let world = try simulation.world(scenario, pace: pace, memory: folder)
    let drivers = world.drivers().filter { [nil, $0.device].contains(device) }
    for driver in drivers { try sockets.serve(driver, isMarked: !unmarked) }
    if device == nil {
      let greeting = WorldGreeting(numbers: simulation.register.numbers, typed: world.typedNumber)
      try sockets.serve(SimulatedAuthority(world))
      try sockets.serve(greeting: { greeting })
    }
    Output.line("ready: \(drivers.map(\.device.rawValue).joined(separator: " "))")
  }

  private func serveExercises(_ simulation: Simulation, _ sockets: WorldSockets) throws {
    let training = try simulation.training(from: nil, pace: pace)
    for driver in training.drivers { try sockets.serve(driver, isMarked: true) }
    let authority: any Authority = state.map { SealedReceiver(training.authority, state: $0) } ?? training.authority
    try sockets.serve(authority)
    let first = training.exercises.first?.typedNumber ?? ""
    let greeting = WorldGreeting(
      numbers: simulation.register.numbers, typed: first, exercises: training.greetings)
    try sockets.serve(greeting: { greeting }, play: training.play, ended: { Glibc.exit(0) })
  }
}

extension Device: ExpressibleByArgument {}
