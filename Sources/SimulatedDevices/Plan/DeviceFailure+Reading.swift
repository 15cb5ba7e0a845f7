import Renewal
import StrictYAML

extension DeviceFailure {
  /// Reads which devices fail; a kind that cannot happen to a device is refused with its line.
  static func all(_ file: Section) -> [Device: DeviceFailure] {
    file.group("devices", orElse: [:]) { named in
      var failures: [Device: DeviceFailure] = [:]
      for device in Device.allCases where device != .statusLight {
        failures[device] = named.group(device.rawValue, orElse: nil) { DeviceFailure($0, device) }
      }
      return failures
    }
  }

  private init?(_ section: Section, _ device: Device) {
    let failsAfter = section.whole("failsAfter", 0...50)
    guard let kind = section.word("failure", Kind.self) else { return nil }
    self.init(kind, failsAfter: failsAfter, mending: section.word("mendedBy", orElse: .test))
    if !canHappen(to: device) {
      section.reject("failure", found: "“\(kind.rawValue)”", expected: "what can happen to a \(device.rawValue)")
    } else if state == nil, let value = section.optional("mendedBy") {
      section.reject("mendedBy", value, expected: "no such key, for the device works on", mend: "delete it")
    }
  }
}
