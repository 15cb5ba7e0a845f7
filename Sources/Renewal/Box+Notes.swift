extension Box {
  /// A note being written at the box.
  func noting(
    _ key: Key, at place: Int, _ entry: TextEntry, _ attendance: Attendance, _ turn: inout Turn
  ) -> Attendance {
    var next = attendance
    guard let changed = entry.handle(key) else {
      next.page = .flag(place)
      return next
    }
    next.page = .note(place, changed)
    guard key == .enter else { return next }
    next.visit?.note(entry.written, by: attendance.session, &turn)
    next.page = .flag(place)
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
