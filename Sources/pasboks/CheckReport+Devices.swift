import Configuration

extension CheckReport {
  /// Looks at what the box works with besides its terminal: devices, authority, and a voice to read aloud with.
  mutating func checkDevices(_ configuration: KioskConfiguration?) {
    guard let configuration else { return }
    if configuration.isDemonstration {
      good("devices", "simulated, and so is the authority")
    } else {
      problem("devices", Run.noDrivers, .unavailable)
    }
    if configuration.speechCommand.isEmpty {
      lookAt("speech", "kiosk.yaml names no speechCommand: screens offer to be read aloud, and nothing is heard")
    }
  }
}
