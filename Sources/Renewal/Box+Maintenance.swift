extension Box {
  /// A technician's key.
  mutating func following(_ key: Key, _ maintenance: Maintenance, _ turn: inout Turn) -> State {
    turn.start(.session, policy.waits.session)
    var next = maintenance
    switch maintenance.page {
    case .overview:
      switch key {
      case .digit(let digit) where Device.allCases.indices.contains(digit - 1):
        next.page = .device(Device.allCases[digit - 1])
        next.trial = nil
      case .digit(8):
        guard waitsForStaff != nil else {
          next.page = .outOfService
          return .maintenance(next)
        }
        putInService(by: maintenance.session, &turn)
      case .digit(9), .back, .stop: return leaveSession(&turn)
      case .digit, .enter, .help, .again, .up, .down, .left, .right, .tab, .backTab, .letter: break
      }
    case .device(let device): return .maintenance(following(key, next, device, &turn))
    case .outOfService:
      if let reason = OutOfServiceReason(key) {
        takeOutOfService(reason, by: maintenance.session, &turn)
        next.page = .overview
      } else if key == .back || key == .stop {
        next.page = .overview
      }
    }
    return .maintenance(next)
  }

  private mutating func following(
    _ key: Key, _ maintenance: Maintenance, _ device: Device, _ turn: inout Turn
  ) -> Maintenance {
    var next = maintenance
    switch key {
    case .digit(1):
      turn.record(.deviceTested(device, by: maintenance.session.id))
      turn.emit(.test(device))
      next.trial = .asked
    case .digit(2) where device == .receiptPrinter:
      paper = .full
      endFaults(of: device, by: maintenance.session, &turn)
    case .back, .stop: next.page = .overview
    case .digit, .enter, .help, .again, .up, .down, .left, .right, .tab, .backTab, .letter: break
    }
    return next
  }

  /// A device tells its state while a technician has it on the screen.
  mutating func noteTrial(of device: Device) {
    guard case .maintenance(var maintenance) = state, maintenance.page == .device(device), maintenance.trial == .asked
    else { return }
    maintenance.trial = .answered
    state = .maintenance(maintenance)
  }

  /// Nobody shall use the box, and why.
  mutating func takeOutOfService(_ reason: OutOfServiceReason, by session: StaffSession, _ turn: inout Turn) {
    outOfService = outOfService ?? .staff
    turn.record(.serviceChanged(reason, by: session.id))
  }

  /// Why the box stays closed until somebody of staff opens it.
  package var waitsForStaff: Closed? { outOfService ?? (isClockDoubted ? .clock : nil) }

  /// Why no visit begins, as far as staff can do something about it: what they open the box from, or a disk without room.
  package var closedForStaff: Closed? { waitsForStaff ?? (hasStorage ? nil : .storage) }

  /// Whether staff may put a box in service again that is out of it for this reason; otherwise it takes a technician.
  package func isLiftedByStaff(_ reason: Closed) -> Bool {
    switch reason {
    case .staff: true
    case .clock: date != nil
    case .starting, .hours, .device, .storage, .documentInside, .cabinet, .fault, .stopping: false
    }
  }

  /// Somebody of staff lifts what the box waits for: first why it is out of service, then the doubt about its date.
  mutating func lift(by session: StaffSession, _ turn: inout Turn) {
    if outOfService != nil {
      outOfService = nil
      turn.record(.serviceChanged(nil, by: session.id))
    } else if isClockDoubted, date != nil {
      isClockDoubted = false
      turn.record(.clockConfirmed(by: session.id))
    }
  }

  /// The box may be used again; what only said that it may not is settled with it.
  mutating func putInService(by session: StaffSession, _ turn: inout Turn) {
    lift(by: session, &turn)
    endAll({ $0.code == .cabinetOpened }, by: session, &turn)
    for device in Device.allCases where devices[device]?.isUsable == true {
      endFaults(of: device, by: session, &turn)
    }
  }

  /// The faults of a device are settled by a technician; those of the others stay in the queue.
  private mutating func endFaults(of device: Device, by session: StaffSession, _ turn: inout Turn) {
    endAll({ $0.isFault(of: device) }, by: session, &turn)
  }

  private mutating func endAll(_ isOver: (Flag) -> Bool, by session: StaffSession, _ turn: inout Turn) {
    for flag in flags.filter(isOver) {
      turn.record(.flagEnded(nil, flag, .putInService, by: session.id, countersignedBy: nil))
    }
    flags.removeAll(where: isOver)
  }

  /// A device works again by its own word.
  mutating func withdrawFaults(of device: Device, _ turn: inout Turn) {
    for flag in flags where flag.isFault(of: device) { turn.record(.flagWithdrawn(nil, flag)) }
    flags.removeAll { $0.isFault(of: device) }
  }
}

extension Flag {
  /// Whether it is about a fault of this device.
  func isFault(of device: Device) -> Bool { code == .deviceFault && self.device == device }
}

extension OutOfServiceReason {
  /// The reason with a number, in the order in which they are shown.
  init?(_ key: Key) {
    guard case .digit(let digit) = key, Self.allCases.indices.contains(digit - 1) else { return nil }
    self = Self.allCases[digit - 1]
  }
}
