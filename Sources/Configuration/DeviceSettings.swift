import Renewal

/// Where a device's driver is, and what the box does without the device.
package struct DeviceSettings: Hashable, Sendable {
  /// What the box does while the device cannot be used.
  package enum Without: String, Hashable, Sendable, CaseIterable {
    /// No visit begins.
    case close
    /// Citizens are served all the same.
    case goOn
  }

  /// The driver's socket.
  package let socket: String
  /// What the box does without it.
  package let without: Without

  /// A device's driver on a socket.
  package init(socket: String, without: Without) {
    self.socket = socket
    self.without = without
  }
}

extension Device {
  /// What the box does without it where `kiosk.yaml` says nothing: a renewal takes some devices, whatever a library says.
  var usualWithout: DeviceSettings.Without { isRequired ? .close : .goOn }
}
