import GRDB

extension StoreError {
  /// What an error of SQLite, or of our own below it, means for the one who asked.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as StoreError: self = error
    case let error as Refusal: self = .refused(error)
    case let error as DatabaseError: self = Self.meaning(of: error, path: path)
    case let error as UnknownName:
      self = .damaged(path: path, detail: "\(error.column) holds the unknown name \(error.name)")
    case is RowDecodingError:
      self = .damaged(path: path, detail: "a row does not have the columns or types it must have")
    default: self = .inputOutput(path: path, detail: String(describing: type(of: error)))
    }
  }

  private static func meaning(of error: DatabaseError, path: String) -> StoreError {
    let message = error.message ?? "no message"
    switch error.resultCode {
    case .SQLITE_FULL: return .full(path: path)
    case .SQLITE_READONLY: return .readOnly(path: path)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: return .permissions(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy(path: path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT: return .damaged(path: path, detail: message)
    case .SQLITE_MISUSE: return .closed
    case .SQLITE_CONSTRAINT: return .refused(Refusal(constraint: message))
    default: return .inputOutput(path: path, detail: "\(message) (SQLite \(error.extendedResultCode.rawValue))")
    }
  }
}

extension Refusal: Error {
  /// The refusal that a constraint's message names: a trigger's text, or the last word after `CHECK constraint failed:`.
  init(constraint message: String) {
    let name = message.split(separator: " ").last.map(String.init) ?? message
    self = Refusal(rawValue: name) ?? .contradiction
  }
}
