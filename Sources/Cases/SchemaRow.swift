import GRDB

/// A part of a store's schema, as SQLite keeps it: a table, an index, a trigger or a view.
struct SchemaRow: StoredRow {
  static let databaseTableName = "sqlite_schema"
  typealias CodingKeys = Columns

  let type: String
  let name: String
  let sql: String

  enum Columns: String, CodingKey, ColumnExpression, CaseIterable { case type, name, sql }

  /// What somebody wrote; what SQLite adds by itself has no text.
  static var written: QueryInterfaceRequest<SchemaRow> { filter(Columns.sql != nil) }
}

/// A row of `meta`: a fact about the store itself, of whatever type.
struct MetaRow: FetchableRecord, TableRecord {
  static let databaseTableName = "meta"

  let name: String
  let value: DatabaseValue

  enum Columns: String, ColumnExpression { case name, value }

  init(row: Row) throws {
    name = try row.decode(forColumn: Columns.name)
    value = try row.decode(forColumn: Columns.value)
  }
}
