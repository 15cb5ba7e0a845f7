package import Renewal
package import Screens

/// What is said and when, and what it does to the citizen's time: the voice's protocol, without a voice or a clock.
///
/// A screen at another place is said from its beginning. As long as the place stays the same, only what is new is said, alone: a digit's echo, an
/// advice, an error, another focus; and afterwards what of the screen was not said to its end. A key that changes nothing is answered what the last one was. A key that is answered cuts off what is being said; a
/// screen that changes by itself waits for the end of the sentence. What the keys do is said once a visit, and with all else when
/// somebody wants it. A countdown's moments are told besides. While the box speaks nobody is asked whether somebody is here: the citizen's time
/// begins at the end of what was said. The end of something that was cut off changes nothing. Where the box has sounds, one comes before what answers
/// a key, and before what must be noticed.
package struct Speech: Hashable, Sendable {
  /// What a drawing tells by ear.
  package struct Drawing: Hashable, Sendable {
    /// What the screen says.
    package var narration: Narration
    /// Whether it is a page of staff's over the citizen's.
    package var isAside: Bool
    /// The moment of a countdown that it is.
    package var reminder: Reminder?
    /// Whether it answers a key or a reading, and did not come by itself.
    package var isAnswer: Bool

    /// A drawing that says that.
    package init(
      narration: Narration = Narration(), isAside: Bool = false, reminder: Reminder? = nil, isAnswer: Bool = false
    ) {
      self.narration = narration
      self.isAside = isAside
      self.reminder = reminder
      self.isAnswer = isAnswer
    }
  }

  /// What happened.
  package enum Event: Hashable, Sendable {
    /// A screen was drawn: for whom it is spoken, if for anybody, and what is said of that where it changes: first when the screen is the
    /// citizen's again, last to who wants to hear no more.
    case drawn(Drawing, to: Presentation?, turn: Phrase?)
    /// The citizen wants to hear the screen once more, or for once: what it says.
    case wantedAgain(Narration, Presentation)
    /// Of what is said with that number a sentence has begun, by its place.
    case began(Int, sentence: Int)
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
    /// Say phrases in place of all others, at once or after the one that is being said, and tell their end with that number.
    case say([Phrase], Presentation, number: Int, isPatient: Bool)
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
  /// For whom it is spoken.
  private var listener: Presentation?
  /// Counted up with what is said or cut off.
  private var number = 0
  /// What is being said, with that number; empty where nothing is.
  private var saying: [Phrase] = []
  /// Phrases of this place that were said to their end.
  private var heard: Set<Phrase> = []
  /// What of it is being said now.
  private var current: Phrase?
  /// What the last key at this place was answered; the same key once more, or one that does nothing, is answered that again.
  private var answer: [Phrase] = []
  /// Whether somebody has heard what the keys do.
  private var hasToldKeys = false
  private var idle: Idle?
  private let hasSounds: Bool

  /// Nothing was drawn yet.
  package init(hasSounds: Bool = false) { self.hasSounds = hasSounds }

  /// Whether somebody hears the screens.
  package var isListenedTo: Bool { listener != nil }

  /// Whether something is being said.
  package var isSpeaking: Bool { !saying.isEmpty }

  /// Takes an event, and says what to do, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .drawn(let drawing, let presentation, let turn): return draw(drawing, presentation, turn)
    case .wantedAgain(let narration, let presentation):
      drawn.narration = narration
      heard = []
      return say(narration.all, presentation)
    case .began(let begun, let sentence):
      if begun == number, saying.indices.contains(sentence) {
        heard.formUnion(saying[..<sentence])
        current = saying[sentence]
        // Who goes on in the last of them has heard them.
        if saying == drawn.narration.keys, sentence == saying.count - 1 { hasToldKeys = true }
      }
      return []
    case .ended(let ended): return ended == number && isSpeaking ? end() : []
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
      (drawn, listener, heard, answer, hasToldKeys) = (Drawing(), nil, [], [], false)
      return hush()
    }
  }

  private mutating func draw(_ drawing: Drawing, _ presentation: Presentation?, _ turn: Phrase?) -> [Effect] {
    let (before, listened) = (drawn, listener)
    let isUnplugged = listened?.hasHeadset == true && presentation?.hasHeadset == false
    drawn = drawing
    listener = presentation
    if presentation == nil, let turn, let listened, listened.isSpoken { return say([turn], listened) }
    let reminder = drawing.reminder == before.reminder ? nil : drawing.reminder
    let bell: [Effect] = reminder?.rings == true ? [.ringBell] : []
    // Who begins to listen, or hears the voice again that was lost, is told where they are.
    let isNew = presentation != nil && listened == nil || isUnplugged
    guard drawing.narration != before.narration || isNew else {
      guard let presentation else { return bell }
      if let reminder {
        let sound: Earcon? = reminder.rings ? .warning : nil
        return bell + say(reminder.speech, after: sound, presentation, isPatient: !reminder.rings)
      }
      return bell + (drawing.isAnswer ? say(answer, after: .error, presentation) : [])
    }
    guard let presentation, !drawing.narration.content.isEmpty else { return bell + hush() }
    // The rest of what a headset was told is not for the room.
    guard drawing.narration.place == before.narration.place, !isNew else {
      (heard, answer) = ([], drawing.narration.message)
      let isTheirsAgain = before.isAside && !drawing.isAside
      let first = isTheirsAgain ? turn.map { [$0] } ?? [] : []
      let all = first + drawing.narration.content
      return bell
        + say(all, after: sound(in: drawing, isNew: true), presentation, isPatient: !drawing.isAnswer && !isUnplugged)
    }
    // What is no more there is news when it is there again.
    heard.formIntersection(drawing.narration.all)
    let known = Set(before.narration.all)
    var news = drawing.narration.content.filter { !known.contains($0) }
    answer = drawing.isAnswer ? news.filter { $0.echo == nil } : drawing.narration.message
    guard !news.isEmpty else { return bell }
    let isNoticed =
      drawing.narration.signal != before.narration.signal || drawing.narration.message.contains { news.contains($0) }
    heard.formUnion(news.filter { $0.echo != nil })
    // What comes by itself tells nothing to who was not told yet where they are.
    if !drawing.isAnswer { news = drawing.narration.place.filter { !heard.contains($0) && $0 != current } + news }
    return bell
      + say(
        news.map(\.asNews), after: sound(in: drawing, isNew: isNoticed), presentation, isPatient: !drawing.isAnswer)
  }

  /// The sound of what is said: of a notice that is new, or that a key was taken.
  private func sound(in drawing: Drawing, isNew: Bool) -> Earcon? {
    (isNew ? drawing.narration.signal : nil) ?? (drawing.isAnswer ? .key : nil)
  }

  /// All of it was said: then what of the screen was not said to its end, and once what the keys do.
  private mutating func end() -> [Effect] {
    heard.formUnion(saying)
    if saying == drawn.narration.keys { hasToldKeys = true }
    (saying, current) = ([], nil)
    if let listener {
      let rest = drawn.narration.content.filter { !heard.contains($0) }
      if !rest.isEmpty { return say(rest, listener) }
      if !hasToldKeys, !drawn.narration.keys.isEmpty { return say(drawn.narration.keys, listener) }
    }
    return idle.map { [.restartIdle($0.id, $0.span)] } ?? []
  }

  private mutating func say(
    _ phrases: [Phrase], after sound: Earcon? = nil, _ presentation: Presentation, isPatient: Bool = false
  ) -> [Effect] {
    guard let first = phrases.first else { return [] }
    let waits = isPatient && isSpeaking
    if waits, let current { heard.insert(current) }
    current = nil
    number += 1
    saying = (hasSounds ? sound.map { [Phrase($0, first.language)] } ?? [] : []) + phrases
    return [.say(saying, presentation, number: number, isPatient: waits)]
  }

  private mutating func hush() -> [Effect] {
    number += 1
    (saying, current) = ([], nil)
    return [.hush]
  }
}
