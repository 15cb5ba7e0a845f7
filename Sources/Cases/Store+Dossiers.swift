import FoundationEssentials
import GRDB
package import PassportRules
package import Renewal

/// A dossier that waits to be sent.
package struct OutboxItem: Hashable, Sendable {
  /// The case.
  package let number: CaseNumber
  /// The idempotency key: the same for every attempt to send this dossier, and for no other.
  package let key: String
  /// The sealed bytes.
  package let sealed: [UInt8]
  /// Since when it waits, Unix time in milliseconds.
  package let releasedAt: Int
  /// How long it has waited, in milliseconds.
  package let waited: Int
  /// What the citizen paid.
  package let paid: Amount
}

extension Store {
  // MARK: - Held

  /// Seals the dossier of an attested application and keeps it as held; the journal's row binds its digest to who attested.
  ///
  /// The evidence is exactly what `CompleteApplication.pictures` names. A dossier held before for the case is replaced, and
  /// a case that was parked is parked no more.
  package func hold(
    _ number: CaseNumber, _ attestation: Attestation, evidence: [Evidence]
  ) throws(StoreError) {
    let application = attestation.application
    let dossier = try dossier(number, application, evidence)
    let digest = dossier.digest
    let sealed = try key.seal(dossier.bytes, for: "dossier \(number)")
    let contact = try key.seal(application.contact.bytes, for: "contact \(number)")
    let at = now()
    try write { database in
      try requireFrozen(number, application, database)
      try attest(number, by: attestation.by, at: at, database)
      try eraseHeld(number, database)
      try database.run(
        sql: """
          INSERT INTO dossiers (caseNumber, state, key, digest, sealed, contact, heldAt)
          VALUES (?, 'held', ?, ?, ?, ?, ?)
          """,
        arguments: [
          number.number, "\(number)-\(Array(digest.prefix(8)).hexadecimal)", Data(digest), Data(sealed), Data(contact),
          at,
        ])
      try database.run(sql: "DELETE FROM parked WHERE caseNumber = ?", arguments: [number.number])
      try append(
        JournalEntry(
          number, "dossierHeld", ["by": .text(attestation.by.digits), "digest": .text(digest.hexadecimal)]),
        at: at, database)
    }
  }

  /// The payment is captured and the held dossier released to the outbox, both or neither; a zero fee has no payment.
  package func capture(_ number: CaseNumber, _ payment: Payment?) throws(StoreError) {
    let at = now()
    try write { database in
      try require(number, database)
      if let payment {
        guard payment.sale == number else { throw Refusal.noIntent }
        guard try standing(of: payment, database)?.state != .captured else { throw Refusal.alreadyCaptured }
        try move(payment, at: at, database) { PaymentStanding(.captured, approved: $0.approved) }
      }
      try database.run(
        sql: "UPDATE dossiers SET state = 'outbox', releasedAt = ? WHERE caseNumber = ?",
        arguments: [at, number.number])
      guard database.changesCount == 1 else { throw Refusal.notHeld }
      try append(
        JournalEntry(
          number, "captured",
          ["attempt": payment.map { .integer($0.attempt) } ?? .null, "amount": .integer(payment?.amount.ore ?? 0)]),
        at: at, database)
    }
  }

  /// Erases a held dossier: no capture will come; nothing happens when none is held.
  package func eraseHeld(_ number: CaseNumber) throws(StoreError) {
    let at = now()
    try write { database in
      try require(number, database)
      guard try eraseHeld(number, database) else { return }
      try append(Fact.dossierErased(number).entry, at: at, database)
    }
  }

  /// Deletes a held dossier; one that was released is refused.
  @discardableResult
  func eraseHeld(_ number: CaseNumber, _ database: Database) throws -> Bool {
    let state = try String.fetchOne(
      database, sql: "SELECT state FROM dossiers WHERE caseNumber = ?", arguments: [number.number])
    guard let state else { return false }
    guard state == "held" else { throw Refusal.alreadyReleased }
    try database.run(sql: "DELETE FROM dossiers WHERE caseNumber = ?", arguments: [number.number])
    return true
  }

  // MARK: - Outbox

  /// The dossiers that wait to be sent, the oldest first.
  package func outbox() throws(StoreError) -> [OutboxItem] {
    let at = now()
    return try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT dossiers.*, coalesce((SELECT amount FROM payments
            WHERE payments.caseNumber = dossiers.caseNumber AND payments.state = 'captured'), 0) AS paid
          FROM dossiers WHERE state = 'outbox' ORDER BY releasedAt, caseNumber
          """
      ).map { row in
        let releasedAt: Int = try row.decode(forColumn: "releasedAt")
        return OutboxItem(
          number: CaseNumber(try row.decode(forColumn: "caseNumber")), key: try row.decode(forColumn: "key"),
          sealed: Array(try row.decode(Data.self, forColumn: "sealed")),
          releasedAt: releasedAt, waited: max(0, at - releasedAt), paid: Amount(ore: try row.decode(forColumn: "paid")))
      }
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
      try append(JournalEntry(number, "acknowledged"), at: at, database)
    }
  }

  /// Opens what waits in the outbox, for the one who sends it; nothing when it was sealed elsewhere or was changed.
  package func open(_ item: OutboxItem) -> Dossier? {
    key.open(item.sealed, for: "dossier \(item.number)").flatMap(Dossier.init(bytes:))
  }

  /// Whom to call about a dossier that is held or waits to be sent; nothing when there is none, or it was changed.
  package func contact(_ number: CaseNumber) throws(StoreError) -> Contact? {
    let sealed = try read { database in
      try Data.fetchOne(database, sql: "SELECT contact FROM dossiers WHERE caseNumber = ?", arguments: [number.number])
    }
    return sealed.flatMap { key.open(Array($0), for: "contact \(number)") }.flatMap(Contact.init(bytes:))
  }

  // MARK: - Parts

  func dossier(
    _ number: CaseNumber, _ application: CompleteApplication, _ evidence: [Evidence]
  ) throws(StoreError) -> Dossier {
    guard evidence.map(\.name).sorted() == application.pictures.map(\.name).sorted(),
      evidence.allSatisfy({ !$0.bytes.isEmpty })
    else { throw .refused(.wrongEvidence) }
    return Dossier(application: application.canonical(number, binding: binding(number)).bytes, evidence: evidence)
  }

  /// What makes a digest of the case's dossier impossible to guess from a person's data.
  func binding(_ number: CaseNumber) -> [UInt8] { key.mark("dossier", Array(number.description.utf8)) }

  /// Refuses unless the case is frozen with this application's fee and its visit goes on.
  private func requireFrozen(_ number: CaseNumber, _ application: CompleteApplication, _ database: Database) throws {
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT fee, feeDate, endedAt FROM cases WHERE number = ?", arguments: [number.number])
    else { throw Refusal.unknownCase }
    guard try row.decode(Int?.self, forColumn: "endedAt") == nil else { throw Refusal.visitEnded }
    guard let fee = try row.decode(Int?.self, forColumn: "fee") else { throw Refusal.notFrozen }
    let date = try row.decode(String?.self, forColumn: "feeDate")
    guard fee == application.fee.total.ore, date == application.feeDate.description else { throw Refusal.wrongAmount }
  }
}
