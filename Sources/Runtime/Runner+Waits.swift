import Devices
import Renewal
import Screens

extension Runner {
  // MARK: Waits on the screen

  /// The next moment at which a wait on the screen is a second longer.
  var nextSecondOfWait: Int {
    let now = environment.clocks.now()
    return stateSince + (max(0, now - stateSince) / 1000 + 1) * 1000
  }

  /// Whether the wait on the screen is a second longer than was drawn.
  var wasSecondOfWait: Bool {
    Screens.showsPassing(box) && (environment.clocks.now() - stateSince) / 1000 != secondDrawn
  }

  // MARK: Technicians

  /// How many failures of devices a technician reads.
  private static let mostFaults = 8

  /// Whether a technician is at the box.
  var isMaintained: Bool {
    switch box.state {
    case .maintenance: true
    case .closed, .welcome, .visit, .logIn, .attended: false
    }
  }

  /// Keeps the last failures of devices, and looks after the disk when a technician has come.
  func note(_ event: Event) {
    switch event {
    case .answer(let id, .failed(let fault)):
      guard let device = box.pending.commands.first(where: { box.pending.requests[.device($0.key)] == id })?.key else {
        return
      }
      facts.faults = Array(([MaintenanceFacts.Fault(device, fault)] + facts.faults).prefix(Self.mostFaults))
    case .accounts(_, .welcome(let session)): if session.role == .technician { lookAtSpace() }
    case .started, .date, .clockDoubted, .storageRoom, .hours, .key, .scan, .timer, .answer, .advice, .authority,
      .store, .dossier,
      .accounts, .desk, .device, .recordsDiffer, .recordFailed, .contradicted, .revoked, .terminate:
      break
    }
  }

  /// Tries a device out: its driver begins anew and reports the state.
  func test(_ device: Device) {
    let mailbox = mailbox
    guard let driver = driver(device) else {
      mailbox.post(.event(.device(.state(device, .noDevice))))
      return
    }
    driver.test { notice in mailbox.post(.event(.device(notice))) }
  }
}
