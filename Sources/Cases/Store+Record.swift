import GRDB
import PassportRules
package import Renewal

extension Store {
  /// Writes what a turn of the machine says, in one transaction: each fact's row in the journal, and what it means for cases, flags,
  /// assists and money. Whoever of staff did it is asked for their account there; one that may not do it refuses all of it.
  package func record(_ facts: [Fact]) throws(StoreError) {
    let at = now()
    try write { database in
      for fact in facts {
        for author in fact.authors { try require(author, database) }
        try record(fact, at: at, database)
      }
    }
  }

  /// Writes one fact.
  package func record(_ fact: Fact) throws(StoreError) { try record([fact]) }

  /// Writes a fact within a transaction.
  func record(_ fact: Fact, at: Int, _ database: Database) throws {
    try apply(fact, at: at, database)
    try append(fact.entry, at: at, database)
    switch fact {
    case .visitEnded(let number, let ending):
      try tidy(number, at: at, database)
      if !ending.leavesParked { try eraseParked(number, at: at, database) }
      try eraseNotes(database)
    case .paymentAnswered(let payment, _): try tidy(payment.sale, at: at, database)
    case .moneySettled(let payment, let answer, _):
      if answer == .taken { try release(payment, at: at, database) }
      try tidy(payment.sale, at: at, database)
    // The others bring nothing else about.
    default: break
    }
  }

  /// Once a visit is over, money without an end is open money, and a dossier that nothing will release is erased.
  private func tidy(_ number: CaseNumber, at: Int, _ database: Database) throws {
    let isOver: Bool? = try database.first(
      sql: "SELECT endedAt IS NOT NULL FROM cases WHERE number = ?", arguments: [number.number])
    guard isOver == true else { return }
    for payment in try unresolved(of: number, database).map(\.payment)
    where try standing(of: payment, database)?.state != .open {
      try record(.moneyOpen(payment), at: at, database)
    }
    let isHeld: Bool? = try database.first(
      sql: "SELECT state = 'held' FROM dossiers WHERE caseNumber = ?", arguments: [number.number])
    if isHeld == true, try unresolved(of: number, database).isEmpty {
      try record(.dossierErased(number), at: at, database)
    }
  }

  /// What a fact means for the tables.
  func apply(_ fact: Fact, at: Int, _ database: Database) throws {
    switch fact {
    case .visitOpened(let number, let language): try open(number, language, at: at, database)
    case .languageChosen(let number, let language): try change(number, "language = ?", [language.code], database)
    case .consentGiven(let number):
      try change(number, "consentAt = coalesce(consentAt, ?)", [at], database)
    case .stepDone(let number, let step): try change(number, "step = ?", [step.rawValue], database)
    case .flagRaised(let number, let flag): try raise(flag, of: number, at: at, database)
    case .flagEnded(let number, let flag, let action, let by, let second):
      try close(
        flag, of: number, as: "ended", action: action.name, by: by.digits, second: second?.digits, at: at, database)
    case .flagWithdrawn(let number, let flag): try close(flag, of: number, as: "withdrawn", at: at, database)
    case .assistEnded(let number, let code, let by, let learned):
      try keepAssist(number, code, by: by, learned: learned, at: at, database)
    case .frozen(let number, let fee, let feeDate):
      try change(
        number, "fee = ?, feeDate = ?, attestedBy = NULL, attestedAt = NULL", [fee.ore, feeDate.description], database)
      try eraseHeld(number, database)
    case .thawed(let number):
      try change(number, "fee = NULL, feeDate = NULL, attestedBy = NULL, attestedAt = NULL", [], database)
      try eraseHeld(number, database)
    case .attested(let number, let by): try attest(number, by: by, at: at, database)
    case .paymentIntended(let payment): try intend(payment, at: at, database)
    case .paymentAnswered(let payment, let answer): try settle(payment, answer, at: at, database)
    case .paymentUncertain(let payment): try move(payment, at: at, database) { $0.afterLoss() }
    case .reversalIntended(let payment): try reverse(payment, at: at, database)
    case .moneyOpen(let payment): try open(payment, at: at, database)
    case .moneySettled(let payment, let answer, let by): try settle(payment, answer, by: by, at: at, database)
    case .refunded(let number, let amount, let by): try refund(number, amount, by: by, database)
    case .dossierWithdrawn(let number, let by):
      try require(number, database)
      try requireAccount(by, database)
      try database.run(
        sql: "DELETE FROM dossiers WHERE caseNumber = ? AND state = 'outbox'", arguments: [number.number])
    case .dossierErased(let number):
      try require(number, database)
      try eraseHeld(number, database)
    case .visitEnded(let number, let ending):
      try change(number, "endedAt = ?, ending = ?", [at, ending.name], database)
      try lapseFlags(of: number, at: at, database)
    // The others mean nothing for the tables, but that there is such a case. Who has one is not kept: after a restart nobody has it.
    default: if let number = fact.entry.number { try require(number, database) }
    }
  }

