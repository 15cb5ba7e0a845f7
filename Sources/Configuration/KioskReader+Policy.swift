import Quality
import Renewal
import StrictYAML

extension KioskReader {
  static func tries(_ file: Section) -> Settings<Policy.Try> {
    settings(file, "tries") { group, name in group.whole(name.rawValue, name.range) }
  }

  static func waits(_ file: Section) -> Settings<Policy.Wait> {
    settings(file, "waits") { group, name in group.span(name.rawValue, name.range) }
  }

  static func deadlines(_ file: Section) -> Settings<Deadline> {
    settings(file, "deadlines") { group, name in group.span(name.rawValue, name.range) }
  }

  /// A group of settings, each by its name; where there is no such group, stand-ins.
  private static func settings<Key: Setting>(
    _ file: Section, _ group: String, _ read: (Section, Key) -> Key.Value
  ) -> Settings<Key> {
    file.group(group) { section in Settings { read(section, $0) } } ?? Settings { $0.range.lowerBound }
  }

  /// A box whose file is older than these keys goes on with what is usual.
  static func keys(_ file: Section) -> Policy.Keys {
    let usual = Policy.Keys.usual
    return file.group("keys", orElse: usual) { group in
      Policy.Keys(
        quiet: group.span("quiet", Milliseconds(100) ... .seconds(2), orElse: usual.quiet),
        doubleStrike: group.span("doubleStrike", Milliseconds(0)...Milliseconds(500), orElse: usual.doubleStrike)
      )
    }
  }

  /// Two keys for whoever has no more: of their own, so that no other means the same.
  static func twoKeys(_ group: Section) -> TwoKeys.Wiring {
    let next = wired(group, "next")
    let choose = wired(group, "choose")
    if group.isSound, next == choose {
      group.reject("choose", found: "the same key as next", expected: "another key than next")
    }
    return TwoKeys.Wiring(next: next, choose: choose)
  }

  private static let wiredKeys: [String: Key] = [
    "tab": .tab, "space": .letter(" "), "up": .up, "down": .down, "left": .left, "right": .right,
  ]

  private static func wired(_ group: Section, _ name: String) -> Key {
    let expected = "tab, space, up, down, left, right, or a letter from a to z"
    guard let value = group.value(name, expected: expected) else { return .tab }
    let word = value.plain ?? ""
    if let key = wiredKeys[word] { return key }
    let letters = Array(word.unicodeScalars)
    guard letters.count == 1, ("a"..."z").contains(letters[0]) else {
      group.reject(name, value, expected: expected)
      return .tab
    }
    return .letter(letters[0])
  }

  static func photoLimits(_ group: Section) -> PhotoLimits {
    PhotoLimits(
      backgroundLuminance: group.range("backgroundLuminance", 0...1),
      luminance: group.range("luminance", 0...1),
      mostUnderExposure: group.number("mostUnderExposure", 0...1),
      mostOverExposure: group.number("mostOverExposure", 0...1),
      leastIlluminationUniformity: group.number("leastIlluminationUniformity", 0...1),
      mostBackgroundGradient: group.number("mostBackgroundGradient", 1...1000),
      leastSharpness: group.number("leastSharpness", 0...1),
      headHeight: group.range("headHeight", 0.3...0.95),
      mostOffsetX: group.number("mostOffsetX", 0.005...0.5),
      mostOffsetY: group.number("mostOffsetY", 0.005...0.5),
      leastInterEyeDistance: group.number("leastInterEyeDistance", 20...1000),
      mostRoll: group.number("mostRoll", 0.5...45),
      leastEyeOpening: group.number("leastEyeOpening", 0...1),
      mostMouthOpening: group.number("mostMouthOpening", 0...1),
      mostGlare: group.number("mostGlare", 0...1)
    )
  }

  static func printLimits(_ group: Section) -> PrintLimits {
    PrintLimits(
      mostMean: group.number("mostMean", 1...255), leastDeviation: group.number("leastDeviation", 0...128),
      leastForeground: group.whole("leastForeground", 1...1_000_000),
      mostOffset: group.number("mostOffset", 0.005...0.5),
      ridgeShare: group.range("ridgeShare", 0...1), leastContrast: group.number("leastContrast", 0...255),
      leastCertainty: group.number("leastCertainty", 0...1), leastPlausibility: group.number("leastPlausibility", 0...1)
    )
  }

  static func signatureLimits(_ group: Section) -> SignatureLimits {
    SignatureLimits(
      mostDot: group.number("mostDot", 0...50), leastInk: group.number("leastInk", 0...500),
      leastWidth: group.number("leastWidth", 0...200), mostOutside: group.number("mostOutside", 0...1)
    )
  }
}
