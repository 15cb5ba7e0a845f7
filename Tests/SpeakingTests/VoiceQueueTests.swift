import Speaking
import Testing

/// The voice's turns: one at a time, the newest next, and everything ends.
@Suite struct VoiceQueueTests {
  @Test func `what is said waits until nothing is left of what was said before`() {
    var queue = VoiceQueue<Int>()
    let courses: [(VoiceQueue<Int>.Event, [VoiceQueue<Int>.Effect])] = [
      (.hushed, []), (.said([1], isPatient: false), [.start(1)]), (.said([2, 3], isPatient: false), [.stop]),
      (.said([4, 5], isPatient: false), [.drop(2), .drop(3), .stop]), (.gone, [.start(4)]), (.gone, [.start(5)]),
      (.said([6], isPatient: true), []), (.said([7], isPatient: true), [.drop(6)]), (.gone, [.start(7)]),
      (.hushed, [.stop]), (.gone, []), (.said([8], isPatient: true), [.start(8)]), (.gone, []),
    ]
    for (event, effects) in courses {
      let told = queue.handle(event)
      #expect(told == effects, "\(event)")
    }
  }

  /// A queue, and what of the world hangs on it.
  private struct Course: Hashable {
    var queue = VoiceQueue<Int>()
    var speaking: Int?
    /// What was to be said and has not ended.
    var open: Set<Int> = []
    var said = 0
  }

  @Test func `in every order one speaks at a time, and whatever was to be said has an end`() {
    var courses: Set<Course> = [Course()]
    var frontier = [Course()]
    while let course = frontier.popLast() {
      var events: [VoiceQueue<Int>.Event] = [.hushed]
      if course.said < 5 {
        for isPatient in [false, true] {
          events.append(.said([course.said + 1], isPatient: isPatient))
          events.append(.said([course.said + 1, course.said + 2], isPatient: isPatient))
        }
      }
      if course.speaking != nil { events.append(.gone) }
      for event in events {
        var next = course
        switch event {
        case .said(let numbers, _):
          next.said += numbers.count
          next.open.formUnion(numbers)
        case .gone:
          next.open.remove(next.speaking ?? 0)
          next.speaking = nil
        case .hushed: break
        }
        for effect in next.queue.handle(event) {
          switch effect {
          case .stop: #expect(next.speaking != nil)
          case .start(let number):
            #expect(next.speaking == nil, "two at once")
            next.speaking = number
          case .drop(let number): #expect(next.open.remove(number) != nil, "ended twice")
          }
        }
        #expect(next.speaking != nil || next.open.isEmpty, "\(event) leaves something without an end")
        if courses.insert(next).inserted { frontier.append(next) }
      }
    }
    #expect(courses.count > 20)
  }
}
