import FoundationEssentials
import GRDB
import Glibc
import Renewal

/// What giving the store another key did.
package struct KeyRotation: Hashable, Sendable {
  /// How many values were sealed anew.
  package let resealed: Int
  /// How many were left as they are, because they did not open before either.
  package let unopened: Int

  /// What was sealed anew, and what was left.
  package init(resealed: Int, unopened: Int) {
    self.resealed = resealed
    self.unopened = unopened
  }
}

/// A column that is sealed with the store's key.
package struct SealedColumn: Sendable {
  package let table: String
  package let column: String
  /// By what a row is found.
  let row: String
  /// Whose value it is: a case's number, or an account's.
  let owner: String
  /// Which rows have one.
  let rows: String
  /// The word before the owner in what the seal is bound to.
  let word: String

  /// All of them; a table that gets another such column has it here, or its values are lost with the old key.
  package static let all = [
    SealedColumn(
      table: "accounts", column: "name", row: "id", owner: "id", rows: "removedAt IS NULL", word: "account"),
    SealedColumn(
      table: "parked", column: "sealed", row: "caseNumber", owner: "caseNumber", rows: "1", word: "parked"),
    SealedColumn(
      table: "dossiers", column: "contact", row: "caseNumber", owner: "caseNumber", rows: "1", word: "contact"),
    SealedColumn(
      table: "dossiers", column: "sealed", row: "caseNumber", owner: "caseNumber", rows: "seal = 'store'",
      word: "dossier"),
    SealedColumn(table: "notes", column: "sealed", row: "id", owner: "caseNumber", rows: "1", word: "note"),
  ]

  /// What a row's value is sealed for.
  func place(_ owner: DatabaseValue) -> String {
    if let number = Int.fromDatabaseValue(owner) { return "\(word) \(CaseNumber(number))" }
    return "\(word) \(String.fromDatabaseValue(owner) ?? "")"
  }
}

/// By what a row with a sealed value is found, and whose it is; of whatever type the table has them.
private struct SealedRow: FetchableRecord {
  let id: DatabaseValue
  let owner: DatabaseValue

  enum Columns: String, ColumnExpression { case id, owner }

  init(row: Row) throws {
    id = try row.decode(forColumn: Columns.id)
    owner = try row.decode(forColumn: Columns.owner)
  }
}

extension Store {
  /// Seals everything anew with another key, in one transaction; this store then refuses the old key, and must be closed.
  ///
  /// What PINs are marked with stays, for nobody knows the PINs.
  package func rotateKey(to fresh: StoreKey) throws(StoreError) -> KeyRotation {
    let fresh = fresh.keepingMarks(of: key)
    guard fresh.proof != key.proof else { throw .refused(.sameKey) }
    let at = now()
    let done = try write { database in
      var resealed = 0
      var unopened = 0
      for column in SealedColumn.all {
        let rows = try SealedRow.fetchAll(
          database,
          sql: """
            SELECT \(column.row) AS id, \(column.owner) AS owner FROM \(column.table) WHERE \(column.rows)
            """)
        for row in rows {
          let place = column.place(row.owner)
          let value = try Data.fetchOne(
            database, sql: "SELECT \(column.column) FROM \(column.table) WHERE \(column.row) = ?", arguments: [row.id])
          guard let opened = value.flatMap({ key.open(Array($0), for: place) }) else {
            unopened += 1
            continue
          }
          try database.execute(
            sql: "UPDATE \(column.table) SET \(column.column) = ? WHERE \(column.row) = ?",
            arguments: [Data(try fresh.seal(opened, for: place)), row.id])
          resealed += 1
        }
      }
      for number in try numbers("SELECT caseNumber FROM dossiers", database) {
        try DossierTag.write(number, with: fresh, database)
      }
      try Self.keep("key", Data(fresh.proof), database)
      try Self.keep("marks", Data(fresh.sealedMarks()), database)
      try append(.keyRotated(resealed: resealed, unopened: unopened), at: at, database)
      return KeyRotation(resealed: resealed, unopened: unopened)
    }
    // The log still has pages with the old seals.
    do {
      try file.writeWithoutTransaction { _ = try Int.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    } catch {
      throw StoreError(error, path: path)
    }
    return done
  }

  /// By what a state folder's store knows its key; nothing when there is none.
  static func proof(folder: String) throws(StoreError) -> [UInt8]? {
    let path = file(in: folder)
    guard access(path, F_OK) == 0 else { return nil }
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration(isFile: true))
      defer { try? queue.close() }
      return try queue.read { database -> [UInt8]? in
        guard try database.tableExists("meta") else { return nil }
        let proof: Data? = try meta("key", database)
        return proof.map(Array.init)
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }
}
