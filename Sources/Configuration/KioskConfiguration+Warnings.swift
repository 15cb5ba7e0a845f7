package import PassportRules
import Renewal
import Screens
import StrictYAML

extension KioskConfiguration {
  /// What is allowed and yet worth looking at on a day.
  package func warnings(on date: CivilDate) -> [ConfigurationWarning] {
    feeWarnings(on: date) + futureRules(on: date) + hourWarnings(on: date) + placeWarnings + voiceWarnings
      + touchWarnings + unreadWarnings + untranslatedWarnings
  }

  private func feeWarnings(on date: CivilDate) -> [ConfigurationWarning] {
    guard let newest = policy.rules.newestFeeRow, policy.rules.isStale(on: date) else { return [] }
    let place = provenance.last { $0.path.hasPrefix("fees[") && $0.validFrom == newest.validFrom }
    return [
      warning(
        "rules.yaml", place?.line, place?.path ?? "fees",
        "the newest fees are from \(newest.validFrom), over a year ago: ask the municipality and add a row if they changed"
      )
    ]
  }

  /// The rules besides the fees that wait for their day.
  private static let waiting: Set<String> = ["validity", "passportLimit", "limits.extensionAfterExpiry"]

  /// Fees may wait for their day, and so do some rules; another one that does not hold yet would be obeyed too early.
  private func futureRules(on date: CivilDate) -> [ConfigurationWarning] {
    let early = provenance.filter { rule in
      !rule.path.hasPrefix("fees[") && !Self.waiting.contains(rule.path) && rule.validFrom > date
    }
    var warnings = early.map { rule in
      warning("rules.yaml", rule.line, rule.path, "holds from \(rule.validFrom) only, and is obeyed today")
    }
    if let first = provenance.first(where: { $0.path.hasPrefix("fees[") }), first.validFrom > date {
      warnings.append(
        warning(
          "rules.yaml", first.line, first.path, "no fees hold before \(first.validFrom): every citizen is sent to staff"
        )
      )
    }
    return warnings
  }

  private func hourWarnings(on date: CivilDate) -> [ConfigurationWarning] {
    var warnings: [ConfigurationWarning] = []
    if openingHours.spans.isEmpty {
      warnings.append(warning("kiosk.yaml", nil, "openingHours", "the box is never open"))
    }
    if officerHours.spans.isEmpty {
      warnings.append(
        warning("kiosk.yaml", nil, "officerHours", "no officer is ever here, so that no application can be attested"))
    }
    for (weekday, spans) in officerHours.spans.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let open = openingHours.spans[weekday] ?? []
      for span in spans where !open.contains(where: { $0.from <= span.from && span.to <= $0.to }) {
        warnings.append(
          warning("kiosk.yaml", nil, "officerHours.\(weekday)", "an officer is here while the box is closed")
        )
      }
    }
    if let last = openingHours.closedDates.max(), last < date {
      warnings.append(warning("kiosk.yaml", nil, "closedDates", "all dates are past: add the coming year's holidays"))
    }
    return warnings
  }

  /// A place with names by language that lacks one: there the box's own language stands. One name for everybody is no slip.
  private var placeWarnings: [ConfigurationWarning] {
    policy.pickUpPlaces.enumerated().filter { !$0.element.names.isEmpty }.flatMap { index, place in
      let others = policy.languages.dropFirst()
      let missing = others.filter { place.names[$0] == nil }.map {
        "has no name in “\($0)”: who reads that language is told “\(place.name)”"
      }
      let unread = place.names.keys.sorted().filter { catalogue.languages[$0] == nil }.map {
        "has a name in “\($0)”, and there is no texts/\($0).yaml"
      }
      return (missing + unread).map { warning("kiosk.yaml", nil, "pickUpPlaces[\(index + 1)]", $0) }
    }
  }

  /// Texts that nobody has read who grew up with them.
  private var unreadWarnings: [ConfigurationWarning] {
    let unread = catalogue.unread.map(\.code).sorted().joined(separator: ", ")
    guard !unread.isEmpty else { return [] }
    return [
      warning(
        "kiosk.yaml", nil, "unreadLanguages",
        "nobody has read the texts of \(unread) who grew up with them: have it done, and write who in `readBy` there")
    ]
  }

  /// Texts that are still another language's; each is looked up once, for looking up takes longer than comparing.
  private var untranslatedWarnings: [ConfigurationWarning] {
    let texts = catalogue.languages.sorted { $0.key < $1.key }.map { language, texts in
      (language, TextKey.allCases.map { texts.table[$0.rawValue] ?? "" })
    }
    return texts.indices.flatMap { place in texts[..<place].compactMap { untranslated(texts[place], $0) } }
  }

  /// Two languages that have many texts in common, word for word.
  private func untranslated(_ one: (Language, [String]), _ other: (Language, [String])) -> ConfigurationWarning? {
    let same = zip(one.1, other.1).count { $0 == $1 && $0.contains(" ") }
    guard same > one.1.count / 20 else { return nil }
    return warning(
      "texts/\(one.0).yaml", nil, "language",
      "\(same) of \(one.1.count) texts are word for word those of texts/\(other.0).yaml: translate them")
  }

  /// A voice of a language without texts says nothing: its code may be a slip.
  private var voiceWarnings: [ConfigurationWarning] {
    (speech.voices ?? [:]).keys.sorted().filter { catalogue.languages[$0] == nil }.map {
      warning(
        "kiosk.yaml", speech.line(of: "speechVoices"), "speechVoices",
        "names a voice for “\($0)”, and there is no texts/\($0).yaml")
    }
  }

  /// A keypad's keys are as large as a finger needs whatever a cell is; choices are a row high.
  private var touchWarnings: [ConfigurationWarning] {
    guard let touch, !touch.hasHighRows else { return [] }
    let (row, least) = (Section.short(touch.cellHeight), Section.short(TouchScreen.leastTarget))
    return [
      warning(
        "kiosk.yaml", nil, "touch.cellHeight",
        "choices and the line of keys are a row high, \(row) mm, and a finger needs \(least): take a larger font")
    ]
  }

  private func warning(_ file: String, _ line: Int?, _ path: String, _ text: String) -> ConfigurationWarning {
    ConfigurationWarning(file: folder.isEmpty ? file : "\(folder)/\(file)", line: line, path: path, text: text)
  }
}
