import Devices
import DriverWire
import Renewal

/// The box's end of the uplink's socket: what is asked, what of the uplink's words counts, and what a line that is lost means; without a
/// socket or a clock.
///
/// Each question and each dossier is answered exactly once, whatever the uplink does: by what the authority said, or *unavailable*. Of a
/// dossier that was under way when the line was lost the authority may have everything; it is offered again, and is the same one by its key. A
/// line that is lost is opened again after a pause that grows, for ever. While it is being opened what is asked waits; while it rests
/// the answer is *unavailable* at once.
package struct UplinkLink: Hashable, Sendable {
  enum Line: Hashable {
    /// The box has not begun.
    case none
    case opening
    case greeting
    case up
    case resting
  }

  /// What was asked and is not answered yet.
  enum Matter: Hashable {
    case question
    case dossier(key: String)
  }

  private var line = Line.none
  /// The number of the line.
  private var number = 0
  private var open: [Int: Matter] = [:]
  /// What is sent once the uplink has greeted.
  private var held: [MessageToUplink] = []
  /// Lines in a row that were lost, or could not be opened.
  private var losses = 0
  private var told: UplinkState?
  /// How often it told another state within this minute.
  private var changes = 0
  /// Something unexpected was noted on this line already.
  private var isNoted = false

  /// A link to the uplink; nothing is begun.
  package init() {}

  /// Takes an event, and says what to do, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .started: return line == .none ? connect() : []
    case .connected:
      guard line == .opening else { return [] }
      line = .greeting
      return [.send(.hello(version: AuthorityInterface.version)), .wait(Bounds.greeting, .greeting(number))]
    case .refused: return line == .opening ? end() : []
    case .lost: return isConnected ? [.note(.lost(inARow: losses + 1))] + end() : []
    case .garbled(let fault): return isConnected ? hangUp(.garbled(fault)) : []
    case .heard(let message): return isConnected ? hear(message) : []
    case .asked(let id, let question):
      guard question.isWritable else { return [.answer(id, .unavailable)] }
      return take(id, .question, .ask(id, question), within: Bounds.question)
    case .offered(let id, let key, let dossier):
      guard AuthorityInterface.isKey(key), (1...AuthorityInterface.longestDossier).contains(dossier.count) else {
        return [.outcome(id, .unavailable)]
      }
      return take(id, .dossier(key: key), .submit(id, key: key, dossier), within: Bounds.dossier)
    case .elapsed(let wait): return elapse(wait)
    }
  }

  private var isConnected: Bool {
    switch line {
    case .greeting, .up: true
    case .none, .opening, .resting: false
    }
  }

  // MARK: What is asked

  private mutating func take(_ id: Int, _ matter: Matter, _ message: MessageToUplink, within span: Milliseconds)
    -> [Effect]
  {
    guard open[id] == nil, open.count < Bounds.mostOpen else { return [Self.unavailable(id, matter)] }
    switch line {
    case .none, .resting: return [Self.unavailable(id, matter)]
    case .opening, .greeting: held.append(message)
    case .up: break
    }
    open[id] = matter
    return (line == .up ? [.send(message)] : []) + [.wait(span, .answer(id))]
  }

  private static func unavailable(_ id: Int, _ matter: Matter) -> Effect {
    switch matter {
    case .question: .answer(id, .unavailable)
    case .dossier: .outcome(id, .unavailable)
    }
  }

  // MARK: What the uplink says

  private mutating func hear(_ message: MessageFromUplink) -> [Effect] {
    guard line == .up else { return greet(message) }
    switch message {
    case .hello, .otherVersion: return hangUp(.garbled(.notMessage("hello came twice on one line")))
    case .answered(let id, let answer):
      guard open[id] == .question else { return drop() }
      open[id] = nil
      return [.answer(id, answer)]
    case .submitted(let id, let key, let answer):
      guard open[id] == .dossier(key: key) else { return drop() }
      open[id] = nil
      return [.outcome(id, answer)]
    case .state(let state): return take(state)
    }
  }

  /// A line to the authority comes and goes; one that does so all the time is no line, and the journal is not its to fill.
  private mutating func take(_ state: UplinkState) -> [Effect] {
    guard told != state else { return [] }
    changes += 1
    guard changes <= Bounds.mostChanges else { return hangUp(.flood) }
    return (changes == 1 ? [.wait(.seconds(60), .minute(number))] : []) + tell(state)
  }

  private mutating func greet(_ message: MessageFromUplink) -> [Effect] {
    switch message {
    case .hello:
      line = .up
      defer { held = [] }
      return [.note(.greeted), .wait(Bounds.standing, .standing(number))] + held.map { .send($0) }
    case .otherVersion(let version): return hangUp(.otherVersion(version))
    case .answered, .submitted, .state: return hangUp(.garbled(.notMessage("something came before hello")))
    }
  }

  private mutating func tell(_ state: UplinkState?) -> [Effect] {
    guard told != state else { return [] }
    told = state
    return [.tell(state)]
  }

  private mutating func drop() -> [Effect] {
    guard !isNoted else { return [] }
    isNoted = true
    return [.note(.unexpected)]
  }

  // MARK: The line

  private mutating func connect() -> [Effect] {
    line = .opening
    number += 1
    isNoted = false
    changes = 0
    return [.connect]
  }

  /// The line is ended by the box.
  private mutating func hangUp(_ why: Note) -> [Effect] { [.note(why), .disconnect] + end() }

  /// No line any more: what was under way is unavailable, and another line is opened after a pause.
  private mutating func end() -> [Effect] {
    let unanswered = open.sorted { $0.key < $1.key }.map { Self.unavailable($0.key, $0.value) }
    (open, held, line) = ([:], [], .resting)
    let pause = min(Bounds.firstPause << min(losses, 10), Bounds.longestPause)
    losses = min(losses + 1, Bounds.mostCounted)
    return unanswered + tell(nil) + [.wait(Milliseconds(pause), .nextLine(number))]
  }

  private mutating func elapse(_ wait: Wait) -> [Effect] {
    switch wait {
    case .nextLine(number) where line == .resting: return connect()
    case .greeting(number) where line == .greeting: return hangUp(.hung)
    case .standing(number) where line == .up:
      losses = 0
      return []
    case .minute(number):
      changes = 0
      return []
    case .answer(let id) where open[id] != nil:
      // It may wait for a line that is still being opened: there is nothing to hang up then.
      return isConnected
        ? hangUp(.hung) : [open.removeValue(forKey: id).map { Self.unavailable(id, $0) }].compactMap { $0 }
    case .nextLine, .greeting, .standing, .minute, .answer: return []
    }
  }
}
