import FoundationEssentials
import GRDB
import Renewal

/// What binds an account's row to the store's key: whoever changes number, role, lock or PIN past the program cannot make it.
enum AccountTag {
  /// Writes the tag of an account as it stands now.
  static func write(_ id: StaffID, with key: StoreKey, _ database: Database) throws {
    let row = try Row.fetchOne(database, sql: "SELECT * FROM accounts WHERE id = ?", arguments: [id.digits])
    guard let row else { throw Refusal.unknownAccount }
    try database.run(
      sql: "UPDATE accounts SET tag = ? WHERE id = ?", arguments: [Data(try made(of: row, with: key)), id.digits])
  }

  /// Whether a row of `accounts` is as the program wrote it.
  static func isRight(_ row: Row, with key: StoreKey) throws -> Bool {
    row.bytes("tag", 32) == (try made(of: row, with: key))
  }

  /// The tag of a row: everything but the name, which its own seal binds to the account.
  private static func made(of row: Row, with key: StoreKey) throws -> [UInt8] {
    let content: Canonical = [
      "id": .text(try row.decode(forColumn: "id")), "role": .text(try row.decode(forColumn: "role")),
      "isLocked": .flag(try row.decode(forColumn: "isLocked")),
      "isDemonstration": .flag(try row.decode(forColumn: "isDemonstration")),
      "addedAt": .integer(try row.decode(forColumn: "addedAt")),
      "removedAt": try row.decode(Int?.self, forColumn: "removedAt").map { .integer($0) } ?? .null,
      "changedRow": .integer(try row.decode(forColumn: "changedRow")),
      "mustLogIn": .flag(try row.decode(forColumn: "mustLogIn")),
      "pinSetBy": Canonical(try row.decode(String?.self, forColumn: "pinSetBy")),
      "salt": .text(Array(try row.decode(Data.self, forColumn: "salt")).hexadecimal),
      "rounds": .integer(try row.decode(forColumn: "rounds")),
      "blockSize": .integer(try row.decode(forColumn: "blockSize")),
      "parallelism": .integer(try row.decode(forColumn: "parallelism")),
      "verifier": .text(Array(try row.decode(Data.self, forColumn: "verifier")).hexadecimal),
    ]
    return key.mark("account", content.bytes)
  }
}
