package import GRDB
package import Renewal

/// What the tests of this room ask of a store past its operations: its own transactions, and the steps of which the operations are made.
///
/// Nothing that ships uses it; this file alone lets a database of GRDB out of the room.
package struct StoreTesting: Sendable {
  fileprivate let store: Store

  // MARK: - Transactions

  /// The connection itself.
  package var file: DatabaseQueue { store.file }

  /// Reads one consistent state.
  package func read<Value>(_ question: (Database) throws -> Value) throws(StoreError) -> Value {
    try store.read(question)
  }

  /// Runs one transaction.
  @discardableResult
  package func write<Value>(_ changes: (Database) throws -> Value) throws(StoreError) -> Value {
    try store.write(changes)
  }

  // MARK: - Steps

  /// Writes a fact of a moment.
  package func record(_ fact: Fact, at: Int, _ database: Database) throws {
    try store.record(fact, at: at, database)
  }

  /// Signs the journal as it stands, as if rows up to one were purged.
  package func sign(with key: AuditKey, purging: JournalHead, at: Int, _ database: Database) throws {
    try store.sign(with: key, purging: purging, at: at, database)
  }

  /// Seals anew what an older program sealed, as each opening does.
  package func sealOlderDossiers() throws(StoreError) { try store.sealOlderDossiers() }

  /// Appends a row and nothing else, in any store.
  package static func add(_ entry: JournalEntry, at: Int, _ database: Database) throws {
    try Store.add(entry, at: at, database)
  }

  /// Adds an account whose owner chose the PIN.
  package func addAccount(
    id: StaffID, firstName: String, role: StaffRole, pin: String, isDemonstration: Bool
  ) throws(StoreError) {
    try store.addAccount(
      id: id, firstName: firstName, role: role, pin: pin, isDemonstration: isDemonstration, by: nil)
  }

  /// How many wrong PINs from a source are counted.
  package func failures(from source: LogInSource) throws(StoreError) -> Int {
    try store.read { try store.tries(from: source, $0).failures }
  }

  /// What was noted about a case.
  package func notes(of number: CaseNumber) throws(StoreError) -> [String] {
    try store.read { try store.notes(of: number, $0) }
  }

  /// A dossier that is not sealed yet.
  package func dossier(
    _ number: CaseNumber, _ application: CompleteApplication, _ evidence: [Evidence]
  ) throws(StoreError) -> Dossier {
    try store.dossier(number, application, evidence)
  }

  /// What makes a digest of the case's dossier impossible to guess.
  package func binding(_ number: CaseNumber) -> [UInt8] { store.binding(number) }

  /// Where the tables are not what the journal says, and the rows that could not have been written.
  package func examined(
    with key: StoreKey
  ) throws(StoreError) -> (differences: [RecordDifference], rows: [AuditFinding]) {
    try store.read { database in
      var examination = RecordExamination()
      try examination.run(database, purgedTo: try store.lastCheckpoint(database)?.purged.row ?? 0, key: key)
      return (examination.differences, examination.impossible)
    }
  }

  // MARK: - Parts

  /// Makes a store as an older program had it.
  package static func migrate(_ queue: DatabaseQueue, upTo migration: String) throws {
    try Schema.migrator.migrate(queue, upTo: migration)
  }

  /// The row of a state that an audit would begin with, marked with a key.
  package static func beginning(_ database: Database, with key: StoreKey) throws -> JournalEntry {
    let state = try RecordSnapshot.make(database)
    return StoreFact.recordsBegin(state: state, mark: RecordSnapshot.mark(state, with: key)).entry
  }

  /// What an error of SQLite is to the store.
  package static func error(_ error: DatabaseError, path: String) -> StoreError { StoreError(error, path: path) }
}

extension Store {
  /// The testing interface.
  package var testing: StoreTesting { StoreTesting(store: self) }
}
