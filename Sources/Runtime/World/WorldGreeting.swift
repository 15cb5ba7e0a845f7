package import PassportRules
package import Renewal

/// What a simulated world tells the box that plays with it, at the beginning of their line.
package struct WorldGreeting: Hashable, Sendable {
  /// An exercise that can be played.
  package struct Exercise: Hashable, Sendable {
    /// What happens in it, for Danish screens.
    package let danish: String
    /// The same for screens in any other language.
    package let english: String
    /// The ten digits that are typed in it.
    package let typed: String

    /// What happens in it, for screens in a language.
    package func title(in language: Language) -> String { language == Language("da") ? danish : english }

    /// An exercise.
    package init(danish: String, english: String, typed: String) {
      self.danish = danish
      self.english = english
      self.typed = typed
    }
  }

  /// The CPR numbers of the invented people.
  package let numbers: Set<CPRNumber>
  /// The ten digits that are typed by who sits there now.
  package let typed: String
  /// The exercises in their order; none where one scenario is played.
  package let exercises: [Exercise]

  /// A greeting.
  package init(numbers: Set<CPRNumber>, typed: String, exercises: [Exercise] = []) {
    self.numbers = numbers
    self.typed = typed
    self.exercises = exercises
  }
}

extension WorldGreeting {
  /// As it is written.
  var json: JSON {
    [
      "numbers": .list(numbers.map(\.digits).sorted().map { .text($0) }), "typed": .text(typed),
      "exercises": .list(
        exercises.map { ["da": .text($0.danish), "en": .text($0.english), "typed": .text($0.typed)] }),
    ]
  }

  /// What was written; nothing where that is no greeting.
  init?(json: JSON) {
    guard let numbers = json["numbers"].list, let typed = json["typed"].text, let exercises = json["exercises"].list
    else { return nil }
    self.numbers = Set(numbers.compactMap { $0.text.flatMap { try? CPRNumber(parsing: $0) } })
    self.typed = typed
    self.exercises = exercises.compactMap { one in
      guard let danish = one["da"].text, let english = one["en"].text, let typed = one["typed"].text else { return nil }
      return Exercise(danish: danish, english: english, typed: typed)
    }
  }
}
