/// A row of the journal before it has its place: the case, the stable name of its kind, and its fields in their one written form.
package struct JournalEntry: Hashable, Sendable {
  /// The case; nothing for what is about the box.
  package let number: CaseNumber?
  /// The stable name of its kind.
  package let kind: String
  /// Its fields, as an object.
  package let detail: JSON

  /// A row as it was read.
  package init(_ number: CaseNumber?, _ kind: String, _ detail: JSON) {
    self.number = number
    self.kind = kind
    self.detail = detail
  }

  /// A row of a kind, with its fields.
  package init(
    _ number: CaseNumber?, _ kind: some RawRepresentable<String>, _ fields: [FactField: any FieldValue] = [:]
  ) {
    let members = fields.map { ($0.key.name, $0.value.json) }
    self.init(number, kind.rawValue, .object(Dictionary(uniqueKeysWithValues: members)))
  }

  /// A field's value; one that is not there is null, which only a value that may be nothing reads.
  package subscript<Value: FieldValue>(field: FactField) -> Value {
    get throws(UnreadableEntry) {
      guard let value = Value(json: detail[field.name]) else { throw .field(field) }
      return value
    }
  }

  /// The fields that are a text, a number or a flag, by their names, for the system's log; staff's numbers stay in the journal. Nothing
  /// personal is in a fact, so nothing personal is here.
  package var plainFields: [String: String] {
    guard case .object(let members) = detail else { return [:] }
    var fields: [String: String] = [:]
    for (name, value) in members where !FactField.ofStaff.contains(FactField(name)) {
      switch value {
      case .text(let text): fields[name] = text
      case .integer(let number): fields[name] = String(number)
      case .flag(let flag): fields[name] = flag ? "true" : "false"
      case .null, .list, .object: break
      }
    }
    return fields
  }

  /// The case, for a kind that has one.
  package var caseNumber: CaseNumber {
    get throws(UnreadableEntry) {
      guard let number else { throw .noCase }
      return number
    }
  }
}

/// Why a row of the journal tells this program nothing.
package enum UnreadableEntry: Error, Hashable {
  /// Nothing of this kind is known: another program wrote it.
  case unknownKind
  /// The field is missing, or has a value that is none of its own.
  case field(FactField)
  /// It is a fact of a case, and names none.
  case noCase
}

/// A field of a fact by its stable name, which stands in journals that are hashed: it may never change.
package struct FactField: Hashable, Sendable {
  /// The stable name.
  package let name: String

  /// A field by its stable name.
  package init(_ name: String) { self.name = name }
}
