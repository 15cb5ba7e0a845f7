/// What is wrong at one row of the journal.
package struct AuditFinding: Hashable, Sendable {
  /// The row, or the first of several.
  package let row: Int
  /// What is wrong.
  package let fault: AuditFault

  /// What is wrong at a row.
  package init(row: Int, fault: AuditFault) {
    self.row = row
    self.fault = fault
  }
}

/// What can be wrong with a journal and its checkpoints.
package enum AuditFault: Hashable, Sendable {
  /// The rows up to this one are not there.
  case missing(through: Int)
  /// The rows up to this one were written, as a checkpoint or a head kept elsewhere tells, and are not there any more.
  case cut(through: Int)
  /// The row's content is not what was hashed.
  case changed
  /// The row does not follow the row before.
  case unlinked
  /// The row, or its page in the file, cannot be read.
  case unreadable
  /// The row had been purged.
  case returned
  /// The row's signed checkpoint is not there.
  case checkpointMissing
  /// There is a checkpoint of a row that is none.
  case checkpointAdded
  /// The checkpoint's signature is not the one of its key.
  case signatureWrong
  /// The checkpoint is signed with a key that is not among those given.
  case keyUnknown
  /// The chain is whole, but not the one that was signed: what lies after the last good checkpoint, this row on, was written anew.
  case rewritten(since: Int)
  /// The head kept elsewhere has another hash for the row.
  case headDiffers
  /// The rows up to this one have no checkpoint, though one was due.
  case unsigned(through: Int)
  /// The program could not have written such a row there.
  case impossible(String)
}

extension AuditFinding: CustomStringConvertible {
  /// What is wrong, for a person.
  package var description: String {
    switch fault {
    case .missing(let last) where last == row: "row \(row) is not there"
    case .missing(let last): "rows \(row) to \(last) are not there"
    case .cut(let last):
      "the end was cut off: rows \(row) to \(last) were written and are not there (or an older backup was restored)"
    case .changed: "row \(row) was changed"
    case .unlinked:
      "row \(row) does not follow the row before: it, or what was before it, was moved, added or written anew"
    case .unreadable: "row \(row) cannot be read"
    case .returned: "row \(row) had been purged and is there again"
    case .checkpointMissing: "row \(row) is a checkpoint, and its signature is not there"
    case .checkpointAdded: "row \(row) has a signature, and is no checkpoint"
    case .signatureWrong: "the signature at row \(row) is wrong"
    case .keyUnknown: "the signature at row \(row) is of another key than the one given"
    case .rewritten(let since):
      "rows \(since) to \(row) are not those that were signed: one or more of them were written anew"
    case .headDiffers: "row \(row) is not the one that the system's journal knows (or an older backup was restored)"
    case .impossible(let why): "row \(row) could not have been written there: \(Refusal(rawValue: why)?.words ?? why)"
    case .unsigned(let last): "rows \(row) to \(last) were not signed, though they should have been"
    }
  }
}

/// What an audit of a journal found.
package struct AuditReport: Hashable, Sendable {
  /// What is wrong, by row; at most `mostFindings`.
  package internal(set) var findings: [AuditFinding] = []
  /// Where the tables, the schema and what is sealed are not as the journal says; at most `mostFindings`.
  package internal(set) var differences: [RecordDifference] = []
  /// Whether seals and tags were looked at, which takes the store's key.
  package internal(set) var sawSeals = false
  /// What SQLite finds wrong with the file.
  package internal(set) var damage: [String] = []
  /// How many rows were read.
  package internal(set) var rows = 0
  /// The last row; row 0 when there is none.
  package internal(set) var head = JournalHead.none
  /// The last row that was purged; row 0 when none was.
  package internal(set) var purged = JournalHead.none
  /// How many checkpoints have a good signature.
  package internal(set) var checkpoints = 0
  /// Up to which row the journal is signed.
  package internal(set) var signedTo = 0
  /// The public keys that signed, in the order of their first use.
  package internal(set) var publicKeys: [[UInt8]] = []
  /// How many heads kept elsewhere were compared with a row.
  package internal(set) var headsCompared = 0
  /// How many of them are about rows that were purged.
  package internal(set) var headsPurged = 0

  /// A report that nothing was looked at for yet but where the tables differ.
  package init(differences: [RecordDifference] = []) { self.differences = differences }

  /// Whether nothing is wrong.
  package var isWhole: Bool { findings.isEmpty && differences.isEmpty && damage.isEmpty }

  /// After so many the rest is not listed.
  package static let mostFindings = 50
}
