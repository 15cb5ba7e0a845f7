import Renewal
import Screens

/// A desk as the loop keeps it: its machine, its terminal, what it was shown, and what its keys mean.
struct DeskSeat {
  /// The number of the Unix user who sits there.
  let user: Int
  private(set) var desk: Desk
  private let terminal: DeskTerminal
  private var size: Size
  /// The last drawing, for presses of a mouse and to draw and send only what is new.
  private var drawing: Drawing?
  /// The last picture that was sent.
  private var shown: DeskPicture?
  /// The number of the last drawing.
  private var number = 0
  /// What the keys at this desk did last.
  private var keys = KeyGuard<DeskPlace>()
  /// What the keys at this desk mean now.
  private var place: DeskPlace
  /// The first drawing that shows it: keys pressed at an earlier one were meant for something else.
  private var placeSince = 1
  /// The number of the last question to the accounts.
  private(set) var question = 0
  /// Whether a drawing must be sent even if it looks the same, because its number tells what was seen.
  private var mustShow = true
  /// The flags it was told of; nothing before the first time.
  private var told: Set<FlagMark>?

  init(_ id: DeskID, _ terminal: DeskTerminal, user: Int, _ box: Box) {
    desk = Desk(id: id)
    self.user = user
    self.terminal = terminal
    size = terminal.size
    place = DeskPlace(desk, box)
  }

  /// Changes the desk's machine; what it asks for.
  mutating func change(_ change: (inout Desk) -> [DeskEffect]) -> [DeskEffect] { change(&desk) }

  /// The box did not do what the desk asked.
  mutating func refuse(_ why: DeskRefusal) { desk.hear(why) }

  // MARK: The accounts

  /// Another question to the accounts, with its number.
  mutating func ask() -> Int {
    question += 1
    return question
  }

  /// Whether the accounts' answer is still wanted.
  var isChecking: Bool {
    switch desk.state {
    case .logIn(let logIn), .helping(_, _, .work(.secondPerson(_, _, let logIn))): logIn.isChecking
    case .queue, .helping, .gone: false
    }
  }

  // MARK: Keys

  /// When a key has waited long enough, in the clock's milliseconds.
  var keyDeadline: Int? { keys.deadline }

  /// The key that waited, when another proves that it was let go of.
  mutating func proven(by key: Key) -> KeyGuard<DeskPlace>.Waiting? { keys.proven(by: key) }

  /// The key that has waited long enough, if any.
  mutating func due(at now: Int) -> KeyGuard<DeskPlace>.Waiting? { keys.due(at: now) }

  /// Whether a key counts now: not when it is only held or bounced, or was pressed at a drawing on which it meant something else.
  mutating func counts(_ key: Key, seen: Int, at now: Int, _ box: Box) -> Bool {
    let there = seen >= placeSince ? place : nil
    let desk = desk  // What the guard asks meanwhile must not be of the seat that it changes.
    return keys.judge(key, at: now, on: there, desk.weight(of: key, box), box.policy.keys) == .counts
  }

  /// Whether a key that waited still does what it did.
  func isStillMeant(_ waited: KeyGuard<DeskPlace>.Waiting, _ box: Box) -> Bool {
    place == waited.place && desk.weight(of: waited.key, box) <= waited.weight
  }

  /// The key that is drawn at a position.
  func key(at position: Position) -> Key? { shown?.screen.key(at: position) }

  // MARK: What it shows

  /// The terminal has another size.
  mutating func resize(to size: Size) { self.size = size.clamped }

  /// Follows what became of the box.
  mutating func follow(_ box: Box) {
    desk.follow(box)
    let place = DeskPlace(desk, box)
    guard place != self.place else { return }
    self.place = place
    placeSince = number + 1
    mustShow = true
  }

  /// The flags that wait; nothing when it was told of them, else whether one of them is new to it.
  mutating func flagsChanged(to marks: Set<FlagMark>) -> Bool? {
    guard marks != told else { return nil }
    defer { told = marks }
    return told.map { !marks.subtracting($0).isEmpty } ?? false
  }

  /// The next drawing; nothing when it looks as before. `context` is the box's own; `citizen` draws the citizen's screen for a desk of a size.
  mutating func draw(
    _ box: Box, in context: ScreenContext, ages: [Int?], day: DayFacts?, citizen: (Size) -> Grid?
  ) -> DeskPicture? {
    var own = context.elsewhere(size)
    own.capabilities = terminal.capabilities
    own.contrast = terminal.contrast
    // Pictures cross the socket for the claimed case alone.
    if !box.hasClaim(desk.id) { own.pictures = NoPictures() }
    own.secondsLeft = nil
    own.secondsWaited = nil
    own.minutesLeft = nil
    let context = DeskContext(screen: own, ages: ages, day: day, citizen: isWatching(box) ? citizen(size) : nil)
    let drawing = Screens.drawing(of: desk, box, in: context, over: drawing.take())
    self.drawing = drawing
    let theme = Screens.theme(for: desk, in: context).name
    guard mustShow || shown?.screen != drawing.screen || shown?.theme != theme else { return nil }
    number += 1
    mustShow = false
    let picture = DeskPicture(number: number, screen: drawing.screen, theme: theme)
    shown = picture
    return picture
  }

  /// Whether it watches the case that it has claimed.
  private func isWatching(_ box: Box) -> Bool {
    guard desk.isWatching, case .helping(_, let workItem, _) = desk.state, workItem != .box else { return false }
    return box.claim(of: workItem)?.desk == desk.id
  }
}

extension Box {
  /// Whether a desk has claimed something.
  func hasClaim(_ desk: DeskID) -> Bool { workItem(claimedBy: desk) != nil }

  /// What a desk has claimed: the visit, or else the box itself.
  func workItem(claimedBy desk: DeskID) -> WorkItem? {
    [state.visit.map { WorkItem.visit($0.number) }, .box].compactMap { $0 }.first { claim(of: $0)?.desk == desk }
  }

  /// Who of staff is logged in at the box itself.
  var staffHere: StaffSession? {
    switch state {
    case .attended(let attended): attended.session
    case .maintenance(let maintenance): maintenance.session
    case .closed, .welcome, .visit, .logIn: nil
    }
  }
}
