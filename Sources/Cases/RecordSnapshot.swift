import FoundationEssentials
import GRDB
import Renewal

/// The tables that follow from the journal, as they stand at one of its rows: where an audit begins when the rows before are gone, or
/// were written by a program that did not write all of it down.
enum RecordSnapshot {
  /// Everything that follows; of cases and what belongs to them only those named, where some are.
  static func make(_ database: Database, cases: [Int]? = nil) throws -> JSON {
    let next = try Int.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'nextCase'") ?? 1
    var members: [String: JSON] = ["nextCase": .integer(next)]
    for table in RecordTable.all {
      let rows = try table.rows(database, where: cases.map(table.condition) ?? "1")
      if !rows.isEmpty { members[table.name] = .list(rows.map { .list($0.map(JSON.init)) }) }
    }
    return .object(members)
  }

  /// What only the program can make of a state that an audit begins with, in hexadecimal.
  static func mark(_ state: JSON, with key: StoreKey) -> String {
    key.mark("records begin", state.bytes).hexadecimal
  }

  /// Fills an empty store with it; its triggers, which refuse what was not written one step after the other, rest meanwhile.
  static func load(_ state: JSON, into database: Database) throws {
    let triggers = try SchemaRow.written.filter(SchemaRow.Columns.type == "trigger").fetchAll(database)
    for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger.name)") }
    try Store.keep("nextCase", state["nextCase"].integer ?? 1, database)
    for table in RecordTable.all {
      for row in state[table.name].list ?? [] {
        let values = (row.list ?? []).map(\.databaseValue)
        guard values.count == table.columns.count else { throw Refusal.contradiction }
        let blanks = table.blanks
        let columns = (table.columns + blanks.map(\.column)).joined(separator: ", ")
        let marks = values.map { _ in "?" } + blanks.map(\.value)
        try database.execute(
          sql: "INSERT INTO \(table.name) (\(columns)) VALUES (\(marks.joined(separator: ", ")))",
          arguments: StatementArguments(values))
      }
    }
    for trigger in triggers { try database.execute(sql: trigger.sql) }
  }
}

extension RecordTable {
  /// Which rows belong to some cases, or to none.
  fileprivate func condition(_ cases: [Int]) -> String {
    let these = "(\(cases.map(String.init).joined(separator: ", ")))"
    return switch name {
    case "accounts": "1"
    case "cases": "number IN \(these)"
    default: "caseNumber IS NULL OR caseNumber IN \(these)"
    }
  }

  /// What else a row must have, in place of what is sealed.
  fileprivate var blanks: [(column: String, value: String)] {
    switch name {
    case "accounts":
      [
        ("name", "x''"), ("salt", "zeroblob(16)"), ("verifier", "zeroblob(32)"), ("rounds", "2"), ("blockSize", "1"),
        ("parallelism", "1"),
      ]
    case "dossiers": [("sealed", "zeroblob(64)"), ("contact", "zeroblob(64)")]
    case "parked", "notes": [("sealed", "zeroblob(64)")]
    default: []
    }
  }
}

extension JSON {
  /// A stored value; bytes become an object with their digits, as a text could look like them.
  fileprivate init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let number): self = .integer(Int(number))
    case .double(let number): self = .text(String(number))
    case .string(let text): self = .text(text)
    case .blob(let data): self = ["bytes": .text(Array(data).hexadecimal)]
    }
  }

  /// The stored value again.
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .null, .list: .null
    case .flag(let flag): flag.databaseValue
    case .integer(let number): number.databaseValue
    case .text(let text): text.databaseValue
    case .object: (self["bytes"].text.flatMap { [UInt8](hexadecimal: $0) }).map { Data($0).databaseValue } ?? .null
    }
  }
}
