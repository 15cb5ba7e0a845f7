import Devices
import Renewal
import Screens

/// The box's own place: what people there see, hear and press.
final class Console {
  private let shared: LoopContext
  private let machine: Machine
  private let display: any Display
  /// What drawings need besides the box.
  private(set) var context: ScreenContext
  /// The screen that is pressed, in the terminal's own cells.
  private let touch: TouchScreen?
  private var drawing: Drawing?
  private var needsDrawing = true
  /// The question that is on the screen.
  private var shownPlace: ScreenPlace
  /// The second of a wait that was drawn last.
  private var secondDrawn: Int?
  /// The minute of a wait for somebody of staff that was drawn last.
  private var minuteDrawn: Int?
  /// Since when the box has been in its state, in the clock's milliseconds.
  private var stateSince: Int
  private var speech: Speech
  /// Whether somebody pressed or read something since the screen was drawn: then it answers that.
  private var isAnswering = false
  /// What the keys did last.
  private var keys = KeyGuard<ScreenPlace>()
  /// The two keys of whoever has no more.
  private var twoKeys: TwoKeys
  /// What people typed and was not taken yet.
  private var typed: [TypedInput] = []
  /// Whether the terminal is gone.
  private(set) var isHungUp = false
  /// Whether a rehearsal has screen and keys.
  private var isLent = false

  init(_ shared: LoopContext, _ machine: Machine, _ display: any Display, _ context: ScreenContext) {
    self.shared = shared
    self.machine = machine
    self.display = display
    self.context = context
    touch = context.touch
    shownPlace = ScreenPlace(machine.box)
    twoKeys = TwoKeys(machine.box.policy.twoKeys)
    speech = Speech(hasSounds: machine.box.policy.hasSounds)
    stateSince = shared.now
  }

  /// Becomes readable when somebody typed.
  var descriptor: Int32 { display.descriptor }

  private var box: Box { machine.box }

  // MARK: Times

  /// When something at the console falls due, in the clock's milliseconds.
  var deadline: Int? {
    if isLent { return nil }
    var moments = [display.deadline, keys.deadline].compactMap { $0 }
    if Screens.showsCountdown(box), shared.timers.moment(of: .warning) != nil {
      moments.append(shared.now / 1000 * 1000 + 1000)
    }
    if Screens.showsPassing(box) { moments.append(stateSince + (secondsInState + 1) * 1000) }
    // Past the moment at which a minute less is left.
    if let minutesLeft, let end = staffMoment { moments.append(end - (minutesLeft - 1) * 60_000) }
    return moments.min()
  }

  /// When nobody of staff is waited for any more, while the citizen reads so.
  private var staffMoment: Int? {
    guard case .visit = box.state else { return nil }
    return shared.timers.moment(of: .staff)
  }

  private var minutesLeft: Int? { staffMoment.map { max(1, ($0 - shared.now + 59_999) / 60_000) } }

  private var secondsInState: Int { max(0, shared.now - stateSince) / 1000 }

  /// The box is no longer what it was, by an event or because a transition was taken back.
  func boxChanged(from before: Box, by event: Event?) {
    if box.state != before.state { stateSince = shared.now }
    planInvitation(before)
    if event == nil || box.looksOtherwise(than: before) { setNeedsDrawing() }
  }

  // MARK: Keys

  /// Takes what was typed, as far as no transition is being written.
  func takeInputs() {
    guard !machine.isWriting, !isLent else { return }
    let now = shared.now
    let inputs = display.inputs(now: now)
    // Whoever presses another key has let go of the one that waits, and means what that one brings.
    let waited = inputs.lazy.compactMap(\.key).first.flatMap { keys.proven(by: $0) }
    typed += inputs.map { TypedInput(input: $0, at: now, place: waited == nil ? shownPlace : nil) }
    deliver(waited)
    while !machine.isWriting, let next = typed.first {
      if let key = next.input.key, let waited = keys.proven(by: key) {
        deliver(waited)
      } else {
        typed.removeFirst()
        inputTyped(next)
      }
    }
    if typed.isEmpty { typed = [] }
  }

  private func inputTyped(_ typed: TypedInput) {
    let place = typed.place ?? ScreenPlace(box)
    if typed.place == nil {
      for next in self.typed.indices where self.typed[next].place == nil { self.typed[next].place = place }
    }
    switch typed.input {
    case .key(let key): press(key, at: typed.at, meantFor: place)
    case .press(let position):
      if let key = drawing?.screen.key(at: position) { press(key, at: typed.at, meantFor: place) }
    case .scan(let scan):
      isAnswering = true
      machine.handle(.scan(scan))
    case .resized: needsDrawing = true
    case .hungUp: isHungUp = true
    }
  }

