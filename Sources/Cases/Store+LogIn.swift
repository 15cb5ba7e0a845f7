import Crypto
import CryptoExtras
import FoundationEssentials
import GRDB
package import Renewal

extension Store {
  /// Checks a staff number and a PIN; takes as long as scrypt does, whether the number is known or not.
  ///
  /// The failure is on disk before the PIN is looked at, so pulling the plug does not win a try. Every log-in and every
  /// failure is in the journal; a number that is no account's is not, for people type their own numbers by mistake.
  package func logIn(_ id: StaffID, pin: String) throws(StoreError) -> AccountsAnswer {
    let mark = mark(of: id)
    let at = now()
    let admission = try write { try admit(mark, id, at: at, $0) }
    guard case .admitted(let known, let failures) = admission else { return admission.answer }

    let asked = known ?? stranger
    let found = try verifier(of: pin, for: id, salt: asked.salt, asked.cost)
    guard let known, !known.account.isLocked, equal(found, known.verifier) else {
      try write { database in
        try append(
          JournalEntry(
            nil, "logInRefused",
            ["account": Canonical(known?.account.id.digits), "failures": .integer(failures)]),
          at: at, database)
      }
      let wait = PINPolicy.wait(after: failures)
      return wait > 0 ? .locked(seconds: wait / 1000) : .wrong
    }
    try write { database in
      try database.run(sql: "DELETE FROM logIns WHERE mark = ?", arguments: [mark])
      try append(
        JournalEntry(nil, "loggedIn", ["by": .text(id.digits), "role": .text(known.account.role.rawValue)]), at: at,
        database)
    }
    return .welcome(StaffSession(id: id, firstName: known.account.firstName, role: known.account.role))
  }

  // MARK: - Parts

  /// By what wrong PINs of a number are remembered: the number itself is not kept.
  func mark(of id: StaffID) -> Data { Data(key.mark("log-in", Array(id.digits.utf8))) }

  private enum Admission {
    case waiting(milliseconds: Int)
    case admitted(StoredAccount?, failures: Int)

    var answer: AccountsAnswer {
      switch self {
      case .waiting(let milliseconds): .locked(seconds: (milliseconds + 999) / 1000)
      case .admitted: .wrong
      }
    }
  }

  /// Counts the try, unless the number must still wait. A clock that was set back starts the wait anew.
  private func admit(_ mark: Data, _ id: StaffID, at: Int, _ database: Database) throws -> Admission {
    try database.run(sql: "DELETE FROM logIns WHERE lastAt < ?", arguments: [at - PINPolicy.memory])
    let row = try Row.fetchOne(
      database, sql: "SELECT failures, lastAt FROM logIns WHERE mark = ?", arguments: [mark])
    let failures = try row?.decode(Int.self, forColumn: "failures") ?? 0
    let lastAt = try row?.decode(Int.self, forColumn: "lastAt") ?? at
    if lastAt > at {
      try database.run(sql: "UPDATE logIns SET lastAt = ? WHERE mark = ?", arguments: [at, mark])
    }
    let left = PINPolicy.wait(after: failures) - max(0, at - lastAt)
    guard left <= 0 else { return .waiting(milliseconds: left) }

    try database.run(
      sql: """
        INSERT INTO logIns (mark, failures, lastAt) VALUES (?, 1, ?)
        ON CONFLICT DO UPDATE SET failures = failures + 1, lastAt = excluded.lastAt
        """,
      arguments: [mark, at])
    try database.run(
      sql: "DELETE FROM logIns WHERE mark IN (SELECT mark FROM logIns ORDER BY lastAt DESC LIMIT -1 OFFSET ?)",
      arguments: [PINPolicy.remembered])
    return .admitted(try account(id, database), failures: failures + 1)
  }

  struct StoredAccount {
    let account: Account
    let salt: [UInt8]
    let cost: ScryptCost
    let verifier: [UInt8]
  }

  /// What an unknown number is checked against, at the same cost.
  private var stranger: StoredAccount {
    StoredAccount(
      account: Account(id: StaffID(""), firstName: "", role: .librarian, isLocked: true, isDemonstration: false),
      salt: [UInt8](repeating: 0, count: 16), cost: cost, verifier: [])
  }

  func account(_ id: StaffID, _ database: Database) throws -> StoredAccount? {
    try Row.fetchOne(
      database, sql: "SELECT * FROM accounts WHERE id = ? AND removedAt IS NULL", arguments: [id.digits]
    ).map(stored)
  }

  func stored(_ row: Row) throws -> StoredAccount {
    let id = StaffID(try row.decode(forColumn: "id"))
    guard let name = key.open(Array(try row.decode(Data.self, forColumn: "name")), for: "account \(id)") else {
      throw StoreError.damaged(path: path, detail: "the name of account \(id) does not open")
    }
    return StoredAccount(
      account: Account(
        id: id, firstName: String(decoding: name, as: UTF8.self), role: try row.decodeNamed("role"),
        isLocked: try row.decode(forColumn: "isLocked"), isDemonstration: try row.decode(forColumn: "isDemonstration")),
      salt: Array(try row.decode(Data.self, forColumn: "salt")),
      cost: ScryptCost(
        rounds: try row.decode(forColumn: "rounds"), blockSize: try row.decode(forColumn: "blockSize"),
        parallelism: try row.decode(forColumn: "parallelism")),
      verifier: Array(try row.decode(Data.self, forColumn: "verifier")))
  }

  /// What a PIN becomes: scrypt, then marked with the store's key, so that the file alone does not let one try PINs.
  func verifier(
    of pin: String, for id: StaffID, salt: [UInt8], _ cost: ScryptCost
  ) throws(StoreError) -> [UInt8] {
    let pepper = Array("\(id) \(pin)".utf8)
    guard
      let derived = try? KDF.Scrypt.deriveKey(
        from: pepper, salt: salt, outputByteCount: 32, rounds: cost.rounds, blockSize: cost.blockSize,
        parallelism: cost.parallelism)
    else { throw .exhausted(.memory, path: path) }
    return key.mark("verifier", derived.withUnsafeBytes { [UInt8]($0) })
  }

  /// Compares without telling by time how much was right.
  private func equal(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == other.count && zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
