extension Visit {
  /// The most notes a visit keeps.
  static let mostNotes = 9

  /// Keeps what staff noted, sealed and with the case; the journal knows only who noted something.
  mutating func note(_ text: String?, by session: StaffSession, _ transition: inout Transition) {
    guard let text, notes.count < Self.mostNotes else { return }
    notes.append(text)
    transition.emit(.keepNote(number, text, by: session.id))
  }
}
