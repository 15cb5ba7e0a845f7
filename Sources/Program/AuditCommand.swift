import ArgumentParser
import Cases
import PassportRules
import Renewal
import Reports

/// `pasboks audit`: whether the journal is the one that was written.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Check the store against its journal, or hand the journal out; nothing is changed.",
    discussion: """
      Each row of the journal bears the hash of the row before. From time to time (at least every \
      \(Store.checkpointEvery) rows, each midnight, at each purge, start and clean stop) the box signs the last row with its \
      own key (Ed25519), and after each visit it tells the system's journal the last row and its hash. So a row that was \
      changed, taken out, moved or put in is found by the next row, a journal that was written anew by the signatures, \
      and one whose end was cut off by the system's journal.

      All three read the store beside a running box, and of one that is stopped.
      """,
    subcommands: [AuditVerify.self, AuditExport.self, AuditPublicKey.self])
}

/// `pasboks audit export`: the journal for another program.
struct AuditExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the journal out, one JSON object a line.",
    discussion: """
      A row has row, at (milliseconds since 1970, universal time), time (the same in words), case, kind, detail, previous \
      and hash; its checkpoint, where it has one, stands in the next line, with checkpoint (the row), at, purgedTo, \
      purgedHash, publicKey and signature. Hashes, keys and signatures are hexadecimal. A hash is SHA-256 over \
      “pasboks journal 1”, row, at, case (0 for none), each in eight bytes with the highest first, previous, then kind and \
      detail, each with its length in eight bytes before it. A signature is Ed25519 over “pasboks checkpoint 1”, row, \
      at and purgedTo in eight bytes each, hash and purgedHash. Members stand by their names, and detail as it was hashed; \
      a detail that no box wrote is a text.

      Citizens stand in it by the numbers of their cases, staff by their own. It is handed out as it is; whether it is \
      whole tells `pasboks audit verify`.

      Examples:
        pasboks audit export > journal.jsonl
        pasboks audit export --from 2026-10-01 --to 2026-10-31
      """)

  /// How the journal is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case jsonl
  }

  @OptionGroup var store: StoreFolder
  @Option(help: .init("The first day; otherwise the journal's.", valueName: "yyyy-mm-dd")) var from: CivilDate?
  @Option(help: .init("The last day; otherwise the journal's.", valueName: "yyyy-mm-dd")) var to: CivilDate?
  @Option(help: "How it is written.") var format: Format = .jsonl

  func run() throws {
    let start = from.map(Today.start) ?? .min
    let end = to.map { Today.start(of: $0.adding(days: 1)) } ?? .max
    guard start < end else { throw ValidationError("The first day comes after the last one.") }
    let reader = try StoreAccess.reader(state: store.path)
    try StoreAccess.telling { () throws(StoreError) in
      let checkpoints = Dictionary(try reader.checkpoints().map { ($0.head.row, $0) }) { $1 }
      try reader.rows(from: start, to: end) { row in
        Output.evidence(row.line)
        if let checkpoint = checkpoints[row.id] { Output.evidence(checkpoint.line) }
      }
    }
  }
}

/// `pasboks audit public-key`: for whoever checks this box's journal elsewhere.
struct AuditPublicKey: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "public-key",
    abstract: "Print the public keys that signed the journal, in hexadecimal, the newest last.",
    discussion: """
      Keep it where whoever could change the box cannot, and give it to `pasboks audit verify --public-key FILE`.

      Example:
        pasboks audit public-key > box-1.audit.pub
      """)

  @OptionGroup var store: StoreFolder

  func run() throws {
    let reader = try StoreAccess.reader(state: store.path)
    let keys = try StoreAccess.telling { () throws(StoreError) in try reader.verify().publicKeys }
    guard !keys.isEmpty else {
      Output.complaint("the journal was not signed yet; a box signs it when it starts.")
      throw SystemExit.noInput.exit
    }
    for key in keys { Output.line(key.hexadecimal) }
  }
}

// MARK: - Lines

extension JournalRow {
  /// The row as a line of JSON. What a box writes stands as it was hashed; in what somebody else wrote nothing is left that a terminal obeys.
  fileprivate var line: String {
    let line: JSON = [
      "row": .integer(id), "at": .integer(at), "time": .text(StoreTime.precise(at)), "case": caseNumber.json,
      "kind": .text(kind), "detail": exportedDetail, "previous": .text(previous.hexadecimal),
      "hash": .text(hash.hexadecimal),
    ]
    return line.shown
  }
}

extension Checkpoint {
  fileprivate var line: String {
    let line: JSON = [
      "checkpoint": .integer(head.row), "at": .integer(at), "purgedTo": .integer(purged.row),
      "purgedHash": .text(purged.hexadecimal), "publicKey": .text(publicKey.hexadecimal),
      "signature": .text(signature.hexadecimal),
    ]
    return line.written
  }
}
