import Cases
import Logging
package import Renewal
import Screens

/// The room on the disk where the store lies, in megabytes.
package struct StorageSpace: Hashable, Sendable {
  /// How much is free.
  package let free: Int
  /// How much a visit, and what the box itself does with its store, may need at once.
  package let needed: Int

  /// So much free, and so much that may be needed.
  package init(free: Int, needed: Int) {
    self.free = free
    self.needed = needed
  }

  /// What a visit writes at most while it lasts, in megabytes: many times what `StorageTests` sees of a visit that is paid, parked
  /// before and called off after, for cameras and readers with larger pictures than the simulated ones.
  package static let ofVisit = 48

  /// How often over what may be needed must be free, for nobody to be told that it gets less.
  private static let comfort = 4

  /// Whether there is room for another visit.
  package var room: StorageRoom { free < needed ? .short : free < needed * Self.comfort ? .low : .enough }
}

extension Runner {
  /// How often the room on the disk is looked at while there is enough, and while there is not, in milliseconds.
  private static let spacePause = (enough: 600_000, less: 60_000)

  /// Looks how much room is left where the store lies: at the start, when a visit begins or has ended, and from time to time.
  func lookAtSpace() {
    let mailbox = mailbox
    let space = environment.space
    environment.executor.run(on: .store) { mailbox.post(.space(space())) }
  }

  /// The machine hears when there is more or less room; a disk that cannot be asked is left to what is written to it.
  func take(_ space: StorageSpace?) {
    if facts.freeMegabytes != space?.free { needsDrawing = true }
    facts.freeMegabytes = space?.free
    facts.neededMegabytes = space?.needed ?? 0
    let room = space?.room ?? .enough
    let pause = room == .enough ? Self.spacePause.enough : Self.spacePause.less
    if environment.watchesSpace { timetable.set(.space, at: environment.clocks.now() + pause) }
    guard room != box.storageRoom else { return }
    log.notice("room on the disk", metadata: ["ROOM": "\(room.rawValue)", "MEGABYTES": "\(space?.free ?? 0)"])
    handle(.storageRoom(room))
  }
}
