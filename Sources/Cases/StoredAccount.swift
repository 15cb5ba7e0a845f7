import FoundationEssentials
import GRDB
package import Renewal

/// An account as the table has it.
struct StoredAccount {
  let account: Account
  let salt: [UInt8]
  let cost: ScryptCost
  let verifier: [UInt8]
  /// Whether its owner must log in before they act again, because the account was changed.
  let mustLogIn: Bool
  /// Who set the PIN, when that is not its owner's own.
  let pinSetBy: StaffID?
  /// Whether the row is as the program wrote it, and wrote it last.
  let isTrusted: Bool

  /// Whether its PIN may be tried.
  var canLogIn: Bool { isTrusted && !account.isLocked }

  /// Whether its owner may do what takes a role, or anything at all.
  func mayAct(as role: StaffRole?) -> Bool {
    canLogIn && !mustLogIn && role.map(account.role.covers) ?? true
  }
}

extension Store {
  /// An account that was not removed; nothing when there is none.
  func account(_ id: StaffID, _ database: Database) throws -> StoredAccount? {
    try Row.fetchOne(
      database, sql: "SELECT * FROM accounts WHERE id = ? AND removedAt IS NULL", arguments: [id.digits]
    ).map { try stored($0, database) }
  }

  /// The account in a row.
  func stored(_ row: Row, _ database: Database) throws -> StoredAccount {
    let id = StaffID(try row.decode(forColumn: "id"))
    let name = key.open(Array(try row.decode(Data.self, forColumn: "name")), for: "account \(id)")
    return StoredAccount(
      account: Account(
        id: id, firstName: String(decoding: name ?? [], as: UTF8.self), role: try row.decodeNamed("role"),
        isLocked: try row.decode(forColumn: "isLocked"), isDemonstration: try row.decode(forColumn: "isDemonstration")),
      salt: Array(try row.decode(Data.self, forColumn: "salt")),
      cost: ScryptCost(
        rounds: try row.decode(forColumn: "rounds"), blockSize: try row.decode(forColumn: "blockSize"),
        parallelism: try row.decode(forColumn: "parallelism")),
      verifier: Array(try row.decode(Data.self, forColumn: "verifier")),
      mustLogIn: try row.decode(forColumn: "mustLogIn"),
      pinSetBy: try row.decode(String?.self, forColumn: "pinSetBy").map { StaffID($0) },
      isTrusted: try name != nil && AccountTag.isRight(row, with: key)
        && AccountChange.lastRow(of: id, database) ?? 0 <= row.decode(forColumn: "changedRow"))
  }

  /// Refuses, and names them, unless whoever does something may do it now: asked in the transaction that writes what they did.
  func require(_ author: Author, _ database: Database) throws {
    guard try account(author.staff, database)?.mayAct(as: author.role) == true else {
      throw StoreError.unauthorised(author.staff)
    }
  }

  /// Refuses unless there is, or was, such an account.
  func requireAccount(_ id: StaffID, _ database: Database) throws {
    guard
      try Bool.fetchOne(database, sql: "SELECT 1 FROM accounts WHERE id = ?", arguments: [id.digits]) != nil
    else { throw Refusal.unknownAccount }
  }
}

extension Store {
  /// Who of these may do nothing any more, or must log in again first.
  package func revoked(among staff: Set<StaffID>) throws(StoreError) -> [StaffID] {
    try read { database in
      try staff.sorted().filter { try account($0, database)?.mayAct(as: nil) != true }
    }
  }
}
