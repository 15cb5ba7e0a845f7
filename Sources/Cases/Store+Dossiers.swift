import FoundationEssentials
import GRDB
import PassportRules
package import Renewal
import Synchronization

extension Store {
  // MARK: - Held

  /// Signs the dossier of an attested application, where the box has an audit key, seals it to the authority and keeps it as held; the
  /// journal's row binds its digest to who attested. The slip for calling the citizen stays under the store's key, until the authority has the dossier.
  ///
  /// The evidence is exactly what `CompleteApplication.pictures` names. A dossier held before for the case is replaced, and
  /// a case that was parked is parked no more.
  package func hold(
    _ number: CaseNumber, _ attestation: Attestation, evidence: [Evidence]
  ) throws(StoreError) {
    let application = attestation.application
    let dossier = try signed(try dossier(number, application, evidence))
    guard let authority else { throw .refused(.noAuthorityKey) }
    let sealed = try SealedDossier.seal(dossier, number, to: authority)
    let digest = dossier.digest
    let contact = try key.seal(application.contact.bytes, for: "contact \(number)")
    let at = now()
    try write { database in
      let row = try CaseRow.filter(CaseRow.Columns.number == number.number).fetchOne(database)
      guard let row else { throw Refusal.unknownCase }
      try row.requireFrozen(with: application)
      try attest(number, by: attestation.by, at: at, database)
      try insertHeld(number, digest, key: sealed.key, sealed: sealed.bytes, contact: contact, at: at, database)
      try DossierTag.write(number, with: key, database)
      try append(.dossierHeld(number, by: attestation.by, digest: digest.hexadecimal), at: at, database)
    }
  }

  /// The payment is captured and the held dossier released to the outbox, both or neither; a zero fee has no payment.
  package func capture(_ number: CaseNumber, _ payment: Payment?) throws(StoreError) {
    let at = now()
    try write { database in
      try require(number, database)
      if let payment {
        guard payment.sale == number else { throw Refusal.noIntent }
        let standing = try standing(of: payment, database)
        guard standing != nil else { throw Refusal.noIntent }
        guard standing?.state != .captured else { throw Refusal.alreadyCaptured }
      }
      try capture(number, attempt: payment?.attempt, at: at, database)
      try append(
        .captured(number, attempt: payment?.attempt, amount: payment?.amount ?? .zero), at: at, database)
    }
  }

  /// What captured means for the tables.
  func capture(_ number: CaseNumber, attempt: Int?, at: Int, _ database: Database) throws {
    if let attempt {
      try database.run(
        sql:
          "UPDATE payments SET state = 'captured', settledBy = NULL, changedAt = ? WHERE caseNumber = ? AND attempt = ?",
        arguments: [at, number.number, attempt])
      guard database.changesCount == 1 else { throw Refusal.noIntent }
    }
    try database.run(
      sql: "UPDATE dossiers SET state = 'outbox', releasedAt = ? WHERE caseNumber = ?",
      arguments: [at, number.number])
    guard database.changesCount == 1 else { throw Refusal.notHeld }
  }

  /// What holding a dossier means for the tables: it takes another's place, and a case that was parked is parked no more.
  func insertHeld(
    _ number: CaseNumber, _ digest: [UInt8], key: String, sealed: [UInt8], contact: [UInt8], at: Int,
    _ database: Database
  ) throws {
    try eraseHeld(number, database)
    try database.run(
      sql: """
        INSERT INTO dossiers (caseNumber, state, key, digest, seal, sealed, contact, heldAt)
        VALUES (?, 'held', ?, ?, 'authority', ?, ?, ?)
        """,
      arguments: [number.number, key, Data(digest), Data(sealed), Data(contact), at])
    try database.run(sql: "DELETE FROM parked WHERE caseNumber = ?", arguments: [number.number])
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
    let state: String? = try database.first(
      sql: "SELECT state FROM dossiers WHERE caseNumber = ?", arguments: [number.number])
    guard let state else { return false }
    guard state == "held" else { throw Refusal.alreadyReleased }
    try database.run(sql: "DELETE FROM dossiers WHERE caseNumber = ?", arguments: [number.number])
    return true
  }

  // MARK: - Parts

  func dossier(
    _ number: CaseNumber, _ application: CompleteApplication, _ evidence: [Evidence]
  ) throws(StoreError) -> Dossier {
    guard evidence.map(\.name).sorted() == application.pictures.map(\.name).sorted(),
      evidence.allSatisfy({ !$0.bytes.isEmpty })
    else { throw .refused(.wrongEvidence) }
    return Dossier(application: application.json(number, binding: binding(number)).bytes, evidence: evidence)
  }

  private func signed(_ dossier: Dossier) throws(StoreError) -> Dossier {
    guard let key = auditKey.withLock({ $0 }) else { return dossier }
    guard let signed = try? dossier.signed(by: key) else {
      throw .damaged(path: path, detail: "the audit key does not sign")
    }
    return signed
  }

  /// What makes a digest of the case's dossier impossible to guess from a person's data.
  func binding(_ number: CaseNumber) -> [UInt8] { key.mark("dossier", Array(number.description.utf8)) }
}
