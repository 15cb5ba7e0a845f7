package import Renewal
import Screens

/// A desk as the loop keeps it: its machine, its terminal, and what it was shown.
struct DeskSeat {
  var desk: Desk
  /// The number of the Unix user who sits there.
  let user: Int
  var terminal: DeskTerminal
  var size: Size
  /// The last drawing, for presses of a mouse and to send only what is new.
  var shown: DeskPicture?
  /// The number of the last drawing.
  var number = 0
  /// What the keys at this desk did last.
  var keys = KeyGuard<DeskPlace>()
  /// What the keys at this desk mean now.
  var place: DeskPlace
  /// The first drawing that shows it: keys pressed at an earlier one were meant for something else.
  var placeSince = 1
  /// The number of the last question to the accounts.
  var question = 0
  /// Whether a drawing must be sent even if it looks the same, because its number tells what was seen.
  var mustShow = true
  /// The flags it was told of.
  var told: Set<FlagMark> = []

  init(_ id: DeskID, _ terminal: DeskTerminal, user: Int, _ box: Box) {
    desk = Desk(id: id)
    self.user = user
    self.terminal = terminal
    size = terminal.size
    place = DeskPlace(desk, box)
  }

  /// Whether the accounts' answer is still wanted.
  var isChecking: Bool {
    switch desk.state {
    case .logIn(let logIn), .helping(_, _, .work(.secondPerson(_, _, let logIn))): logIn.isChecking
    case .queue, .helping, .gone: false
    }
  }
}

/// One flag among those of the queue, to tell a new one from one that was there and is only brought up to date.
package struct FlagMark: Hashable, Sendable {
  private let workItem: WorkItem
  private let code: FlagCode
  private let device: Device?
  private let about: CaseNumber?
  private let payment: Payment?

  /// The mark of an entry of the queue.
  package init(_ entry: QueueEntry) { self.init(entry.flag, of: entry.workItem) }

  /// The mark of a flag and of what it is about.
  package init(_ flag: Flag, of workItem: WorkItem) {
    self.workItem = workItem
    code = flag.code
    device = flag.device
    about = flag.about
    payment =
      switch flag.holding {
      case .moneyOpen(let payment): payment
      case .nothing, .documentInReader, .owes: nil
      }
  }
}

/// What keys mean at a desk: an action's number is taken only when it was pressed at a drawing of the very flag it is about.
struct DeskPlace: Hashable {
  private enum Meaning: Hashable {
    case logIn
    case queue([FlagMark])
    case flag(FlagMark?)
    case guidance(WorkItem)
    case note(WorkItem)
    case secondPerson(FlagCode, StaffAction)
    case learned(FlagCode, StaffAction)
    case gone
  }

  private let meaning: Meaning

  init(_ desk: Desk, _ box: Box) {
    meaning =
      switch desk.state {
      case .logIn: .logIn
      case .gone: .gone
      case .queue: .queue(box.queue.map(FlagMark.init))
      case .helping(_, let workItem, let page): Self.meaning(of: page, workItem, box)
      }
  }

  private static func meaning(of page: Desk.Page, _ workItem: WorkItem, _ box: Box) -> Meaning {
    switch page {
    case .work(.flag(let place)):
      let flags = box.flags(of: workItem)
      return .flag(flags.indices.contains(place) ? FlagMark(flags[place], of: workItem) : nil)
    case .work(.note): return .note(workItem)
    case .guidance, .watching: return .guidance(workItem)
    case .work(.secondPerson(let code, let action, _)): return .secondPerson(code, action)
    case .work(.learned(let code, let action, _)): return .learned(code, action)
    }
  }
}
