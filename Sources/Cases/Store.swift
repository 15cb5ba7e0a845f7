import FoundationEssentials
import GRDB
import Glibc
import Synchronization

/// What must last: journal, cases, flags, money, dossiers and accounts, in one SQLite file of a state folder.
///
/// Every operation is one transaction: it happened whole and is on disk, or it threw and changed nothing. Operations block
/// until the disk has them; call them from a worker.
package final class Store: Sendable {
  /// Where the store is, for messages: the database file, or `memory`.
  package let path: String
  let key: StoreKey
  /// Whether the demonstration made the key; a box in production refuses to start with it.
  package var hasDemonstrationKey: Bool { key.isDemonstration || auditKey.withLock { $0?.isDemonstration == true } }
  /// To whom dossiers are sealed; without it none can be held.
  let authority: AuthorityKey?
  let cost: ScryptCost
  let now: @Sendable () -> Int
  let file: DatabaseQueue
  /// With what the journal's checkpoints are signed.
  let auditKey = Mutex<AuditKey?>(nil)
  private let folderLock: Mutex<StoreLock?>
  private let isClosed = Mutex(false)

  /// Opens, or makes, the store of a state folder, and takes the folder's lock.
  ///
  /// `now` is Unix time in milliseconds. `program` is told to people whose older program meets this store. With the authority's
  /// key, dossiers that an older program sealed with the store's key are sealed to the authority.
  package convenience init(
    path folder: String, key: StoreKey, authority: AuthorityKey? = nil, cost: ScryptCost = .standard,
    program: String = "pasboks 0.1", now: @escaping @Sendable () -> Int
  ) throws(StoreError) {
    try StateFolder.make(folder)
    try StateFolder.check(folder)
    let lock = try StoreLock(folder: folder, now: now())
    let path = Self.file(in: folder)
    try Self.refuseLoss(of: path)
    try Self.makeFile(path)
    let queue: DatabaseQueue
    do {
      queue = try DatabaseQueue(path: path, configuration: Self.configuration(isFile: true))
    } catch {
      throw StoreError(error, path: path)
    }
    try self.init(
      queue: queue, path: path, key: key, authority: authority, cost: cost, program: program, lock: lock, now: now)
    try Self.makeFile(Self.mark(of: path))
    try sealOlderDossiers()
  }

  /// Whether a box, or a command, works on the store of a state folder now.
  package static func isHeld(folder: String) -> Bool { StoreLock.isHeld(folder: folder) }

  /// Opens the store of a state folder beside the box that holds it: for single transactions on accounts, which SQLite keeps
  /// apart from the box's own. Nothing is made and nothing migrated; a box of another version refuses, with who holds it.
  package convenience init(
    beside holder: StoreError, path folder: String, key: StoreKey, cost: ScryptCost = .standard,
    now: @escaping @Sendable () -> Int
  ) throws(StoreError) {
    try StateFolder.check(folder)
    let path = Self.file(in: folder)
    let queue: DatabaseQueue
    let marking: StoreKey
    do {
      queue = try DatabaseQueue(path: path, configuration: Self.configuration(isFile: true))
      try Self.refuse(queue, key: key, path: path)
      guard try queue.read({ Schema.isCurrent($0) }) else { throw holder }
      marking = try queue.read { try Self.marking(key, path: path, $0) }
    } catch {
      throw StoreError(error, path: path)
    }
    self.init(opened: queue, path: path, key: marking, authority: nil, cost: cost, lock: nil, now: now)
  }

  /// A store in memory that is gone with the value: for tests and the simulation.
  package convenience init(
    inMemory key: StoreKey, authority: AuthorityKey? = nil, cost: ScryptCost = .cheap,
    now: @escaping @Sendable () -> Int
  ) throws(StoreError) {
    let queue: DatabaseQueue
    do {
      queue = try DatabaseQueue(configuration: Self.configuration(isFile: false))
      try Self.empty.get().backup(to: queue)
    } catch {
      throw StoreError(error, path: "memory")
    }
    try self.init(
      queue: queue, path: "memory", key: key, authority: authority, cost: cost, program: "memory", lock: nil, now: now)
    let marking = self.key
    try write { try TriesSeal.write(with: marking, $0) }
  }

  /// A store without anything, and nobody's, made once in a process: to make a schema takes longer than to copy it, and a purge and an
  /// audit begin with one.
  private static let empty = Result {
    let queue = try DatabaseQueue(configuration: configuration(isFile: false))
    guard let key = StoreKey(bytes: [UInt8](repeating: 0, count: 32)) else { throw Refusal.contradiction }
    try Schema.migrator(StoreUpgrade(key: key, now: 0)).migrate(queue)
    return queue
  }

  private convenience init(
    queue: DatabaseQueue, path: String, key: StoreKey, authority: AuthorityKey?, cost: ScryptCost, program: String,
    lock: consuming StoreLock?, now: @escaping @Sendable () -> Int
  ) throws(StoreError) {
    let marking: StoreKey
    do {
      marking = try Self.prepare(queue, key: key, program: program, path: path, now: now())
    } catch {
      try? queue.close()
      throw StoreError(error, path: path)
    }
    self.init(opened: queue, path: path, key: marking, authority: authority, cost: cost, lock: lock, now: now)
  }

  init(
    opened queue: DatabaseQueue, path: String, key: StoreKey, authority: AuthorityKey?, cost: ScryptCost,
    lock: consuming StoreLock?, now: @escaping @Sendable () -> Int
  ) {
    file = queue
    self.path = path
    self.key = key
    self.authority = authority
    self.cost = cost
    self.now = now
    folderLock = Mutex(lock)
  }

  /// Closes the file and lets the folder's lock go; a store that is closed refuses everything.
  package func close() throws(StoreError) {
    isClosed.withLock { $0 = true }
    do {
      try file.close()
    } catch {
      throw StoreError(error, path: path)
    }
    folderLock.withLock { $0 = nil }
  }

  /// Looks through the file for damage, which reading a few rows would not meet. Of a file of more bytes than `most`, which would take
  /// long, it looks through what every visit needs; the audit reads all of it, while nobody is at the box.
  package func examine(most: Int = 1 << 20) throws(StoreError) {
    let found = try read { database in
      guard try Self.size(database) > most else {
        return try String.fetchAll(database, sql: "PRAGMA integrity_check")
      }
      return try ["meta", "accounts", "tries", "notes"].flatMap { table in
        try String.fetchAll(database, sql: "PRAGMA integrity_check(\(table))")
      }
    }
    guard let fault = found.first(where: { $0 != "ok" }) else { return }
    throw .damaged(path: path, detail: fault)
  }

  /// How many bytes the file has.
  static func size(_ database: Database) throws -> Int {
    try Int.fetchOne(
      database, sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size") ?? 0
  }

  // MARK: - Transactions

  /// Runs one transaction: whole and on disk, or nothing.
  func write<Value>(_ changes: (Database) throws -> Value) throws(StoreError) -> Value {
    try refuseClosed()
    try refuseReadOnly()
    do {
      return try file.write(changes)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Reads one consistent state.
  func read<Value>(_ question: (Database) throws -> Value) throws(StoreError) -> Value {
    try refuseClosed()
    do {
      return try file.read(question)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// SQLite's connection is gone then, and reading through it would end the process.
  private func refuseClosed() throws(StoreError) {
    guard !isClosed.withLock({ $0 }) else { throw .closed }
  }

  // MARK: - Opening

  /// The database file of a state folder.
  static func file(in folder: String) -> String { folder + "/pasboks.sqlite" }

  /// Whether a state folder has a store's file.
  package static func isThere(in folder: String) -> Bool { access(file(in: folder), F_OK) == 0 }

  static func configuration(isFile: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(2)
    configuration.label = "pasboks store"
    configuration.prepareDatabase { database in
      // GRDB's own WAL setting would lower `synchronous` to NORMAL, which loses commits in a power cut.
      if isFile { _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL") }
      try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF")
    }
    return configuration
  }

  /// Refuses a newer store and a foreign key before anything is changed.
  static func refuse(_ queue: DatabaseQueue, key: StoreKey, path: String) throws {
    try queue.read { database in
      try refuseNewer(database, path: path)
      if try database.tableExists("meta"), let known: Data = try meta("key", database), Array(known) != key.proof {
        throw StoreError.wrongKey(path: path)
      }
    }
  }

  /// Refuses a store that a newer program wrote, and says which.
  static func refuseNewer(_ database: Database, path: String) throws {
    guard try Schema.migrator.hasBeenSuperseded(database) else { return }
    throw StoreError.newerVersion(writtenBy: try meta("program", database) ?? "a newer program", path: path)
  }

  /// Refuses what is not ours, then copies an older store, and migrates; gives the key with the store's own marks.
  private static func prepare(
    _ queue: DatabaseQueue, key: StoreKey, program: String, path: String, now: Int
  ) throws -> StoreKey {
    if let marking = try queue.read({ try known(key, program: program, path: path, $0) }) { return marking }
    let migrator = Schema.migrator(StoreUpgrade(key: key, now: now))
    try refuse(queue, key: key, path: path)
    let isOlder = try queue.read { database in
      try database.tableExists("meta") && !migrator.hasCompletedMigrations(database)
    }
    if isOlder { try backUp(queue, path: path, at: now) }
    try migrator.migrate(queue)
    return try queue.write { database in
      try keep("key", Data(key.proof), database)
      try keep("program", program, database)
      let marks: Data? = try meta("marks", database)
      if marks == nil { try keep("marks", Data(key.sealedMarks()), database) }
      return try marking(key, path: path, database)
    }
  }

  /// The key with the store's own marks where this program opened the store last, so that there is nothing to bring up to date.
  private static func known(_ key: StoreKey, program: String, path: String, _ database: Database) throws -> StoreKey? {
    guard Schema.isCurrent(database), try meta("program", database) == program,
      let proof: Data = try meta("key", database)
    else { return nil }
    guard Array(proof) == key.proof else { throw StoreError.wrongKey(path: path) }
    return try marking(key, path: path, database)
  }

  /// The key with the marks that the store keeps.
  private static func marking(_ key: StoreKey, path: String, _ database: Database) throws -> StoreKey {
    guard let marks: Data = try meta("marks", database), let marking = key.marking(by: Array(marks)) else {
      throw StoreError.damaged(path: path, detail: "what PINs are marked with does not open")
    }
    return marking
  }

  /// Keeps a fact about the store itself.
  static func keep(_ name: String, _ value: any DatabaseValueConvertible, _ database: Database) throws {
    try database.execute(
      sql: "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      arguments: [name, value])
  }

  /// A fact about the store itself.
  static func meta<Value: DatabaseValueConvertible>(_ name: String, _ database: Database) throws -> Value? {
    try Value.fetchOne(
      database.cachedStatement(sql: "SELECT value FROM meta WHERE name = ?"), arguments: [name])
  }

  /// Makes the file for this user alone, and tells why it cannot be written before SQLite would open it for reading only.
  static func makeFile(_ path: String) throws(StoreError) {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw StoreError(errno: errno, path: path) }
    Glibc.close(descriptor)
  }
}

extension Database {
  /// Runs one statement, compiled once for the life of the connection.
  func run(sql: String, arguments: StatementArguments = []) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }

  /// The first value that a statement finds, compiled once for the life of the connection.
  func first<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    sql: String, arguments: StatementArguments = []
  ) throws -> Value? {
    try Value.fetchOne(cachedStatement(sql: sql), arguments: arguments)
  }
}
