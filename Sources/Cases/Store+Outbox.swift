import FoundationEssentials
import GRDB
package import PassportRules
package import Renewal

/// A dossier that waits to be sent, without its bytes.
package struct OutboxItem: Hashable, Sendable {
  /// The case.
  package let number: CaseNumber
  /// The idempotency key: the same for every attempt to send this dossier, and for no other.
  package let key: String
  /// How many bytes are sent.
  package let size: Int
  /// Since when it waits, Unix time in milliseconds.
  package let releasedAt: Int
  /// How long it has waited, in milliseconds.
  package let waited: Int
  /// What the citizen paid.
  package let paid: Amount
  /// How often it was offered to the authority in vain.
  package let attempts: Int
  /// When it is offered again, Unix time in milliseconds; nothing when that is not known.
  package let nextTryAt: Int?
  /// Whether the authority turned it down.
  package let isRejected: Bool
  /// Whether staff gave the fee back, after the authority rejected it: nobody may get a passport for it any more.
  package let isRefunded: Bool

  /// A dossier that waits, with all that is known of it.
  package init(
    number: CaseNumber, key: String, size: Int, releasedAt: Int, waited: Int, paid: Amount, attempts: Int,
    nextTryAt: Int?, isRejected: Bool, isRefunded: Bool
  ) {
    self.number = number
    self.key = key
    self.size = size
    self.releasedAt = releasedAt
    self.waited = waited
    self.paid = paid
    self.attempts = attempts
    self.nextTryAt = nextTryAt
    self.isRejected = isRejected
    self.isRefunded = isRefunded
  }
}

/// A row of the question what waits to be sent.
private struct OutboxRow: Decodable, FetchableRecord {
  let caseNumber: Int
  let key: String
  let size: Int
  let releasedAt: Int
  let attempts: Int
  let nextTryAt: Int?
  let isRejected: Bool
  let isRefunded: Bool
  let paid: Int
}

extension OutboxItem {
  fileprivate init(_ row: OutboxRow, at: Int) {
    self.init(
      number: CaseNumber(row.caseNumber), key: row.key, size: row.size, releasedAt: row.releasedAt,
      waited: max(0, at - row.releasedAt), paid: Amount(ore: row.paid), attempts: row.attempts,
      nextTryAt: row.nextTryAt, isRejected: row.isRejected, isRefunded: row.isRefunded)
  }
}

extension Store {
  /// The dossiers that wait to be sent, the oldest first.
  package func outbox() throws(StoreError) -> [OutboxItem] {
    let at = now()
    return try read { try Self.outbox(at: at, $0) }
  }

  static func outbox(at: Int, _ database: Database) throws -> [OutboxItem] {
    try OutboxRow.fetchAll(
      database,
      sql: """
        SELECT caseNumber, key, length(sealed) AS size, releasedAt, attempts, nextTryAt,
          rejectedAt IS NOT NULL AS isRejected,
          EXISTS (SELECT 1 FROM journal
            WHERE journal.caseNumber = dossiers.caseNumber AND journal.kind = \(FactKind.refunded.literal)) AS isRefunded,
          coalesce((SELECT amount FROM payments
            WHERE payments.caseNumber = dossiers.caseNumber AND payments.state = 'captured'), 0) AS paid
        FROM dossiers WHERE state = 'outbox' ORDER BY releasedAt, caseNumber
        """
    ).map { OutboxItem($0, at: at) }
  }

  /// The sealed bytes of a dossier that waits to be sent; nothing when it waits no more.
  package func sealedDossier(_ number: CaseNumber) throws(StoreError) -> [UInt8]? {
    try read { database in
      try Data.fetchOne(
        database, sql: "SELECT sealed FROM dossiers WHERE caseNumber = ? AND state = 'outbox'",
        arguments: [number.number])
    }.map(Array.init)
  }

  /// Keeps, for those who look after the box, that dossiers were offered in vain, and when all that wait are offered again.
  package func keepAttempts(_ tried: [CaseNumber], nextTryAt: Int) throws(StoreError) {
    try write { database in
      try database.run(
        sql: "UPDATE dossiers SET nextTryAt = ? WHERE state = 'outbox' AND rejectedAt IS NULL", arguments: [nextTryAt])
      for number in tried {
        try database.run(
          sql: "UPDATE dossiers SET attempts = attempts + 1 WHERE caseNumber = ? AND state = 'outbox'",
          arguments: [number.number])
      }
      for number in try numbers("SELECT caseNumber FROM dossiers WHERE state = 'outbox'", database) {
        try DossierTag.renew(number, with: key, database)
      }
    }
  }

  /// Keeps that the authority turned a dossier down.
  package func keepRejection(_ number: CaseNumber) throws(StoreError) {
    let at = now()
    try write { database in
      try database.run(
        sql: """
          UPDATE dossiers SET rejectedAt = ?, nextTryAt = NULL, attempts = attempts + 1
          WHERE caseNumber = ? AND state = 'outbox'
          """,
        arguments: [at, number.number])
      if database.changesCount > 0 { try DossierTag.renew(number, with: key, database) }
    }
  }

  /// Deletes a dossier that the authority has; hearing so twice changes nothing.
  package func acknowledge(_ number: CaseNumber) throws(StoreError) {
    let at = now()
    try write { database in
      try require(number, database)
      let state = try String.fetchOne(
        database, sql: "SELECT state FROM dossiers WHERE caseNumber = ?", arguments: [number.number])
      guard let state else { return }
      guard state == "outbox" else { throw Refusal.notReleased }
      try database.run(sql: "DELETE FROM dossiers WHERE caseNumber = ?", arguments: [number.number])
      try append(.acknowledged(number), at: at, database)
    }
  }

  /// Whom to call about a dossier that is held or waits to be sent; nothing when there is none, or it was changed.
  package func contact(_ number: CaseNumber) throws(StoreError) -> ContactSlip? {
    let sealed = try read { database in
      try Data.fetchOne(database, sql: "SELECT contact FROM dossiers WHERE caseNumber = ?", arguments: [number.number])
    }
    return sealed.flatMap { key.open(Array($0), for: "contact \(number)") }.flatMap(ContactSlip.init(bytes:))
  }

  /// Seals to the authority what an older program sealed with the store's key, all of it or nothing.
  ///
  /// One that does not open was changed; it stays as it is, is sent as it is, and staff hear that the authority rejects it.
  func sealOlderDossiers() throws(StoreError) {
    guard let authority else { return }
    let older = try read {
      try numbers("SELECT caseNumber FROM dossiers WHERE seal = 'store' ORDER BY caseNumber", $0)
    }
    guard !older.isEmpty else { return }
    let at = now()
    try write { database in
      for number in older {
        let sealed = try Data.fetchOne(
          database, sql: "SELECT sealed FROM dossiers WHERE caseNumber = ?", arguments: [number.number])
        guard
          let dossier = sealed.flatMap({ key.open(Array($0), for: "dossier \(number)") })
            .flatMap(Dossier.init(bytes:))
        else { continue }
        let anew = try SealedDossier.seal(dossier, number, to: authority)
        try database.run(
          sql: "UPDATE dossiers SET seal = 'authority', sealed = ? WHERE caseNumber = ? AND key = ?",
          arguments: [Data(anew.bytes), number.number, anew.key])
        guard database.changesCount == 1 else { continue }
        try DossierTag.write(number, with: key, database)
        try append(.dossierSealedAnew(number), at: at, database)
      }
    }
  }
}
