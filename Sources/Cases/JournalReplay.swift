import FoundationEssentials
import GRDB
import PassportRules
import Renewal

/// The tables as they follow from the journal: its rows, one after the other, into an empty store in memory, by the very code that wrote
/// them. A row that could not have been written is told.
struct JournalReplay {
  /// Where the rows go.
  private let scratch: Store
  /// What a parked case was, by its digest.
  private(set) var parkedDigests: [Int: String] = [:]
  /// The rows that could not have been written, and why.
  private(set) var impossible: [AuditFinding] = []

  /// An empty store.
  init() throws {
    guard let key = StoreKey(bytes: [UInt8](repeating: 0, count: 32)) else { throw Refusal.contradiction }
    scratch = try Store(inMemory: key, now: { 0 })
  }

  /// Reads the rows of a journal from where its purge ended, up to one of them; `purgedTo` is the last row that was purged.
  mutating func read(_ journal: Database, purgedTo: Int, through last: Int? = nil) throws {
    try scratch.file.write { database in
      let base = try Self.base(journal, purgedTo: purgedTo)
      if let base { try RecordSnapshot.load(base.state, into: database) }
      let rows = try ExaminedRow<JournalRow>.fetchCursor(
        journal, sql: "SELECT * FROM journal NOT INDEXED WHERE id > ? AND id <= ? ORDER BY id",
        arguments: [base?.after ?? purgedTo, last ?? .max])
      while let row = try rows.next() {
        guard let found = row.content else { continue }
        try replay(found, database)
      }
    }
  }

  /// Looks at what came of it.
  func look<Value>(_ question: (Database) throws -> Value) throws -> Value { try scratch.file.read(question) }

  // MARK: - The beginning

  /// The state at which to begin, and the row it is the state after: where the journal was purged, or where the store began to be
  /// audited. Nothing when the journal is there from its first row on. The first such row is the program's own; a later one is not.
  private static func base(_ journal: Database, purgedTo: Int) throws -> (state: JSON, after: Int)? {
    let row =
      try JournalRow.fetchOne(
        journal, sql: "SELECT * FROM journal WHERE kind = \(StoreFactKind.recordsBegin.literal) ORDER BY id LIMIT 1")
      ?? JournalRow.fetchOne(
        journal,
        sql: """
          SELECT * FROM journal WHERE kind = \(StoreFactKind.purged.literal)
            AND detail ->> '\(FactField.journalTo.path)' = ? AND detail ->> '\(FactField.state.path)' IS NOT NULL
          ORDER BY id LIMIT 1
          """, arguments: [purgedTo])
    guard let row, let entry = row.entry, let fact = try? StoreFact(entry) else { return nil }
    switch fact {
    case .recordsBegin(let state, _): return (state, row.id)
    case .purged(let rows): return (rows.state ?? .null, purgedTo)
    // No other kind is asked for.
    default: return nil
    }
  }

  // MARK: - Rows

  private mutating func replay(_ row: JournalRow, _ database: Database) throws {
    guard let entry = row.entry else { return differ(row, "its details are not in their form") }
    guard let fact = try? JournalFact(entry) else { return differ(row, "nothing of this kind is written") }
    do {
      try whole(database) {
        switch fact {
        case .machine(let fact):
          guard fact.entry == entry else { throw Unwritten() }
          try apply(fact, at: row.at, database)
        case .store(let fact): try apply(fact, row, database)
        }
      }
    } catch is Unwritten {
      differ(row, "nothing of this kind is written")
    } catch let refusal as Refusal {
      differ(row, refusal.rawValue)
    } catch let error as StoreError {
      if case .refused(let refusal) = error { differ(row, refusal.rawValue) } else { differ(row, "\(error)") }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      differ(row, Refusal(constraint: error.message ?? "").rawValue)
    }
  }

  /// All of it or nothing, by statements that are compiled once: there are as many rows as there were facts.
  private func whole(_ database: Database, _ changes: () throws -> Void) throws {
    try database.run(sql: "SAVEPOINT fact")
    do {
      try changes()
    } catch {
      try database.run(sql: "ROLLBACK TO fact")
      try database.run(sql: "RELEASE fact")
      throw error
    }
    try database.run(sql: "RELEASE fact")
  }

