import FoundationEssentials
import GRDB

/// A row as an auditor reads it: SQLite would turn one type into another, and an auditor must not. One that holds a value of another
/// type or length has a place, and no content.
struct ExaminedRow<Content: StrictlyRead>: FetchableRecord {
  /// Its number in the table; nothing when even that is none.
  let place: Int?
  let content: Content?

  init(row: Row) throws {
    place = row.integer(Content.place)
    content = Content(strictly: row)
  }
}

/// What an auditor reads.
protocol StrictlyRead {
  /// The column with the row's number.
  static var place: Column { get }

  /// Reads a row as strictly as it was written; nothing when a value has another type or length.
  init?(strictly row: Row)
}

extension JournalRow: StrictlyRead {
  static var place: Column { Columns.id }
  /// What whoever reads JSON counts up to (RFC 8259, section 6); in milliseconds it is 285,000 years.
  private static let beyondCounting = 1 << 53

  init?(strictly row: Row) {
    guard let id = row.integer(Columns.id), let at = row.integer(Columns.at), let kind = row.text(Columns.kind),
      let detail = row.text(Columns.detail),
      let previous = row.bytes(Columns.previous, 32),
      let hash = row.bytes(Columns.hash, 32)
    else { return nil }
    let number = row.integer(Columns.caseNumber)
    // No case is number 0, which the hash has for none. What no box counts up to is no number of its.
    guard row.isNull(Columns.caseNumber) || (1..<Self.beyondCounting).contains(number ?? 0),
      (-Self.beyondCounting..<Self.beyondCounting).contains(at)
    else { return nil }
    self.init(id: id, at: at, caseNumber: number, kind: kind, detail: detail, previous: previous, hash: hash)
  }
}

extension Checkpoint: StrictlyRead {
  static var place: Column { Column(CheckpointRow.Columns.row.name) }

  init?(strictly row: Row) {
    guard let place = row.integer(CheckpointRow.Columns.row), let hash = row.bytes(CheckpointRow.Columns.hash, 32),
      let at = row.integer(CheckpointRow.Columns.at), let purgedTo = row.integer(CheckpointRow.Columns.purgedTo),
      let purgedHash = row.bytes(CheckpointRow.Columns.purgedHash, 32),
      let publicKey = row.bytes(CheckpointRow.Columns.publicKey, 32),
      let signature = row.bytes(CheckpointRow.Columns.signature, 64)
    else { return nil }
    self.init(
      head: JournalHead(row: place, hash: hash), at: at, purged: JournalHead(row: purgedTo, hash: purgedHash),
      publicKey: publicKey, signature: signature)
  }
}

extension DatabaseValue {
  /// A whole number that is stored as one.
  var integer: Int? {
    guard case .int64(let number) = storage else { return nil }
    return Int(number)
  }
}

extension Row {
  fileprivate func stored(_ column: some ColumnExpression) -> DatabaseValue? { self[column.name] }

  fileprivate func integer(_ column: some ColumnExpression) -> Int? { stored(column)?.integer }

  /// A text that is stored as one, whole: SQLite compares what stands behind U+0000 too, and a text is read up to it.
  fileprivate func text(_ column: some ColumnExpression) -> String? {
    guard case .string(let text)? = stored(column)?.storage else { return nil }
    let size = try? withUnsafeData(named: column.name) { $0?.count ?? 0 }
    return size == text.utf8.count ? text : nil
  }

  fileprivate func bytes(_ column: some ColumnExpression, _ count: Int) -> [UInt8]? {
    guard let bytes = stored(column).flatMap(Blob.fromDatabaseValue)?.bytes, bytes.count == count else { return nil }
    return bytes
  }

  fileprivate func isNull(_ column: some ColumnExpression) -> Bool { stored(column)?.isNull == true }
}
