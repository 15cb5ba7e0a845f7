package import PassportRules

extension CPRNumber {
  /// The number of the official specimen passport, 061085-1178.
  package static let specimen = known("0610851178")

  /// A well-formed number for a day and a sex that is practically never assigned: it fails modulus 11.
  ///
  /// The same arguments give the same number. 1 January is refused, for there such numbers are assigned.
  package static func invented(bornOn birth: CivilDate, sex: Sex = .unspecified) -> CPRNumber {
    precondition(birth.month != 1 || birth.day != 1, "numbers of 1 January that fail modulus 11 are real ones")
    let date = [birth.day, birth.month, birth.year % 100].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
    let fitting = (0...9999).lazy.compactMap { serial in
      try? CPRNumber(parsing: date + String(String(10_000 + serial).dropFirst()))
    }
    let found = fitting.first { number in
      number.birthDate == birth && !number.passesModulus11 && (sex == .unspecified || number.sex == sex)
    }
    guard let found else { preconditionFailure("no number for \(birth)") }
    return found
  }

  private static func known(_ digits: String) -> CPRNumber {
    guard let number = try? CPRNumber(parsing: digits) else { preconditionFailure("no number: \(digits)") }
    return number
  }
}
