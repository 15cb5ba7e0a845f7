extension Box {
  /// A note being written at the box.
  func noting(
    _ key: Key, _ intent: Intent, at place: Int, _ entry: TextEntry, _ attendance: Attendance, _ turn: inout Turn
  ) -> Attendance {
    var next = attendance
    next.page = intent == .leave || intent == .submit ? .flag(place) : .note(place, entry.typing(key))
    if intent == .submit { next.visit?.note(entry.written, by: attendance.session, &turn) }
    return next
  }
}

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
