import Crypto
import FoundationEssentials
import GRDB
package import Renewal

/// Accounts are managed by a supervisor, who is named in the journal; one of them is always left who can.
///
/// A demonstration's accounts have published PINs, so on a box with a key of its own they neither manage nor count.
extension Store {
  /// Adds an account; number, name and PIN must be as the policy says, and the number never used before.
  ///
  /// Nobody adds it only where the demonstration makes its own.
  package func addAccount(
    id: StaffID, firstName: String, role: StaffRole, pin: String, isDemonstration: Bool = false, by: StaffID? = nil
  ) throws(StoreError) {
    let fresh = try FreshAccount(id, firstName, role, pin, isDemonstration, self)
    let at = now()
    try write { database in
      if let by { try requireManager(by, database) }
      try add(fresh, by: by, at: at, database)
    }
  }

  /// Adds the first supervisor, which needs nobody and is refused while there is one who can log in.
  package func addFirstSupervisor(id: StaffID, firstName: String, pin: String) throws(StoreError) {
    let fresh = try FreshAccount(id, firstName, .supervisor, pin, false, self)
    let at = now()
    try write { database in
      guard try managers(database).isEmpty else { throw Refusal.supervisorExists }
      try add(fresh, by: nil, at: at, database)
    }
  }

  /// The accounts, by number; those that were removed are not listed.
  package func accounts() throws(StoreError) -> [Account] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM accounts WHERE removedAt IS NULL ORDER BY id").map {
        try stored($0).account
      }
    }
  }

  /// Gives an account another role.
  package func setRole(_ id: StaffID, _ role: StaffRole, by: StaffID) throws(StoreError) {
    try change(id, by: by, "accountRole", ["role": .text(role.rawValue)]) { database in
      try database.run(sql: "UPDATE accounts SET role = ? WHERE id = ?", arguments: [role.rawValue, id.digits])
    }
  }

  /// Gives an account a new PIN, and ends the wait after wrong ones; a locked account stays locked.
  package func resetPIN(_ id: StaffID, pin: String, by: StaffID) throws(StoreError) {
    if let refusal = PINPolicy.refusal(of: pin, for: id) { throw .refused(refusal) }
    let salt = Self.salt()
    let verifier = try verifier(of: pin, for: id, salt: salt, cost)
    try change(id, by: by, "accountPINReset") { database in
      try database.run(
        sql: """
          UPDATE accounts SET salt = ?, rounds = ?, blockSize = ?, parallelism = ?, verifier = ?, isDemonstration = 0
          WHERE id = ?
          """,
        arguments: [Data(salt), cost.rounds, cost.blockSize, cost.parallelism, Data(verifier), id.digits])
      try forgetFailures(id, database)
    }
  }

  /// Locks an account until it is unlocked: nobody can log in with it or attest by it.
  package func lock(_ id: StaffID, by: StaffID) throws(StoreError) {
    try change(id, by: by, "accountLocked") { database in
      try database.run(sql: "UPDATE accounts SET isLocked = 1 WHERE id = ?", arguments: [id.digits])
    }
  }

  /// Unlocks an account, and ends the wait after wrong PINs.
  package func unlock(_ id: StaffID, by: StaffID) throws(StoreError) {
    try change(id, by: by, "accountUnlocked") { database in
      try database.run(sql: "UPDATE accounts SET isLocked = 0 WHERE id = ?", arguments: [id.digits])
      try forgetFailures(id, database)
    }
  }

  /// Removes an account for good: name and PIN are erased, and its number, which the journal refers to, is never used again.
  package func remove(_ id: StaffID, by: StaffID) throws(StoreError) {
    let at = now()
    try change(id, by: by, "accountRemoved") { database in
      try database.run(
        sql: """
          UPDATE accounts SET name = x'', salt = zeroblob(16), verifier = zeroblob(32), isLocked = 1, removedAt = ?
          WHERE id = ?
          """,
        arguments: [at, id.digits])
      try forgetFailures(id, database)
    }
  }

  /// Refuses unless there is, or was, such an account.
  func requireAccount(_ id: StaffID, _ database: Database) throws {
    guard
      try Bool.fetchOne(database, sql: "SELECT 1 FROM accounts WHERE id = ?", arguments: [id.digits]) != nil
    else { throw Refusal.unknownAccount }
  }

  // MARK: - Parts

  /// An account before it is written, its PIN made into a verifier.
  private struct FreshAccount {
    let id: StaffID
    let role: StaffRole
    let isDemonstration: Bool
    let name: [UInt8]
    let salt: [UInt8]
    let verifier: [UInt8]

    init(
      _ id: StaffID, _ firstName: String, _ role: StaffRole, _ pin: String, _ isDemonstration: Bool, _ store: Store
    ) throws(StoreError) {
      guard (1...40).contains(firstName.count), !firstName.unicodeScalars.contains(where: { $0.value < 32 }) else {
        throw .refused(.wrongName)
      }
      if let refusal = PINPolicy.refusal(of: pin, for: id) { throw .refused(refusal) }
      self.id = id
      self.role = role
      self.isDemonstration = isDemonstration
      salt = Store.salt()
      verifier = try store.verifier(of: pin, for: id, salt: salt, store.cost)
      name = try store.key.seal(Array(firstName.utf8), for: "account \(id)")
    }
  }

  private static func salt() -> [UInt8] { SymmetricKey(size: .bits128).withUnsafeBytes { [UInt8]($0) } }

  private func add(_ fresh: FreshAccount, by: StaffID?, at: Int, _ database: Database) throws {
    let isUsed = try Bool.fetchOne(database, sql: "SELECT 1 FROM accounts WHERE id = ?", arguments: [fresh.id.digits])
    guard isUsed == nil else { throw Refusal.accountExists }
    try database.run(
      sql: """
        INSERT INTO accounts (id, name, role, salt, rounds, blockSize, parallelism, verifier, isDemonstration, addedAt)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        fresh.id.digits, Data(fresh.name), fresh.role.rawValue, Data(fresh.salt), cost.rounds, cost.blockSize,
        cost.parallelism, Data(fresh.verifier), fresh.isDemonstration, at,
      ])
    try append(
      JournalEntry(
        nil, "accountAdded",
        [
          "account": .text(fresh.id.digits), "role": .text(fresh.role.rawValue),
          "isDemonstration": .flag(fresh.isDemonstration), "by": Canonical(by?.digits),
        ]),
      at: at, database)
  }

  /// Changes an account by a supervisor, with its row in the journal, unless it would leave nobody to manage accounts.
  private func change(
    _ id: StaffID, by: StaffID, _ kind: String, _ detail: [String: Canonical] = [:],
    _ change: (Database) throws -> Void
  ) throws(StoreError) {
    let at = now()
    try write { database in
      try requireManager(by, database)
      guard try account(id, database) != nil else { throw Refusal.unknownAccount }
      try change(database)
      guard try !managers(database).isEmpty else { throw Refusal.lastSupervisor }
      let told = detail.merging(["account": .text(id.digits), "by": .text(by.digits)]) { $1 }
      try append(JournalEntry(nil, kind, .object(told)), at: at, database)
    }
  }

  private func forgetFailures(_ id: StaffID, _ database: Database) throws {
    try database.run(sql: "DELETE FROM logIns WHERE mark = ?", arguments: [mark(of: id)])
  }

  private func requireManager(_ id: StaffID, _ database: Database) throws {
    guard try managers(database).contains(id) else { throw Refusal.notAuthorised }
  }

  /// The supervisors who can log in and manage accounts.
  private func managers(_ database: Database) throws -> [StaffID] {
    try String.fetchAll(
      database,
      sql: """
        SELECT id FROM accounts WHERE role = 'supervisor' AND NOT isLocked AND (NOT isDemonstration OR ?) ORDER BY id
        """, arguments: [key.isDemonstration]
    ).map { StaffID($0) }
  }
}
