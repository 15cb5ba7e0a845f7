import Crypto
import FoundationEssentials
import GRDB
import Renewal

/// What binds a dossier's row to the store's key: its bytes are the authority's to open, and how often it was offered is in no journal.
enum DossierTag {
  /// Writes the tag of a dossier whose bytes are new.
  static func write(_ number: CaseNumber, with key: StoreKey, _ database: Database) throws {
    let these = DossierBytes.filter(DossierRow.Columns.caseNumber == number.number)
    guard let bytes = try these.fetchOne(database) else { return }
    try database.run(
      sql: "UPDATE dossiers SET content = ? WHERE caseNumber = ?", arguments: [Data(content(of: bytes)), number.number])
    try renew(number, with: key, database)
  }

  /// Writes the tag of a dossier whose bytes are as they were.
  static func renew(_ number: CaseNumber, with key: StoreKey, _ database: Database) throws {
    let row = try DossierRow.filter(DossierRow.Columns.caseNumber == number.number).fetchOne(database)
    guard let row else { return }
    try database.run(
      sql: "UPDATE dossiers SET tag = ? WHERE caseNumber = ?",
      arguments: [Data(made(of: row, with: key)), number.number])
  }

  /// Whether a row of `dossiers` is as the program wrote it, its bytes included.
  static func isRight(_ row: DossierRow, _ bytes: DossierBytes, with key: StoreKey) -> Bool {
    row.content.bytes == content(of: bytes) && row.tag.bytes == made(of: row, with: key)
  }

  /// SHA-256 over what is sealed to the authority and whom to call, each with its length before it.
  private static func content(of row: DossierBytes) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in [row.sealed, row.contact] { bytes.append(counted: part.bytes) }
    return Array(SHA256.hash(data: bytes))
  }

  private static func made(of row: DossierRow, with key: StoreKey) -> [UInt8] {
    let content: JSON = [
      "caseNumber": .integer(row.caseNumber), "key": .text(row.key), "seal": .text(row.seal),
      "content": .text(row.content.bytes.hexadecimal), "attempts": .integer(row.attempts),
      "nextTryAt": row.nextTryAt.json, "rejectedAt": row.rejectedAt.json,
    ]
    return key.mark("dossier row", content.bytes)
  }
}
