import Recording
import Renewal
import TestSupport
import Testing
import Walk

/// Stepping through a recording, forwards and back.
@Suite struct ReplayTests {
  /// A recording of a visit that begins and is left, again and again.
  private func replay(_ rounds: Int, spoiled place: Int? = nil) throws -> Replay {
    let fixtures = Fixtures.sample()
    var run = try RecordedRun(fixtures)
    for event in EventGenerator(fixtures).opening { run.send(event) }
    let keys: [Key] = [.enter, .digit(1), .digit(2), .digit(1), .enter, .digit(1), .stop, .digit(1), .enter]
    for _ in 0..<rounds { for key in keys { run.send(.key(key), spoiled: run.count + 1 == place) } }
    return try run.replay()
  }

  @Test func `the same box stands at a position, whichever way it was reached`() throws {
    var forwards = try replay(120)
    let recording = forwards.recording
    var boxes = [forwards.box]
    while forwards.position < recording.count {
      forwards.move(by: 1)
      boxes.append(forwards.box)
    }
    #expect(forwards.departure == nil)
    #expect(Set(recording.places).count > 4)
    for position in [recording.count, 700, 513, 512, 511, 256, 255, 3, 0, 900, 1] {
      forwards.go(to: position)
      #expect(forwards.position == position)
      #expect(forwards.box == boxes[position])
    }
    forwards.move(by: -5)
    #expect(forwards.position == 0)
    forwards.go(to: .max)
    #expect(forwards.position == recording.count)
  }

  @Test func `a change of the question is gone to, forwards and back`() throws {
    var replay = try replay(2)
    var stops: [Int] = []
    while replay.position < replay.end {
      replay.goToNextPlace()
      stops.append(replay.position)
    }
    for stop in stops.dropLast().reversed() {
      replay.goToPreviousPlace()
      #expect(replay.position <= stop)
    }
    #expect(stops == stops.sorted())
    #expect(stops.count > 6)
  }

  @Test func `the event after which it departed is told, there and behind`() throws {
    var replay = try replay(3, spoiled: 20)
    replay.go(to: 19)
    #expect(!replay.hasDeparted)
    replay.go(to: replay.end)
    #expect(replay.departure == 20)
    replay.go(to: 5)
    #expect(!replay.hasDeparted)
    #expect(replay.departure == 20)
  }

  @Test func `another choice than the recorded one is told where it was made`() throws {
    let fixtures = Fixtures.sample()
    var run = try RecordedRun(fixtures)
    for event in EventGenerator(fixtures).opening { run.send(event) }
    for key in [Key.enter, .digit(1), .digit(2), .digit(1), .enter] { run.send(.key(key)) }
    let before = run.text
    run.send(.key(.digit(1)))
    let chosen = run.text.dropFirst(before.count)
    let text = before + chosen.replacing(#"{"digit":1}"#, with: #"{"digit":3}"#)
    var replay = Replay(try Recording(text.utf8), policy: run.box.policy, people: run.people)
    replay.go(to: .max)
    #expect(replay.position == run.count)
    #expect(replay.departure == run.count)
  }

  @Test func `an event that this program does not know ends the replay before it`() throws {
    let whole = try replay(1)
    var run = try RecordedRun(.sample())
    run.send(.hours(Box.Hours(isOpen: true, hasOfficer: true)))
    let text = run.text.replacing(#"{"officer":true,"open":true}"#, with: #"{"officer":true}"#)
    #expect(text != run.text)
    var replay = Replay(try Recording(text.utf8), policy: whole.box.policy, people: run.people)
    replay.go(to: 1)
    #expect(replay.position == 0)
    #expect(replay.end == 0)
    #expect(replay.fault?.description.hasPrefix("line 2: the event is none that this program knows") == true)
  }

  @Test func `ten thousand events are stepped through`() throws {
    var replay = try replay(1_120)
    #expect(replay.recording.count > 10_000)
    replay.go(to: .max)
    #expect(replay.departure == nil)
    replay.move(by: -1)
    replay.move(by: -10)
    replay.goToPreviousPlace()
    #expect(replay.position < replay.recording.count)
  }
}
