import GRDB

/// Text behind U+0000: SQLite compares all of it, and who reads it as C does sees what stands before. A box writes none.
enum HiddenText {
  /// The columns that hide something in any row; the journal's are looked at row by row (`ExaminedRow`).
  static func columns(_ database: Database) throws -> [(table: String, column: String)] {
    let tables = try String.fetchAll(
      database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'journal' ORDER BY name")
    return try tables.flatMap { table in
      // One way through the table for all of them.
      let columns = try database.columns(in: table).map(\.name)
      let tests = columns.map(\.quotedDatabaseIdentifier).map {
        "max(typeof(\($0)) = 'text' AND instr(CAST(\($0) AS BLOB), x'00') > 0)"
      }
      let found = try Row.fetchOne(
        database, sql: "SELECT \(tests.joined(separator: ", ")) FROM \(table.quotedDatabaseIdentifier)")
      return columns.indices.filter { (found?[$0] as Int?) == 1 }.map { (table, columns[$0]) }
    }
  }
}
