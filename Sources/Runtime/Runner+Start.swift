import Cases
import Devices
import Renewal

extension Runner {
  /// Draws the first screen, then opens the store and starts the devices; the box opens when all is known.
  package func start() {
    turn()
    let mailbox = mailbox
    let open = environment.openStore
    environment.workers.run(at: .store) {
      do throws(StoreError) {
        let store = try open()
        mailbox.post(.opened(store, try store.recover()))
      } catch {
        mailbox.post(.refused(error))
      }
    }
    for driver in environment.drivers {
      driver.start { notice in mailbox.post(.event(.device(notice))) }
    }
  }

  /// The store is open, and what an interrupted run left was put right in it; flags that are still open are put before staff.
  func begin(_ store: Store, _ standing: Standing) {
    self.store = store
    tellWall()
    let flags = standing.openFlags.map(\.flag).filter(\.code.outlivesItsVisit)
    handle(.started(nextCase: standing.nextCase, flags: flags))
    sendOutbox()
  }

  /// Tells the machine the date and the hours, and looks again when they may change.
  func tellWall() {
    let wall = environment.clocks.wall()
    if wall.date != box.date { handle(.date(wall.date)) }
    if wall.hours != box.hours { handle(.hours(wall.hours)) }
    timetable.set(.wall, at: environment.clocks.now() + wall.change.count)
  }
}
