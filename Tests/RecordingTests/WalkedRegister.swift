import PassportRules
import Recording
import Renewal
import SimulatedDevices
import Walk

extension Register {
  /// A register that has the people who walk.
  static func walked(_ fixtures: Fixtures) throws -> Register {
    let people = [("citizen", fixtures.cpr, "X00000001"), ("other", fixtures.other, "X00000002")]
    let expiry = fixtures.today.adding(months: 2)
    let text = people.map { key, cpr, document in
      """
      \(key):
        cpr: "\(cpr.formatted)"
        givenNames: \(fixtures.name.given)
        surname: \(fixtures.name.surname)
        look: 1
        documentNumber: \(document)
        documentExpiry: \(expiry)

      """
    }
    return try Register(yaml: text.joined(), file: "register")
  }
}

/// A run of the machine that is recorded as it goes.
struct RecordedRun {
  /// The box.
  private(set) var box: Box
  /// How many events happened.
  private(set) var count = 0
  /// All that was written.
  private(set) var text: String
  /// Who may be referred to.
  let people: RecordedPeople
  private var recorder: EventRecorder

  /// A box that starts.
  init(_ fixtures: Fixtures) throws {
    people = RecordedPeople(register: try .walked(fixtures), date: fixtures.today)
    recorder = EventRecorder(people: people)
    box = Box(policy: fixtures.policy)
    text =
      RecordingHeading(
        version: "test", languages: fixtures.policy.languages, date: fixtures.today, columns: 80, rows: 24, policy: "",
        register: ""
      ).json.written + "\n"
  }

  /// One event. `spoiled`: the mark that is written is another box's.
  mutating func send(_ event: Event, spoiled: Bool = false) {
    let before = box
    _ = box.handle(event)
    count += 1
    let after = spoiled ? Box(policy: box.policy) : box
    text += recorder.line(for: event, from: before, to: after, at: count) + "\n"
  }

  /// What was recorded so far, at its beginning.
  func replay() throws -> Replay { Replay(try Recording(text.utf8), policy: box.policy, people: people) }
}
