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
    let rows = try AccountRow.rows(database, "WHERE id = ? AND removedAt IS NULL", [id.digits])
    return try rows.first.map { try stored($0, database) }
  }

  /// The account in a row.
  func stored(_ row: AccountRow, _ database: Database) throws -> StoredAccount {
    let id = StaffID(row.id)
    let name = key.open(row.name.bytes, for: "account \(id)")
    return StoredAccount(
      account: Account(
        id: id, firstName: String(decoding: name ?? [], as: UTF8.self),
        role: try AccountRow.Columns.role.named(row.role), isLocked: row.isLocked,
        isDemonstration: row.isDemonstration),
      salt: row.salt.bytes,
      cost: ScryptCost(rounds: row.rounds, blockSize: row.blockSize, parallelism: row.parallelism),
      verifier: row.verifier.bytes, mustLogIn: row.mustLogIn, pinSetBy: row.pinSetBy.map { StaffID($0) },
      isTrusted: try name != nil && AccountTag.isRight(row, with: key)
        && AccountChange.lastRow(of: id, database) ?? 0 <= row.changedRow)
  }

  /// Refuses, and names them, unless whoever does something may do it now: asked in the transaction that writes what they did.
  func require(_ author: Author, _ database: Database) throws {
    guard try account(author.staff, database)?.mayAct(as: author.role) == true else {
      throw StoreError.unauthorised(author.staff)
    }
  }

  /// Refuses unless there is, or was, such an account.
  func requireAccount(_ id: StaffID, _ database: Database) throws {
    let found: Bool? = try database.first(
      sql: "SELECT 1 FROM accounts WHERE id = ?", arguments: [id.digits])
    guard found != nil else { throw Refusal.unknownAccount }
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
