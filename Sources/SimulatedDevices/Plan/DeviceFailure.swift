import Renewal

/// How a device fails, whatever it is told meanwhile; it stands outside the device's own words.
package struct DeviceFailure: Hashable, Sendable {
  /// What happens to the device.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// It does nothing any more, and says why in XFS4IoT's words.
    case offline, powerOff, noDevice, hardwareError
    /// The document reader keeps the document that was laid on it.
    case jammed
    /// The printer has little paper left; it prints on.
    case paperLow
    /// Somebody opens the cabinet it stands in; it works on.
    case cabinetOpened
    /// After a visit it still has something of it, and says so; it works on.
    case notCleared
  }

  /// What brings the device back.
  package enum Mending: String, Hashable, Sendable, CaseIterable {
    /// A technician's test.
    case test
    /// The clearing after a visit.
    case clear
    case nothing
  }

  /// What happens to the device.
  package var kind: Kind
  /// How many commands it carries out before.
  package var failsAfter: Int
  /// What brings it back.
  package var mending: Mending

  /// A failure after so many commands.
  package init(_ kind: Kind, failsAfter: Int, mending: Mending = .test) {
    self.kind = kind
    self.failsAfter = failsAfter
    self.mending = mending
  }

  /// The device's state from then on; nothing when it works on.
  var state: DeviceState? {
    switch kind {
    case .offline: .offline
    case .powerOff: .powerOff
    case .noDevice: .noDevice
    case .hardwareError, .jammed: .hardwareError
    case .paperLow, .cabinetOpened, .notCleared: nil
    }
  }

  /// Whether it can happen to a device at all.
  func canHappen(to device: Device) -> Bool {
    switch kind {
    case .offline, .powerOff, .noDevice, .hardwareError, .cabinetOpened, .notCleared: true
    case .jammed: device == .documentReader
    case .paperLow: device == .receiptPrinter
    }
  }
}
