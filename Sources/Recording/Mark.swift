import PassportRules
package import Renewal

/// Where a box stands, in a few words: enough to tell whether a replay has departed from what was recorded.
package struct Mark: Hashable, Sendable {
  /// The question on the screen, and why the box is closed when it is, such as `visit identity 0`.
  package let place: String
  /// The open flags, the visit's before the box's own.
  package let flags: [FlagCode]
  /// What the visit has gathered, by names alone: the grounds, and the steps for which all was given.
  package let gathered: [String]

  /// Where a box stands.
  package init(_ box: Box) {
    var place = ScreenPlace(box).name
    if case .closed(let reason) = box.state { place += " \(reason.json.text ?? "")" }
    self.place = place
    flags = ((box.state.visit?.flags ?? []) + box.flags).map(\.code)
    let visit = box.state.visit
    gathered = [visit?.application.grounds?.rawValue].compactMap { $0 } + (visit?.settledSteps.map(\.rawValue) ?? [])
  }

  /// The mark in words.
  package var words: String {
    ([place] + flags.map(\.rawValue) + [gathered.joined(separator: " ")].filter { !$0.isEmpty }).joined(
      separator: " · ")
  }
}

extension Mark: FieldValue {
  package var json: JSON {
    ["place": .text(place), "flags": .list(flags.map(\.json)), "gathered": .list(gathered.map(\.json))]
  }

  package init?(json: JSON) {
    guard let place = json["place"].text, let flags = json["flags"].list,
      let gathered = json["gathered"].list
    else { return nil }
    self.place = place
    self.flags = flags.compactMap(FlagCode.init(json:))
    self.gathered = gathered.compactMap(\.text)
    guard self.flags.count == flags.count, self.gathered.count == gathered.count else { return nil }
  }
}