  /// Gives the machine a key, unless it is only held or bounced, or was meant for another question than the one that is there now.
  private func press(_ key: Key, at moment: Int, meantFor place: ScreenPlace) {
    let there = ScreenPlace(box) == place ? place : nil
    switch keys.judge(key, at: moment, on: there, twoKeys.weight(of: key, on: box), box.keyTimes) {
    case .counts: take(key)
    case .waits, .dropped: break
    }
  }

  /// Gives the machine a key that has waited long enough, if there is one.
  func takeWaitingKey() { deliver(keys.due(at: shared.now)) }

  /// Gives the machine a key that waited, as often as it was struck, while it still does what it did.
  private func deliver(_ waited: KeyGuard<ScreenPlace>.Waiting?) {
    guard let waited else { return }
    for _ in 0..<waited.count
    where waited.place == ScreenPlace(box) && twoKeys.weight(of: waited.key, on: box) <= waited.weight {
      take(waited.key)
    }
  }

  private func take(_ key: Key) {
    isAnswering = true
    let before = twoKeys
    let taken = twoKeys.take(key, on: box)
    if twoKeys != before { setNeedsDrawing() }
    guard let taken else { return noticeWalker() }
    let (state, intent) = (box.state, box.offers.taking(taken)?.intent)
    machine.handle(.key(taken))
    // What is said once more is the answer.
    if intent == .speakAgain { return isAnswering = false }
    guard box.state == state || box.state.visit?.answer == .key else { return }
    // A key that did nothing is heard to have come, and what is said about it once more; one that is tried again is only told again.
    if intent != .tryKey { display.ringBell() }
    setNeedsDrawing()
  }

  /// The key that has the focus of the two keys; nothing where the screen is not walked, or nothing has it yet.
  var walkedFocus: Key? { twoKeys.focus(on: box) }

  /// Whoever walks the screen is there, though the box gets no key of it.
  private func noticeWalker() {
    if case .visit(let visit) = box.state, let id = box.pending.timers[.idle] {
      shared.set(.timer(id, .idle), in: visit.span(.idle, box.policy).count)
    }
    if let id = box.pending.timers[.session] {
      shared.set(.timer(id, .session), in: box.policy.waits[.session].count)
    }
  }

  /// Throws away keys that were typed for the screen before.
  func discardTyped() {
    typed.removeAll { held in
      switch held.input {
      case .key, .press: true
      case .scan, .resized, .hungUp: false
      }
    }
    for input in display.discardTyped(now: shared.now) {
      if case .hungUp = input { isHungUp = true }
    }
  }

  // MARK: Drawing

  /// What is on the screen may look otherwise now.
  func setNeedsDrawing() { needsDrawing = true }

  /// Draws when something changed, and never before it is on disk; tells whether it did. A technician reads `maintenance`.
  func draw(maintenance: MaintenanceFacts?) -> Bool {
    let isSecondOver = Screens.showsPassing(box) && secondsInState != secondDrawn
    if Screens.showsCountdown(box) || isSecondOver { needsDrawing = true }
    let minutesLeft = minutesLeft
    if minutesLeft != minuteDrawn { needsDrawing = true }
    guard needsDrawing, !machine.isWriting, !isLent else { return false }
    needsDrawing = false
    minuteDrawn = minutesLeft
    context.minutesLeft = minutesLeft
    let scale = display.enlarge(Screens.isEnlarged(box))
    context.touch = touch?.enlarged(by: scale)
    context.size = display.size
    context.capabilities = display.capabilities
    context.secondsLeft = shared.timers.moment(of: .warning).map { max(0, ($0 - shared.now + 999) / 1000) }
    context.secondsWaited = Screens.showsPassing(box) ? secondsInState : nil
    context.maintenance = maintenance
    context.walked = twoKeys.isWalking(box) ? WalkedFocus(twoKeys.focus(on: box)) : nil
    context.demonstration = shared.environment.practice?.hint ?? context.demonstration
    let next = Screens.drawing(of: box, in: context, over: drawing.take())
    display.draw(next.screen, theme: Screens.theme(for: box, in: context), changed: next.changedRows)
    shownPlace = ScreenPlace(box)
    secondDrawn = context.secondsWaited
    speak(next)
    drawing = next
    return true
  }

  /// What a desk sees of the screen: facts that somebody at the box had shown are for who stands there.
  func watched(on desk: Size) -> Grid? {
    let isCovered = if case .attended(let attended) = box.state { attended.showsFacts } else { false }
    guard let own = drawing?.screen.grid, isCovered || own.size.columns > desk.columns else {
      return drawing?.screen.grid
    }
    let there = context.elsewhere(Screens.watchedSize(of: own.size, on: desk))
    return Screens.drawing(of: box.covered, in: there).screen.grid
  }

  /// The receipt that a command prints; at a demonstration its screen shows it, too.
  func paper(for command: DeviceCommand) -> [ReceiptElement] {
    guard case .print(let receipt) = command else { return [] }
    let place = box.policy.placeName(receipt.pickUpPlace, in: receipt.language)
    let now = shared.environment.clocks.wall()
    let moment = now.date.map { WeekHours.Moment(date: $0, minute: now.minute) }
    let paper = Screens.paper(of: receipt, at: moment, place: place, in: context)
    if context.demonstration != nil { context.paper = paper }
    return paper
  }

