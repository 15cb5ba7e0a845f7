import FoundationEssentials
import GRDB
import Renewal

/// What binds an account's row to the store's key: whoever changes number, role, lock or PIN past the program cannot make it.
enum AccountTag {
  /// Writes the tag of an account as it stands now.
  static func write(_ id: StaffID, with key: StoreKey, _ database: Database) throws {
    guard let row = try AccountRow.of(id).fetchOne(database) else { throw Refusal.unknownAccount }
    try database.run(
      sql: "UPDATE accounts SET tag = ? WHERE id = ?", arguments: [Data(made(of: row, with: key)), id.digits])
  }

  /// Whether a row of `accounts` is as the program wrote it.
  static func isRight(_ row: AccountRow, with key: StoreKey) -> Bool { row.tag.bytes == made(of: row, with: key) }

  /// The tag of a row: everything but the name, which its own seal binds to the account.
  private static func made(of row: AccountRow, with key: StoreKey) -> [UInt8] {
    let content: JSON = [
      "id": .text(row.id), "role": .text(row.role), "isLocked": .flag(row.isLocked),
      "isDemonstration": .flag(row.isDemonstration), "addedAt": .integer(row.addedAt),
      "removedAt": row.removedAt.json, "changedRow": .integer(row.changedRow),
      "mustLogIn": .flag(row.mustLogIn), "pinSetBy": row.pinSetBy.json,
      "salt": .text(row.salt.bytes.hexadecimal), "rounds": .integer(row.rounds), "blockSize": .integer(row.blockSize),
      "parallelism": .integer(row.parallelism), "verifier": .text(row.verifier.bytes.hexadecimal),
    ]
    return key.mark("account", content.bytes)
  }
}
