import ArgumentParser
import Configuration
import DriverWire
import Renewal
import Reports
import Runtime
import Screens
import StrictYAML

/// `pasboks devices`: what each device of the box is at.
struct DevicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices",
    abstract: "List the devices with their states, versions and last failures.",
    discussion: """
      Asks the box that runs; where none does, each driver that kiosk.yaml names is asked by its socket. A line each: the \
      device, its state, whether a visit takes it, its version, and why its driver is not used or it failed last, with what \
      a person must do, in XFS4IoT's words.

      Examples:
        pasboks devices
        pasboks devices --format json

      Ends with 0 when every device that a visit takes can be used, 69 otherwise.
      """)

  @OptionGroup var folders: Folders
  @Option(help: .init("The box's staff socket.", valueName: "path")) var socket: String?
  @Option(help: "How they are printed.") var format: DeskListFormat = .text

  func run() throws {
    let lines = try linesOfBox() ?? lookedAt()
    switch format {
    case .text: for line in lines { Output.line(Self.text(line)) }
    case .json: Output.line(JSON.list(lines.map(Self.json)).shown)
    }
    let isReady = lines.allSatisfy { line in
      !line.isRequired || line.state.flatMap(DeviceState.init)?.isUsable == true
    }
    guard isReady else { throw SystemExit.unavailable.exit }
  }

  /// What a box that runs says; nothing where none does.
  private func linesOfBox() throws -> [DeviceLine]? {
    do throws(SocketFault) {
      let client = try StaffClient(path: socket ?? StaffSocketPlace.ofBox(state: folders.state))
      return try client.answer(to: .devices(version: Wire.version)) { message in
        if case .devices(let lines) = message { lines } else { nil }
      }
    } catch .nobody where socket == nil {
      return nil
    } catch {
      Output.complaint(error.message)
      throw DeskCommand.exit(for: error).exit
    }
  }

  /// What the drivers themselves say.
  private func lookedAt() throws -> [DeviceLine] {
    let kiosk = try ConfigurationFiles.reading {
      try KioskConfiguration.read(folder: folders.configuration)
    }
    guard !kiosk.isDemonstration else {
      Output.complaint("no box runs, and this one's devices are simulated (`demonstration: true` in kiosk.yaml)")
      throw SystemExit.unavailable.exit
    }
    return Device.allCases.compactMap { device in
      let isRequired = kiosk.policy.required.contains(device)
      guard let settings = kiosk.devices[device] else {
        return isRequired ? DeviceLine(device, .noDevice, isRequired: true, firmware: nil, fault: nil) : nil
      }
      return Self.line(of: device, DriverLook(at: settings.socket, patience: Self.patience), isRequired)
    }
  }

  /// How long a driver may take to greet.
  static let patience = Milliseconds.seconds(2)

  private static func line(of device: Device, _ look: DriverLook, _ isRequired: Bool) -> DeviceLine {
    let refusal = look.refusal(as: device)
    return switch look {
    case .there(let greeting, let state):
      DeviceLine(
        device, refusal == nil ? state : .hardwareError, isRequired: isRequired, firmware: greeting.firmware,
        fault: nil,
        refusal: refusal)
    case .nobody:
      DeviceLine(
        device, .offline, isRequired: isRequired, firmware: nil, fault: DeviceFault(.disconnected, .maintenance))
    case .strange, .otherVersion:
      DeviceLine(device, .hardwareError, isRequired: isRequired, firmware: nil, fault: nil, refusal: refusal)
    case .silent:
      DeviceLine(device, .offline, isRequired: isRequired, firmware: nil, fault: DeviceFault(.overdue, .reset))
    }
  }

  /// A device on one line, as a person or `cut` reads it.
  static func text(_ line: DeviceLine) -> String {
    let failure = line.fault.map { "\($0): \(line.action ?? "-")" } ?? "-"
    return [line.device, line.state ?? "-", line.isRequired ? "required" : "optional", line.firmware ?? "-", failure]
      .joined(separator: "\t")
  }

  private static func json(_ line: DeviceLine) -> JSON {
    [
      "device": .text(line.device), "state": line.state.json, "isRequired": .flag(line.isRequired),
      "firmware": line.firmware.json, "fault": line.fault.json, "action": line.action.json,
    ]
  }
}
