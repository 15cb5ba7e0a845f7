import Cases
import Glibc

extension StoreAccess {
  /// The store's key where this user may read it.
  static func keyIfReadable(state: String) -> StoreKey? { try? StoreKey.load(from: keyPath(state: state)) }

  /// The file of the key that signs the journal: the unit's credential `audit-key`, or `audit.key` beside the store.
  static func auditKeyPath(state: String) -> String { credential("audit-key") ?? "\(state)/audit.key" }

  /// The key that signs the journal. A demonstration makes it on first start; production never does.
  static func auditKey(state: String, isDemonstration: Bool) throws(StoreError) -> AuditKey {
    let path = auditKeyPath(state: state)
    if isDemonstration, access(path, F_OK) != 0 { return try AuditKey.makeDemonstration(at: path) }
    return try AuditKey.load(from: path)
  }
}
