import FoundationEssentials
import GRDB
import Renewal

/// Compares the tables with the journal, the schema with the program's own, and what is sealed or tagged with the key.
struct RecordExamination {
  private(set) var differences: [RecordDifference] = []
  /// Rows of the journal that could not have been written.
  private(set) var impossible: [AuditFinding] = []

  /// Looks at one consistent state of a store; without a key what takes one is left out.
  mutating func run(_ database: Database, purgedTo: Int, key: StoreKey?) throws {
    try compareSchema(database)
    try compareHead(database)
    for (table, column) in try HiddenText.columns(database) {
      find(table, "column \(column)", .unbound("a text goes on behind U+0000, where it seems to end"))
    }
    // What an older program wrote is compared from the day on which a newer one opened it.
    guard try Schema.migrator.hasCompletedMigrations(database) else { return }
    var replay = try JournalReplay()
    try replay.read(database, purgedTo: purgedTo)
    impossible = replay.impossible
    for table in RecordTable.all {
      differences += try replay.look { try table.differences(stored: database, expected: $0) }
    }
    let next = try replay.look { try Int.fetchOne($0, sql: "SELECT value FROM meta WHERE name = 'nextCase'") }
    try compareMeta(database, nextCase: next ?? 1)
    if let key { try examineSeals(database, with: key, replay) }
  }

  private mutating func find(_ table: String, _ row: String, _ kind: RecordDifference.Kind) {
    differences.append(RecordDifference(table: table, row: row, kind: kind))
  }

  // MARK: - The schema

  private mutating func compareSchema(_ database: Database) throws {
    let (found, due) = (try Self.schema(database), try Self.schemaOfProgram.get())
    for name in Set(found.keys).union(due.keys).sorted() where found[name] != due[name] {
      guard let stored = found[name] else {
        find("schema", name, .missing)
        continue
      }
      guard let expected = due[name] else {
        find("schema", name, .added)
        continue
      }
      let same = zip(stored, expected).prefix { $0 == $1 }.count
      find(
        "schema", name,
        .differs(column: "sql", stored: Self.short(stored, from: same), expected: Self.short(expected, from: same)))
    }
  }

  /// What else the file's head tells of its makers.
  private mutating func compareHead(_ database: Database) throws {
    for pragma in ["user_version", "application_id"] {
      let found = try Int.fetchOne(database, sql: "PRAGMA \(pragma)") ?? 0
      if found != 0 { find("schema", pragma, .differs(column: "value", stored: String(found), expected: "0")) }
    }
  }

  /// Made once in a process: to write a schema costs more than to examine a small store.
  private static let schemaOfProgram = Result { try JournalReplay().look(schema) }

  /// Tables, indices, triggers and views by kind and name, and the migrations that made them; without what SQLite adds by itself.
  private static func schema(_ database: Database) throws -> [String: String] {
    var parts: [String: String] = [:]
    for row in try SchemaRow.written.fetchAll(database) {
      let words = row.sql.split { $0 == " " || $0 == "\n" || $0 == "\t" }
      parts["\(row.type) \(row.name)"] = words.joined(separator: " ")
    }
    for name in try String.fetchAll(database, sql: "SELECT identifier FROM grdb_migrations") {
      parts["migration \(name)"] = name
    }
    return parts
  }

  /// Where two differ.
  private static func short(_ sql: String, from place: Int) -> String {
    let begin = max(0, place - 20)
    let part = sql.dropFirst(begin)
    return (begin > 0 ? "…" : "") + part.prefix(60) + (part.count > 60 ? "…" : "")
  }

  // MARK: - Facts about the store

