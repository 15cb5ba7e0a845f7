import GRDB

/// Text behind U+0000: SQLite compares all of it, and who reads it as C does sees what stands before. A box writes none.
enum HiddenText {
  /// The columns that hide something in any row; the journal's are looked at row by row (`ExaminedRow`).
  static func columns(_ database: Database) throws -> [(table: String, column: String)] {
    let tables = try String.fetchAll(
      database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'journal' ORDER BY name")
    return try tables.flatMap { table in
      try database.columns(in: table).map(\.name).filter { try hides(database, table, $0) }.map { (table, $0) }
    }
  }

  private static func hides(_ database: Database, _ table: String, _ column: String) throws -> Bool {
    let column = column.quotedDatabaseIdentifier
    return try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT 1 FROM \(table.quotedDatabaseIdentifier)
          WHERE typeof(\(column)) = 'text' AND instr(CAST(\(column) AS BLOB), x'00') > 0)
        """) == true
  }
}
