import FoundationEssentials
import GRDB
import Renewal

/// Wrong PINs, by where they were typed and by number. The delay falls on the source, and only on one that has been wrong before
/// does it fall for the number: whoever comes from elsewhere with the right PIN gets in.
extension Store {
  /// By what wrong PINs of a number are remembered: the number itself is not kept.
  func mark(of id: StaffID) -> Data { Data(key.mark("log-in", Array(id.digits.utf8))) }

  /// How long a source must still wait before it may try a number, in milliseconds; nothing waits when it is not positive.
  func wait(for mark: Data, from source: LogInSource, at: Int, _ database: Database) throws -> Int {
    try beginWaitsAnew(at: at, database)
    let ofSource = try tries(from: source, database)
    let own = PINPolicy.wait(after: ofSource.failures) - (at - ofSource.lastAt)
    guard ofSource.failures > 0 else { return 0 }
    let ofNumber = try tries("mark = ?", [mark], database)
    return max(own, PINPolicy.wait(afterInAll: ofNumber.failures) - (at - ofNumber.lastAt))
  }

  /// Counts a wrong PIN.
  func count(_ mark: Data, from source: LogInSource, at: Int, _ database: Database) throws {
    try database.run(
      sql: """
        INSERT INTO tries (source, mark, failures, lastAt) VALUES (?, ?, 1, ?)
        ON CONFLICT DO UPDATE SET failures = failures + 1, lastAt = excluded.lastAt
        """,
      arguments: [source.name, mark, at])
    try sealTries(database)
  }

  /// How many wrong PINs of a number came from a source.
  func tries(of mark: Data, from source: LogInSource, _ database: Database) throws -> Int {
    try tries("source = ? AND mark = ?", [source.name, mark], database).failures
  }

  /// All wrong PINs from a source.
  func tries(from source: LogInSource, _ database: Database) throws -> Tries {
    try tries("source = ?", [source.name], database)
  }

  private func tries(_ condition: String, _ arguments: StatementArguments, _ database: Database) throws -> Tries {
    let found = try Tries.fetchOne(
      database,
      sql: """
        SELECT coalesce(sum(failures), 0) AS failures, coalesce(max(lastAt), 0) AS lastAt FROM tries WHERE \(condition)
        """, arguments: arguments)
    return found ?? Tries(failures: 0, lastAt: 0)
  }

  // MARK: - Ends

  /// A number from a source was right, or is forgiven: tells how many failures that ends.
  func endTries(_ mark: Data, from source: LogInSource, _ database: Database) throws -> Int {
    let failures = try tries(of: mark, from: source, database)
    try database.run(sql: "DELETE FROM tries WHERE source = ? AND mark = ?", arguments: [source.name, mark])
    try sealTries(database)
    return failures
  }

  /// A number's failures are forgiven, wherever they came from.
  func endTries(of id: StaffID, _ database: Database) throws {
    try database.run(sql: "DELETE FROM tries WHERE mark = ?", arguments: [mark(of: id)])
    try sealTries(database)
  }

  /// Every failure is forgiven: nobody waits any more.
  func endAllTries(_ database: Database) throws {
    try database.run(sql: "DELETE FROM tries")
    try sealTries(database)
  }

  /// Forgets what is a day old, and tells how much; more than one failure of a number from a source is told in one row of the journal.
  @discardableResult
  func forgetOldTries(at: Int, _ database: Database) throws -> Int {
    let old = try TryRow.all.filter(TryRow.Columns.lastAt < at - PINPolicy.memory).fetchAll(database)
    guard !old.isEmpty else { return 0 }
    for row in old where row.failures > 1 {
      try append(.logInsRefused(from: row.source, failures: row.failures), at: at, database)
    }
    try database.run(sql: "DELETE FROM tries WHERE lastAt < ?", arguments: [at - PINPolicy.memory])
    try sealTries(database)
    return old.count
  }

  /// A clock that was set back starts the waits anew, and no longer.
  private func beginWaitsAnew(at: Int, _ database: Database) throws {
    try database.run(sql: "UPDATE tries SET lastAt = ?1 WHERE lastAt > ?1", arguments: [at])
    if database.changesCount > 0 { try sealTries(database) }
  }

  private func sealTries(_ database: Database) throws { try TriesSeal.write(with: key, database) }
}

/// What binds the wrong PINs to the store's key, so that an audit sees who washed a wait away. A source that waits adds few rows a day,
/// so that the table stays small.
enum TriesSeal {
  /// Where the store keeps it.
  static let name = "triesSeal"

  /// Writes it for the table as it stands.
  static func write(with key: StoreKey, _ database: Database) throws {
    try Store.keep(name, Data(try made(of: database, with: key)), database)
  }

  /// Whether the table is as the program wrote it.
  static func isRight(_ database: Database, with key: StoreKey) throws -> Bool {
    let kept: Data? = try Store.meta(name, database)
    return try kept.map(Array.init) == made(of: database, with: key)
  }

  private static func made(of database: Database, with key: StoreKey) throws -> [UInt8] {
    let content = try TryRow.all.fetchAll(database).map { row -> JSON in
      [.text(row.source), .text(row.mark.bytes.hexadecimal), .integer(row.failures), .integer(row.lastAt)]
    }
    return key.mark("tries", JSON.list(content).bytes)
  }
}
