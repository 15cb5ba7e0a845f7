/// The written forms of numbers; YAML's own looser ones (`0x1F`, `1_000`, `1e3`, `yes`) are not taken.
extension Section {
  /// A whole number: an optional minus and up to nine digits, without leading zeros.
  package static func whole(_ text: String) -> Int? {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    guard digits == "0" || !digits.hasPrefix("0") else { return nil }
    return Int(text)
  }

  /// A number with or without decimals.
  package static func decimal(_ text: String) -> Double? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, whole(String(first)) != nil || first == "-0" else { return nil }
    if parts.count == 2 {
      guard (1...9).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (48...57).contains($0) }) else {
        return nil
      }
    }
    return Double(text)
  }

  /// A number without decimals it does not need.
  package static func short(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}
