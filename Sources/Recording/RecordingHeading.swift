package import PassportRules
package import Renewal

/// The first line of a recording: under what conditions the events happened.
package struct RecordingHeading: Hashable, Sendable {
  /// The form of the lines that this program writes; another one gets another number.
  package static let format = 1
  /// By what a file is known.
  static let kind = "pasboks recording"

  /// The program's name and version.
  package let version: String
  /// The languages, the one before anybody chooses first.
  package let languages: [Language]
  /// The day of the demonstration.
  package let date: CivilDate
  /// The scenario, by its name in the simulation's folder; nothing where all of them are practised.
  package let scenario: String?
  /// The terminal's size in cells.
  package let columns: Int
  package let rows: Int
  /// Digests of what the box obeys and of the register, to tell whether they are still the same; no content.
  package let policy: String
  package let register: String

  /// The conditions of a recording.
  package init(
    version: String, languages: [Language], date: CivilDate, scenario: String? = nil, columns: Int, rows: Int,
    policy: String, register: String
  ) {
    self.version = version
    self.languages = languages
    self.date = date
    self.scenario = scenario
    self.columns = columns
    self.rows = rows
    self.policy = policy
    self.register = register
  }
}

extension RecordingHeading: FieldValue {
  package var json: JSON {
    [
      "kind": .text(Self.kind), "format": .integer(Self.format), "version": .text(version),
      "languages": .list(languages.map(\.json)), "date": date.json,
      "scenario": scenario.json, "columns": .integer(columns), "rows": .integer(rows), "policy": .text(policy),
      "register": .text(register),
    ]
  }

  package init?(json: JSON) {
    guard json["kind"].text == Self.kind, let version = json["version"].text,
      let languages = json["languages"].list, let date = CivilDate(json: json["date"]),
      let columns = json["columns"].integer, let rows = json["rows"].integer,
      (1...1000).contains(columns), (1...1000).contains(rows),
      let policy = json["policy"].text, let register = json["register"].text
    else { return nil }
    scenario = json["scenario"].text
    self.version = version
    self.languages = languages.compactMap(Language.init(json:))
    self.date = date
    self.columns = columns
    self.rows = rows
    self.policy = policy
    self.register = register
  }
}
