import Renewal

/// The written forms of numbers and spans; YAML's own looser ones (`0x1F`, `1_000`, `1e3`, `yes`) are not taken.
extension Section {
  /// A whole number: an optional minus and up to nine digits, without leading zeros.
  static func whole(_ text: String) -> Int? {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    guard digits == "0" || !digits.hasPrefix("0") else { return nil }
    return Int(text)
  }

  /// A number with or without decimals.
  static func decimal(_ text: String) -> Double? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, whole(String(first)) != nil || first == "-0" else { return nil }
    if parts.count == 2 {
      guard (1...9).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (48...57).contains($0) }) else {
        return nil
      }
    }
    return Double(text)
  }

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

  /// A number without decimals it does not need.
  static func short(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
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
