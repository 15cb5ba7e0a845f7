import FoundationEssentials
import GRDB
import PassportRules
import Renewal

/// The tables as they follow from the journal: its rows, one after the other, into an empty store in memory, by the very code that wrote
/// them. A row that could not have been written is told.
struct Replay {
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
      if let base = try Self.base(journal, purgedTo: purgedTo) { try RecordSnapshot.load(base.state, into: database) }
      let first = try Self.base(journal, purgedTo: purgedTo)?.after ?? purgedTo
      let rows = try Row.fetchCursor(
        journal, sql: "SELECT * FROM journal NOT INDEXED WHERE id > ? AND id <= ? ORDER BY id",
        arguments: [first, last ?? .max])
      while let row = try rows.next() {
        guard let found = try? JournalRow.decode(row) else { continue }
        try take(found, database)
      }
    }
  }

  /// Looks at what came of it.
  func look<Value>(_ question: (Database) throws -> Value) throws -> Value { try scratch.file.read(question) }

  // MARK: - The beginning

  /// The state at which to begin, and the row it is the state after: where the journal was purged, or where the store began to be
  /// audited. Nothing when the journal is there from its first row on. The first such row is the program's own; a later one is not.
  private static func base(_ journal: Database, purgedTo: Int) throws -> (state: Canonical, after: Int)? {
    let row = try Row.fetchOne(
      journal,
      sql: """
        SELECT id, kind, detail FROM journal WHERE kind = 'recordsBegin'
          OR kind = 'purged' AND detail ->> '$.journalTo' = ? AND detail ->> '$.state' IS NOT NULL
        ORDER BY kind = 'recordsBegin' DESC, id LIMIT 1
        """, arguments: [purgedTo])
    guard let row, let detail = Canonical(written: try row.decode(forColumn: "detail")) else { return nil }
    let isBeginning = try row.decode(String.self, forColumn: "kind") == "recordsBegin"
    return (detail["state"], isBeginning ? try row.decode(forColumn: "id") : purgedTo)
  }

  // MARK: - Rows

  private mutating func take(_ row: JournalRow, _ database: Database) throws {
    guard let detail = Canonical(written: row.detail) else { return tell(row, "its details are not in their form") }
    do {
      var isKnown = false
      try database.inSavepoint {
        isKnown = try apply(row, detail, database)
        return .commit
      }
      if !isKnown { tell(row, "nothing of this kind is written") }
    } catch let refusal as Refusal {
      tell(row, refusal.rawValue)
    } catch let error as StoreError {
      if case .refused(let refusal) = error { tell(row, refusal.rawValue) } else { tell(row, "\(error)") }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      tell(row, Refusal(constraint: error.message ?? "").rawValue)
    }
  }

  private mutating func tell(_ row: JournalRow, _ why: String) {
    guard impossible.count < AuditReport.mostFindings else { return }
    impossible.append(AuditFinding(row: row.id, fault: .impossible(why)))
  }

  /// Applies a row; false when it is of no kind that is known.
  private mutating func apply(_ row: JournalRow, _ detail: Canonical, _ database: Database) throws -> Bool {
    if let fact = Fact(row.caseNumber, row.kind, detail) {
      for author in fact.authors { try require(author, database) }
      try scratch.apply(fact, at: row.at, database)
      if case .visitEnded = fact { try scratch.eraseNotes(database) }
      return true
    }
    if let (id, change) = AccountChange.read(row.kind, detail) {
      try change.apply(to: id, at: row.at, row: row.id, database)
      return true
    }
    if let number = row.caseNumber.map({ CaseNumber($0) }) { return try apply(row, detail, of: number, database) }
    switch row.kind {
    case "restored":
      let next = try Int.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'nextCase'") ?? 1
      try Store.keep("nextCase", next + (detail["numbersLeftOut"].integer ?? 0), database)
    case "purged": try purge(detail, database)
    case Store.checkpointKind, "keyRotated", "backupDeleted", "logInRefused", "logInsRefused", "recordsBegin": break
    default: return false
    }
    return true
  }

  /// Rows of a case that are no facts of the machine.
  private mutating func apply(
    _ row: JournalRow, _ detail: Canonical, of number: CaseNumber, _ database: Database
  ) throws -> Bool {
    switch row.kind {
    case "dossierHeld":
      guard let by = detail["by"].staff, let digest = detail["digest"].text.flatMap({ [UInt8](hexadecimal: $0) }) else {
        return false
      }
      try scratch.attest(number, by: by, at: row.at, database)
      try scratch.insertHeld(
        number, digest, key: SealedDossier.idempotencyKey(number, digest), sealed: Self.blank, contact: Self.blank,
        at: row.at, database)
    case "captured": try scratch.capture(number, attempt: detail["attempt"].integer, at: row.at, database)
    case "acknowledged":
      try database.run(sql: "DELETE FROM dossiers WHERE caseNumber = ?", arguments: [number.number])
    case "parked":
      guard let fee = detail["fee"].integer, let date = detail["feeDate"].text, let until = detail["until"].integer
      else {
        return false
      }
      parkedDigests[number.number] = detail["digest"].text
      try scratch.insertParked(
        number, fee: fee, feeDate: date, sealed: Self.blank, until: until, at: row.at, database)
    case "parkedExpired", "parkedErased":
      try database.run(sql: "DELETE FROM parked WHERE caseNumber = ?", arguments: [number.number])
      try scratch.eraseNotes(database)
    case "resumed":
      if let by = detail["by"].staff { try require(Author(by, .officer), database) }
      try scratch.reopen(number, database)
    case "noted":
      guard let by = detail["by"].staff else { return false }
      try require(Author(by, .librarian), database)
      try scratch.insertNote(number, sealed: Self.blank, by: by, at: row.at, database)
    case "dossierSealedAnew": break
    default: return false
    }
    return true
  }

  /// Who may act follows from the journal too; the tags of this store's accounts are nobody's.
  private func require(_ author: Author, _ database: Database) throws {
    let row = try Row.fetchOne(
      database, sql: "SELECT role, isLocked, mustLogIn FROM accounts WHERE id = ? AND removedAt IS NULL",
      arguments: [author.staff.digits])
    guard let row, let role = StaffRole(rawValue: try row.decode(forColumn: "role")),
      try !row.decode(Bool.self, forColumn: "isLocked"), try !row.decode(Bool.self, forColumn: "mustLogIn"),
      author.role.map(role.covers) ?? true
    else { throw Refusal.notAuthorised }
  }

  private func purge(_ detail: Canonical, _ database: Database) throws {
    guard let before = detail["before"].integer else { return }
    try scratch.deleteCases(before: before, most: detail["cases"].integer ?? 0, database)
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
