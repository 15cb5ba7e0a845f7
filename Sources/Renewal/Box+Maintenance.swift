extension Box {
  /// What keys do on a technician's pages.
  func offers(for maintenance: Maintenance) -> [Offer] {
    let back = Offer([.back, .stop], .goBack)
    switch maintenance.page {
    case .overview:
      let service =
        waitsForStaff == nil
        ? [Offer(.digit(8), .takeOutOfService, isAskedFirst: true)]
        : isLiftable ? [Offer(.digit(8), .putInService)] : []
      return .numbered(
        Device.allCases.map(Intent.showDevice), besides: service + [Offer([.digit(9), .back, .stop], .leave)])
    case .device(let device):
      let paper = device == .receiptPrinter && wantsPaper ? [Offer(.digit(2), .paperChanged)] : []
      return [Offer(.digit(1), .testDevice)] + paper + [back]
    case .outOfService: return .reasons(OutOfServiceReason.allCases.map(Intent.outOfService))
    }
  }

  mutating func technicianChose(_ intent: Intent, _ maintenance: Maintenance, _ transition: inout Transition) {
    var next = maintenance
    switch intent {
    case .showDevice(let device):
      next.page = .device(device)
      next.trial = nil
    case .takeOutOfService: next.page = .outOfService
    case .putInService: putInService(by: maintenance.session, &transition)
    case .leave: return leaveSession(&transition)
    case .testDevice:
      guard case .device(let device) = maintenance.page else { return }
      next.test(device, &transition)
    case .paperChanged:
      // Believed until the printer tells, which is asked at once.
      paper = .full
      endFaults(of: .receiptPrinter, by: maintenance.session, &transition)
      next.test(.receiptPrinter, &transition)
    case .outOfService(let reason):
      takeOutOfService(reason, by: maintenance.session, &transition)
      next.page = .overview
    case .goBack: next.page = .overview
    default: break
    }
    state = .maintenance(next)
  }

  /// A device tells its state while a technician has it on the screen.
  mutating func noteTrial(of device: Device) {
    guard case .maintenance(var maintenance) = state, maintenance.page == .device(device), maintenance.trial == .asked
    else { return }
    maintenance.trial = .answered
    state = .maintenance(maintenance)
  }

  /// Nobody shall use the box, and why.
  mutating func takeOutOfService(_ reason: OutOfServiceReason, by session: StaffSession, _ transition: inout Transition)
  {
    keepClosed(for: .staff)
    transition.record(.serviceChanged(reason, by: session.id))
  }

  /// The box stays closed from now on; the first reason holds, but that a rehearsal goes on gives way to any.
  mutating func keepClosed(for reason: Closed) {
    if outOfService == nil || outOfService == .rehearsal { outOfService = reason }
  }

  /// Why the box stays closed until somebody of staff opens it.
  package var waitsForStaff: Closed? { outOfService ?? (isClockDoubted ? .clock : nil) }

  /// Whether staff may put a box in service again that is out of it for this reason; otherwise it takes a technician.
  package func isLiftedByStaff(_ reason: Closed) -> Bool {
    switch reason {
    case .staff, .rehearsal: true
    case .clock: date != nil
    case .starting, .hours, .device, .storage, .documentInside, .cabinet, .fault, .stopping: false
    }
  }

  /// Whether there is something to lift: a date that nobody knows cannot be confirmed.
  private var isLiftable: Bool { outOfService != nil || isClockDoubted && date != nil }

  /// Whether the printer has too little paper, or is said to have a fault.
  private var wantsPaper: Bool { paper != .full || flags.contains { $0.isFault(of: .receiptPrinter) } }

  /// Somebody of staff lifts what the box waits for: first why it is out of service, then the doubt about its date.
  mutating func lift(by session: StaffSession, _ transition: inout Transition) {
    if outOfService != nil {
      outOfService = nil
      transition.record(.serviceChanged(nil, by: session.id))
    } else if isClockDoubted, date != nil {
      isClockDoubted = false
      transition.record(.clockConfirmed(by: session.id))
    }
  }

  /// The box may be used again; what only said that it may not is settled with it.
  mutating func putInService(by session: StaffSession, _ transition: inout Transition) {
    lift(by: session, &transition)
    endAll({ $0.code == .cabinetOpened }, by: session, &transition)
    for device in Device.allCases where isWell(device) {
      endFaults(of: device, by: session, &transition)
    }
  }

  /// The faults of a device are settled by a technician; those of the others stay in the queue.
  private mutating func endFaults(of device: Device, by session: StaffSession, _ transition: inout Transition) {
    endAll({ $0.isFault(of: device) }, by: session, &transition)
  }

  private mutating func endAll(_ isOver: (Flag) -> Bool, by session: StaffSession, _ transition: inout Transition) {
    for flag in flags.filter(isOver) {
      transition.record(.flagEnded(nil, flag, .putInService, by: session.id, countersignedBy: nil))
    }
    flags.removeAll(where: isOver)
  }

  /// Whether a device can be used by its own word; a printer without paper cannot.
  private func isWell(_ device: Device) -> Bool {
    devices[device]?.isUsable == true && (device != .receiptPrinter || paper.isThere)
  }

  /// A device that works again by its own word has no fault any more.
  mutating func withdrawFaultsIfWell(_ device: Device, _ transition: inout Transition) {
    guard isWell(device) else { return }
    for flag in flags where flag.isFault(of: device) { transition.record(.flagWithdrawn(nil, flag)) }
    flags.removeAll { $0.isFault(of: device) }
  }
}

extension Maintenance {
  /// The device shall try itself out, and the page waits for its word.
  fileprivate mutating func test(_ device: Device, _ transition: inout Transition) {
    transition.record(.deviceTested(device, by: session.id))
    transition.emit(.test(device))
    trial = .asked
  }
}

extension Flag {
  /// Whether it is about a fault of this device.
  func isFault(of device: Device) -> Bool { code == .deviceFault && self.device == device }

  /// Whether another one tells staff the same: a device's fault is one, wherever it was met.
  func tellsTheSame(as other: Flag) -> Bool {
    guard let device, isFault(of: device) else { return self == other }
    return other.isFault(of: device)
  }
}
