import GRDB
package import Renewal

/// What became of an account, names and PINs aside: once for the store that does it, and for an audit that reads it in the journal.
package enum AccountChange: Hashable, Sendable {
  case added(StaffRole, isDemonstration: Bool, by: StaffID?)
  case role(StaffRole)
  /// Somebody gave it another PIN; nobody when it was the owner.
  case pinReset(by: StaffID?)
  case locked
  case unlocked
  case removed
  /// The owner chose a PIN.
  case pinChosen
  case loggedIn

  /// What it means for the table, as a row of the journal tells it. An account that is added has no name and no PIN yet.
  func apply(to id: StaffID, at: Int, row: Int, _ database: Database) throws {
    func set(_ assignments: String, _ arguments: StatementArguments = []) throws {
      try database.run(
        sql: "UPDATE accounts SET \(assignments) WHERE id = ?", arguments: arguments + [id.digits])
      guard database.changesCount == 1 else { throw Refusal.unknownAccount }
    }
    switch self {
    case .added(let role, let isDemonstration, let by):
      try database.run(
        sql: """
          INSERT INTO accounts (id, name, role, salt, rounds, blockSize, parallelism, verifier, isDemonstration, addedAt, pinSetBy)
          VALUES (?, x'', ?, zeroblob(16), 2, 1, 1, zeroblob(32), ?, ?, ?)
          """,
        arguments: [id.digits, role.rawValue, isDemonstration, at, by?.digits])
    case .role(let role): try set("role = ?, mustLogIn = 1", [role.rawValue])
    case .pinReset(let by): try set("pinSetBy = ?, isDemonstration = 0, mustLogIn = 1", [by?.digits])
    case .locked: try set("isLocked = 1, mustLogIn = 1")
    case .unlocked: try set("isLocked = 0")
    case .removed:
      try set(
        """
        name = x'', salt = zeroblob(16), verifier = zeroblob(32), isLocked = 1, mustLogIn = 1, pinSetBy = NULL,
        removedAt = ?
        """, [at])
    case .pinChosen: try set("pinSetBy = NULL, isDemonstration = 0")
    case .loggedIn: return try set("mustLogIn = 0")
    }
    try set("changedRow = ?", [row])
  }

  /// The row of the journal that tells an account's last change, a log-in aside; nothing when it was purged. An account that bears an
  /// earlier one was put back.
  static func lastRow(of id: StaffID, _ database: Database) throws -> Int? {
    try database.first(
      sql: """
        SELECT max(id) FROM journal INDEXED BY journalOfAccounts WHERE kind IN (\(kinds))
          AND coalesce(detail ->> '\(FactField.account.path)', detail ->> '\(FactField.by.path)') = ?
        """, arguments: [id.digits])
  }

  /// What a journal calls changes of an account, for SQL; the index over them was made in this order.
  static let kinds = [
    StoreFactKind.accountAdded, .accountRole, .accountPINReset, .accountLocked, .accountUnlocked, .accountRemoved,
    .pinChosen,
  ].literals

  /// Its fields in the journal, with who answers for it.
  func fields(of id: StaffID, by managers: Managers?) -> [FactField: any FieldValue] {
    var fields: [FactField: any FieldValue] = [.account: id, .by: managers?.first]
    if let second = managers?.second { fields[.countersignedBy] = second }
    switch self {
    case .added(let role, let isDemonstration, _):
      fields[.role] = role
      fields[.isDemonstration] = isDemonstration
    case .role(let role): fields[.role] = role
    case .unlocked, .removed: if managers == nil { fields[.byRoot] = true }
    case .pinReset, .locked, .pinChosen, .loggedIn: break
    }
    return fields
  }

  /// Whether it takes both supervisors where there are two: what makes somebody powerful, and what makes a supervisor none.
  func takesTwo(of account: Account?) -> Bool {
    let isSupervisors = account?.role == .supervisor
    return switch self {
    case .added(let role, _, _): role.covers(.officer)
    case .role(let role): role.covers(.officer) || isSupervisors
    case .pinReset: true
    case .removed: isSupervisors
    case .locked, .unlocked, .pinChosen, .loggedIn: false
    }
  }

  /// What the journal calls it.
  var kind: StoreFactKind {
    switch self {
    case .added: .accountAdded
    case .role: .accountRole
    case .pinReset: .accountPINReset
    case .locked: .accountLocked
    case .unlocked: .accountUnlocked
    case .removed: .accountRemoved
    case .pinChosen: .pinChosen
    case .loggedIn: .loggedIn
    }
  }
}
