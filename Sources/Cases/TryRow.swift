import GRDB

/// A row of `tries`: the wrong PINs of one number from one source.
struct TryRow: StoredRow {
  static let databaseTableName = "tries"
  typealias CodingKeys = Columns

  let source: String
  /// The number, as only the store's key makes it.
  let mark: Blob
  let failures: Int
  let lastAt: Int

  enum Columns: String, CodingKey, ColumnExpression, CaseIterable { case source, mark, failures, lastAt }

  /// Every row, in an order that does not depend on who came first.
  static var all: QueryInterfaceRequest<TryRow> { order(Columns.source, Columns.mark) }
}

/// Some wrong PINs together: how many, and when the last one was.
struct Tries: Decodable, FetchableRecord {
  let failures: Int
  let lastAt: Int
}
