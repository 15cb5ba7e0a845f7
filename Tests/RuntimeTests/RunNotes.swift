import PassportRules
import Recording
import Renewal
import Runtime
import SimulatedDevices
import Synchronization
import Testing

/// What a box in virtual time does, as it is recorded, and where it really stood.
final class RunNotes: TransitionWatcher {
  private struct Contents: Sendable {
    var recorder: EventRecorder
    var text: String
    var places: [Mark] = []
  }

  /// The day of virtual time.
  private static let date = CivilDate(iso: "2026-11-23") ?? .first
  private let contents: Mutex<Contents>
  private let people: RecordedPeople

  /// The notes of a run in a language.
  init(language: String = "da") throws {
    let others = ["da", "en"].filter { $0 != language }
    people = RecordedPeople(register: try VirtualBox.register(), date: Self.date)
    let heading = RecordingHeading(
      version: "test", languages: ([language] + others).map(Language.init), date: Self.date, columns: 80, rows: 24,
      policy: "", register: "")
    contents = Mutex(
      Contents(recorder: EventRecorder(people: people), text: heading.json.written + "\n"))
  }

  func handled(_ event: Event, from before: Box, to after: Box) {
    contents.withLock {
      $0.text += $0.recorder.line(for: event, from: before, to: after, at: 0) + "\n"
      $0.places.append(Mark(after))
    }
  }

  func tookBack(to box: Box) {
    contents.withLock {
      $0.text += $0.recorder.lineForTakingBack(to: box, at: 0) + "\n"
      $0.places.append(Mark(box))
    }
  }

  /// All that was written.
  var text: String { contents.withLock { $0.text } }

  /// Replays what was recorded; every place must be the one where the box stood, and nothing personal may have been written.
  func check(_ box: VirtualBox, typed: [String] = [], _ told: Comment? = nil) throws {
    let text = text
    let places = contents.withLock { $0.places }
    var replay = Replay(try Recording(text.utf8), policy: box.runner.box.policy, people: people)
    for position in 1...places.count {
      replay.go(to: position)
      #expect(replay.fault == nil, told)
      guard Mark(replay.box) == places[position - 1] else {
        Issue.record(
          """
          \(told ?? "") departs at event \(position), \(replay.line?.event.words ?? "")
          recorded: \(places[position - 1].words)
          replayed: \(Mark(replay.box).words)
          """)
        return
      }
    }
    #expect(replay.position == places.count)
    #expect(replay.departure == nil)
    for secret in try Self.secrets() + typed where text.contains(secret) {
      Issue.record("\(told ?? "") “\(secret)” stands in the recording")
    }
  }

  /// What is known of the people of the register and of staff, in every form in which it could be written.
  static func secrets() throws -> [String] {
    let people = try VirtualBox.register().people.values
    return people.flatMap { person -> [String] in
      let name = [person.givenNames, person.surname, person.surname.uppercased()]
      let numbers = [person.cpr, person.formerCPR].compactMap { $0 }.flatMap { [$0.digits, $0.formatted, $0.mrzForm] }
      let booking = person.booking.map { [$0.code.digits, $0.details.mobile].compactMap { $0 } } ?? []
      let zone = person.zone(on: date) ?? []
      let names = zone.first.map { [String($0.dropFirst(5).prefix(12))] } ?? []
      return name + numbers + booking + zone + names + [person.documentNumber].compactMap { $0 }
    } + ["Mette", "Karim", "Birgit", "Anders", "Tove", "246810", "246820", "246830", "246840"]
  }
}
