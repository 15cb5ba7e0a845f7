import Renewal
import Synchronization

/// A device's suspicion that somebody deceives it: told when it begins, and taken back when it is over, cleared or tested.
final class Suspicion: Sendable {
  private struct Contents {
    var tell: (@Sendable (DeviceNotice) -> Void)?
    var isRaised = false
  }

  private let device: Device
  private let contents = Mutex(Contents())

  init(_ device: Device) { self.device = device }

  /// Where it is told.
  func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    contents.withLock { contents in
      contents.tell = tell
      contents.isRaised = false
    }
  }

  func raise() { set(true) }

  func end() { set(false) }

  private func set(_ isRaised: Bool) {
    let tell = contents.withLock { contents in
      defer { contents.isRaised = isRaised }
      return contents.isRaised == isRaised ? nil : contents.tell
    }
    tell?(.state(device, isRaised ? .potentialFraud : .online))
  }
}
