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
