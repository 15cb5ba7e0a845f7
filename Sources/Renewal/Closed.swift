extension Box {
  /// Why no visit can start.
  package enum Closed: Hashable, Sendable {
    /// The store is opened, money settled, devices asked.
    case starting
    /// Outside the opening hours.
    case hours
    /// A required device cannot be used.
    case device(Device)
    /// The disk does not take what must last, or has no room for another visit.
    case storage
    /// A document lies in the reader and its owner is gone.
    case documentInside
    /// The cabinet was opened.
    case cabinet
    /// Staff took the box out of service.
    case staff
    /// The date is doubted, until staff confirm it, or not known at all: fees and ages hang on it.
    case clock
    /// A rehearsal goes on at the box.
    case rehearsal
    /// Our bug.
    case fault
    /// The program is about to stop.
    case stopping
  }
}

extension Box.Closed: StablyNamed {
  /// Why no visit can start, without which device it is about.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case starting, hours, device, storage, documentInside, cabinet, staff, clock, rehearsal, fault, stopping
  }

  /// Why no visit can start.
  package var kind: Kind {
    switch self {
    case .starting: .starting
    case .hours: .hours
    case .device: .device
    case .storage: .storage
    case .documentInside: .documentInside
    case .cabinet: .cabinet
    case .staff: .staff
    case .clock: .clock
    case .rehearsal: .rehearsal
    case .fault: .fault
    case .stopping: .stopping
    }
  }

  package var about: [any RawRepresentable<String>] {
    if case .device(let device) = self { [device] } else { [] }
  }

  package static func values(of kind: Kind) -> [Self] {
    switch kind {
    case .device: Device.allCases.map(Self.device)
    case .starting: [.starting]
    case .hours: [.hours]
    case .storage: [.storage]
    case .documentInside: [.documentInside]
    case .cabinet: [.cabinet]
    case .staff: [.staff]
    case .clock: [.clock]
    case .rehearsal: [.rehearsal]
    case .fault: [.fault]
    case .stopping: [.stopping]
    }
  }
}