  /// This program writes no such row.
  private struct Unwritten: Error {}

  private mutating func differ(_ row: JournalRow, _ why: String) {
    guard impossible.count < AuditReport.mostFindings else { return }
    impossible.append(AuditFinding(row: row.id, fault: .impossible(why)))
  }

  private func apply(_ fact: Fact, at: Int, _ database: Database) throws {
    for author in fact.authors { try require(author, database) }
    try scratch.apply(fact, at: at, database)
    if case .visitEnded = fact { try scratch.eraseNotes(database) }
  }

  private mutating func apply(_ fact: StoreFact, _ row: JournalRow, _ database: Database) throws {
    switch fact {
    case .account(let id, let change, _): try change.apply(to: id, at: row.at, row: row.id, database)
    case .pinChosen(let id): try AccountChange.pinChosen.apply(to: id, at: row.at, row: row.id, database)
    case .loggedIn(let id, _, _, _): try AccountChange.loggedIn.apply(to: id, at: row.at, row: row.id, database)
    case .dossierHeld(let number, let by, let digest):
      guard let digest = [UInt8](hexadecimal: digest) else { throw Unwritten() }
      try scratch.attest(number, by: by, at: row.at, database)
      try scratch.insertHeld(
        number, digest, key: SealedDossier.idempotencyKey(number, digest), sealed: Self.blank, contact: Self.blank,
        at: row.at, database)
    case .captured(let number, let attempt, _):
      try scratch.capture(number, attempt: attempt, at: row.at, database)
    case .acknowledged(let number):
      try database.run(sql: "DELETE FROM dossiers WHERE caseNumber = ?", arguments: [number.number])
    case .parked(let number, let terms):
      guard terms.fee != nil, terms.feeDate != nil else { throw Unwritten() }
      parkedDigests[number.number] = terms.digest
      try scratch.insertParked(number, terms, sealed: Self.blank, at: row.at, database)
    case .parkedExpired(let number), .parkedErased(let number):
      try database.run(sql: "DELETE FROM parked WHERE caseNumber = ?", arguments: [number.number])
      try scratch.eraseNotes(database)
    case .resumed(let number, let by):
      if let by { try require(Author(by, .officer), database) }
      try scratch.reopen(number, database)
    case .noted(let number, let by):
      try require(Author(by, .librarian), database)
      try scratch.insertNote(number, sealed: Self.blank, by: by, at: row.at, database)
    case .restored(_, let numbersLeftOut):
      let next = try Int.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'nextCase'") ?? 1
      try Store.keep("nextCase", next + (numbersLeftOut ?? 0), database)
    case .purged(let rows): try purge(rows, database)
    case .dossierSealedAnew, .logInRefused, .logInsRefused, .checkpoint, .recordsBegin, .keyRotated, .backupDeleted:
      break
    }
  }

  /// Who may act follows from the journal too; the tags of this store's accounts are nobody's.
  private func require(_ author: Author, _ database: Database) throws {
    let name: String? = try database.first(
      sql: "SELECT role FROM accounts WHERE id = ? AND removedAt IS NULL AND NOT isLocked AND NOT mustLogIn",
      arguments: [author.staff.digits])
    guard let role = name.flatMap(StaffRole.init), author.role.map(role.covers) ?? true else {
      throw Refusal.notAuthorised
    }
  }

  private func purge(_ rows: PurgedRows, _ database: Database) throws {
    guard let before = rows.before else { return }
    _ = try scratch.deleteCases(before: before, most: rows.counts.cases, database)
    _ = try Store.deleteFlagsOfBox(before: before, database)
  }

  /// In place of what is sealed.
  private static let blank = [UInt8](repeating: 0, count: 64)
}

extension [UInt8] {
  /// The bytes of hexadecimal digits; nothing when they are none.
  init?(hexadecimal text: String) {
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
    self = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
