import GRDB

/// Follows the chain row by row, with the checkpoints and with heads that were kept elsewhere.
struct AuditExamination {
  private(set) var report = AuditReport()
  private let heads: [Int: Set<[UInt8]>]
  private let keys: Set<[UInt8]>
  private var checkpoints: [Int: Checkpoint] = [:]
  /// The row that must come next.
  private var expected = 1
  /// What it must follow; more than one hash after a row that was changed, nothing after one that is not there.
  private var previous: [[UInt8]]? = [JournalHead.none.hash]
  private var tellsReturned = true

  /// An examination; without keys those in the store are taken as they are.
  init(heads: [JournalHead] = [], keys: [[UInt8]] = []) {
    self.heads = Dictionary(grouping: heads, by: \.row).mapValues { Set($0.map(\.hash)) }
    self.keys = Set(keys)
  }

  /// Reads one consistent state of a store and tells what was found.
  mutating func run(_ database: Database) throws -> AuditReport {
    if try database.tableExists("checkpoints") { try readCheckpoints(database) }
    try followChain(database)
    finish()
    report.findings.sort { $0.row < $1.row }
    return report
  }

  private mutating func find(_ row: Int, _ fault: AuditFault) {
    if report.findings.count < AuditReport.mostFindings { report.findings.append(AuditFinding(row: row, fault: fault)) }
  }

  // MARK: - Checkpoints

  private mutating func readCheckpoints(_ database: Database) throws {
    var last: Checkpoint?
    for row in try ExaminedRow<Checkpoint>.fetchAll(database, sql: "SELECT * FROM checkpoints ORDER BY row") {
      guard let checkpoint = row.content else {
        find(row.place ?? 0, .signatureWrong)
        continue
      }
      checkpoints[checkpoint.head.row] = checkpoint
      guard checkpoint.isSigned else {
        find(checkpoint.head.row, .signatureWrong)
        continue
      }
      if !report.publicKeys.contains(checkpoint.publicKey) { report.publicKeys.append(checkpoint.publicKey) }
      guard keys.isEmpty || keys.contains(checkpoint.publicKey) else {
        find(checkpoint.head.row, .keyUnknown)
        continue
      }
      report.checkpoints += 1
      last = checkpoint
    }
    guard let last, last.purged.row > 0 else { return }
    report.purged = last.purged
    expected = last.purged.row + 1
    previous = [last.purged.hash]
  }

  // MARK: - Rows

  private mutating func followChain(_ database: Database) throws {
    do {
      let rows = try ExaminedRow<JournalRow>.fetchCursor(
        database, sql: "SELECT * FROM journal NOT INDEXED ORDER BY id")
      while let row = try rows.next() { examine(row) }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      // The page of this row is damaged; what lies behind it cannot be reached.
      find(expected, .unreadable)
    }
  }

  private mutating func examine(_ row: ExaminedRow<JournalRow>) {
    guard let id = row.place else { return }
    report.rows += 1
    guard id >= expected else {
      if tellsReturned { find(id, .returned) }
      tellsReturned = false
      return
    }
    if id > expected {
      find(expected, .missing(through: id - 1))
      previous = nil
    }
    // Behind the greatest number nothing comes; the box never writes it.
    expected = id == .max ? id : id + 1
    guard let found = row.content else {
      find(id, .unreadable)
      previous = nil
      return
    }
    let isUnchanged = found.hash == found.expectedHash
    let isLinked = previous?.contains(found.previous) ?? true
    if !isUnchanged {
      find(id, .changed)
    } else if !isLinked {
      find(id, .unlinked)
    }
    previous = isUnchanged ? [found.hash] : [found.hash, found.expectedHash]
    report.head = JournalHead(row: id, hash: found.hash)
    compare(found, isSound: isUnchanged && isLinked)
  }

  private mutating func compare(_ found: JournalRow, isSound: Bool) {
    if let heads = heads[found.id] {
      report.headsCompared += heads.count
      if isSound, heads.contains(where: { $0 != found.hash }) { find(found.id, .headDiffers) }
    }
    let checkpoint = checkpoints.removeValue(forKey: found.id)
    guard StoreFactKind(rawValue: found.kind) == .checkpoint else {
      if checkpoint != nil, isSound { find(found.id, .checkpointAdded) }
      return
    }
    guard let checkpoint else {
      find(found.id, .checkpointMissing)
      return
    }
    guard checkpoint.isSigned, keys.isEmpty || keys.contains(checkpoint.publicKey) else { return }
    if checkpoint.head.hash == found.hash {
      report.signedTo = found.id
    } else if isSound {
      find(found.id, .rewritten(since: max(report.signedTo, report.purged.row) + 1))
    }
  }

  // MARK: - The end

  private mutating func finish() {
    let last = expected - 1
    let signed = checkpoints.keys.filter { $0 > last }
    let known = heads.keys.filter { $0 > last }
    if let end = (signed + known).max() { find(last + 1, .cut(through: end)) }
    for row in checkpoints.keys where row > report.purged.row && row <= last { find(row, .checkpointAdded) }
    for (row, hashes) in heads where row <= report.purged.row {
      report.headsPurged += hashes.count
      if row == report.purged.row, hashes.contains(where: { $0 != report.purged.hash }) { find(row, .headDiffers) }
    }
    let from = max(report.signedTo, report.purged.row)
    // A transaction may write several rows before the checkpoint that is due.
    if last - from > Store.checkpointEvery + 50 { find(from + 1, .unsigned(through: last)) }
  }
}
