import GRDB
import PassportRules
package import Renewal

/// A flag in the queue, open until somebody or something ends it.
package struct QueuedFlag: Hashable, Sendable {
  /// Its place in the order of raising.
  package let id: Int
  /// The case it is about; nothing for one about the box.
  package let number: CaseNumber?
  /// What was raised.
  package let flag: Flag
  /// When, Unix time in milliseconds.
  package let raisedAt: Int

  /// A flag in the queue.
  package init(id: Int, number: CaseNumber?, flag: Flag, raisedAt: Int) {
    self.id = id
    self.number = number
    self.flag = flag
    self.raisedAt = raisedAt
  }
}

extension Flag {
  /// The payment it is about; nothing when it is not about open money.
  fileprivate var openPayment: Payment? {
    switch holding {
    case .moneyOpen(let payment): payment
    case .nothing, .documentInReader, .owes: nil
    }
  }
}

extension Store {
  /// The open flags, the most urgent first, then in the order of raising.
  package func queue() throws(StoreError) -> [QueuedFlag] {
    try read { try openFlags($0) }
  }

  func openFlags(_ database: Database) throws -> [QueuedFlag] {
    try FlagRow.open.fetchAll(database).map { try QueuedFlag($0) }
  }

  /// Raises a flag; one that is open already is brought up to date and keeps its place. Open money belongs to its sale.
  func raise(_ flag: Flag, of asked: CaseNumber?, at: Int, _ database: Database) throws {
    let (holding, amount): (String, Int?) =
      switch flag.holding {
      case .nothing: ("nothing", nil)
      case .documentInReader: ("documentInReader", nil)
      case .owes(let amount): ("owes", amount.ore)
      case .moneyOpen(let payment): ("moneyOpen", payment.amount.ore)
      }
    let payment = flag.openPayment
    let number = payment?.sale ?? asked
    if let number { try require(number, database) }
    let known: Int? = try database.first(
      sql: """
        SELECT id FROM flags
        WHERE caseNumber IS ? AND code = ? AND sale IS ? AND attempt IS ? AND device IS ? AND closedAt IS NULL
        """,
      arguments: [
        number?.number, flag.code.rawValue, payment?.sale.number, payment?.attempt, flag.device?.rawValue,
      ])
    let held: StatementArguments = [
      flag.step?.rawValue, holding, amount, payment?.sale.number, payment?.attempt,
    ]
    if let known {
      try database.run(
        sql: "UPDATE flags SET step = ?, holding = ?, amount = ?, sale = ?, attempt = ? WHERE id = ?",
        arguments: held + [known])
    } else {
      try database.run(
        sql: """
          INSERT INTO flags (step, holding, amount, sale, attempt, caseNumber, code, severity, device, raisedAt)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: held + [
          number?.number, flag.code.rawValue, flag.code.severity.rawValue, flag.device?.rawValue, at,
        ])
    }
  }

  /// Takes a flag out of the queue; one that is not there any more is left to the journal.
  ///
  /// Without a case, a flag that outlives its visit also goes from the cases whose visits are over. A flag about money
  /// that is still open stays.
  func close(
    _ flag: Flag, of asked: CaseNumber?, as closing: String, action: String? = nil, by: String? = nil,
    second: String? = nil, at: Int, _ database: Database
  ) throws {
    let payment = flag.openPayment
    let number = payment?.sale ?? asked
    if let number { try require(number, database) }
    if let by, by == second { throw Refusal.samePerson }
    for staff in [by, second].compactMap({ $0 }) { try requireAccount(StaffID(staff), database) }
    let wide = number == nil && !flag.code.isOfVisit
    try database.run(
      sql: """
        UPDATE flags SET closedAt = ?, closing = ?, action = ?, endedBy = ?, countersignedBy = ?
        WHERE (caseNumber IS ? OR ? AND EXISTS (
            SELECT 1 FROM cases WHERE number = flags.caseNumber AND endedAt IS NOT NULL))
          AND code = ? AND sale IS ? AND attempt IS ? AND device IS ? AND closedAt IS NULL AND NOT EXISTS (
          SELECT 1 FROM payments WHERE caseNumber = flags.sale AND attempt = flags.attempt AND \(PaymentRow.isUnresolved))
        """,
      arguments: [
        at, closing, action, by, second, number?.number, wide, flag.code.rawValue, payment?.sale.number,
        payment?.attempt, flag.device?.rawValue,
      ])
  }

  /// Ends the flags of a visit that is over, but for those somebody must still act on.
  func lapseFlags(of number: CaseNumber, at: Int, _ database: Database) throws {
    let lasting = FlagCode.allCases.filter { !$0.isOfVisit }.map(\.rawValue)
    let places = databaseQuestionMarks(count: lasting.count)
    try database.run(
      sql: """
        UPDATE flags SET closedAt = ?, closing = 'lapsed'
        WHERE caseNumber = ? AND closedAt IS NULL AND code NOT IN (\(places))
        """,
      arguments: [at, number.number] + StatementArguments(lasting))
  }

  /// Ends the flag about open money whose end the terminal told after all.
  func lapseFlag(about payment: Payment, at: Int, _ database: Database) throws {
    try database.run(
      sql: """
        UPDATE flags SET closedAt = ?, closing = 'lapsed'
        WHERE code = ? AND sale = ? AND attempt = ? AND closedAt IS NULL
        """,
      arguments: [at, FlagCode.moneyOpen.rawValue, payment.sale.number, payment.attempt])
  }
}
