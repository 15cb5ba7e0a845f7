import GRDB
import Renewal

/// What became of an account, names and PINs aside: once for the store that does it, and for an audit that reads it in the journal.
enum AccountChange: Hashable, Sendable {
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
    try Int.fetchOne(
      database,
      sql: """
        SELECT max(id) FROM journal INDEXED BY journalOfAccounts WHERE kind IN (\(kinds))
          AND coalesce(detail ->> '$.account', detail ->> '$.by') = ?
        """, arguments: [id.digits])
  }

  /// What a journal calls changes of an account, for SQL.
  static let kinds = """
    'accountAdded', 'accountRole', 'accountPINReset', 'accountLocked', 'accountUnlocked', 'accountRemoved', 'pinChosen'
    """

  /// What it is in the journal, with who answers for it.
  func entry(of id: StaffID, by managers: Managers?) -> JournalEntry {
    var detail: [String: Canonical] = ["account": .text(id.digits), "by": Canonical(managers?.first.digits)]
    if let second = managers?.second { detail["countersignedBy"] = .text(second.digits) }
    switch self {
    case .added(let role, let isDemonstration, _):
      detail["role"] = .text(role.rawValue)
      detail["isDemonstration"] = .flag(isDemonstration)
    case .role(let role): detail["role"] = .text(role.rawValue)
    case .unlocked, .removed: if managers == nil { detail["byRoot"] = true }
    case .pinReset, .locked, .pinChosen, .loggedIn: break
    }
    return JournalEntry(nil, kind, .object(detail))
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

  private var kind: String {
    switch self {
    case .added: "accountAdded"
    case .role: "accountRole"
    case .pinReset: "accountPINReset"
    case .locked: "accountLocked"
    case .unlocked: "accountUnlocked"
    case .removed: "accountRemoved"
    case .pinChosen: "pinChosen"
    case .loggedIn: "loggedIn"
    }
  }

  /// The change that a row of the journal tells, and of whose account; nothing when it tells none.
  static func read(_ kind: String, _ detail: Canonical) -> (StaffID, AccountChange)? {
    let by = detail["by"].staff
    // One's own PIN and log-in are told by their owner.
    guard let id = detail["account"].staff ?? by else { return nil }
    switch kind {
    case "accountAdded":
      guard let role: StaffRole = detail["role"].named(), let isDemonstration = detail["isDemonstration"].flag else {
        return nil
      }
      return (id, .added(role, isDemonstration: isDemonstration, by: by))
    case "accountRole": return detail["role"].named().map { (id, .role($0)) }
    case "accountPINReset": return (id, .pinReset(by: by == id ? nil : by))
    case "accountLocked": return (id, .locked)
    case "accountUnlocked": return (id, .unlocked)
    case "accountRemoved": return (id, .removed)
    case "pinChosen": return (id, .pinChosen)
    case "loggedIn": return (id, .loggedIn)
    default: return nil
    }
  }
}
