import Cases
import Logging
import PassportRules
import Renewal

/// The date and the hours, as the machine hears of them, and whether the clock that tells them can be believed.
final class CivilTime {
  private let shared: LoopContext
  private let machine: Machine
  private var drift = ClockDrift()

  init(_ shared: LoopContext, _ machine: Machine) {
    self.shared = shared
    self.machine = machine
  }

  /// Looks whether civil time went on as steady time did. When it did not, nobody knows the date any more that fees and ages hang on,
  /// until staff confirm it; a clock that was not to be trusted before only gets better. Tells whether it jumped.
  func watch() -> Bool {
    let clocks = shared.environment.clocks
    guard let jump = drift.look(civil: clocks.unix(), steady: clocks.now()) else { return false }
    shared.log.warning("the clock jumped", metadata: ["SECONDS": "\(jump / 1000)"])
    if machine.box.date != nil || !machine.box.isStarted { machine.handle(.clockDoubted) }
    return true
  }

  /// A clock that contradicts the journal is doubted before anything hangs on it.
  func compare(with snapshot: RecoverySnapshot) {
    guard snapshot.isClockDoubted else { return }
    shared.log.warning("the clock contradicts the journal, or was doubted before; staff confirm the date")
    machine.handle(.clockDoubted)
  }

  /// The civil time now.
  func read() -> WallTime { shared.environment.clocks.wall() }

  /// Tells the machine the date; whether it is another one.
  func tellDate(_ date: CivilDate?) -> Bool {
    guard date != machine.box.date else { return false }
    machine.handle(.date(date))
    return true
  }

  /// Tells the machine who is here, when that changed: an officer is here in an officer's hours, and whenever one is logged in at a
  /// desk.
  func tellHours(_ hours: Box.Hours, officerAtDesk: Bool) {
    var now = hours
    now.hasOfficer = hours.hasOfficer || officerAtDesk
    if now != machine.box.hours { machine.handle(.hours(now)) }
  }
}
