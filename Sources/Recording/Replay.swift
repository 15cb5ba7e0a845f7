package import Renewal

/// A recording that is stepped through, forwards and back: the machine takes the events again, from the same beginning.
///
/// The machine is pure, so the same events lead through the same states. Where they do not, because the program, the rules or the file is
/// another one, the replay says at which event it departed. Every so often the box is kept, so that going back takes few events anew.
package struct Replay: Sendable {
  /// What is replayed.
  package let recording: Recording
  /// How many events have happened, from 0.
  package private(set) var position = 0
  /// The first event after which the box did not stand where the recorded one stood, from 1.
  package private(set) var departure: Int?
  /// Why there is nothing behind here, when an event cannot be replayed.
  package private(set) var fault: RecordingFault?

  private let resolver: EventResolver
  private var moment: Moment
  /// The box at every so many events, from the beginning as far as it was replayed.
  private var kept: [Moment]

  /// How many events lie between two boxes that are kept.
  private static let distance = 256

  /// A box between two events.
  private struct Moment: Hashable, Sendable {
    var box: Box
    /// The box before the event that led here, which a turn that is taken back leads to.
    var before: Box
    var effects: [Effect] = []
  }

  /// A replay at its beginning. The policy and the people are those of the recording when their digests are its.
  package init(_ recording: Recording, policy: Policy, people: RecordedPeople) {
    self.recording = recording
    var policy = policy
    let languages = recording.heading.languages
    // With other texts than then, the replay is in those there are.
    if !languages.isEmpty, languages.allSatisfy(policy.languages.contains) { policy.languages = languages }
    resolver = EventResolver(people: people)
    let box = Box(policy: policy)
    moment = Moment(box: box, before: box)
    kept = [moment]
  }

  /// The box as it is here.
  package var box: Box { moment.box }
  /// What the event that led here told the loop to do; nothing at the beginning.
  package var effects: [Effect] { moment.effects }
  /// The line of the event that led here; nothing at the beginning.
  package var line: RecordedLine? { position == 0 ? nil : recording[position - 1] }
  /// The last position that can be reached.
  package var end: Int { fault.map { $0.line - 2 } ?? recording.count }
  /// Whether the box departed from the recording, here or before.
  package var hasDeparted: Bool { departure.map { $0 <= position } ?? false }

  /// Goes to a position, as near as there is one.
  package mutating func go(to position: Int) {
    let wanted = max(0, min(position, end))
    if wanted < self.position {
      let nearest = wanted / Self.distance
      moment = kept[nearest]
      self.position = nearest * Self.distance
    }
    while self.position < wanted, step() {}
  }

  /// Goes so many events on, or back.
  package mutating func move(by count: Int) { go(to: position + count) }

  /// Goes on to the next event after which another question is on the screen, or to the end.
  package mutating func goToNextPlace() {
    let here = place(at: position)
    go(to: ((position + 1)..<max(position + 1, end)).first { place(at: $0) != here } ?? end)
  }

  /// Goes back to where the question before this one came on the screen, or to the beginning.
  package mutating func goToPreviousPlace() {
    guard position > 0 else { return }
    let before = place(at: position - 1)
    let start = (0..<position).reversed().first { place(at: $0) != before }
    go(to: start.map { $0 + 1 } ?? 0)
  }

  /// Where the recorded box stood at a position.
  private func place(at position: Int) -> String? { position == 0 ? nil : recording.places[position - 1] }

  /// Takes the next event; whether there was one.
  private mutating func step() -> Bool {
    guard position < end, let line = recording[position] else { return false }
    do throws(Unresolvable) {
      moment = try happen(line.event)
    } catch {
      fault = RecordingFault(line: position + 2, .unknownEvent)
      return false
    }
    position += 1
    if departure == nil, Mark(moment.box) != line.after { departure = position }
    if position.isMultiple(of: Self.distance), kept.count == position / Self.distance { kept.append(moment) }
    return true
  }

  private func happen(_ recorded: RecordedEvent) throws(Unresolvable) -> Moment {
    var next = Moment(box: moment.box, before: moment.box)
    for key in try resolver.corrections(before: recorded, at: next.box) { _ = next.box.handle(.key(key)) }
    guard let event = try resolver.event(recorded, at: next.box) else {
      next.box = moment.before
      return next
    }
    next.effects = next.box.handle(event)
    return next
  }
}
