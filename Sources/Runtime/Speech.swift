package import Renewal
package import Screens

/// What is said and when, and what it does to the citizen's time: the voice's protocol, without a voice or a clock.
///
/// What a screen says is said when it says something else than the one before; a countdown's moments are told besides, so that what is
/// said is not begun anew each second. While the box speaks nobody is asked whether somebody is here: the citizen's time begins at the
/// end of what was said. The end of something that was cut off changes nothing.
package struct Speech: Hashable, Sendable {
  /// What a drawing tells by ear.
  package struct Drawing: Hashable, Sendable {
    /// What the screen says.
    package var sentences: [String] = []
    /// Whether it is a page of staff's over the citizen's.
    package var isAside = false
    /// The moment of a countdown that it is.
    package var reminder: Reminder?

    /// A drawing that says that.
    package init(sentences: [String] = [], isAside: Bool = false, reminder: Reminder? = nil) {
      self.sentences = sentences
      self.isAside = isAside
      self.reminder = reminder
    }
  }

  /// What happened.
  package enum Event: Hashable, Sendable {
    /// A screen was drawn: for whom it is spoken, if for anybody, and what is said first when it is the citizen's again.
    case drawn(Drawing, to: Presentation?, handedBack: String?)
    /// The citizen wants to hear the screen once more, or for once: what it says.
    case wantedAgain([String], Presentation)
    /// What was said with that number is said, or was cut off.
    case ended(Int)
    /// The citizen's time runs.
    case idleStarted(TimerID, Milliseconds)
    /// A timer was stopped.
    case timerStopped(TimerID)
    /// The citizen's time is over.
    case idleFired(TimerID)
    /// The visit is over: nothing of it is said any more.
    case wiped
  }

  /// What to do.
  package enum Effect: Hashable, Sendable {
    /// Say sentences, and tell their end with that number.
    case say([String], Presentation, number: Int)
    case hush
    case ringBell
    /// Let the citizen's time begin anew.
    case restartIdle(TimerID, Milliseconds)
    /// Tell the machine that the citizen's time is over.
    case endIdle(TimerID)
  }

  private struct Idle: Hashable {
    let id: TimerID
    let span: Milliseconds
  }

  private var drawn = Drawing()
  /// Counted up with what is said or cut off.
  private var number = 0
  /// Whether something is being said.
  private(set) package var isSpeaking = false
  private var idle: Idle?

  /// Nothing was drawn yet.
  package init() {}

  /// Takes an event, and says what to do, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .drawn(let drawing, let presentation, let handedBack):
      return draw(drawing, presentation, handedBack: handedBack)
    case .wantedAgain(let sentences, let presentation):
      drawn.sentences = sentences
      return say(sentences, presentation)
    case .ended(let ended):
      guard ended == number, isSpeaking else { return [] }
      isSpeaking = false
      return idle.map { [.restartIdle($0.id, $0.span)] } ?? []
    case .idleStarted(let id, let span):
      idle = Idle(id: id, span: span)
      return []
    case .timerStopped(let id):
      if idle?.id == id { idle = nil }
      return []
    case .idleFired(let id):
      guard isSpeaking, let idle, idle.id == id else {
        idle = nil
        return [.endIdle(id)]
      }
      return [.restartIdle(id, idle.span)]
    case .wiped:
      drawn = Drawing()
      return hush()
    }
  }

  private mutating func draw(
    _ drawing: Drawing, _ presentation: Presentation?, handedBack: String?
  ) -> [Effect] {
    let before = drawn
    drawn = drawing
    let reminder = drawing.reminder == before.reminder ? nil : drawing.reminder
    let bell: [Effect] = reminder == nil ? [] : [.ringBell]
    guard drawing.sentences != before.sentences else {
      guard let reminder, let presentation else { return bell }
      return bell + say(reminder.speech, presentation)
    }
    guard let presentation, !drawing.sentences.isEmpty else { return bell + hush() }
    let isTheirsAgain = before.isAside && !drawing.isAside
    return bell + say((isTheirsAgain ? handedBack.map { [$0] } ?? [] : []) + drawing.sentences, presentation)
  }

  private mutating func say(_ sentences: [String], _ presentation: Presentation) -> [Effect] {
    guard !sentences.isEmpty else { return [] }
    number += 1
    isSpeaking = true
    return [.say(sentences, presentation, number: number)]
  }

  private mutating func hush() -> [Effect] {
    number += 1
    isSpeaking = false
    return [.hush]
  }
}
