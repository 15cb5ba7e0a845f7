/// A date of a machine readable zone: two digits each for year, month and day, a part being `<<` when unknown.
package struct MRZDate: Hashable, Sendable {
  /// The six characters, for example `851006` or `85<<<<`.
  package let text: String

  /// A possible date of six characters; a part may be `<<`, nothing else may be missing.
  package init?(_ text: some StringProtocol) {
    let date = MRZDate(unchecked: String(text.prefix(7)))
    guard date.text.utf8.count == 6, date.isPossible else { return nil }
    self = date
  }

  /// The zone's form of a day.
  package init(_ date: CivilDate) {
    text = [date.year % 100, date.month, date.day].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
  }

  init(unchecked text: String) {
    self.text = text
  }

  /// The last two digits of the year; nothing when unknown.
  package var year: Int? { part(0) }
  /// The month, 1 to 12; nothing when unknown.
  package var month: Int? { part(1) }
  /// The day of the month; nothing when unknown.
  package var day: Int? { part(2) }

  /// Whether year, month and day are all known.
  package var isComplete: Bool { year != nil && month != nil && day != nil }

  /// The latest such day not after another; nothing when a part is unknown.
  package func birthDate(notAfter limit: CivilDate) -> CivilDate? {
    candidates(around: limit.year).last { $0 <= limit }
  }

  /// The such day nearest to another; nothing when a part is unknown.
  package func expiryDate(around reference: CivilDate) -> CivilDate? {
    candidates(around: reference.year).min {
      abs($0.dayNumber - reference.dayNumber) < abs($1.dayNumber - reference.dayNumber)
    }
  }

  /// The days of this form in the centuries around a year, earliest first.
  private func candidates(around reference: Int) -> [CivilDate] {
    guard let year, let month, let day else { return [] }
    let century = reference / 100 * 100
    // Four centuries back, because 29 February of a year `00` exists only every fourth century.
    return stride(from: century - 400, through: century + 100, by: 100).compactMap {
      CivilDate(year: $0 + year, month: month, day: day)
    }
  }

  /// Whether the characters tell a day of some century, as far as they are known.
  var isPossible: Bool {
    let parts = [0, 1, 2].map { (number: part($0), unknown: isUnknown($0)) }
    guard parts.allSatisfy({ $0.number != nil || $0.unknown }) else { return false }
    // 2000 and every year divisible by four: the form tells no century, so 29 February of `00` is possible.
    return CivilDate(year: 2000 + (year ?? 0), month: month ?? 1, day: day ?? 1) != nil
  }

  private func characters(_ index: Int) -> [Character] {
    Array(text.dropFirst(index * 2).prefix(2))
  }

  private func part(_ index: Int) -> Int? {
    let digits = characters(index).compactMap(\.asciiDigit)
    return digits.count == 2 ? digits[0] * 10 + digits[1] : nil
  }

  private func isUnknown(_ index: Int) -> Bool {
    characters(index) == ["<", "<"]
  }
}
