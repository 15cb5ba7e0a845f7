package import Renewal

/// What a technician reads besides the devices' states; nothing of it is personal.
package struct MaintenanceFacts: Hashable, Sendable {
  /// A device's last failure.
  package struct Fault: Hashable, Sendable {
    /// The device that failed.
    package var device: Device
    /// Why, and what a person must do, in XFS4IoT's words.
    package var fault: DeviceFault

    /// A failure of a device.
    package init(_ device: Device, _ fault: DeviceFault) {
      self.device = device
      self.fault = fault
    }
  }

  /// The program's version.
  package var version: String
  /// What is free where the store lies, in megabytes; nothing when it cannot be told.
  package var freeMegabytes: Int?
  /// What must be free on it before a visit begins.
  package var neededMegabytes = 0
  /// The last failures, the newest first; a device may stand there more than once.
  package var faults: [Fault]
  /// Why drivers are not used that answer as these devices'.
  package var refusals: [Device: DriverRefusal]

  /// What a technician reads.
  package init(
    version: String, freeMegabytes: Int? = nil, neededMegabytes: Int = 0, faults: [Fault] = [],
    refusals: [Device: DriverRefusal] = [:]
  ) {
    self.version = version
    self.freeMegabytes = freeMegabytes
    self.neededMegabytes = neededMegabytes
    self.faults = faults
    self.refusals = refusals
  }
}
