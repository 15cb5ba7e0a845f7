import Renewal
import Runtime
import Synchronization
import Testing

/// One exercise after the other, by what the box does.
@Suite struct ExerciseCourseTests {
  private static func state(_ step: Step) -> Box.State {
    var visit = Visit(number: CaseNumber(1), presentation: Presentation(language: Language("da")))
    visit.step = step
    return .visit(visit)
  }

  @Test func `the next exercise comes when a visit has ended and the box is free again, and the first after the last`()
  {
    let played = Played()
    let course = played.course(of: 2)
    #expect(course.place == 0)
    course.follow(.welcome(nil))
    course.follow(Self.state(.privacy))
    course.follow(.welcome(nil))
    #expect(course.place == 0, "no visit has ended")
    course.follow(Self.state(.farewell(.completed)))
    course.follow(.closed(.documentInside))
    #expect(course.place == 0, "the box is not free yet")
    course.follow(.welcome(nil))
    #expect(course.place == 1)
    #expect(played.places == [1])
    course.follow(.welcome(nil))
    #expect(course.place == 1)
    course.follow(Self.state(.farewell(.completed)))
    course.follow(.welcome(nil))
    #expect(course.place == 0)
  }

  @Test(arguments: [Ending.stopped, .timedOut, .consentRefused, .nobodyCame(.helpRequested)])
  func `an exercise that somebody broke off is offered again`(ending: Ending) {
    let played = Played()
    let course = played.course(of: 2)
    course.follow(Self.state(.farewell(ending)))
    course.follow(.welcome(nil))
    #expect(course.place == 0)
  }

  @Test func `an exercise is chosen from the list, or skipped`() {
    let played = Played()
    let course = played.course(of: 3)
    course.begin(2)
    #expect(played.places == [2])
    course.begin(nil)
    #expect(course.place == 0, "after the last comes the first")
    course.begin(nil)
    #expect(course.place == 1)
    course.begin(9)
    #expect(course.place == 2, "the list has no more")
  }
}

/// Which exercises were begun.
private final class Played: Sendable {
  private let contents = Mutex<[Int]>([])

  var places: [Int] { contents.withLock { $0 } }

  func course(of count: Int) -> ExerciseCourse {
    ExerciseCourse(count: count) { place in self.contents.withLock { $0.append(place) } }
  }
}
