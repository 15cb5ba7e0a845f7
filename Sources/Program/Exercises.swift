import Renewal
import Runtime
import Screens

/// The exercises of a box that is practised at, as the loop and its screens follow them.
struct Exercises: Practice {
  private let course: ExerciseCourse
  private let titles: [String]
  private let typed: [String]

  init(_ world: SimulatedWorld, language: Language) {
    course = ExerciseCourse(count: world.exercises.count, play: world.play)
    titles = world.exercises.map { $0.title(in: language) }
    typed = world.exercises.map(\.typed)
  }

  var hint: DemonstrationHint {
    let place = course.place
    return DemonstrationHint(
      account: DemonstrationAccounts.officer.shown, second: DemonstrationAccounts.supervisor.shown,
      cpr: typed.indices.contains(place) ? typed[place] : nil, exercise: place, exercises: titles)
  }

  /// What a box obeys that is practised at with them.
  var policy: Policy.Practice { Policy.Practice(exercises: titles.count, isRehearsal: false) }

  func begin(_ place: Int?) { course.begin(place) }

  func follow(_ state: Box.State) { course.follow(state) }
}
