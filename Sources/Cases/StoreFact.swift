package import PassportRules
package import Renewal

/// What the store writes in its journal of its own accord, beside the facts of the machine: what takes bytes that no fact may have, and
/// what is done at a command line.
///
/// As with `Fact`, all of a kind stands in this file. What nobody reads may be missing in the rows of an older program.
package enum StoreFact: Hashable, Sendable {
  // Cases.
  /// A dossier is kept until its fee is captured; its digest binds it to who attested.
  case dossierHeld(CaseNumber, by: StaffID, digest: String)
  /// What an older program sealed with the store's key is sealed to the authority.
  case dossierSealedAnew(CaseNumber)
  /// The fee is captured, and the dossier released with it; a zero fee has no attempt.
  case captured(CaseNumber, attempt: Int?, amount: Amount)
  /// The authority has the dossier.
  case acknowledged(CaseNumber)
  case parked(CaseNumber, ParkedTerms)
  /// A parked case's time was over.
  case parkedExpired(CaseNumber)
  /// A parked case's visit ended in a way that nobody goes on from.
  case parkedErased(CaseNumber)
  case resumed(CaseNumber, by: StaffID?)
  /// Staff noted something; what, is sealed.
  case noted(CaseNumber, by: StaffID)
  // Accounts.
  /// A change of an account, and the supervisors who answer for it.
  case account(StaffID, AccountChange, by: Managers?)
  /// The owner chose a PIN.
  case pinChosen(StaffID)
  case loggedIn(StaffID, StaffRole?, from: String?, refusedBefore: Int?)
  /// The first wrong PIN of a number from a source; nobody's number is told.
  case logInRefused(StaffID?, from: String?)
  /// How many there were, once they are forgotten.
  case logInsRefused(from: String?, failures: Int?)
  // The store.
  /// A signed checkpoint's own row, with the last row that was purged.
  case checkpoint(purgedTo: Int?)
  case purged(PurgedRows)
  /// The rows before did not tell everything; the tables stood like this.
  case recordsBegin(state: JSON, mark: String?)
  case keyRotated(resealed: Int?, unopened: Int?)
  /// The copy from before a migration went with its time.
  case backupDeleted
  case restored(madeAt: Int?, numbersLeftOut: Int?)
}

/// What a case was parked with; the first programs told less of it.
package struct ParkedTerms: Hashable, Sendable {
  let until: Int
  let fee: Amount?
  let feeDate: CivilDate?
  let digest: String?

  /// Terms; until when is Unix time in milliseconds.
  package init(until: Int, fee: Amount? = nil, feeDate: CivilDate? = nil, digest: String? = nil) {
    self.until = until
    self.fee = fee
    self.feeDate = feeDate
    self.digest = digest
  }
}

/// What a purge took and left, as its row tells it.
package struct PurgedRows: Hashable, Sendable {
  var counts = Purge()
  /// What was older than this went.
  var before: Int?
  /// What is left of the rows that went.
  var state: JSON?
}

/// A kind of what the store writes. As with `FactKind`, the raw value never changes.
package enum StoreFactKind: String, Hashable, Sendable, CaseIterable {
  case dossierHeld, dossierSealedAnew, captured, acknowledged
  case parked, parkedExpired, parkedErased, resumed, noted
  case accountAdded, accountRole, accountPINReset, accountLocked, accountUnlocked, accountRemoved, pinChosen
  case loggedIn, logInRefused, logInsRefused
  case checkpoint, purged, recordsBegin, keyRotated, backupDeleted, restored
}

extension FactField {
  static let digest = Self("digest")
  static let until = Self("until")
  static let account = Self("account")
  static let isDemonstration = Self("isDemonstration")
  static let byRoot = Self("byRoot")
  static let source = Self("source")
  static let refusedBefore = Self("refusedBefore")
  static let failures = Self("failures")
  static let purgedTo = Self("purgedTo")
  static let cases = Self("cases")
  static let flags = Self("flags")
  static let assists = Self("assists")
  static let payments = Self("payments")
  static let logIns = Self("logIns")
  static let journalTo = Self("journalTo")
  static let before = Self("before")
  static let state = Self("state")
  static let mark = Self("mark")
  static let resealed = Self("resealed")
  static let unopened = Self("unopened")
  static let madeAt = Self("madeAt")
  static let numbersLeftOut = Self("numbersLeftOut")
}

// MARK: - Writing and reading

