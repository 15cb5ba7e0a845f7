/// A language's own name and limits.
package enum LanguageText: String, TextGroup {
  /// The language's name in itself.
  case name
  /// The highest LIX that the file may have; `none` where that measure says nothing about the language.
  case readingLimit
  /// Whose mother tongue it is and who has read all of it; `nobody` as long as that is so.
  case readBy

  /// What stands for who has read it where nobody has.
  static let nobody = "nobody"

  package static let section = "language"
  package static let audience = Audience.form
}

/// Forms of amounts, dates and times.
package enum FormText: String, TextGroup {
  case money, moneyWithOre, thousands, date, clock, moment, today, tomorrow
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday
  case january, february, march, april, may, june, july, august, september, october, november, december

  package static let section = "forms"
  package static let audience = Audience.form

  package var placeholders: [String] {
    switch self {
    case .money: ["kroner"]
    case .moneyWithOre: ["kroner", "ore"]
    case .date: ["day", "month", "year"]
    case .clock: ["hour", "minute"]
    case .moment: ["day", "clock"]
    case .thousands, .today, .tomorrow, .monday, .tuesday, .wednesday, .thursday, .friday, .saturday, .sunday, .january,
      .february, .march, .april, .may, .june, .july, .august, .september, .october,
      .november, .december:
      []
    }
  }

  /// The names of the days of a week in their order.
  static let weekdays: [FormText] = [.monday, .tuesday, .wednesday, .thursday, .friday, .saturday, .sunday]

  /// The months' names in their order.
  static let months: [FormText] = [
    .january, .february, .march, .april, .may, .june, .july, .august, .september, .october, .november, .december,
  ]
}

/// Texts that stand on many screens.
package enum CommonText: String, TextGroup {
  case product
  case keyOn, keyBack, keyErase, keyHelp, keyStop, keyAgain, keyStart, keyDone, keyYes, keyKeys
  case minus, star, slash, plus
  case progress, next, more, pressNumber, wait, callStaff, leaveField, strayReading, strayKey, training, rehearsal,
    tooSmall,
    tooSmallShort
  case stillWorking
  case spokenKey, spokenChoice, spokenDigits, spokenFocus, spokenRight, spokenWrong
  case yourName, yourNumber, yourBirth, yourDocument, yourHeight, yourMobile, yourPicture

  package static let section = "common"

  package var placeholders: [String] {
    switch self {
    case .progress: ["step", "count"]
    case .spokenKey, .spokenChoice: ["key", "label"]
    case .next: ["step"]
    case .spokenDigits: ["count"]
    case .spokenFocus, .spokenRight, .spokenWrong: ["label"]
    case .product, .stillWorking, .keyOn, .keyBack, .keyErase, .keyHelp, .keyStop, .keyAgain, .keyStart, .keyDone,
      .keyYes, .keyKeys,
      .minus,
      .star,
      .slash, .plus, .more, .pressNumber, .wait, .callStaff, .leaveField, .strayReading, .strayKey, .training,
      .rehearsal,
      .tooSmall,
      .tooSmallShort,
      .yourName, .yourNumber, .yourBirth, .yourDocument, .yourHeight, .yourMobile, .yourPicture:
      []
    }
  }

  package var counted: String? { self == .spokenDigits ? "count" : nil }
}
