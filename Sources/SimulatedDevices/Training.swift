package import Devices
import Renewal
import Synchronization

/// The scenarios that are practised with, one of them played at a time behind the same devices and the same authority.
package final class Training: Sendable {
  private struct Contents {
    /// Counts exercises, repeated ones too.
    var number = 0
    var drivers: [any Driver] = []
    var authority: any Authority
    /// Where each device tells what happens unasked.
    var tells: [Device: @Sendable (DeviceNotice) -> Void] = [:]
    /// Devices that were told or tested since the exercise began; before, those that are well say nothing.
    var used: Set<Device> = []
  }

  /// What happens in each exercise, and what is typed there, in their order.
  package let worlds: [World]
  private let contents: Mutex<Contents>

  /// Exercises in their order, the first one played; nothing without any.
  package init?(_ worlds: [World]) {
    guard let first = worlds.first else { return nil }
    self.worlds = worlds
    contents = Mutex(Contents(drivers: first.drivers(), authority: SimulatedAuthority(first)))
  }

  /// The devices, which go from one exercise to the next.
  package var drivers: [any Driver] {
    contents.withLock { $0.drivers.map(\.device) }.map { TrainingDriver(device: $0, training: self) }
  }

  /// The authority, which goes from one exercise to the next.
  package var authority: any Authority { TrainingAuthority(training: self) }

  /// Plays the exercise at a place in their order from its beginning; none where there is no such place.
  package func play(_ place: Int) {
    guard worlds.indices.contains(place) else { return }
    let drivers = contents.withLock { contents in
      contents.number += 1
      let world = worlds[place].anew()
      contents.drivers = world.drivers()
      contents.authority = SimulatedAuthority(world)
      contents.used = []
      return contents.drivers
    }
    for driver in drivers { start(driver) }
  }

  // MARK: For the devices

  fileprivate func driver(_ device: Device) -> (any Driver)? {
    contents.withLock { contents in
      contents.used.insert(device)
      return contents.drivers.first { $0.device == device }
    }
  }

  fileprivate func start(_ device: Device, tell: @escaping @Sendable (DeviceNotice) -> Void) {
    contents.withLock { $0.tells[device] = tell }
    if let driver = driver(device) { start(driver) }
  }

  fileprivate func test(_ device: Device, tell: @escaping @Sendable (DeviceNotice) -> Void) {
    guard let driver = driver(device) else { return tell(.state(device, .noDevice)) }
    let number = contents.withLock { $0.number }
    driver.test { notice in self.pass(notice, of: device, number) }
  }

  private func start(_ driver: any Driver) {
    let device = driver.device
    let number = contents.withLock { $0.number }
    driver.start { notice in self.pass(notice, of: device, number) }
  }

  /// Nothing is heard of an exercise that is over, nor of devices that are well before they are used: a fault that the last
  /// exercise left stays until somebody sees to it.
  private func pass(_ notice: DeviceNotice, of device: Device, _ number: Int) {
    let tell = contents.withLock { contents in
      let isHeard = contents.number == number && (!notice.isGood || contents.used.contains(device))
      return isHeard ? contents.tells[device] : nil
    }
    tell?(notice)
  }

  fileprivate var currentAuthority: any Authority { contents.withLock { $0.authority } }
}

extension DeviceNotice {
  /// Whether it tells that all is well.
  fileprivate var isGood: Bool {
    switch self {
    case .state(_, let state): state.isUsable
    case .media(let media): media == .notPresent
    case .paper(let paper): paper == .full
    case .staffSwitch, .callButton, .cabinetOpened: false
    }
  }
}

/// The device of whichever exercise is played.
private struct TrainingDriver: Driver {
  let device: Device
  let training: Training

  func start(tell: @escaping @Sendable (DeviceNotice) -> Void) { training.start(device, tell: tell) }

  func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    guard let driver = training.driver(device) else {
      return deliver(job.id, .answer(.failed(DeviceFault(.disconnected, .maintenance))))
    }
    driver.perform(job, deliver: deliver)
  }

  func cancel(_ id: RequestID) { training.driver(device)?.cancel(id) }

  func clear(then: @escaping @Sendable (Bool) -> Void) {
    guard let driver = training.driver(device) else { return then(true) }
    driver.clear(then: then)
  }

  func test(tell: @escaping @Sendable (DeviceNotice) -> Void) { training.test(device, tell: tell) }
}

/// The authority of whichever exercise is played.
private struct TrainingAuthority: Authority {
  let training: Training

  func ask(_ question: AuthorityQuestion, reply: @escaping @Sendable (AuthorityAnswer) -> Void) {
    training.currentAuthority.ask(question, reply: reply)
  }

  func submit(_ dossier: [UInt8], key: String, reply: @escaping @Sendable (SubmissionAnswer) -> Void) {
    training.currentAuthority.submit(dossier, key: key, reply: reply)
  }
}
