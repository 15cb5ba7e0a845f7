extension Character {
  /// The value of `0` to `9`; nothing for every other character, also for digits of other scripts.
  var asciiDigit: Int? {
    guard let value = asciiValue, (48...57).contains(value) else { return nil }
    return Int(value) - 48
  }
}

/// A device's character as it may be shown: itself when printable ASCII, otherwise its number, such as `U+001B`.
func shown(_ character: Character) -> String {
  if let value = character.asciiValue, (33...126).contains(value), character != "\r\n" { return String(character) }
  let number = character.unicodeScalars.first?.value ?? 0
  let digits = String(number, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
