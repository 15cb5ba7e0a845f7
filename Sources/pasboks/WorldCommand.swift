import ArgumentParser
import Devices
import DriverWire
import Glibc
import Renewal
import Runtime
import SimulatedDevices
import StrictYAML

/// `pasboks world`: the simulated devices as drivers in a process of their own.
struct WorldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "world",
    abstract: "Serve the simulated devices to a box as drivers in a process of their own.",
    discussion: """
      Makes a socket for each device in a folder, named as the device, and plays a scenario behind them, from the first \
      visit on. Each says that it is simulated, so that no box uses it that serves citizens.

      --device serves one alone, on the socket that systemd hands over where no folder is named.

      --unmarked says nothing of that, for trials of a box in production where nobody renews a passport.

      Examples:
        pasboks world /tmp/devices
        pasboks world /tmp/devices --scenario card-refused
        pasboks driver check /tmp/devices/camera
      """)

  @Option(
    name: .customLong("config"),
    help: .init("The folder of the configuration, with the people and the scenarios.", valueName: "folder"),
    completion: .directory)
  var configurationFolder: String?
  @Option(
    help: .init("What happens at the box: a file in simulation/scenarios, without its ending.", valueName: "name"))
  var scenario = "everything-goes-well"
  @Option(help: .init("How fast simulated people and devices are: 1 is lifelike, 0 is at once.", valueName: "factor"))
  var pace = 1.0
  @ArgumentParser.Flag(help: "Do not say that the devices are simulated.") var unmarked = false
  @Option(help: .init("Serve this device alone, such as camera.", valueName: "device")) var device: Device?
  @Argument(help: .init("The folder of the sockets, which is there.", valueName: "folder"), completion: .directory)
  var folder: String?

  func validate() throws {
    guard Run.paces.contains(pace) else { throw ValidationError("--pace takes 0 to 10") }
    guard folder != nil || device != nil else { throw ValidationError("Name the folder of the sockets.") }
  }

  func run() throws {
    let path = ConfigurationFolder.path(configurationFolder) + "/simulation"
    let simulation = try Simulation.telling { () throws(ConfigurationFaults) in try Simulation(folder: path) }
    let drivers = try simulation.drivers(scenario, pace: pace, memory: folder).filter {
      [nil, $0.device].contains(device)
    }
    let hosts = try drivers.map { driver in
      DriverHost(
        driver, firmware: "simulated, \(PasboksCommand.program)", isSimulated: !unmarked,
        on: try DriverServing.socket(at: folder.map { "\($0)/\(driver.device.rawValue)" }),
        log: Journal.logger(driver: driver.device))
    }
    for host in hosts {
      let result = host.start()
      guard result == 0 else {
        Output.complaint("no thread for a driver: \(String(cString: strerror(result)))")
        throw SystemExit.unavailable.exit
      }
    }
    Output.line("ready: \(hosts.map(\.greeting.device.rawValue).joined(separator: " "))")
    while true { pause() }
  }
}

extension Device: ExpressibleByArgument {}
