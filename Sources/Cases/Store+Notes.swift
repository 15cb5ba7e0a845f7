import FoundationEssentials
import GRDB
package import Renewal

extension Store {
  /// Keeps what staff noted about a case whose visit goes on, sealed; the journal knows only who noted something.
  package func keepNote(_ number: CaseNumber, _ text: String, by staff: StaffID) throws(StoreError) {
    let sealed = try key.seal(Array(text.utf8), for: "note \(number)")
    let at = now()
    try write { database in
      try require(Author(staff, .librarian), database)
      let goesOn = try Bool.fetchOne(
        database, sql: "SELECT endedAt IS NULL FROM cases WHERE number = ?", arguments: [number.number])
      guard let goesOn else { throw Refusal.unknownCase }
      guard goesOn else { throw Refusal.visitEnded }
      try insertNote(number, sealed: sealed, by: staff, at: at, database)
      try append(.noted(number, by: staff), at: at, database)
    }
  }

  func insertNote(
    _ number: CaseNumber, sealed: [UInt8], by staff: StaffID, at: Int, _ database: Database
  ) throws {
    try database.run(
      sql: "INSERT INTO notes (caseNumber, by, at, sealed) VALUES (?, ?, ?, ?)",
      arguments: [number.number, staff.digits, at, Data(sealed)])
  }

  /// What was noted about a case, the newest last; a note that does not open was changed, and is left out.
  func notes(of number: CaseNumber, _ database: Database) throws -> [String] {
    let rows = NoteRow.filter(NoteRow.Columns.caseNumber == number.number).order(NoteRow.Columns.id)
    return try rows.fetchAll(database).compactMap { key.open($0.sealed.bytes, for: "note \(number)") }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// Erases the notes of cases that are neither at the box nor parked.
  func eraseNotes(_ database: Database) throws {
    try database.run(
      sql: """
        DELETE FROM notes WHERE NOT EXISTS (SELECT 1 FROM parked WHERE parked.caseNumber = notes.caseNumber)
          AND EXISTS (SELECT 1 FROM cases WHERE number = notes.caseNumber AND endedAt IS NOT NULL)
        """)
  }
}
