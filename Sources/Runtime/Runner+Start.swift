import Cases
import Devices
import Renewal

extension Runner {
  /// Draws the first screen, then opens the store and starts the devices; the box opens when all is known.
  package func start() {
    turn()
    tellReady()
    let mailbox = mailbox
    let open = environment.openStore
    environment.executor.run(on: .store) {
      do throws(StoreError) {
        let store = try open()
        // A page that is torn would be met in the middle of a visit.
        try store.examine()
        mailbox.post(.opened(store, try store.recover()))
      } catch {
        mailbox.post(.refused(error))
      }
    }
    for driver in environment.drivers {
      driver.start { notice in mailbox.post(.event(.device(notice))) }
    }
    timetable.set(.devices, at: environment.clocks.now() + Self.longestStart.count)
  }

  /// How long a device may take to tell its state at the start.
  static let longestStart = Milliseconds.seconds(20)

  /// A device that has told nothing since the start is not there: a technician is wanted, and the box says so.
  func giveUpOnSilentDevices() {
    for device in Device.allCases where device.isRequired && box.devices[device] == nil {
      handle(.device(.state(device, .noDevice)))
    }
  }

  /// The store is open, and what an interrupted run left was put right in it; flags that are still open are put before staff.
  func begin(_ store: Store, _ standing: RecoverySnapshot) {
    self.store = store
    compareClock(with: standing)
    tellWall()
    let flags = standing.openFlags.map(\.flag).filter { !$0.code.isOfVisit }
    handle(.started(nextCase: standing.nextCase, flags: flags))
    remember(standing)
    sendOutbox()
    openDesks()
    lookAtSpace()
    planPurge()
    planAudit(isNow: standing.endedUncleanly)
  }

  /// What a run leaves behind it once it has ended: a signed journal, and no desk that believes it is connected.
  package func finish() {
    sealJournalAtLast()
    environment.desks.close()
  }

  /// Tells the machine the date and the hours, and looks again when they may change.
  func tellWall() {
    let wall = environment.clocks.wall()
    if wall.date != box.date {
      handle(.date(wall.date))
      sealJournal()
    }
    tell(wall.hours)
    expireParked()
    hoursChangedForPurge()
    timetable.set(.wall, at: environment.clocks.now() + wall.change.count)
  }

  /// Tells the machine who is here, when that changed because somebody came to a desk or left it.
  func tellHours() {
    guard store != nil else { return }
    tell(environment.clocks.wall().hours)
  }

  /// An officer is here in an officer's hours, and whenever one is logged in at a desk.
  private func tell(_ hours: Box.Hours) {
    let now = Box.Hours(isOpen: hours.isOpen, hasOfficer: hours.hasOfficer || hasOfficerAtDesk)
    if now != box.hours { handle(.hours(now)) }
  }
}