  /// Overwrites what a visit left here: the voice, the screen's own copy, and what was typed.
  func wipe() {
    tellVoice(.wiped)
    display.forget()
    drawing = nil
    twoKeys = TwoKeys(twoKeys.wiring)
    context.paper = []
    discardTyped()
  }

  // MARK: Lending

  /// Lets somebody else draw and read keys here, beginning with nothing of what is there.
  func lend<Borrower>(to make: (any Display, ScreenContext) -> Borrower) -> Borrower {
    wipe()
    isLent = true
    return make(display, context)
  }

  /// Draws and reads keys here again, and leaves nothing there of who did meanwhile.
  func takeBack() {
    isLent = false
    wipe()
    setNeedsDrawing()
  }

  // MARK: The voice

  /// Tells the voice's protocol something, and does what it asks for.
  func tellVoice(_ event: Speech.Event) {
    for effect in speech.handle(event) {
      switch effect {
      case .say(let phrases, let presentation, let number, let isPatient):
        let mailbox = shared.mailbox
        shared.environment.voice.say(
          phrases, presentation, isPatient: isPatient, began: { mailbox.post(.speaking(number, sentence: $0)) },
          ended: { mailbox.post(.spoken(number, $0)) })
      case .hush: shared.environment.voice.hush()
      case .ringBell: display.ringBell()
      case .restartIdle(let id, let span): shared.set(.timer(id, .idle), in: span.count)
      case .endIdle(let id): machine.handle(.timer(id))
      }
    }
  }

  /// The time until an invitation runs while nobody is at the box; whoever comes is not talked to by it any more.
  private func planInvitation(_ before: Box) {
    guard let pause = box.policy.invitation else { return }
    switch (before.state, box.state) {
    case (.welcome, .welcome): break
    case (_, .welcome): shared.set(.invitation, in: pause.count)
    case (.welcome, _): shared.environment.voice.hush()
    default: break
    }
  }

  /// Tells that the box reads aloud, if nobody is at it; the next time is planned when nobody is again.
  func invite() {
    guard let pause = box.policy.invitation, case .welcome = box.state else { return }
    shared.set(.invitation, in: pause.count)
    let phrases = Screens.invitation(of: box, in: context)
    guard !phrases.isEmpty, !speech.isSpeaking else { return }
    let mailbox = shared.mailbox
    shared.environment.voice.say(
      phrases, Presentation(language: Screens.language(of: box)), isPatient: true, began: { _ in },
      ended: { mailbox.post(.invited($0)) })
  }

  /// Says the screen once more.
  func speakAgain() {
    // Whom a closed box speaks to has chosen nothing.
    let listener = box.state.visit?.presentation ?? Presentation(language: Screens.language(of: box))
    tellVoice(.wantedAgain(drawing?.narration(to: Hearing(listener)) ?? Narration(), listener))
  }

  /// Says what the screen says, and to whom; where nobody hears it, nobody need know what it would say.
  private func speak(_ drawing: Drawing) {
    // Whether it shall be read aloud is asked aloud: who cannot read the question could not say yes.
    let presentation = box.state.visit.flatMap { visit in
      let isWanted = visit.presentation.isSpoken || visit.step == .language(.speech)
      return isWanted && box.policy.speaks(visit.presentation.language) ? visit.presentation : nil
    }
    let isHeard = presentation != nil || speech.isSpeaking
    let drawn = Speech.Drawing(
      narration: isHeard ? drawing.narration(to: Hearing(presentation)) : Narration(), isAside: drawing.isAside,
      reminder: drawing.reminder,
      isAnswer: isAnswering)
    isAnswering = false
    let isConcerned = presentation != nil || speech.isListenedTo
    let turn = isConcerned ? Screens.turn(of: box, isHeard: presentation != nil, in: context) : nil
    tellVoice(.drawn(drawn, to: presentation, turn: turn))
  }
}

extension Box {
  /// Whether a screen may look otherwise than before: the state, or what staff and the welcome screen read beside it.
  fileprivate func looksOtherwise(than before: Box) -> Bool {
    state != before.state || flags != before.flags || devices != before.devices || paper != before.paper
      || outOfService != before.outOfService || hours != before.hours || date != before.date
  }
}

/// What somebody typed.
private struct TypedInput {
  /// The input.
  let input: DisplayInput
  /// When it came.
  let at: Int
  /// The question that was on the screen; nothing for the one that a key just before brings.
  var place: ScreenPlace?
}

extension DisplayInput {
  /// The key, when it is one of the keyboard's.
  fileprivate var key: Key? {
    switch self {
    case .key(let key): key
    case .scan, .press, .resized, .hungUp: nil
    }
  }
}
