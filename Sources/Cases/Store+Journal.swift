import Crypto
import FoundationEssentials
import GRDB
package import Renewal

/// A row of the journal as it is on disk.
package struct JournalRow: Hashable, Sendable {
  /// Its place, from 1, without a gap.
  package let id: Int
  /// When, Unix time in milliseconds.
  package let at: Int
  /// The case's number, for facts of a case.
  package let caseNumber: Int?
  /// What kind of fact.
  package let kind: String
  /// Its details, as JSON with one written form.
  package let detail: String
  /// The hash of the row before; 32 zero bytes for the first.
  package let previous: [UInt8]
  /// SHA-256 over everything above.
  package let hash: [UInt8]

  /// The hash that a row with this content must have.
  ///
  /// Over: `pasboks journal 1`, id, at, case (0 for none), and previous, each number in eight bytes with the highest first, and
  /// kind and detail with their length in eight bytes before them.
  package static func hash(
    id: Int, at: Int, caseNumber: Int?, kind: String, detail: String, previous: [UInt8]
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(128 + kind.utf8.count + detail.utf8.count)
    bytes += "pasboks journal 1".utf8
    for number in [id, at, caseNumber ?? 0] { bytes.append(bigEndian: number) }
    bytes += previous
    for text in [kind, detail] {
      bytes.append(bigEndian: text.utf8.count)
      bytes += text.utf8
    }
    return Array(SHA256.hash(data: bytes))
  }

}

extension JournalRow: FetchableRecord, TableRecord {
  static let databaseTableName = "journal"

  enum Columns {
    static let id = Column("id")
    static let at = Column("at")
    static let caseNumber = Column("caseNumber")
    static let kind = Column("kind")
    static let detail = Column("detail")
    static let previous = Column("previous")
    static let hash = Column("hash")
  }

  init(row: Row) throws {
    self.init(
      id: try row.decode(forColumn: Columns.id), at: try row.decode(forColumn: Columns.at),
      caseNumber: try row.decode(forColumn: Columns.caseNumber), kind: try row.decode(forColumn: Columns.kind),
      detail: try row.decode(forColumn: Columns.detail),
      previous: Array(try row.decode(Data.self, forColumn: Columns.previous)),
      hash: Array(try row.decode(Data.self, forColumn: Columns.hash)))
  }

  /// Its details for another program: in their one written form; what no box wrote is a text.
  package var exportedDetail: JSON { JSON(written: detail) ?? .text(detail) }

  /// What it says; nothing when its details are not in their one form.
  package var entry: JournalEntry? {
    JSON(written: detail).map { JournalEntry(caseNumber.map(CaseNumber.init), kind, $0) }
  }
}

/// What an examination of the journal's chain found.
package enum JournalVerdict: Hashable, Sendable {
  /// Every row follows from the one before; the last row's place and hash, nothing when it is empty.
  case whole(rows: Int, head: [UInt8])
  /// The first row that does not, and why.
  case broken(row: Int, JournalFault)
}

/// What is wrong with a row of the journal.
package enum JournalFault: Hashable, Sendable {
  /// The row is not there.
  case missing
  /// Its content is not what was hashed.
  case changed
  /// It does not follow the row before.
  case unlinked
}

extension Store {
  /// Appends what the store itself writes, and a checkpoint when one is due, within a transaction.
  @discardableResult
  func append(_ fact: StoreFact, at: Int, _ database: Database) throws -> Int {
    try append(fact.entry, at: at, database)
  }

  /// Appends a row, and a checkpoint when one is due, within a transaction.
  @discardableResult
  func append(_ entry: JournalEntry, at: Int, _ database: Database) throws -> Int {
    let head = try Self.add(entry, at: at, database)
    try signIfDue(head, at: at, database)
    return head.row
  }

  /// Appends a row and nothing else.
  @discardableResult
  static func add(_ entry: JournalEntry, at: Int, _ database: Database) throws -> JournalHead {
    let last = try journalHead(database) ?? .none
    guard last.row < .max else { throw Refusal.contradiction }
    let id = last.row + 1
    let detail = entry.detail.written
    let hash = JournalRow.hash(
      id: id, at: at, caseNumber: entry.number?.number, kind: entry.kind, detail: detail, previous: last.hash)
    try database.run(
      sql: "INSERT INTO journal (id, at, caseNumber, kind, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [id, at, entry.number?.number, entry.kind, detail, Data(last.hash), Data(hash)])
    return JournalHead(row: id, hash: hash)
  }

  /// Examines the whole chain and names the first row that is wrong.
  ///
  /// A tail that was cut off cannot be seen here: compare the head with the one kept elsewhere.
  package func verify() throws(StoreError) -> JournalVerdict {
    let report = try read { database in
      var examination = AuditExamination()
      return try examination.run(database)
    }
    for finding in report.findings {
      switch finding.fault {
      case .missing, .cut: return .broken(row: finding.row, .missing)
      case .changed, .unreadable, .impossible: return .broken(row: finding.row, .changed)
      case .unlinked, .returned, .rewritten, .headDiffers: return .broken(row: finding.row, .unlinked)
      case .checkpointMissing, .checkpointAdded, .signatureWrong, .keyUnknown, .unsigned: continue
      }
    }
    return .whole(rows: report.head.row, head: report.head.hash)
  }

  /// The journal's rows in order, from a place on.
  package func journal(from first: Int = 1) throws(StoreError) -> [JournalRow] {
    try read { try JournalRow.filter(JournalRow.Columns.id >= first).order(JournalRow.Columns.id).fetchAll($0) }
  }
}

extension JournalRow {
  /// The hash that its content must have.
  var expectedHash: [UInt8] {
    Self.hash(id: id, at: at, caseNumber: caseNumber, kind: kind, detail: detail, previous: previous)
  }
}

extension [UInt8] {
  /// Appends a number in eight bytes, the highest first.
  mutating func append(bigEndian number: Int) {
    let pattern = UInt64(bitPattern: Int64(number))
    Swift.withUnsafeBytes(of: pattern.bigEndian) { append(contentsOf: $0) }
  }
}
