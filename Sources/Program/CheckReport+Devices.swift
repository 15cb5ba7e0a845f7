import Configuration
import DriverWire
import Renewal
import Runtime

extension CheckReport {
  /// Looks at what the box works with besides its terminal: devices, authority, and a voice to read aloud with.
  mutating func checkDevices(_ configuration: KioskConfiguration?, state: String) {
    guard let configuration else { return }
    if configuration.isDemonstration {
      good("devices", "simulated, and so is the authority")
    } else {
      if SocketLook(at: StaffSocketPlace.ofBox(state: state)) == .trusted {
        lookAt("devices", "a box runs, and has their drivers: `pasboks devices` asks it")
      } else {
        for device in Device.allCases { check(device, configuration) }
      }
      checkAuthority(configuration)
    }
    checkSpeech(configuration)
  }

  /// Looks at a device of a box that serves citizens: whether its driver is named, and answers.
  private mutating func check(_ device: Device, _ configuration: KioskConfiguration) {
    let isRequired = configuration.policy.required.contains(device)
    guard let settings = configuration.devices[device] else {
      if isRequired {
        problem(
          "devices", "\(device.rawValue): no visit begins without it, and `devices:` in kiosk.yaml names no socket",
          .unavailable)
      }
      return
    }
    switch DriverLook(at: settings.socket, patience: DevicesCommand.patience) {
    case .there(let greeting, _) where greeting.device != device:
      found(device, isRequired, "the driver on \(settings.socket) drives a \(greeting.device.rawValue)")
    case .there(let greeting, _) where greeting.isSimulated:
      found(device, isRequired, "the device on \(settings.socket) is simulated, and this box serves citizens")
    case .there(let greeting, _) where !greeting.lacking.isEmpty:
      let lacking = greeting.lacking.map(\.rawValue).joined(separator: " ")
      found(device, isRequired, "the driver on \(settings.socket) does not carry out \(lacking)")
    case .there(let greeting, let state) where state.isUsable:
      good("devices", "\(device.rawValue): \(greeting.firmware)")
    case .there(_, let state): found(device, isRequired, "its driver on \(settings.socket) says \(state.rawValue)")
    case .nobody(.forbidden(let path)):
      found(device, isRequired, "\(path) may not be opened by this user; run the check as the box's (sudo -u pasboks)")
    case .nobody(let fault): found(device, isRequired, DriverCheck.words(fault))
    case .strange(let user):
      found(
        device, isRequired,
        "user \(user) answers on \(settings.socket); it must be root, for whom systemd holds the socket, or the box's own"
      )
    case .otherVersion(let version):
      found(device, isRequired, "the driver on \(settings.socket) speaks version \(version) of the protocol")
    case .silent:
      found(
        device, isRequired,
        "who is on \(settings.socket) does not answer as a driver does within \(DevicesCommand.patience.count / 1000) s; a driver has one line at a time, so no other box may have it"
      )
    }
  }

  private mutating func found(_ device: Device, _ isRequired: Bool, _ text: String) {
    let whole = "\(device.rawValue): \(text)"
    if isRequired { problem("devices", whole, .unavailable) } else { lookAt("devices", whole) }
  }

  private mutating func checkAuthority(_ configuration: KioskConfiguration) {
    guard let path = configuration.authority else {
      return lookAt(
        "authority", "kiosk.yaml names no `authority:`; nothing is asked there, and what is done waits in the outbox")
    }
    switch SocketLook(at: path) {
    case .trusted: good("authority", "an uplink is on \(path); `pasboks-uplink check` tells how it is")
    case .strange(let user):
      problem(
        "authority",
        "user \(user) answers on \(path); it must be root, for whom systemd holds the socket, or the box's own",
        .unavailable)
    case .nobody(.forbidden):
      problem(
        "authority", "\(path) may not be opened by this user; run the check as the box's (sudo -u pasboks)",
        .noPermission)
    case .nobody: lookAt("authority", "no uplink answers on \(path); what is done waits in the outbox until one does")
    }
  }
}
