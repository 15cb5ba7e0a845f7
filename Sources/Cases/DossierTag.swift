import Crypto
import FoundationEssentials
import GRDB
import Renewal

/// What binds a dossier's row to the store's key: its bytes are the authority's to open, and how often it was offered is in no journal.
enum DossierTag {
  /// Writes the tag of a dossier whose bytes are new.
  static func write(_ number: CaseNumber, with key: StoreKey, _ database: Database) throws {
    let row = try Row.fetchOne(
      database, sql: "SELECT sealed, contact FROM dossiers WHERE caseNumber = ?", arguments: [number.number])
    guard let row else { return }
    try database.run(
      sql: "UPDATE dossiers SET content = ? WHERE caseNumber = ?",
      arguments: [Data(try content(of: row)), number.number])
    try renew(number, with: key, database)
  }

  /// Writes the tag of a dossier whose bytes are as they were.
  static func renew(_ number: CaseNumber, with key: StoreKey, _ database: Database) throws {
    let row = try Row.fetchOne(
      database, sql: "SELECT \(columns) FROM dossiers WHERE caseNumber = ?", arguments: [number.number])
    guard let row else { return }
    try database.run(
      sql: "UPDATE dossiers SET tag = ? WHERE caseNumber = ?",
      arguments: [Data(try made(of: row, with: key)), number.number])
  }

  /// Whether a row of `dossiers` is as the program wrote it, its bytes included.
  static func isRight(_ row: Row, with key: StoreKey) throws -> Bool {
    try row.bytes("content", 32) == content(of: row) && row.bytes("tag", 32) == made(of: row, with: key)
  }

  private static let columns = "caseNumber, key, seal, content, attempts, nextTryAt, rejectedAt"

  /// SHA-256 over what is sealed to the authority and whom to call, each with its length before it.
  private static func content(of row: Row) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for column in ["sealed", "contact"] { bytes.append(counted: Array(try row.decode(Data.self, forColumn: column))) }
    return Array(SHA256.hash(data: bytes))
  }

  private static func made(of row: Row, with key: StoreKey) throws -> [UInt8] {
    func number(_ column: String) throws -> Canonical {
      try row.decode(Int?.self, forColumn: column).map { .integer($0) } ?? .null
    }
    let content: Canonical = [
      "caseNumber": try number("caseNumber"), "key": .text(try row.decode(forColumn: "key")),
      "seal": .text(try row.decode(forColumn: "seal")),
      "content": .text(Array(try row.decode(Data.self, forColumn: "content")).hexadecimal),
      "attempts": try number("attempts"), "nextTryAt": try number("nextTryAt"), "rejectedAt": try number("rejectedAt"),
    ]
    return key.mark("dossier row", content.bytes)
  }
}
