package import PassportRules
import Renewal

/// How amounts, dates, times, signs and abbreviations are said, where that is not as they are written.
package enum SpokenFormText: String, TextGroup {
  case kroner, ore, moneyWithOre, days, date, hour, clock, moment, words

  package static let section = "spoken"
  package static let audience = Audience.voice

  package var placeholders: [String] {
    switch self {
    case .kroner: ["kroner"]
    case .ore: ["ore"]
    case .moneyWithOre: ["money", "ore"]
    case .days, .words: []
    case .date: ["day", "month", "year"]
    case .hour: ["hour"]
    case .clock: ["hour", "minute"]
    case .moment: ["day", "clock"]
    }
  }

  package var counted: String? {
    switch self {
    case .kroner: "kroner"
    case .ore: "ore"
    case .moneyWithOre, .days, .date, .hour, .clock, .moment, .words: nil
    }
  }
}

extension Texts {
  // MARK: Values

  /// An amount for eye and ear, such as `893 kr.` and *893 kroner*.
  func amount(_ amount: Amount) -> SpokenText { SpokenText(shown: money(amount), spoken: spoken(amount)) }

  /// A date for eye and ear, such as `13. maj 2027` and *den trettende maj 2027*.
  func day(_ date: CivilDate) -> SpokenText { SpokenText(shown: self.date(date), spoken: spoken(date)) }

  /// A moment for eye and ear, such as `i morgen kl. 8.00` and *i morgen klokken 8*.
  func time(_ moment: WeekHours.Moment, from today: CivilDate) -> SpokenText {
    let day = named(moment.date, from: today) ?? spoken(moment.date)
    let (hour, minute) = (moment.minute / 60, moment.minute % 60)
    let clock =
      minute == 0
      ? fill(SpokenFormText.hour, ["hour": String(hour)])
      : fill(SpokenFormText.clock, ["hour": String(hour), "minute": String(minute)])
    return SpokenText(
      shown: self.moment(moment, from: today), spoken: fill(SpokenFormText.moment, ["day": day, "clock": clock]))
  }

  /// An amount as people say it; figures stay, for the voice reads them.
  package func spoken(_ amount: Amount) -> String {
    let (kroner, ore) = (Int(amount.kroner), Int(abs(amount.ore % 100)))
    let money = self(SpokenFormText.kroner, ["kroner": .number(kroner)]).spoken
    guard ore != 0 else { return money }
    return fill(
      SpokenFormText.moneyWithOre, ["money": money, "ore": self(SpokenFormText.ore, ["ore": .number(ore)]).spoken])
  }

  /// A date as people say it.
  package func spoken(_ date: CivilDate) -> String {
    let days = Self.days(in: self[SpokenFormText.days])
    return fill(
      SpokenFormText.date,
      [
        "day": days.indices.contains(date.day - 1) ? days[date.day - 1] : String(date.day),
        "month": self[FormText.months[date.month - 1]], "year": String(date.year),
      ])
  }

  /// The names of a month's days, in their order.
  static func days(in text: String) -> [String] {
    text.split(separator: ",").map { String($0.drop { $0 == " " }) }
  }

  /// Digits and letters one by one.
  static func spelled(_ text: String) -> String {
    text.filter { $0.isLetter || $0.isNumber }.map(String.init).joined(separator: " ")
  }

  // MARK: Sentences

  /// What citizens hear that is the same each time, as it is said; without doubles, in the order of the screens.
  package var wholeSentences: [String] {
    var seen: Set<String> = []
    let keys = TextKey.allCases.filter { key in
      (key.audience == .citizen || key.audience == .voice) && key.placeholders.isEmpty
        && !key.rawValue.hasPrefix("\(SpokenFormText.section).")
    }
    return keys.flatMap { $0.paths(in: language) }.compactMap { table[$0] }.map { sentence($0) }
      .filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// A text as one sentence of speech: spaces that do not break are plain, signs of keys and abbreviations are words, and it ends with a
  /// mark. What is of another language has that one's signs and abbreviations.
  package func sentence(_ text: String, isForeign: Bool = false) -> String {
    let sayings = isForeign ? [:] : Self.sayings(in: self[SpokenFormText.words])
    let words = text.split { $0 == " " || $0 == "\u{A0}" }.map { isForeign ? String($0) : said($0, sayings) }
      .filter { !$0.isEmpty }.joined(separator: " ").replacing(" ,", with: ",")
    guard let last = words.last else { return "" }
    return ".!?:".contains(last) ? words : words + "."
  }

  /// What is said for a word between two spaces.
  private func said(_ word: Substring, _ sayings: [String: String]) -> String {
    if let saying = sayings[String(word)] { return saying }
    let isMark = { (sign: Character) in ".,:;!?“”„»«()".contains(sign) }
    let core = word.drop(while: isMark).reversed().drop(while: isMark).reversed()
    let before = word.prefix { isMark($0) }
    let after = word.dropFirst(before.count + core.count)
    switch String(core) {
    case "-": return before + self[CommonText.minus] + after
    case "/": return before + self[CommonText.slash] + after
    case "*": return before + self[CommonText.star] + after
    case "+": return before + self[CommonText.plus] + after
    // Signs for the eye alone.
    case "·", "•", "…", "→", "←", "↑", "↓": return ""
    case "–", "—": return ","
    case let core:
      if let saying = sayings[core] { return before + saying + after }
      // Of a word that is put together the first part.
      guard let hyphen = core.firstIndex(of: "-"), let saying = sayings[String(core[..<hyphen])] else {
        return String(word)
      }
      return before + saying + core[hyphen...].replacing("-", with: " ", maxReplacements: 1) + after
    }
  }

  /// Abbreviations with what is said for each, of a text such as `kl. = klokken; CPR = C P R`.
  package static func sayings(in text: String) -> [String: String] {
    var sayings: [String: String] = [:]
    for pair in text.split(separator: ";") {
      guard let (written, said) = saying(String(pair)) else { continue }
      sayings[written] = said
    }
    return sayings
  }

  /// An abbreviation and its words; nothing where it is no such pair.
  static func saying(_ pair: String) -> (written: String, said: String)? {
    let parts = pair.split(separator: "=", omittingEmptySubsequences: false).map { trimmed($0) }
    guard parts.count == 2, !parts[0].isEmpty, !parts[0].contains(" "), !parts[1].isEmpty else { return nil }
    return (parts[0], parts[1])
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