  private func open(_ number: CaseNumber, _ language: Language, at: Int, _ database: Database) throws {
    let next: Int = try database.first(sql: "SELECT value FROM meta WHERE name = 'nextCase'") ?? 1
    guard number.number >= next else { throw Refusal.numberUsed }
    guard number.number < .max else { throw Refusal.contradiction }
    try database.run(
      sql: "INSERT INTO cases (number, language, openedAt) VALUES (?, ?, ?)",
      arguments: [number.number, language.code, at])
    try database.run(
      sql: "UPDATE meta SET value = ? WHERE name = 'nextCase'", arguments: [number.number + 1])
  }

  /// What was given back is what was captured; anything else is a mistake that nobody should be able to write down.
  private func refund(_ number: CaseNumber, _ amount: Amount, by: StaffID, _ database: Database) throws {
    try require(number, database)
    try requireAccount(by, database)
    let captured = try Int.fetchOne(
      database, sql: "SELECT amount FROM payments WHERE caseNumber = ? AND state = 'captured'",
      arguments: [number.number])
    guard captured == amount.ore else { throw Refusal.wrongAmount }
  }

  private func keepAssist(
    _ number: CaseNumber, _ code: FlagCode, by: StaffID, learned: Bool, at: Int, _ database: Database
  ) throws {
    try require(number, database)
    try database.run(
      sql: """
        INSERT INTO assists (caseNumber, code, step, by, learned, endedAt) VALUES (?, ?,
          (SELECT step FROM flags WHERE caseNumber = ? AND code = ? ORDER BY id DESC LIMIT 1), ?, ?, ?)
        """,
      arguments: [number.number, code.rawValue, number.number, code.rawValue, by.digits, learned, at])
  }

  // MARK: - Cases

  /// Refuses unless there is such a case.
  func require(_ number: CaseNumber, _ database: Database) throws {
    let found: Bool? = try database.first(sql: "SELECT 1 FROM cases WHERE number = ?", arguments: [number.number])
    guard found != nil else { throw Refusal.unknownCase }
  }

  /// Changes a case whose visit has not ended.
  func change(
    _ number: CaseNumber, _ assignments: String, _ arguments: StatementArguments, _ database: Database
  ) throws {
    try require(number, database)
    try database.run(
      sql: "UPDATE cases SET \(assignments) WHERE number = ? AND endedAt IS NULL",
      arguments: arguments + [number.number])
    guard database.changesCount == 1 else { throw Refusal.visitEnded }
  }

  /// Notes who attested; the same person twice is one attestation.
  func attest(_ number: CaseNumber, by: StaffID, at: Int, _ database: Database) throws {
    let known: String? = try database.first(
      sql: "SELECT attestedBy FROM cases WHERE number = ?", arguments: [number.number])
    guard known == nil || known == by.digits else { throw Refusal.attestedByAnother }
    if known == nil { try change(number, "attestedBy = ?, attestedAt = ?", [by.digits, at], database) }
  }
}
