import GRDB
import Glibc

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
    default: self = .system(path: path, detail: String(describing: type(of: error)))
    }
  }

  private static func meaning(of error: DatabaseError, path: String) -> StoreError {
    let message = error.message ?? "no message"
    let detail = "\(message) (SQLite \(error.extendedResultCode.rawValue))"
    switch error.extendedResultCode {
    case .SQLITE_IOERR_NOMEM: return .exhausted(.memory, path: path)
    case .SQLITE_IOERR_BLOCKED, .SQLITE_IOERR_LOCK, .SQLITE_IOERR_RDLOCK, .SQLITE_IOERR_SHMLOCK:
      return asked(path) ?? .busy(path: path)
    // It names no reason: the system is asked again.
    case .SQLITE_IOERR_ACCESS, .SQLITE_IOERR_SHMOPEN, .SQLITE_IOERR_DIR_FSYNC, .SQLITE_IOERR_DELETE:
      return asked(path) ?? .inputOutput(path: path, detail: detail)
    case _: break
    }
    switch error.resultCode {
    case .SQLITE_FULL: return .full(path: path)
    case .SQLITE_READONLY: return asked(path) ?? .readOnly(path: path)
    case .SQLITE_CANTOPEN: return asked(path) ?? .system(path: path, detail: detail)
    case .SQLITE_PERM, .SQLITE_AUTH: return .permissions(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: return .busy(path: path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT: return .damaged(path: path, detail: message)
    case .SQLITE_NOMEM: return .exhausted(.memory, path: path)
    case .SQLITE_INTERRUPT: return .exhausted(.interruption, path: path)
    case .SQLITE_MISUSE: return .closed
    case .SQLITE_CONSTRAINT: return .refused(Refusal(constraint: message))
    case .SQLITE_IOERR: return .inputOutput(path: path, detail: detail)
    case _: return .system(path: path, detail: detail)
    }
  }

  /// Why the system does not open what SQLite needs, which SQLite does not say; nothing when it does open it. All of it is opened at
  /// once, as SQLite had it: file, log and index, and the folder, to bring it to disk.
  private static func asked(_ path: String) -> StoreError? {
    var opened: [Int32] = []
    defer { for descriptor in opened { Glibc.close(descriptor) } }
    for name in [path, path + "-wal", path + "-shm"] {
      // Of one that is not there yet the descriptor counts all the same.
      let there = access(name, F_OK) == 0 ? name : path
      let descriptor = open(there, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard descriptor >= 0 else { return StoreError(errno: errno, path: there) }
      opened.append(descriptor)
    }
    let folder = DurableFile.folder(of: path)
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return StoreError(errno: errno, path: folder) }
    opened.append(descriptor)
    guard access(folder, W_OK | X_OK) == 0 else { return StoreError(errno: errno, path: folder) }
    return nil
  }
}

extension Refusal: Error {
  /// The refusal that a constraint's message names: a trigger's text, or the last word after `CHECK constraint failed:`.
  init(constraint message: String) {
    let name = message.split(separator: " ").last.map(String.init) ?? message
    self = Refusal(rawValue: name) ?? .contradiction
  }
}
