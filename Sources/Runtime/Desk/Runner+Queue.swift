import Cases
import Renewal
import Screens

extension Runner {
  /// Minutes since each entry of the queue was raised.
  var ages: [Int?] {
    let now = environment.clocks.now()
    return box.queue.map { flagAges.minutes(of: FlagMark($0), now: now) }
  }

  /// Remembers when the flags were raised that were open at the start; the store's times are Unix time.
  func remember(_ standing: RecoverySnapshot) {
    let now = environment.clocks.now()
    let unix = environment.clocks.unix()
    for queued in standing.openFlags {
      flagAges.remember(
        FlagMark(queued.flag, of: .box), raisedAt: now - max(0, unix - queued.raisedAt), now: now)
    }
  }

  /// Notes when a flag is seen first, and forgets those that are gone.
  func noteFlags() {
    flagAges.note(box.queue.map(FlagMark.init), now: environment.clocks.now())
  }

  /// Tells a desk how many flags wait, and rings when one of them is new to it.
  func tellFlags(_ id: DeskID, isFirst: Bool) {
    guard let seat = seats[id] else { return }
    let marks = Set(box.queue.map(FlagMark.init))
    guard isFirst || marks != seat.told else { return }
    seats[id]?.told = marks
    let isNew = !isFirst && !marks.subtracting(seat.told).isEmpty
    environment.desks.tell(.flags(count: box.queue.count, isNew: isNew), to: id)
  }

  /// Ages advance only while somebody sees them.
  func planAges() {
    guard !seats.isEmpty, !box.queue.isEmpty else { return timetable.remove(.ages) }
    if !timetable.has(.ages) { timetable.set(.ages, at: environment.clocks.now() + Self.ageStep) }
  }

  // MARK: Drawing

  /// Draws what changed at the desks; never before what it tells is on disk.
  func drawDesks() {
    guard deskNeedsDrawing, !turns.isWriting else { return }
    deskNeedsDrawing = false
    for id in seats.keys { tellFlags(id, isFirst: false) }
    planAges()
    let ages = ages
    for (id, seat) in seats.sorted(by: { $0.key < $1.key }) { draw(seat, id, ages) }
  }

  private func draw(_ seat: DeskSeat, _ id: DeskID, _ ages: [Int?]) {
    var own = context
    own.size = seat.size
    own.capabilities = seat.terminal.capabilities
    own.contrast = seat.terminal.contrast
    // Pictures cross the socket for the claimed case alone.
    if !hasClaim(id) { own.pictures = NoPictures() }
    own.secondsLeft = nil
    own.secondsWaited = nil
    let context = DeskContext(screen: own, ages: ages, citizen: isWatching(seat.desk) ? watched : nil)
    let drawing = Screens.draw(seat.desk, box, in: context)
    let theme = Screens.theme(for: seat.desk, in: context).name
    guard seat.mustShow || seat.shown?.screen != drawing || seat.shown?.theme != theme else { return }
    let picture = DeskPicture(number: seat.number + 1, screen: drawing, theme: theme)
    seats[id]?.number = picture.number
    seats[id]?.shown = picture
    seats[id]?.mustShow = false
    environment.desks.show(picture, at: id)
  }

  /// What a desk sees of the screen: facts that somebody at the box had shown are for who stands there.
  private var watched: Grid? {
    guard case .attended(let attendance) = box.state, attendance.showsFacts else { return screen?.grid }
    return Screens.draw(box.covered, in: context).grid
  }

  /// Whether a desk watches the case that it has claimed.
  private func isWatching(_ desk: Desk) -> Bool {
    guard case .helping(_, let workItem, .watching) = desk.state, workItem != .box else { return false }
    return box.claim(of: workItem)?.desk == desk.id
  }
}
