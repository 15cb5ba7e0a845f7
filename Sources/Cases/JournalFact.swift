package import Renewal

/// A row of the journal, read: a fact of the machine, or one of the store's own.
package enum JournalFact: Hashable, Sendable {
  case machine(Fact)
  case store(StoreFact)

  /// What a row tells. Fields of an older or a newer program that are not needed are left alone; whoever must know whether this
  /// program could have written the row compares `entry` with it.
  package init(_ row: JournalEntry) throws(UnreadableEntry) {
    self = FactKind(rawValue: row.kind) == nil ? .store(try StoreFact(row)) : .machine(try Fact(row))
  }

  /// As the journal has it.
  package var entry: JournalEntry {
    switch self {
    case .machine(let fact): fact.entry
    case .store(let fact): fact.entry
    }
  }
}

extension RawRepresentable<String> {
  /// A kind's stable name as a literal of SQL: a query with an argument in its place finds no index over some kinds.
  var literal: String { "'\(rawValue)'" }
}

extension Sequence where Element: RawRepresentable<String> {
  /// The stable names of kinds as literals of SQL.
  var literals: String { map(\.literal).joined(separator: ", ") }
}

extension FactField {
  /// Where SQL finds it in a row's details.
  var path: String { "$.\(name)" }
}
