/// A member of staff's desk: a terminal elsewhere that is connected to this box, as a machine of its own.
///
/// It draws from its own state and the box's; what it wishes goes to the box as a `DeskEvent`.
package struct Desk: Hashable, Sendable {
  /// What is on the desk's screen.
  package enum State: Hashable, Sendable {
    /// Nobody is logged in.
    case logIn(LogIn)
    /// The queue, with the chosen place in it.
    case queue(StaffSession, place: Int)
    /// A claimed work item.
    case helping(StaffSession, WorkItem, Page)
    /// The connection ends.
    case gone
  }

  /// What is shown of a claimed work item.
  package enum Page: Hashable, Sendable {
    /// The work item's flags.
    case work(FlagWork)
    /// The messages to the citizen.
    case guidance
    /// The citizen's screen as it is now, and the messages.
    case watching
  }

  /// Something to tell the member of staff once.
  package enum Notice: Hashable, Sendable {
    /// The box did not do it.
    case refused(DeskRefusal)
    /// What was claimed is over, and not by what was done here.
    case over
    /// What was done here has happened.
    case done(Deed)
    /// The camera was asked for a fresh picture.
    case takingFrame
    /// The message was shown at the box.
    case guided(Guidance)
    /// What happened to the account since its owner was here last.
    case news(AccountNews)
    /// The key means nothing here.
    case noSuchKey
  }

  /// What is done at a desk and then has happened.
  package enum Deed: Hashable, Sendable {
    /// Staff acted on a flag, which is over.
    case acted(StaffAction.Kind)
    /// What was claimed is anybody's again.
    case released
  }

  /// What the box was asked for that ends a flag or a claim.
  enum Wish: Hashable, Sendable {
    case act(Flag, StaffAction)
    case release

    /// Whether it has happened while the claim goes on, whose open flags these are.
    func hasHappened(to flags: [Flag], of box: Box) -> Bool {
      switch self {
      case .act(_, .takeOutOfService(_)): box.outOfService != nil
      case .act(let flag, _): !flags.contains(flag)
      case .release: false
      }
    }

    /// What it is once it has happened.
    var done: Deed {
      switch self {
      case .act(_, let action): .acted(action.kind)
      case .release: .released
      }
    }
  }

  /// Which connection it is.
  package let id: DeskID
  /// What is on the screen.
  package internal(set) var state: State = .logIn(LogIn()) {
    // What its keys do goes with a page.
    didSet { if state != oldValue { keyList = KeyList() } }
  }
  /// The language of its screens, once somebody there has chosen one; else the box's own.
  package internal(set) var language: Language?
  /// What the keys of the page do.
  package internal(set) var keyList = KeyList()
  /// Something to tell once.
  package internal(set) var notice: Notice? { didSet { queueOfNotice = nil } }
  /// The queue at which the notice was told: it is not true of another one. Nothing until that is known.
  var queueOfNotice: [QueueEntry]?
  /// What was asked for last, until it is seen what became of it.
  var wish: Wish?

  /// A desk that was just connected.
  package init(id: DeskID) { self.id = id }

  /// A desk in a given state, for pictures of screens.
  package init(id: DeskID, state: State, notice: Notice? = nil) {
    self.id = id
    self.state = state
    self.notice = notice
  }

  /// This desk with its page instead of what the keys there do.
  package var withoutKeys: Desk {
    var desk = self
    desk.keyList = KeyList()
    return desk
  }

  /// Whether the citizen's screen is on its own.
  package var isWatching: Bool {
    if case .helping(_, _, .watching) = state { !keyList.isShown } else { false }
  }

  /// Whether the queue is on the screen.
  package var isAtQueue: Bool { if case .queue = state { true } else { false } }

  /// Who is logged in.
  package var session: StaffSession? {
    switch state {
    case .logIn, .gone: nil
    case .queue(let session, _), .helping(let session, _, _): session
    }
  }
}

/// What a desk's machine wants done.
package enum DeskEffect: Hashable, Sendable {
  /// Check a number and a PIN; the answer comes back to `Desk.hear`.
  case logIn(StaffID, pin: String)
  /// Replace a PIN that is right by one that its owner chose; the answer comes back to `Desk.hear`.
  case changePIN(StaffID, pin: String, to: String)
  /// Ask the box, for whom is logged in.
  case ask(DeskEvent)
}
