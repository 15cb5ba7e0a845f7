import FoundationEssentials
import GRDB

/// A row of a table as a record. Its columns are named once, in `Columns`: what is read, and what is asked of them, is made from there.
protocol StoredRow: Decodable, FetchableRecord, TableRecord
where Columns: CaseIterable & CodingKey & ColumnExpression {}

extension StoredRow {
  /// These columns by their names: one that is not there is refused, where `*` would leave it out and let it be taken for nothing.
  static var databaseSelection: [any SQLSelectable] { Columns.allCases.map { $0 } }

  /// The rows that a condition and an order name, by a statement that is compiled once for the life of the connection.
  static func rows(_ database: Database, _ rest: String, _ arguments: StatementArguments) throws
    -> [Self]
  {
    let columns = Columns.allCases.map(\.name).joined(separator: ", ")
    let statement = try database.cachedStatement(
      sql: "SELECT \(columns) FROM \(databaseTableName) \(rest)")
    return try fetchAll(statement, arguments: arguments)
  }
}

/// Bytes that are stored as such: SQLite would make them of a text too, and what is bound to them must not be.
struct Blob: Hashable, Decodable, DatabaseValueConvertible {
  let bytes: [UInt8]

  var databaseValue: DatabaseValue { Data(bytes).databaseValue }

  static func fromDatabaseValue(_ value: DatabaseValue) -> Blob? {
    guard case .blob(let data) = value.storage else { return nil }
    return Blob(bytes: Array(data))
  }
}

extension ColumnExpression {
  /// What a stable name in this column means; another name says that the file is damaged.
  func named<Value: RawRepresentable<String>>(_ stored: String) throws -> Value {
    guard let value = Value(rawValue: stored) else { throw UnknownName(column: name, name: stored) }
    return value
  }
}

/// A stable name in the file that this program does not know.
struct UnknownName: Error {
  let column: String
  let name: String
}
