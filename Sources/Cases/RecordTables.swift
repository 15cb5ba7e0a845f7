import GRDB

/// The tables whose content follows from the journal, with the columns that do; names, PINs and what is sealed are bound otherwise.
struct RecordTable: Sendable {
  let name: String
  /// By what a row is named to people; several rows may have the same.
  let key: [String]
  /// What else follows.
  let values: [String]

  var columns: [String] { key + values }

  static let all = [
    RecordTable(
      name: "accounts", key: ["id"],
      values: ["role", "isLocked", "isDemonstration", "addedAt", "removedAt", "mustLogIn", "pinSetBy", "changedRow"]),
    RecordTable(
      name: "cases", key: ["number"],
      values: [
        "language", "openedAt", "consentAt", "step", "fee", "feeDate", "attestedBy", "attestedAt", "endedAt", "ending",
      ]),
    RecordTable(
      name: "payments", key: ["caseNumber", "attempt"],
      values: ["amount", "approved", "state", "settledBy", "intendedAt", "changedAt"]),
    RecordTable(
      name: "flags", key: ["caseNumber", "code", "device", "sale", "attempt", "raisedAt"],
      values: [
        "severity", "step", "holding", "amount", "closedAt", "closing", "action", "endedBy", "countersignedBy",
      ]),
    RecordTable(name: "assists", key: ["caseNumber", "code", "endedAt"], values: ["step", "by", "learned"]),
    RecordTable(
      name: "dossiers", key: ["caseNumber"], values: ["state", "key", "digest", "heldAt", "releasedAt"]),
    RecordTable(name: "parked", key: ["caseNumber"], values: ["parkedAt", "until"]),
    RecordTable(name: "notes", key: ["caseNumber", "at"], values: ["by"]),
  ]

  /// The rows in an order that two equal tables share.
  func rows(_ database: Database, where condition: String) throws -> [[DatabaseValue]] {
    let names = columns.joined(separator: ", ")
    return try Row.fetchAll(
      database, sql: "SELECT \(names) FROM \(name) WHERE \(condition) ORDER BY \(names)"
    ).map { Array($0.databaseValues) }
  }
}

/// Where a table is not as the journal says.
package struct RecordDifference: Hashable, Sendable {
  /// How they differ.
  package enum Kind: Hashable, Sendable {
    /// The journal has no such row.
    case added
    /// The row is not there.
    case missing
    /// A column holds another value.
    case differs(column: String, stored: String, expected: String)
    /// It does not bear what only the program can make, and this is wrong with it.
    case unbound(String)
  }

  /// The table, or another part of the store.
  package let table: String
  /// Which row, by its key.
  package let row: String
  /// How they differ.
  package let kind: Kind

  /// Where and how a table differs.
  package init(table: String, row: String, kind: Kind) {
    self.table = table
    self.row = row
    self.kind = kind
  }
}

extension RecordTable {
  /// What differs between this table as it is stored and as it follows from the journal. Both are read side by side; only from the
  /// first row on that differs are they kept in memory.
  func differences(stored: Database, expected: Database) throws -> [RecordDifference] {
    try parts.flatMap { part in
      let (left, right) = (try cursor(stored, part), try cursor(expected, part))
      while true {
        let (found, due) = (try left.next(), try right.next())
        if found == nil, due == nil { return [RecordDifference]() }
        guard found == due else {
          return differences(
            stored: try [found].compactMap { $0 } + Array(left),
            expected: try [due].compactMap { $0 } + Array(right))
        }
      }
    }
  }

  /// In which parts the rows come in their order without being sorted all together.
  private var parts: [String] {
    name == "flags"
      ? [
        "flags WHERE caseNumber IS NULL",
        "flags INDEXED BY flagsByCase WHERE caseNumber IS NOT NULL",
      ] : [name]
  }

  private func cursor(_ database: Database, _ part: String) throws -> some Cursor<[DatabaseValue]> {
    let names = columns.joined(separator: ", ")
    return try Row.fetchCursor(database, sql: "SELECT \(names) FROM \(part) ORDER BY \(names)")
      .map { Array($0.databaseValues) }
  }

  private func differences(stored: [[DatabaseValue]], expected: [[DatabaseValue]])
    -> [RecordDifference]
  {
    func byKey(_ rows: [[DatabaseValue]]) -> [[DatabaseValue]: [[DatabaseValue]]] {
      Dictionary(grouping: rows) { Array($0.prefix(key.count)) }
    }
    let (found, due) = (byKey(stored), byKey(expected))
    var differences: [RecordDifference] = []
    for key in Set(found.keys).union(due.keys).sorted(by: { words($0) < words($1) }) {
      let (left, right) = (found[key] ?? [], due[key] ?? [])
      for place in 0..<max(left.count, right.count) {
        let row = words(key)
        if place >= right.count {
          differences.append(RecordDifference(table: name, row: row, kind: .added))
        } else if place >= left.count {
          differences.append(RecordDifference(table: name, row: row, kind: .missing))
        } else {
          differences += compare(left[place], right[place], row)
        }
      }
    }
    return differences
  }

  private func compare(_ stored: [DatabaseValue], _ expected: [DatabaseValue], _ row: String) -> [RecordDifference] {
    columns.indices.filter { stored[$0] != expected[$0] }.map { place in
      RecordDifference(
        table: name, row: row,
        kind: .differs(
          column: columns[place], stored: Self.words(stored[place]), expected: Self.words(expected[place])))
    }
  }

  private func words(_ key: [DatabaseValue]) -> String {
    zip(self.key, key).filter { !$1.isNull }.map { "\($0) \(Self.words($1))" }.joined(separator: ", ")
  }

  private static func words(_ value: DatabaseValue) -> String {
    switch value.storage {
    case .null: "nothing"
    case .int64(let number): String(number)
    case .double(let number): String(number)
    case .string(let text): String(text.prefix(80))
    case .blob(let data): Array(data.prefix(40)).hexadecimal
    }
  }
}

extension RecordDifference: CustomStringConvertible {
  /// What is wrong, for a person; nothing personal is in these columns.
  package var description: String {
    let place = "\(table): \(row)"
    return switch kind {
    case .added: "\(place) is there, and nothing that was written makes it"
    case .missing: "\(place) is not there, and should be"
    case .differs(let column, let stored, let expected): "\(place): \(column) is \(stored), and should be \(expected)"
    case .unbound(let what): "\(place): \(what)"
    }
  }
}
