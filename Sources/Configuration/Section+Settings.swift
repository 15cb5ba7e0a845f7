import PassportRules
import Renewal
import Screens
import StrictYAML

/// The values that only settings have: amounts, spans with their unit, times of the day, and texts that the box draws.
extension Section {
  /// An amount in whole kroner.
  func kroner(_ key: String) -> Amount { Amount(kroner: whole(key, 0...100_000)) }

  /// A span of time with its unit.
  func span(_ key: String, _ range: ClosedRange<Milliseconds>) -> Milliseconds {
    let example = range.lowerBound < .seconds(86_400) ? "250 ms, 90 s or 15 min" : "90 d"
    let expected =
      "a span from \(Self.written(range.lowerBound)) to \(Self.written(range.upperBound)), such as \(example)"
    guard let value = value(key, expected: expected) else { return range.lowerBound }
    guard let span = value.plain.flatMap(Self.span), range.contains(span) else {
      reject(key, value, expected: expected)
      return range.lowerBound
    }
    return span
  }

  /// A span of time with its unit, that may be left out.
  func span(_ key: String, _ range: ClosedRange<Milliseconds>, orElse usual: Milliseconds) -> Milliseconds {
    optional(key) == nil ? usual : span(key, range)
  }

  /// A text of one line that can be drawn, not empty.
  func text(_ key: String, atMost limit: Int) -> String {
    guard let value = value(key, expected: "a text") else { return "" }
    return text(key, value, atMost: limit) ?? ""
  }

  /// The text a value holds, or a fault.
  func text(_ key: String, _ value: YAMLValue, atMost limit: Int) -> String? {
    guard let text = text(key, value) else { return nil }
    guard text.count <= limit, Repertoire.covers(text), !text.hasPrefix(" "), !text.hasSuffix(" ") else {
      reject(key, value, expected: "a text of one line, at most \(limit) characters that a console has")
      return nil
    }
    return text
  }

  // MARK: Written forms

  /// A span: a whole number, a space or none, and `ms`, `s`, `min`, `h` or `d`.
  static func span(_ text: String) -> Milliseconds? {
    let digits = text.prefix { $0.isNumber }
    guard let count = whole(String(digits)), count <= 1_000_000 else { return nil }
    switch text.dropFirst(digits.count).drop(while: { $0 == " " }) {
    case "ms": return Milliseconds(count)
    case "s": return .seconds(count)
    case "min": return .seconds(count * 60)
    case "h": return .seconds(count * 3600)
    case "d": return .seconds(count * 86_400)
    case _: return nil
    }
  }

  /// A span as a person would write it.
  static func written(_ span: Milliseconds) -> String {
    let count = span.count
    if count % 86_400_000 == 0, count > 0 { return "\(count / 86_400_000) d" }
    if count % 3_600_000 == 0, count > 0 { return "\(count / 3_600_000) h" }
    if count % 60_000 == 0, count > 0 { return "\(count / 60_000) min" }
    return count % 1000 == 0 ? "\(count / 1000) s" : "\(count) ms"
  }

  /// Minutes since midnight of a time such as `08:30`; `24:00` is the day's end.
  static func minutes(_ text: some StringProtocol) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
    let digits = [bytes[0], bytes[1], bytes[3], bytes[4]]
    guard digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    let (hour, minute) = (Int(digits[0]) * 10 + Int(digits[1]) - 528, Int(digits[2]) * 10 + Int(digits[3]) - 528)
    guard minute < 60, hour < 24 || hour == 24 && minute == 0 else { return nil }
    return hour * 60 + minute
  }
}
