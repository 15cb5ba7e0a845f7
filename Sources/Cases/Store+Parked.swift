import FoundationEssentials
import GRDB
import PassportRules
package import Renewal

/// A case that waits for an officer.
package struct ParkedCase: Hashable, Sendable {
  /// The case.
  package let number: CaseNumber
  /// Until when it is kept, Unix time in milliseconds.
  package let until: Int

  /// A case with the end of its time.
  package init(number: CaseNumber, until: Int) {
    self.number = number
    self.until = until
  }
}

extension ParkedCase: FetchableRecord {
  init(row: Row) throws {
    number = CaseNumber(try row.decode(forColumn: ParkedRow.Columns.caseNumber))
    until = try row.decode(forColumn: ParkedRow.Columns.until)
  }
}

extension Store {
  /// Seals a case for an officer, until a Unix time in milliseconds, 96 hours away at most; it keeps its fee, not an attestation.
  package func park(
    _ number: CaseNumber, _ application: CompleteApplication, evidence: [Evidence], until: Int
  ) throws(StoreError) {
    let dossier = try dossier(number, application, evidence)
    let sealed = try key.seal(dossier.bytes, for: "parked \(number)")
    let at = now()
    try write { database in
      let terms = ParkedTerms(
        until: until, fee: application.fee.total, feeDate: application.feeDate, digest: dossier.digest.hexadecimal)
      try insertParked(number, terms, sealed: sealed, at: at, database)
      try append(.parked(number, terms), at: at, database)
    }
  }

  /// What parking means for the tables.
  func insertParked(
    _ number: CaseNumber, _ terms: ParkedTerms, sealed: [UInt8], at: Int, _ database: Database
  ) throws {
    try change(
      number, "fee = ?, feeDate = ?, attestedBy = NULL, attestedAt = NULL",
      [terms.fee?.ore, terms.feeDate?.description], database)
    try eraseHeld(number, database)
    try database.run(
      sql: "INSERT OR REPLACE INTO parked (caseNumber, sealed, parkedAt, until) VALUES (?, ?, ?, ?)",
      arguments: [number.number, Data(sealed), at, terms.until])
  }

  /// The cases that wait for an officer, the one that waits shortest last.
  package func parked() throws(StoreError) -> [ParkedCase] {
    try read { database in
      try ParkedCase.fetchAll(database, sql: "SELECT caseNumber, until FROM parked ORDER BY parkedAt, caseNumber")
    }
  }

  /// Opens a parked case; nothing when there is none, or it was changed.
  package func openParked(_ number: CaseNumber) throws(StoreError) -> Dossier? {
    let sealed = try read { database in
      try Data.fetchOne(database, sql: "SELECT sealed FROM parked WHERE caseNumber = ?", arguments: [number.number])
    }
    return sealed.flatMap { key.open(Array($0), for: "parked \(number)") }.flatMap(Dossier.init(bytes:))
  }

  /// Deletes the parked cases whose time is over, and tells which; the copy from before a migration goes with its time too. By a clock
  /// that is doubted nothing goes.
  @discardableResult
  package func expireParked() throws(StoreError) -> [CaseNumber] {
    let at = now()
    return try write { database in
      guard try !isClockDoubted(database) else { return [] }
      try forgetBackup(at: at, database)
      return try expireParked(at: at, database)
    }
  }

  @discardableResult
  func expireParked(at: Int, _ database: Database) throws -> [CaseNumber] {
    let over = try Int.fetchAll(
      database, sql: "SELECT caseNumber FROM parked WHERE until <= ? ORDER BY caseNumber", arguments: [at]
    ).map(CaseNumber.init)
    for number in over {
      try database.run(sql: "DELETE FROM parked WHERE caseNumber = ?", arguments: [number.number])
      try append(.parkedExpired(number), at: at, database)
    }
    if !over.isEmpty { try eraseNotes(database) }
    return over
  }
}
