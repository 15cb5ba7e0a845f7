package import Renewal

/// What a text about a number depends on, in the words of Unicode's CLDR.
package enum PluralForm: String, Hashable, Sendable, CaseIterable {
  case zero, one, two, few, many, other
}

/// Which form of a text a whole number takes in a language: CLDR's cardinal plurals.
package struct PluralRule: Sendable {
  private typealias Line = (form: PluralForm, takes: @Sendable (Int) -> Bool)

  /// Each form with the numbers that take it; the first that does counts, and the last one takes all.
  private let lines: [Line]

  /// The rule of a language; of one that has no rule here, that of Danish and English.
  package init(_ language: Language) { lines = Self.lines(language.code) }

  /// The forms that whole numbers take.
  package var forms: [PluralForm] { lines.map { $0.form } }

  /// The form that a number takes.
  package func form(of number: Int) -> PluralForm {
    let number = Int(clamping: number.magnitude)
    return lines.first { $0.takes(number) }?.form ?? .other
  }

  /// Whether one number alone takes a form, so that it need not stand there.
  package func isOfOneNumber(_ form: PluralForm) -> Bool { (0...200).count { self.form(of: $0) == form } == 1 }

  private static func lines(_ code: String) -> [Line] {
    switch code {
    case "id", "ms": [(.other, all)]
    case "fr", "pt": [(.one, { $0 < 2 }), (.other, all)]
    case "is", "mk": [(.one, endsInOne), (.other, all)]
    case "cs", "sk": [(.one, isOne), (.few, { (2...4).contains($0) }), (.other, all)]
    case "pl": [(.one, isOne), (.few, endsInTwoToFour), (.many, all)]
    case "be", "ru", "uk": [(.one, endsInOne), (.few, endsInTwoToFour), (.many, all)]
    case "bs", "hr", "sr": [(.one, endsInOne), (.few, endsInTwoToFour), (.other, all)]
    case "lt": [(.one, { $0 % 10 == 1 && !isTeen($0) }), (.few, { $0 % 10 > 1 && !isTeen($0) }), (.other, all)]
    case "lv": [(.zero, { $0 % 10 == 0 || isTeen($0) }), (.one, endsInOne), (.other, all)]
    case "ro": [(.one, isOne), (.few, { $0 == 0 || (1...19).contains($0 % 100) }), (.other, all)]
    case "sl":
      [
        (.one, { $0 % 100 == 1 }), (.two, { $0 % 100 == 2 }), (.few, { (3...4).contains($0 % 100) }), (.other, all),
      ]
    case _: [(.one, isOne), (.other, all)]
    }
  }

  @Sendable private static func all(_ number: Int) -> Bool { true }

  @Sendable private static func isOne(_ number: Int) -> Bool { number == 1 }

  @Sendable private static func endsInOne(_ number: Int) -> Bool { number % 10 == 1 && number % 100 != 11 }

  @Sendable private static func endsInTwoToFour(_ number: Int) -> Bool {
    (2...4).contains(number % 10) && !(12...14).contains(number % 100)
  }

  private static func isTeen(_ number: Int) -> Bool { (11...19).contains(number % 100) }
}
