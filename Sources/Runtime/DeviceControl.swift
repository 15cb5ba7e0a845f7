import Devices
import Logging
import Renewal
import Screens

/// The devices as the loop has them: commands go to their drivers, and what drivers hand over comes back through the mailbox.
final class DeviceControl {
  /// How long a device may take to tell its state at the start, in milliseconds.
  private static let longestStart = 20_000
  /// How many failures of devices a technician reads.
  private static let mostFaults = 8

  /// How often a deadline begins anew while somebody is at the device: WCAG 2.2.1 asks for ten times.
  private static let mostExtensions = 10

  private let shared: LoopContext
  private let vault: Vault
  private let live = LiveView()
  private var light: StatusLight?
  private var lights = 0
  /// How often the deadline of the command that was extended last has begun anew.
  private var extensions: (id: RequestID, count: Int)?
  /// The last failures, the newest first.
  private(set) var faults: [MaintenanceFacts.Fault] = []

  init(_ shared: LoopContext, _ vault: Vault) {
    self.shared = shared
    self.vault = vault
  }

  /// The driver of a device; nothing where there is none.
  func driver(_ device: Device) -> (any Driver)? { shared.environment.drivers.first { $0.device == device } }

  /// Starts the drivers, which tell their states; a device without a driver is none.
  func start() {
    let mailbox = shared.mailbox
    for device in Device.allCases where shared.policy.required.contains(device) && driver(device) == nil {
      mailbox.post(.event(.device(.state(device, .noDevice))))
    }
    for driver in shared.environment.drivers {
      driver.start { notice in mailbox.post(.event(.device(notice))) }
    }
    shared.set(.devices, in: Self.longestStart)
  }

  /// Devices that have told nothing since the start, and are needed.
  func silent(_ box: Box) -> [Device] {
    Device.allCases.filter { shared.policy.required.contains($0) && box.devices[$0] == nil }
  }

  /// The devices that there are or should be, as a script reads them.
  func lines(of box: Box) -> [DeviceLine] {
    Device.allCases.filter { driver($0) != nil || shared.policy.required.contains($0) }.map { device in
      DeviceLine(
        device, box.devices[device], isRequired: shared.policy.required.contains(device),
        firmware: driver(device)?.firmware, fault: faults.first { $0.device == device }?.fault,
        refusal: driver(device)?.refusal)
    }
  }

  /// Why drivers are not used that answer as these devices'.
  var refusals: [Device: DriverRefusal] {
    var refusals: [Device: DriverRefusal] = [:]
    for driver in shared.environment.drivers { refusals[driver.device] = driver.refusal }
    return refusals
  }

  // MARK: Commands

  /// Gives a device a command, and so long to answer; `paper` is what is printed.
  func perform(_ command: DeviceCommand, _ id: RequestID, paper: [ReceiptElement], within span: Milliseconds?) {
    guard let driver = driver(command.device) else {
      return shared.mailbox.post(.answer(id, .failed(DeviceFault(.inoperable, .maintenance))))
    }
    if let span { shared.set(.answer(id, command), in: span.count) }
    if command == .preview { live.handle(.started(id)) }
    let handler = DeliveryHandler(
      mailbox: shared.mailbox, vault: vault, executor: shared.environment.executor, live: live, limits: shared.policy)
    driver.perform(Job(id: id, command: command, paper: paper)) { id, delivery in handler.handle(id, delivery) }
  }

  /// Takes a command back.
  func cancel(_ id: RequestID, _ device: Device) {
    shared.timers.settle(id)
    if device == .camera { live.handle(.stopped(id)) }
    driver(device)?.cancel(id)
  }

  /// A command that is open has so long from now on; of any other nothing is waited for.
  func giveTime(_ id: RequestID, _ command: DeviceCommand, _ span: Milliseconds?) {
    guard let span, shared.timers.has(.answer(id, command)) else { return }
    shared.set(.answer(id, command), in: span.count)
  }

  /// The box's own deadline for an answer has passed. Nobody is hurried while the device says that somebody is at it, a card in it or a
  /// finger on it: then it begins anew, so many times.
  func due(_ id: RequestID, _ command: DeviceCommand, _ box: Box) -> Event? {
    let before = extensions?.id == id ? extensions?.count ?? 0 : 0
    guard box.isOccupied(by: command), before < Self.mostExtensions, let span = box.span(command) else {
      return overdue(id, command)
    }
    extensions = (id, before + 1)
    shared.set(.answer(id, command), in: span.count)
    return nil
  }

  /// It has passed for good: what cannot have moved money or paper just failed; of the rest nothing is known.
  private func overdue(_ id: RequestID, _ command: DeviceCommand) -> Event {
    shared.log.warning("a device is overdue", metadata: ["DEVICE": "\(command.device.rawValue)"])
    driver(command.device)?.cancel(id)
    return switch command.effectClass {
    case .none: .answer(id, .failed(DeviceFault(.overdue, .reset)))
    case .physical, .financial: .answer(id, .indeterminate)
    }
  }

  /// Keeps a failure that the machine is about to hear of, for technicians; a light that is there again is told what to show.
  func willHandle(_ event: Event, _ box: Box) {
    if case .device(.state(.statusLight, .online)) = event { giveLight() }
    guard case .answer(let id, .failed(let fault)) = event else { return }
    guard let device = box.pending.commands.first(where: { box.pending.requests[.device($0.key)] == id })?.key else {
      return
    }
    faults = Array(([MaintenanceFacts.Fault(device, fault)] + faults).prefix(Self.mostFaults))
  }

  // MARK: The light over the box

  /// Shows what the box is, from outside; nobody waits for it.
  func show(_ light: StatusLight) {
    guard light != self.light else { return }
    self.light = light
    giveLight()
  }

  private func giveLight() {
    guard let light, let driver = driver(.statusLight) else { return }
    driver.cancel(RequestID(lights))
    lights += 1
    driver.perform(Job(id: RequestID(lights), .setLight(light))) { _, _ in }
  }

  // MARK: Trying out, and forgetting

  /// Tries a device out: its driver begins anew and reports the state.
  func test(_ device: Device) {
    let mailbox = shared.mailbox
    guard let driver = driver(device) else {
      return mailbox.post(.event(.device(.state(device, .noDevice))))
    }
    driver.test { notice in mailbox.post(.event(.device(notice))) }
  }

  /// Has every device forget what a visit left in it.
  func clear() {
    let log = shared.log
    let mailbox = shared.mailbox
    for driver in shared.environment.drivers {
      let device = driver.device
      driver.clear { isClear in
        guard !isClear else { return }
        log.error("a device could not be cleared", metadata: ["DEVICE": "\(device.rawValue)"])
        // It has something of the visit that ended: nobody else may use it before a technician has tried it.
        mailbox.post(.event(.device(.state(device, .hardwareError))))
      }
    }
  }
}
