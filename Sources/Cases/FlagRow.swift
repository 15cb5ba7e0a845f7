import GRDB
import PassportRules
import Renewal

/// A row of `flags`.
struct FlagRow: StoredRow {
  static let databaseTableName = "flags"
  typealias CodingKeys = Columns

  let id: Int
  let caseNumber: Int?
  let code: String
  let severity: Int
  let step: String?
  let holding: String
  /// What is owed or open, in øre.
  let amount: Int?
  /// The case and the attempt of open money.
  let sale: Int?
  let attempt: Int?
  let device: String?
  let raisedAt: Int
  let closedAt: Int?

  enum Columns: String, CodingKey, ColumnExpression, CaseIterable {
    case id, caseNumber, code, severity, step, holding, amount, sale, attempt, device, raisedAt, closedAt
  }

  /// The open flags, the most urgent first, then in the order of raising.
  static var open: QueryInterfaceRequest<FlagRow> {
    filter(Columns.closedAt == nil).order(Columns.severity.desc, Columns.id)
  }
}

extension QueuedFlag {
  /// The flag as it waits in the queue.
  init(_ row: FlagRow) throws {
    let number = row.caseNumber.map(CaseNumber.init)
    let code: FlagCode = try FlagRow.Columns.code.named(row.code)
    self.init(
      id: row.id, number: number,
      flag: Flag(
        code, step: row.step.flatMap(StepName.init), holding: try Holding(row),
        device: try row.device.map { try FlagRow.Columns.device.named($0) },
        about: code.isAboutDossier ? number : nil),
      raisedAt: row.raisedAt)
  }
}

extension Holding {
  fileprivate init(_ row: FlagRow) throws {
    let amount = row.amount.map(Amount.init(ore:)) ?? .zero
    switch (row.holding, row.sale, row.attempt) {
    case ("nothing", _, _): self = .nothing
    case ("documentInReader", _, _): self = .documentInReader
    case ("owes", _, _): self = .owes(amount)
    case ("moneyOpen", let sale?, let attempt?):
      self = .moneyOpen(Payment(sale: CaseNumber(sale), attempt: attempt, amount: amount))
    case _: throw UnknownName(column: FlagRow.Columns.holding.name, name: row.holding)
    }
  }
}
