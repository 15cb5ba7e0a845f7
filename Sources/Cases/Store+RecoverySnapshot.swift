import GRDB
import PassportRules
package import Renewal

/// What the store knows at the start, before the first visit.
package struct RecoverySnapshot: Hashable, Sendable {
  /// The number of the next case; never one that was given before.
  package let nextCase: CaseNumber
  /// Attempts to take money that have no end yet, in their order.
  package let unsettledPayments: [UnsettledPayment]
  /// Flags that wait for somebody, the most urgent first.
  package let openFlags: [QueuedFlag]
  /// Visits that were opened and never ended: the program was stopped in them.
  package let interrupted: [CaseNumber]
  /// Cases whose dossier is held, and no money of theirs is open: nothing will release it.
  package let held: [CaseNumber]
  /// Whether the time now contradicts what was written last, before this start wrote anything itself, or an earlier doubt stands.
  package let isClockDoubted: Bool
  /// Whether the last run did not end as it should: its last row is not the signature of a clean stop.
  package let endedUncleanly: Bool

  /// The attempts that have no end yet, without what the terminal said of them.
  package var openPayments: [Payment] { unsettledPayments.map(\.payment) }
}

extension Store {
  /// What the start must know, as one consistent state.
  package func recoverySnapshot() throws(StoreError) -> RecoverySnapshot {
    let at = now()
    return try read { database in
      let last = try JournalRow.order(JournalRow.Columns.id.desc).fetchOne(database)
      return RecoverySnapshot(
        nextCase: CaseNumber(
          try Int.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'nextCase'") ?? 1),
        unsettledPayments: try unresolved(of: nil, database),
        openFlags: try openFlags(database),
        interrupted: try numbers("SELECT number FROM cases WHERE endedAt IS NULL ORDER BY number", database),
        held: try numbers(
          """
          SELECT caseNumber FROM dossiers WHERE state = 'held' AND NOT EXISTS (
            SELECT 1 FROM payments WHERE payments.caseNumber = dossiers.caseNumber AND payments.\(PaymentRow.isUnresolved))
          ORDER BY caseNumber
          """, database),
        isClockDoubted: try isClockDoubted(last?.at, at: at, database),
        endedUncleanly: last.map { StoreFactKind(rawValue: $0.kind) != .checkpoint } ?? false)
    }
  }

  /// Puts right what a stop in the middle left behind, in one transaction, and tells what the start must know.
  ///
  /// Interrupted visits end; money without an end becomes open money with its flag, which a later word of the terminal can
  /// still settle; dossiers that nothing will release are erased; parked cases whose time is over go, unless the clock is doubted.
  package func recover() throws(StoreError) -> RecoverySnapshot {
    let at = now()
    let before = try recoverySnapshot()
    try write { database in
      for number in before.interrupted { try record(.visitEnded(number, .interrupted), at: at, database) }
      // Killed while it was being settled after its visit.
      for payment in before.openPayments where try standing(of: payment, database)?.state.isUnderWay == true {
        try record(.moneyOpen(payment), at: at, database)
      }
      guard !before.isClockDoubted else { return }
      try forgetBackup(at: at, database)
      try expireParked(at: at, database)
    }
    let after = try recoverySnapshot()
    return RecoverySnapshot(
      nextCase: after.nextCase, unsettledPayments: after.unsettledPayments, openFlags: after.openFlags,
      interrupted: after.interrupted, held: after.held, isClockDoubted: before.isClockDoubted,
      endedUncleanly: before.endedUncleanly)
  }

  /// Attempts to take money that have no end yet, of a case or of all, in their order.
  func unresolved(of number: CaseNumber?, _ database: Database) throws -> [UnsettledPayment] {
    let ofCase = number == nil ? "" : "caseNumber = ? AND "
    let rows = try PaymentRow.rows(
      database, "WHERE \(ofCase)\(PaymentRow.isUnresolved) ORDER BY caseNumber, attempt",
      StatementArguments([number?.number].compactMap { $0 }))
    return rows.map { UnsettledPayment($0.payment, approved: $0.taken) }
  }

  func numbers(_ sql: String, _ database: Database) throws -> [CaseNumber] {
    try Int.fetchAll(database, sql: sql).map(CaseNumber.init)
  }
}
