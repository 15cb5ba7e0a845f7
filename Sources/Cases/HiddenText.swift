import GRDB

/// Text behind U+0000: SQLite compares all of it, and who reads it as C does sees what stands before. A box writes none.
enum HiddenText {
  /// The column of `count`.
  static let column = Column("hidden")

  /// How many of these columns hide something, as a column for a query.
  static func count(in columns: [String]) -> String {
    columns.map { "(\(condition($0)))" }.joined(separator: " + ") + " AS \(column.name)"
  }

  /// The columns that hide something in any row; the journal's are looked at row by row.
  static func columns(_ database: Database) throws -> [(table: String, column: String)] {
    let tables = try String.fetchAll(
      database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'journal' ORDER BY name")
    return try tables.flatMap { table in
      try database.columns(in: table).map(\.name).filter { column in
        let condition = condition(column.quotedDatabaseIdentifier)
        let hides = "SELECT EXISTS (SELECT 1 FROM \(table.quotedDatabaseIdentifier) WHERE \(condition))"
        return try Bool.fetchOne(database, sql: hides) == true
      }.map { (table, $0) }
    }
  }

  private static func condition(_ column: String) -> String {
    "typeof(\(column)) = 'text' AND instr(CAST(\(column) AS BLOB), x'00') > 0"
  }
}
