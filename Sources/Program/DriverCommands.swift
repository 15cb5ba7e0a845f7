import ArgumentParser
import Renewal
import Runtime

/// `pasboks driver`: the drivers that are part of the program, and for whoever writes another.
struct DriverCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "driver", abstract: "Drive a device, or hold a driver to its protocol.",
    subcommands: [
      DriverCheck.self, DriverPrinter.self, DriverPad.self, DriverScanner.self, SiblingProgram.PassportDriver.self,
      DriverLight.self,
    ])
}

/// `pasboks driver check`.
struct DriverCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Try whether a driver keeps every promise of pasboks-driver/1.",
    discussion: """
      Connects to the driver's socket as the box does, and prints a line for each promise: what was seen, or how it is \
      broken. Somebody must do at the device what a citizen does. Nothing that a device reads is printed or kept.

      A driver serves one line at a time: stop the box, or give the driver another socket.

      Examples:
        pasboks driver check /run/pasboks-devices/camera
        pasboks driver check --effects /run/pasboks-devices/receiptPrinter

      Ends with 0 when no promise was broken, 76 when one was, 69 when nobody answers on the socket or somebody else has \
      the driver's line, 77 when this user may not open it.
      """)

  @Option(help: .init("How long a command may take, in seconds.", valueName: "seconds")) var wait = 60
  @ArgumentParser.Flag(help: "Print a slip, or take and give back 1 krone, too.") var effects = false
  @Argument(help: .init("The driver's socket.", valueName: "socket"), completion: .file()) var socket: String

  func validate() throws {
    guard (1...600).contains(wait) else { throw ValidationError("A command may take 1 to 600 seconds.") }
  }

  func run() throws {
    var kept = 0
    var broken = 0
    let examination = DriverExamination(path: socket, patience: .seconds(wait), hasEffects: effects) { finding in
      switch finding.verdict {
      case .kept(let seen):
        kept += 1
        Output.line("ok       \(finding.promise): \(seen)")
      case .broken(let how):
        broken += 1
        Output.line("BROKEN   \(finding.promise): \(how)")
      case .leftOut(let why): Output.line("left out \(finding.promise): \(why)")
      }
    }
    do throws(SocketFault) {
      try examination.run()
    } catch {
      Output.complaint(Self.words(error))
      throw (error == .forbidden(socket) ? SystemExit.noPermission : .unavailable).exit
    }
    Output.line(broken == 0 ? "all \(kept) promises that were tried are kept" : "\(broken) broken, \(kept) kept")
    if broken > 0 { throw SystemExit.protocol.exit }
  }

  static func words(_ fault: SocketFault) -> String {
    switch fault {
    case .nobody(let path): "no driver answers on \(path): start it, and name its socket"
    case .forbidden(let path): "\(path) may not be opened by this user (ls -l shows whose it is)"
    case .inUse(let path):
      "somebody has the line of the driver on \(path), mostly a box that runs, or the driver hangs; it serves one line at a time"
    case .pathTooLong, .notASocket, .system: fault.message
    }
  }
}
