/// The state a device reports, in XFS4IoT's words.
package enum DeviceState: String, Hashable, Sendable, CaseIterable {
  case online, offline, powerOff, noDevice, hardwareError, userError, deviceBusy, fraudAttempt, potentialFraud, starting

  /// Whether a command can be given now or soon.
  package var isUsable: Bool {
    switch self {
    case .online, .deviceBusy: true
    case .offline, .powerOff, .noDevice, .hardwareError, .userError, .fraudAttempt, .potentialFraud, .starting: false
    }
  }
}

extension DeviceState {
  /// Whether the device suspects that somebody deceives it; it decides nothing, a person looks.
  var isSuspicious: Bool { self == .fraudAttempt || self == .potentialFraud }
}

/// Where a document is, in XFS4IoT's words.
package enum MediaState: String, Hashable, Sendable, CaseIterable {
  case present, notPresent, jammed, entering, unknown
}

/// The printer's paper.
package enum PaperState: String, Hashable, Sendable, CaseIterable {
  case full, low, out, jammed

  /// Whether a receipt can be printed on it.
  package var isThere: Bool {
    switch self {
    case .full, .low: true
    case .out, .jammed: false
    }
  }
}

/// What a device tells unasked.
package enum DeviceNotice: Hashable, Sendable {
  /// The device's state changed.
  case state(Device, DeviceState)
  /// A document lies in the reader, or no longer does.
  case media(MediaState)
  /// The printer's paper changed.
  case paper(PaperState)
  /// The staff switch was turned.
  case staffSwitch
  /// The call button was pressed.
  case callButton
  /// The cabinet was opened.
  case cabinetOpened
}

/// What a person must do about a fault, in XFS4IoT's words.
package enum RecoveryAction: String, Hashable, Sendable, CaseIterable {
  case reset, clear, maintenance, suspend, configuration

  /// Whether somebody must lay hands on the device, or on its set-up, before it can do anything: then it is not tried again first.
  var takesHands: Bool {
    switch self {
    case .clear, .configuration: true
    // What a technician is wanted for may have been a loose cable that is in its place again.
    case .reset, .maintenance, .suspend: false
    }
  }
}

/// A command that failed.
package struct DeviceFault: Hashable, Sendable {
  /// Why, for the technician.
  package enum Reason: String, Hashable, Sendable, CaseIterable {
    case inoperable, disconnected, garbage, busy, overdue, paperOut, paperJam, mediaJam, emptyPicture
  }

  /// Why it failed.
  package let reason: Reason
  /// What a person must do.
  package let action: RecoveryAction

  /// A fault with its reason and its remedy.
  package init(_ reason: Reason, _ action: RecoveryAction) {
    self.reason = reason
    self.action = action
  }
}

/// Why who answers as a device's driver is not used; the set-up must be mended, and no command was given.
package enum DriverRefusal: String, Hashable, Sendable, CaseIterable {
  /// Its device is simulated, and this box serves citizens.
  case simulated
  /// Another Unix user answers on its socket than may.
  case strangeUser
  /// It drives another device.
  case otherDevice
  /// It speaks another version of the protocol.
  case otherVersion
  /// It does not carry out every command of its device.
  case commandsMissing
  /// What it sent is no message.
  case notUnderstood

  /// What a person must do about it.
  package var action: RecoveryAction { .configuration }
}

/// The colour of a light over the box, named after XFS4IoT's `setLight`.
package enum StatusLight: String, Hashable, Sendable, CaseIterable {
  case inService, good, bad, supervisor, off
}
