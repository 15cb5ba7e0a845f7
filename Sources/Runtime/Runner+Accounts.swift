import Cases
import Logging
import Renewal

extension Runner {
  /// Has the accounts look at a number and a PIN that were typed somewhere, or take a PIN of the owner's in its place; what cannot be
  /// looked at is answered as such.
  func askAccounts(
    _ staff: StaffID, _ pin: String, own: String? = nil, from source: LogInSource,
    _ reply: @escaping @Sendable (AccountsAnswer) -> LoopMessage
  ) {
    let mailbox = mailbox
    let log = log
    guard let store else { return mailbox.post(reply(.unavailable)) }
    environment.executor.run(on: .accounts) {
      do throws(StoreError) {
        let answer =
          if let own {
            try store.changePIN(staff, pin: pin, to: own, from: source)
          } else {
            try store.logIn(staff, pin: pin, from: source)
          }
        if answer == .untrusted {
          log.critical("the row of an account was changed past the program")
          mailbox.post(.event(.recordsDiffer))
        }
        mailbox.post(reply(answer))
      } catch {
        log.error("the accounts cannot be read", metadata: ["REASON": "\(error)"])
        mailbox.post(reply(.unavailable))
      }
    }
  }

  /// How often whoever is logged in is looked at, in milliseconds: who changes accounts mostly tells the box, but cannot always.
  private static let sessionPause = 60_000

  /// Looks from time to time, as long as somebody is logged in.
  func watchSessions() {
    guard !sessions.isEmpty else { return timetable.remove(.sessions) }
    guard !timetable.has(.sessions) else { return }
    timetable.set(.sessions, at: environment.clocks.now() + Self.sessionPause)
  }

  /// Accounts may have been changed beside the box: looks who of those logged in may do nothing any more.
  func lookAtSessions() {
    watchSessions()
    guard let store else { return }
    let staff = Set(sessions.map(\.id))
    guard !staff.isEmpty else { return }
    let mailbox = mailbox
    environment.executor.run(on: .accounts) {
      for staff in (try? store.revoked(among: staff)) ?? [] { mailbox.post(.event(.revoked(staff))) }
    }
  }

  /// An account may do nothing any more: its sessions at desks end too, and what a lost desk of its owner had claimed goes back.
  func endDeskSessions(of staff: StaffID) {
    for id in seats.keys.sorted() {
      step(id) { desk, _ in
        desk.endSession(of: staff)
        return []
      }
    }
    for (id, session) in lost where session.id == staff { endLease(id) }
  }

  /// Everybody who is logged in, at the box or at a desk, or holds something from one that was lost.
  private var sessions: [StaffSession] {
    let here: StaffSession? =
      switch box.state {
      case .attended(let attendance): attendance.session
      case .maintenance(let maintenance): maintenance.session
      case .closed, .welcome, .visit, .logIn: nil
      }
    return (here.map { [$0] } ?? []) + seats.values.compactMap(\.desk.session) + lost.values
  }
}
