extension Visit {
  /// The most notes a visit keeps.
  static let mostNotes = 9

  /// Keeps what staff noted, sealed and with the case; the journal knows only who noted something.
  mutating func note(_ text: String?, by session: StaffSession, _ turn: inout Turn) {
    guard let text, notes.count < Self.mostNotes else { return }
    notes.append(text)
    turn.emit(.keepNote(number, text, by: session.id))
  }
}
