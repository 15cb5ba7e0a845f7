import ArgumentParser
package import Devices
import Glibc
import Renewal
package import Runtime
import StatusLEDs

/// Serves a driver of this program to the box, until the process is ended.
package enum DriverServing {
  /// Serves it on the socket that systemd holds, or on one that is made at a path, until the process is told to stop; `atEnd` is done then.
  package static func serve(
    _ driver: any Driver, firmware: String, at path: String?, atEnd: () -> Void = {}
  ) throws {
    let ends = EndSignals()
    let gaps = ProcessMemory.protect()
    // Who ends a line must not end the driver.
    signal(SIGPIPE, SIG_IGN)
    let log = Journal.logger(driver: driver.device)
    RunMemory.log(gaps, to: log, isDemonstration: false)
    let socket = try socket(at: path)
    let host = DriverHost(driver, firmware: firmware, on: socket, log: log)
    let result = host.start()
    guard result == 0 else {
      Output.complaint("no thread for the driver: \(String(cString: strerror(result)))")
      throw SystemExit.unavailable.exit
    }
    ends.wait()
    socket.remove()
    atEnd()
  }

  /// The socket that systemd holds, or one that is made at a path.
  package static func socket(at path: String?, unit: String = "pasboks-driver@.socket") throws -> ListeningSocket {
    if let path {
      do throws(SocketFault) {
        return try ListeningSocket(path: path)
      } catch {
        Output.complaint(error.message)
        throw SystemExit.unavailable.exit
      }
    }
    guard let socket = ListeningSocket.ofSystemd() else {
      Output.complaint("systemd hands no socket over (\(unit) does): name one with --socket")
      throw SystemExit.usage.exit
    }
    return socket
  }
}

/// `pasboks driver light`.
struct DriverLight: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "light",
    abstract: "Drive the light over the box, made of LEDs that the kernel has.",
    discussion: """
      Serves pasboks-driver/1 on the socket that systemd hands over, or on --socket. `ls /sys/class/leds` lists the LEDs. \
      A light that is not named is dark; when the box is gone, all are.

      The lights: inService, a visit can begin; good, one is under way; supervisor, staff are wanted or at the box; bad, \
      the box is closed and should not be; off.

      Examples:
        pasboks driver light --led inService=green --led good=green --led bad=red --led supervisor=red
        pasboks driver light --socket /tmp/statusLight --led inService=input3::numlock
      """)

  @Option(name: .customLong("led"), help: .init("A light and the LED that shows it.", valueName: "light=name"))
  var leds: [String]
  @Option(help: .init("Where the LEDs are.", valueName: "folder")) var folder = LEDLight.usualFolder
  @Option(help: .init("Make the socket here; without it systemd hands one over.", valueName: "path")) var socket:
    String?

  func run() throws {
    var named: [StatusLight: [String]] = [:]
    for pair in leds {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
      guard parts.count == 2, let light = StatusLight(rawValue: parts[0]) else {
        throw ValidationError(
          "--led takes a light and a name, such as inService=green; the lights are \(StatusLight.allCases.map(\.rawValue).joined(separator: ", "))"
        )
      }
      named[light, default: []].append(parts[1])
    }
    guard let light = LEDLight(named, in: folder) else {
      throw ValidationError("An LED is named as `ls \(folder)` has it, without a path.")
    }
    // Whatever an earlier driver left there: a light promises what nobody is here to keep.
    light.turnOff()
    try DriverServing.serve(light, firmware: "LEDs, \(ProgramVersion.name)", at: socket, atEnd: light.turnOff)
  }
}
