import FoundationEssentials
import GRDB
package import Renewal

/// What asking for a parked case led to.
package enum ParkedAnswer: Hashable, Sendable {
  /// The case goes on, its pictures where `keep` said.
  case resumed(ResumedCase)
  /// There is no such parked case, and why.
  case gone(ParkedGone)
}

extension Store {
  /// Opens a parked case for an officer or a supervisor: its evidence goes where `keep` says, and its visit goes on.
  ///
  /// It stays parked, until its old time, until its dossier is held, it is parked anew, or its visit ends in another way than
  /// by a stop. When `keep` has no room for a piece, or anything else fails, nothing was changed; the caller overwrites what
  /// was kept. The chip's picture is never parked: an officer at the box has the passport itself.
  package func resume(
    _ number: CaseNumber, by staff: StaffID, keep: (Evidence) -> PictureID?
  ) throws(StoreError) -> ParkedAnswer {
    let at = now()
    return try write { database in
      try require(Author(staff, .officer), database)
      guard let row = try ParkedRow.filter(ParkedRow.Columns.caseNumber == number.number).fetchOne(database) else {
        return .gone(try wasExpired(number, database) ? .expired : .unknown)
      }
      guard row.until > at else {
        try expireParked(at: at, database)
        return .gone(.expired)
      }
      let application = try application(number, row.sealed.bytes, keep: keep)
      try reopen(number, database)
      try append(.resumed(number, by: staff), at: at, database)
      let language = try String.fetchOne(
        database, sql: "SELECT language FROM cases WHERE number = ?", arguments: [number.number])
      let attempts = try Int.fetchOne(
        database, sql: "SELECT max(attempt) FROM payments WHERE caseNumber = ?", arguments: [number.number])
      return .resumed(
        ResumedCase(
          application: application, language: Language(language ?? "da"), notes: try notes(of: number, database),
          attempts: attempts ?? 0))
    }
  }

  /// The case's visit goes on.
  func reopen(_ number: CaseNumber, _ database: Database) throws {
    try database.run(
      sql: "UPDATE cases SET endedAt = NULL, ending = NULL WHERE number = ? AND endedAt IS NOT NULL",
      arguments: [number.number])
    guard database.changesCount == 1 else { throw Refusal.visitGoesOn }
  }

  /// Erases a parked case for good: its visit ended in a way that nobody goes on from.
  func eraseParked(_ number: CaseNumber, at: Int, _ database: Database) throws {
    try database.run(sql: "DELETE FROM parked WHERE caseNumber = ?", arguments: [number.number])
    if database.changesCount > 0 { try append(.parkedErased(number), at: at, database) }
  }

  /// Whether the case's last parking ended with its time.
  private func wasExpired(_ number: CaseNumber, _ database: Database) throws -> Bool {
    let ends: [StoreFactKind] = [.parked, .parkedExpired, .parkedErased, .dossierHeld]
    let last = try String.fetchOne(
      database,
      sql: "SELECT kind FROM journal WHERE caseNumber = ? AND kind IN (\(ends.literals)) ORDER BY id DESC LIMIT 1",
      arguments: [number.number])
    return last.flatMap(StoreFactKind.init) == .parkedExpired
  }

  private func application(
    _ number: CaseNumber, _ sealed: [UInt8], keep: (Evidence) -> PictureID?
  ) throws -> CompleteApplication {
    guard let dossier = key.open(sealed, for: "parked \(number)").flatMap(Dossier.init(bytes:)),
      let written = WrittenApplication(bytes: dossier.application)
    else { throw StoreError.damaged(path: path, detail: "the parked case \(number) does not open") }
    var pictures: [String: PictureID] = [:]
    for piece in dossier.evidence {
      guard let picture = keep(piece) else { throw Refusal.noRoom }
      pictures[piece.name] = picture
    }
    // Whatever was not understood, or not just so, is not in what is written again.
    guard let application = CompleteApplication(written, pictures: pictures),
      application.json(number, binding: binding(number)).bytes == dossier.application
    else { throw StoreError.damaged(path: path, detail: "the parked case \(number) is not an application") }
    return application
  }
}

extension Ending {
  /// Whether a case that was parked before waits on: the citizen, an officer or the box may come back to it.
  var leavesParked: Bool {
    switch self {
    case .parked, .interrupted, .timedOut: true
    case .completed, .stopped, .consentRefused, .referred, .nobodyCame, .moneyOpen, .endedByStaff: false
    }
  }
}
