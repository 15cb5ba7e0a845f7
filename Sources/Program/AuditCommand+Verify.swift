import ArgumentParser
import Cases

/// `pasboks audit verify`: every row, every signature, and what was kept elsewhere.
struct AuditVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Follow the journal row by row, compare the tables with it, and name everything that is wrong.",
    discussion: """
      Each row is followed, and what the rows say is done once more: cases, payments, flags, assists, dossiers, parked cases, \
      notes, accounts and the next number must be what comes of it. The schema must be this program's own. With the store's \
      key, which is taken from where the box has it, every seal and tag is looked at too.

      --heads takes what the system's journal kept (from `journalctl -o json` or `-o export`), --head one row and its \
      hash. Without either a journal whose end was cut off cannot be told from one that ended there. --public-key names a \
      file with the box's public key, as `pasboks audit public-key` printed it when all was well; without it whoever \
      changed the journal may have signed it anew with a key of their own.

      Examples:
        pasboks audit verify
        journalctl --namespace=pasboks -o json | pasboks audit verify --heads - --public-key box-1.audit.pub
        pasboks audit verify --head 1204:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08

      Ends with 0 when nothing is wrong, 65 when something is, 66 when there is no store yet.
      """)

  @OptionGroup var store: StoreFolder
  @Option(help: .init("A row that was the last one, with its hash of 64 hexadecimal digits.", valueName: "row:hash"))
  var head: [JournalHead] = []
  @Option(
    help: .init("A file with rows and hashes from the system's journal; - is standard input.", valueName: "file"),
    completion: .file())
  var heads: String?
  @Option(help: .init("A file with the public keys that may have signed.", valueName: "file"), completion: .file())
  var publicKey: String?

  func run() throws {
    let told = try heads.map(Self.read) ?? []
    let keys = try publicKey.map(KeptHeads.publicKeys) ?? []
    let reader = try StoreAccess.reader(state: store.path)
    let key = StoreAccess.keyIfReadable(state: store.path)
    let report = try StoreAccess.telling { () throws(StoreError) in
      try reader.verify(heads: told + head, keys: keys, storeKey: key)
    }
    printReport(report, keys: keys, heads: told.count + head.count)
    guard report.isWhole else { throw SystemExit.data.exit }
  }

  private func printReport(_ report: AuditReport, keys: [[UInt8]], heads: Int) {
    for finding in report.findings { Output.complaint(finding.description) }
    for difference in report.differences { Output.complaint(difference.description) }
    for count in [report.findings.count, report.differences.count] where count == AuditReport.mostFindings {
      Output.complaint("what is wrong besides is not listed")
    }
    for damage in report.damage { Output.complaint("the database file is damaged: \(damage)") }
    let purged = report.purged.row > 0 ? "; rows 1 to \(report.purged.row) were purged" : ""
    Output.line("\(report.rows) rows, the last is \(report.head.row):\(report.head.hexadecimal)\(purged)")
    Output.line("\(report.checkpoints) checkpoints with a good signature, up to row \(report.signedTo)")
    for key in report.publicKeys {
      Output.line("signed with \(key.hexadecimal)" + (keys.contains(key) ? ", which is the key given" : ""))
    }
    if heads > 0 {
      Output.line(
        "\(heads) heads kept elsewhere: \(report.headsCompared) compared, \(report.headsPurged) of purged rows")
    }
    guard report.isWhole else {
      Output.complaint(
        "the store is not the one that was written. Keep a copy of the state folder and of the system's journal for an "
          + "examination, find out who could write to the disk, and restore a backup.")
      return
    }
    Output.line("nothing is wrong")
    if heads == 0 { Output.line("not looked at: whether its end was cut off; --heads tells (see --help)") }
    if keys.isEmpty { Output.line("not looked at: whose keys these are; --public-key tells (see --help)") }
    if !report.sawSeals { Output.line("not looked at: seals and tags, for the store's key cannot be read here") }
  }

  // MARK: - Input

  private static func read(_ path: String) throws -> [JournalHead] {
    let heads = KeptHeads.read(try KeptHeads.text(path))
    guard !heads.isEmpty else {
      Output.complaint(
        "\(path) holds no JOURNAL_ROW with its JOURNAL_HASH; `journalctl --namespace=pasboks -o json` writes them.")
      throw SystemExit.noInput.exit
    }
    return heads
  }
}
