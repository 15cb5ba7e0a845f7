import Renewal

/// The texts of the list of exercises.
package enum ExerciseText: String, TextGroup {
  case heading, hint, more, page

  package static let section = "exercises"

  package var placeholders: [String] {
    switch self {
    case .page: ["page", "count"]
    case .heading, .hint, .more: []
    }
  }
}

/// The exercises to choose from, where the box is practised at.
enum ExerciseScreen {
  /// A page of the list, counted from 0.
  static func page(_ number: Int, _ render: RenderContext) -> Page {
    let titles = render.context.demonstration?.exercises ?? []
    let aPage = Box.exercisesAPage
    var page = Page(.none, heading: render(ExerciseText.heading))
    page.keys.back = render(CommonText.keyBack)
    page.add(.text(render(ExerciseText.hint), .quiet), .may)
    page.pressNumber(render)
    let count = (titles.count + aPage - 1) / max(1, aPage)
    let shown = titles.enumerated().dropFirst(number * aPage).prefix(aPage).map {
      (Intent.chooseExercise($0.offset), SpokenText($0.element))
    }
    let more = (Intent.showExercises(page: (number + 1) % max(1, count)), render(ExerciseText.more))
    page.add(.choices(render.choices(shown + [more])), gap: false)
    if count > 1 {
      page.add(.text(render(ExerciseText.page, ["page": .number(number + 1), "count": .number(count)]), .quiet), .may)
    }
    return page
  }

  /// Adds the exercise that is offered, what to type, and how a rehearsal is ended; tells whether there is one.
  static func addOffered(to page: inout Page, _ render: RenderContext) -> Bool {
    guard let hint = render.context.demonstration, let place = hint.exercise, hint.exercises.indices.contains(place)
    else { return false }
    let titled = render(
      WelcomeText.exercise,
      [
        "number": .number(place + 1), "count": .number(hint.exercises.count), "title": .plain(hint.exercises[place]),
      ])
    page.add(.notice(.staff, titled), .should)
    page.add(.text(render(WelcomeText.exerciseNumber, ["cpr": .plain(hint.cpr ?? "")])), gap: false)
    if render.offers.offering(.endRehearsal) != nil {
      page.add(.text(render(WelcomeText.endRehearsal), .quiet), .should, gap: false)
    }
    return true
  }
}
