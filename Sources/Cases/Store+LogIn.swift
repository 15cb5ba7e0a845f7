import FoundationEssentials
import GRDB
package import Renewal

/// Where a PIN was typed: what is wrong with it is held against that place first.
package enum LogInSource: Hashable, Sendable {
  /// The box's own keypad.
  case keypad
  /// A desk, by the number of its Unix user.
  case desk(user: Int)
  /// A command at the machine, by the number of its Unix user.
  case command(user: Int)

  /// The stable name, as journal and table have it.
  package var name: String {
    switch self {
    case .keypad: "keypad"
    case .desk(let user): "desk:\(user)"
    case .command(let user): "command:\(user)"
    }
  }
}

extension Store {
  /// Checks a staff number and a PIN; takes as long as scrypt does, whether the number is known or not.
  ///
  /// The failure is on disk before the PIN is looked at, so pulling the plug does not win a try. Every log-in is in the journal, and
  /// of the wrong ones of a number from one source the first, and later how many there were.
  package func logIn(_ id: StaffID, pin: String, from source: LogInSource) throws(StoreError) -> AccountsAnswer {
    try logIn(id, pin: pin, from: source, change: nil)
  }

  /// The same, with a change of the account in the transaction that opens the session.
  func logIn(
    _ id: StaffID, pin: String, from source: LogInSource, change: ((Database) throws -> Void)?
  ) throws(StoreError) -> AccountsAnswer {
    let at = now()
    let admission = try write { try admit(id, from: source, at: at, $0) }
    guard case .admitted(let known, let mark) = admission else { return admission.answer }
    let asked = known ?? stranger
    let found = try verifier(of: pin, for: id, salt: asked.salt, asked.cost)
    return try write { database in
      // A row that somebody changed is answered as one, whatever the PIN.
      if known?.isTrusted == false { return .untrusted }
      guard let known, known.canLogIn, equal(found, known.verifier) else {
        return try refuse(known, mark, from: source, at: at, database)
      }
      let before = try endTries(mark, from: source, database)
      if change == nil, let other = known.pinSetBy { return .mustChangePIN(setBy: other) }
      try change?(database)
      return .welcome(try open(known.account, after: before, from: source, at: at, database))
    }
  }

  // MARK: - Parts

  private enum Admission {
    case waiting(milliseconds: Int)
    case admitted(StoredAccount?, mark: Data)

    var answer: AccountsAnswer {
      switch self {
      case .waiting(let milliseconds): .locked(seconds: (milliseconds + 999) / 1000)
      case .admitted: .wrong
      }
    }
  }

  /// Counts the try, unless its source, or from a source that has been wrong before its number, must still wait.
  private func admit(_ id: StaffID, from source: LogInSource, at: Int, _ database: Database) throws -> Admission {
    try forgetOldTries(at: at, database)
    let known = try account(id, database)
    // Numbers that are nobody's are one, or a flood of them would fill the table.
    let mark = mark(of: known == nil ? StaffID("") : id)
    let left = try wait(for: mark, from: source, at: at, database)
    guard left <= 0 else { return .waiting(milliseconds: left) }
    try count(mark, from: source, at: at, database)
    return .admitted(known, mark: mark)
  }

  /// Tells the first wrong PIN of a number from a source to the journal, and how long to wait.
  private func refuse(
    _ known: StoredAccount?, _ mark: Data, from source: LogInSource, at: Int, _ database: Database
  ) throws -> AccountsAnswer {
    if try tries(of: mark, from: source, database) == 1 {
      try append(.logInRefused(known?.account.id, from: source.name), at: at, database)
    }
    let wait = PINPolicy.wait(after: try tries(from: source, database).failures)
    return wait > 0 ? .locked(seconds: wait / 1000) : .wrong
  }

  /// Opens a session: what was changed about the account is told once, and it may act again.
  private func open(
    _ account: Account, after failures: Int, from source: LogInSource, at: Int, _ database: Database
  ) throws -> StaffSession {
    let news = try news(for: account.id, database)
    // This try was counted as a failure before it was looked at.
    let refusedBefore = failures > 1 ? failures - 1 : nil
    let row = try append(
      .loggedIn(account.id, account.role, from: source.name, refusedBefore: refusedBefore), at: at, database)
    try AccountChange.loggedIn.apply(to: account.id, at: at, row: row, database)
    try AccountTag.write(account.id, with: key, database)
    return StaffSession(id: account.id, firstName: account.firstName, role: account.role, news: news)
  }

  /// What happened to an account since its owner was here last. Log-ins are looked at from the change on alone: they grow in number.
  private func news(for id: StaffID, _ database: Database) throws -> [AccountNews] {
    let unlockedByRoot = try Int.fetchOne(
      database,
      sql: """
        SELECT iif(detail ->> '\(FactField.byRoot.path)', id, NULL) FROM journal INDEXED BY journalOfAccounts
        WHERE kind IN (\(AccountChange.kinds)) AND kind = \(StoreFactKind.accountUnlocked.literal)
          AND detail ->> '\(FactField.account.path)' = ?
        ORDER BY id DESC LIMIT 1
        """, arguments: [id.digits])
    guard let unlockedByRoot else { return [] }
    let cameSince = try Bool.fetchOne(
      database,
      sql: """
        SELECT 1 FROM journal INDEXED BY journalOfLogIns
        WHERE kind IN (\([StoreFactKind.accountUnlocked, .loggedIn].literals))
          AND kind = \(StoreFactKind.loggedIn.literal) AND id > ? AND detail ->> '\(FactField.by.path)' = ?
        ORDER BY id LIMIT 1
        """, arguments: [unlockedByRoot, id.digits])
    return cameSince == true ? [] : [.unlockedByRoot]
  }

  /// What an unknown number is checked against, at the same cost.
  private var stranger: StoredAccount {
    StoredAccount(
      account: Account(id: StaffID(""), firstName: "", role: .librarian, isLocked: true, isDemonstration: false),
      salt: [UInt8](repeating: 0, count: 16), cost: cost, verifier: [], mustLogIn: true, pinSetBy: nil, isTrusted: false
    )
  }

  /// Compares without telling by time how much was right.
  private func equal(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == other.count && zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
