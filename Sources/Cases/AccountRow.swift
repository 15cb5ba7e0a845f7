import GRDB
import Renewal

/// A row of `accounts`: what is kept of somebody of staff.
struct AccountRow: StoredRow {
  static let databaseTableName = "accounts"
  typealias CodingKeys = Columns

  let id: String
  /// Sealed; empty once the account was removed.
  let name: Blob
  let role: String
  let salt: Blob
  let rounds: Int
  let blockSize: Int
  let parallelism: Int
  let verifier: Blob
  let isLocked: Bool
  let isDemonstration: Bool
  let addedAt: Int
  let removedAt: Int?
  let mustLogIn: Bool
  let pinSetBy: String?
  /// The row of the journal that tells the last change.
  let changedRow: Int
  /// What only the program can make of the rest.
  let tag: Blob

  enum Columns: String, CodingKey, ColumnExpression, CaseIterable {
    case id, name, role, salt, rounds, blockSize, parallelism, verifier, isLocked, isDemonstration, addedAt, removedAt
    case mustLogIn, pinSetBy, changedRow, tag
  }

  /// Every account that was ever added, by number.
  static var all: QueryInterfaceRequest<AccountRow> { order(Columns.id) }

  /// The accounts that were not removed, by number.
  static var kept: QueryInterfaceRequest<AccountRow> { all.filter(Columns.removedAt == nil) }

  /// The account of a number, removed or not.
  static func of(_ id: StaffID) -> QueryInterfaceRequest<AccountRow> { filter(Columns.id == id.digits) }
}
