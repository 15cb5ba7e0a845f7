import Quality
import Renewal
import Runtime
import Testing

/// The live view's protocol, with numbers for frames.
@Suite struct LiveFramesTests {
  private static let first = RequestID(1)
  private static let second = RequestID(2)

  /// A live view in which one frame is being measured.
  private static func measuring() -> LiveFrames<Int> {
    var frames = LiveFrames<Int>()
    _ = frames.handle(.started(first))
    #expect(frames.handle(.frame(first, 1)) == [.measure(first, 1)])
    return frames
  }

  @Test func `one frame is measured at a time, and the newest that came meanwhile is next`() {
    var frames = Self.measuring()
    #expect(frames.handle(.frame(Self.first, 2)) == [])
    #expect(frames.handle(.frame(Self.first, 3)) == [])
    #expect(
      frames.handle(.measured(Self.first, 1, [.tooDark]))
        == [.show(1), .advise(Self.first, [.tooDark]), .measure(Self.first, 3)])
    #expect(frames.handle(.measured(Self.first, 3, [.tooDark])) == [.show(3)], "the advice is what it was")
    #expect(frames.handle(.frame(Self.first, 4)) == [.measure(Self.first, 4)])
    #expect(frames.handle(.measured(Self.first, 4, [])) == [.show(4), .advise(Self.first, [])])
  }

  @Test func `nothing of a preview that is over is shown, and the next one begins without advice`() {
    var frames = Self.measuring()
    #expect(frames.handle(.stopped(Self.first)) == [])
    #expect(frames.handle(.measured(Self.first, 1, [.noFace])) == [])
    #expect(frames.handle(.frame(Self.first, 2)) == [])

    var other = Self.measuring()
    _ = other.handle(.measured(Self.first, 1, [.noFace]))
    _ = other.handle(.started(Self.second))
    #expect(other.handle(.frame(Self.first, 2)) == [])
    #expect(other.handle(.stopped(Self.first)) == [], "the end of the one before does not end it")
    #expect(other.handle(.frame(Self.second, 3)) == [.measure(Self.second, 3)])
    #expect(other.handle(.measured(Self.second, 3, [.noFace])) == [.show(3), .advise(Self.second, [.noFace])])
  }

  @Test func `frames that come while the loop stands still are dropped: two are measured, one is drawn`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try Citizen().upTo(.photo, box)
    try box.wait("the live view") { box in
      guard case .photo(let photo)? = box.state.visit?.step, case .framing = photo.situation else { return false }
      return true
    }
    box.settle()
    let drawn = box.display.history.count
    for _ in 0..<3 { box.time.advance(to: try #require(box.time.next)) }
    var measured = 0
    while box.executor.workOnce() { measured += 1 }
    #expect(measured == 2)
    box.runner.turn()
    #expect(box.display.history.count == drawn + 1)
  }

  /// Every order of starts, frames, measures and stops, up to a length.
  @Test func `in every order at most one frame is measured, and only one that runs is shown`() {
    struct Course: Hashable {
      var frames = LiveFrames<Int>()
      var running: RequestID?
      /// A request starts once.
      var started: Set<RequestID> = []
      var measuring: [RequestID: Int] = [:]
      var next = 1
    }
    var courses: Set<Course> = [Course()]
    var seen = 0
    for _ in 0..<8 {
      var following: Set<Course> = []
      for course in courses {
        var events: [LiveFrames<Int>.Event] = [Self.first, Self.second].flatMap { id -> [LiveFrames<Int>.Event] in
          [.started(id), .stopped(id), .frame(id, course.next)]
        }
        events.removeAll { event in course.started.contains { event == .started($0) } }
        events += course.measuring.map { .measured($0.key, $0.value, $0.value.isMultiple(of: 2) ? [] : [.noFace]) }
        for event in events {
          var next = course
          switch event {
          case .started(let id):
            next.running = id
            next.started.insert(id)
          case .stopped(let id): if next.running == id { next.running = nil }
          case .frame: next.next += 1
          case .measured(let id, _, _): next.measuring[id] = nil
          }
          for effect in next.frames.handle(event) {
            switch effect {
            case .measure(let id, let frame):
              #expect(id == next.running)
              #expect(next.measuring.updateValue(frame, forKey: id) == nil, "two at once")
            case .show:
              guard case .measured(let id, _, _) = event else { return _ = Issue.record("shown unmeasured") }
              #expect(id == next.running)
            case .advise(let id, _): #expect(id == next.running)
            }
          }
          following.insert(next)
        }
      }
      courses = following
      seen += courses.count
    }
    #expect(seen > 1000)
  }
}
