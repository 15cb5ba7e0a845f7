import FoundationEssentials
import GRDB

/// A row as an auditor reads it: SQLite would turn one type into another, and an auditor must not. One that holds a value of another
/// type or length has a place, and no content.
struct ExaminedRow<Content: StrictlyRead>: FetchableRecord {
  /// Its number in the table; nothing when even that is none.
  let place: Int?
  let content: Content?

  init(row: Row) throws {
    place = row.integer(0)
    content = Content(strictly: row)
  }
}

/// What an auditor reads.
protocol StrictlyRead {
  /// Reads a row of the whole table as strictly as it was written, by the places of its columns, of which the first is its number;
  /// nothing when a value has another type or length.
  init?(strictly row: Row)
}

extension JournalRow: StrictlyRead {
  /// What whoever reads JSON counts up to (RFC 8259, section 6); in milliseconds it is 285,000 years.
  private static let beyondCounting = 1 << 53

  init?(strictly row: Row) {
    guard row.count == 7, let id = row.integer(0), let at = row.integer(1), let kind = row.text(3),
      let detail = row.text(4), let previous = row.bytes(5, 32), let hash = row.bytes(6, 32)
    else { return nil }
    let number = row.integer(2)
    // No case is number 0, which the hash has for none. What no box counts up to is no number of its.
    guard row.hasNull(atIndex: 2) || (1..<Self.beyondCounting).contains(number ?? 0),
      (-Self.beyondCounting..<Self.beyondCounting).contains(at)
    else { return nil }
    self.init(id: id, at: at, caseNumber: number, kind: kind, detail: detail, previous: previous, hash: hash)
  }
}

extension Checkpoint: StrictlyRead {
  init?(strictly row: Row) {
    guard row.count == 7, let place = row.integer(0), let hash = row.bytes(1, 32), let at = row.integer(2),
      let purgedTo = row.integer(3), let purgedHash = row.bytes(4, 32), let publicKey = row.bytes(5, 32),
      let signature = row.bytes(6, 64)
    else { return nil }
    self.init(
      head: JournalHead(row: place, hash: hash), at: at, purged: JournalHead(row: purgedTo, hash: purgedHash),
      publicKey: publicKey, signature: signature)
  }
}

extension DatabaseValue {
  /// A whole number that is stored as one.
  var integer: Int? {
    guard case .int64(let number) = storage else { return nil }
    return Int(number)
  }
}

extension Row {
  private func stored(_ place: Int) -> DatabaseValue { self[place] }

  fileprivate func integer(_ place: Int) -> Int? { stored(place).integer }

  /// A text that is stored as one, whole: SQLite compares what stands behind U+0000 too, and a text is read up to it.
  fileprivate func text(_ place: Int) -> String? {
    guard case .string(let text) = stored(place).storage else { return nil }
    let size = try? withUnsafeData(atIndex: place) { $0?.count ?? 0 }
    return size == text.utf8.count ? text : nil
  }

  fileprivate func bytes(_ place: Int, _ count: Int) -> [UInt8]? {
    guard case .blob(let bytes) = stored(place).storage, bytes.count == count else { return nil }
    return Array(bytes)
  }
}