  private mutating func compareMeta(_ database: Database, nextCase: Int) throws {
    let known: Set = ["nextCase", "key", "program", "marks", "vacuumDue", "backupAt", TriesSeal.name]
    let rows = try MetaRow.order(MetaRow.Columns.name).fetchAll(database)
    for row in rows {
      if row.name == "nextCase" {
        let stored = row.value.integer
        guard stored != nextCase else { continue }
        let found = stored.map(String.init) ?? "no number"
        find("meta", row.name, .differs(column: "value", stored: found, expected: String(nextCase)))
      } else if !known.contains(row.name) {
        find("meta", row.name, .added)
      }
    }
    let names = Set(rows.map(\.name))
    for name in ["nextCase", "key", "program", "marks", TriesSeal.name] where !names.contains(name) {
      find("meta", name, .missing)
    }
  }

  // MARK: - Seals and tags

  private mutating func examineSeals(_ database: Database, with key: StoreKey, _ replay: JournalReplay) throws {
    let proof: Data? = try Store.meta("key", database)
    guard proof.map(Array.init) == key.proof else { return find("meta", "key", .unbound("it is another key's")) }
    let marks: Data? = try Store.meta("marks", database)
    guard let key = marks.flatMap({ key.marking(by: Array($0)) }) else {
      return find("meta", "marks", .unbound("it does not open"))
    }
    if try !TriesSeal.isRight(database, with: key) {
      find("tries", "all", .unbound("the wrong PINs are not those that were counted"))
    }
    try examineBeginnings(database, with: key)
    try examineAccounts(database, with: key)
    try examineDossiers(database, with: key)
    try examineParked(database, with: key, replay)
    for row in try NoteRow.order(NoteRow.Columns.id).fetchAll(database)
    where key.open(row.sealed.bytes, for: "note \(row.number)") == nil {
      find("notes", "caseNumber \(row.caseNumber), at \(row.at)", .unbound("it does not open"))
    }
  }

  /// A state to begin with that somebody else wrote would make right whatever they changed.
  private mutating func examineBeginnings(_ database: Database, with key: StoreKey) throws {
    let rows = JournalRow.filter(sql: "kind = \(StoreFactKind.recordsBegin.literal)").order(
      JournalRow.Columns.id)
    for row in try rows.fetchAll(database) {
      guard let entry = row.entry, case .recordsBegin(let state, let mark)? = try? StoreFact(entry),
        mark == RecordSnapshot.mark(state, with: key)
      else {
        find("journal", "row \(row.id)", .unbound("the program did not begin here"))
        continue
      }
    }
  }

  private mutating func examineAccounts(_ database: Database, with key: StoreKey) throws {
    for row in try AccountRow.all.fetchAll(database) {
      if !AccountTag.isRight(row, with: key) {
        find("accounts", "id \(row.id)", .unbound("its tag is not the program's"))
      }
      if row.removedAt == nil, key.open(row.name.bytes, for: "account \(row.id)") == nil {
        find("accounts", "id \(row.id)", .unbound("its name does not open"))
      }
    }
  }

  private mutating func examineDossiers(_ database: Database, with key: StoreKey) throws {
    let number = DossierRow.Columns.caseNumber
    for row in try DossierRow.order(number).fetchAll(database) {
      let bytes = try DossierBytes.filter(number == row.caseNumber).fetchOne(database)
      if bytes.map({ DossierTag.isRight(row, $0, with: key) }) != true {
        find("dossiers", "caseNumber \(row.caseNumber)", .unbound("its tag is not the program's"))
      }
    }
  }

  private mutating func examineParked(_ database: Database, with key: StoreKey, _ replay: JournalReplay) throws {
    let rows = try ParkedRow.order(ParkedRow.Columns.caseNumber).fetchCursor(database)
    while let row = try rows.next() {
      let dossier = key.open(row.sealed.bytes, for: "parked \(row.number)").flatMap(Dossier.init(bytes:))
      // What an older program parked has no digest in the part of the journal that is read.
      let due = replay.parkedDigests[row.caseNumber]
      if dossier == nil || due != nil && dossier?.digest.hexadecimal != due {
        find("parked", "caseNumber \(row.caseNumber)", .unbound("it does not open, or is another case's"))
      }
    }
  }
}
