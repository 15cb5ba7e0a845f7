package import PassportRules
import Renewal

extension Texts {
  /// An amount by the language's custom, such as `1.786 kr.`; its spaces do not break.
  package func money(_ amount: Amount) -> String {
    let ore = abs(amount.ore % 100)
    let kroner = grouped(amount.kroner)
    let text =
      ore == 0
      ? fill(FormText.money, ["kroner": kroner])
      : fill(FormText.moneyWithOre, ["kroner": kroner, "ore": Self.twoFigures(ore)])
    return Self.unbroken(text)
  }

  /// A date by the language's custom, such as `13. maj 2027`; its spaces do not break.
  package func date(_ date: CivilDate) -> String {
    let month = self[FormText.months[date.month - 1]]
    let text = fill(FormText.date, ["day": String(date.day), "month": month, "year": String(date.year)])
    return Self.unbroken(text)
  }

  /// A moment as people say it, such as `i morgen kl. 8.00`: today, tomorrow, a day of the coming week, or a date. Day and time
  /// do not break.
  func moment(_ moment: WeekHours.Moment, from today: CivilDate) -> String {
    let day = named(moment.date, from: today) ?? date(moment.date)
    let text = fill(FormText.moment, ["day": Self.unbroken(day), "clock": clock(moment.minute)])
    // What stands before the time, as “kl.” does, belongs to it.
    guard let last = text.lastIndex(of: " ") else { return text }
    return text[..<last] + "\u{A0}" + text[text.index(after: last)...]
  }

  /// What people call a day of the coming week; nothing for another one.
  func named(_ date: CivilDate, from today: CivilDate) -> String? {
    switch date.dayNumber - today.dayNumber {
    case 0: self[FormText.today]
    case 1: self[FormText.tomorrow]
    case 2...6: self[FormText.weekdays[date.weekday.rawValue - 1]]
    default: nil
    }
  }

  /// A day and a time in full, such as `13. maj 2027 kl. 8.00`.
  func timestamp(_ moment: WeekHours.Moment) -> String {
    fill(FormText.moment, ["day": date(moment.date), "clock": clock(moment.minute)])
  }

  /// A time of day, such as `8.00`, of minutes since midnight.
  private func clock(_ minutes: Int) -> String {
    let time = fill(FormText.clock, ["hour": String(minutes / 60), "minute": Self.twoFigures(minutes % 60)])
    return Self.unbroken(time)
  }

  /// A telephone number in pairs, as Danes write it.
  func pairs(_ digits: String) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, index.isMultiple(of: 2) { text += "\u{A0}" }
      text.append(digit)
    }
    return text
  }

  private func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += self[FormText.thousands] }
      text.append(digit)
    }
    return text
  }

  /// A telephone number as the library writes it; its spaces do not break.
  func phone(_ number: String) -> String { Self.unbroken(number) }

  private static func twoFigures(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  private static func unbroken(_ text: String) -> String { String(text.map { $0 == " " ? "\u{A0}" : $0 }) }
}