extension StoreFact {
  /// The fact as the journal has it.
  package var entry: JournalEntry {
    func entry(
      _ kind: StoreFactKind, _ number: CaseNumber?, _ fields: [FactField: any FieldValue] = [:]
    ) -> JournalEntry { JournalEntry(number, kind, fields) }
    return switch self {
    case .dossierHeld(let number, let by, let digest): entry(.dossierHeld, number, [.by: by, .digest: digest])
    case .dossierSealedAnew(let number): entry(.dossierSealedAnew, number)
    case .captured(let number, let attempt, let amount):
      entry(.captured, number, [.attempt: attempt, .amount: amount])
    case .acknowledged(let number): entry(.acknowledged, number)
    case .parked(let number, let terms):
      entry(
        .parked, number,
        [.until: terms.until, .fee: terms.fee, .feeDate: terms.feeDate, .digest: terms.digest])
    case .parkedExpired(let number): entry(.parkedExpired, number)
    case .parkedErased(let number): entry(.parkedErased, number)
    case .resumed(let number, let by): entry(.resumed, number, [.by: by])
    case .noted(let number, let by): entry(.noted, number, [.by: by])
    case .account(let id, let change, let managers):
      entry(change.kind, nil, change.fields(of: id, by: managers))
    case .pinChosen(let id): entry(.pinChosen, nil, [.by: id])
    case .loggedIn(let id, let role, let source, let refused?):
      entry(.loggedIn, nil, [.by: id, .role: role, .source: source, .refusedBefore: refused])
    case .loggedIn(let id, let role, let source, nil):
      entry(.loggedIn, nil, [.by: id, .role: role, .source: source])
    case .logInRefused(let id, let source): entry(.logInRefused, nil, [.account: id, .source: source])
    case .logInsRefused(let source, let failures):
      entry(.logInsRefused, nil, [.source: source, .failures: failures])
    case .checkpoint(let purgedTo): entry(.checkpoint, nil, [.purgedTo: purgedTo])
    case .purged(let rows): entry(.purged, nil, rows.fields)
    case .recordsBegin(let state, let mark): entry(.recordsBegin, nil, [.state: state, .mark: mark])
    case .keyRotated(let resealed, let unopened):
      entry(.keyRotated, nil, [.resealed: resealed, .unopened: unopened])
    case .backupDeleted: entry(.backupDeleted, nil)
    case .restored(let madeAt, let numbers):
      entry(.restored, nil, [.madeAt: madeAt, .numbersLeftOut: numbers])
    }
  }

  /// What a row of the journal tells.
  package init(_ row: JournalEntry) throws(UnreadableEntry) {
    guard let kind = StoreFactKind(rawValue: row.kind) else { throw .unknownKind }
    self =
      switch kind {
      case .dossierHeld: .dossierHeld(try row.caseNumber, by: try row[.by], digest: try row[.digest])
      case .dossierSealedAnew: .dossierSealedAnew(try row.caseNumber)
      case .captured:
        .captured(try row.caseNumber, attempt: try row[.attempt], amount: try row[.amount] ?? .zero)
      case .acknowledged: .acknowledged(try row.caseNumber)
      case .parked: .parked(try row.caseNumber, try ParkedTerms(row))
      case .parkedExpired: .parkedExpired(try row.caseNumber)
      case .parkedErased: .parkedErased(try row.caseNumber)
      case .resumed: .resumed(try row.caseNumber, by: try row[.by])
      case .noted: .noted(try row.caseNumber, by: try row[.by])
      case .accountAdded:
        try Self.account(
          row, .added(try row[.role], isDemonstration: try row[.isDemonstration], by: try row[.by]))
      case .accountRole: try Self.account(row, .role(try row[.role]))
      case .accountPINReset: try Self.account(row, .pinReset(by: try Self.otherManager(row)))
      case .accountLocked: try Self.account(row, .locked)
      case .accountUnlocked: try Self.account(row, .unlocked)
      case .accountRemoved: try Self.account(row, .removed)
      case .pinChosen: .pinChosen(try row[.by])
      case .loggedIn:
        .loggedIn(
          try row[.by], try row[.role], from: try row[.source], refusedBefore: try row[.refusedBefore])
      case .logInRefused: .logInRefused(try row[.account], from: try row[.source])
      case .logInsRefused: .logInsRefused(from: try row[.source], failures: try row[.failures])
      case .checkpoint: .checkpoint(purgedTo: try row[.purgedTo])
      case .purged: .purged(try PurgedRows(row))
      case .recordsBegin: .recordsBegin(state: try row[.state], mark: try row[.mark])
      case .keyRotated: .keyRotated(resealed: try row[.resealed], unopened: try row[.unopened])
      case .backupDeleted: .backupDeleted
      case .restored: .restored(madeAt: try row[.madeAt], numbersLeftOut: try row[.numbersLeftOut])
      }
  }
  private static func account(_ row: JournalEntry, _ change: AccountChange) throws(UnreadableEntry) -> StoreFact {
    let first: StaffID? = try row[.by]
    let second: StaffID? = try row[.countersignedBy]
    return .account(try row[.account], change, by: first.map { Managers($0, and: second) })
  }

  /// Who gave an account another PIN; nobody when it was the owner.
  private static func otherManager(_ row: JournalEntry) throws(UnreadableEntry) -> StaffID? {
    let owner: StaffID = try row[.account]
    let first: StaffID? = try row[.by]
    return first == owner ? nil : first
  }
}

extension ParkedTerms {
  fileprivate init(_ row: JournalEntry) throws(UnreadableEntry) {
    self.init(until: try row[.until], fee: try row[.fee], feeDate: try row[.feeDate], digest: try row[.digest])
  }
}

extension PurgedRows {
  fileprivate var fields: [FactField: any FieldValue] {
    var fields: [FactField: any FieldValue] = [
      .cases: counts.cases, .flags: counts.flags, .assists: counts.assists, .payments: counts.payments,
      .logIns: counts.logIns, .journalTo: counts.lastRow, .before: before,
    ]
    if let state { fields[.state] = state }
    return fields
  }

  fileprivate init(_ row: JournalEntry) throws(UnreadableEntry) {
    counts.cases = try row[.cases] ?? 0
    counts.flags = try row[.flags] ?? 0
    counts.assists = try row[.assists] ?? 0
    counts.payments = try row[.payments] ?? 0
    counts.logIns = try row[.logIns] ?? 0
    counts.lastRow = try row[.journalTo] ?? 0
    before = try row[.before]
    state = try row[.state]
  }
}
