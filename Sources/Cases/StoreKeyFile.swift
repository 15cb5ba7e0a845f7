import Glibc

/// The store key's file in a state folder, and how another key takes its place without a moment in which none fits.
///
/// A rotation writes `store.key.new`, seals the store with it, keeps the old key as `store.key.old-` with its mark for backups made
/// with it, and gives the new file its name. Stopped anywhere, the next start takes the one of both that fits, and finishes.
package enum StoreKeyFile {
  /// Where a state folder's key lies.
  package static func path(_ folder: String) -> String { folder + "/store.key" }

  private static func fresh(_ folder: String) -> String { path(folder) + ".new" }

  /// Reads a state folder's key, and finishes a rotation that was stopped.
  package static func load(_ folder: String, now: Int) throws(StoreError) -> StoreKey {
    try StateFolder.check(folder)
    if access(fresh(folder), F_OK) == 0 { try settle(folder, now: now) }
    return try StoreKey.load(from: path(folder))
  }

  /// Gives a state folder's store a new key; no box may run on it. Tells where the old key is kept.
  package static func rotate(_ folder: String, now: @escaping @Sendable () -> Int, program: String) throws(StoreError)
    -> (
      KeyRotation, oldKey: String
    )
  {
    let old = try load(folder, now: now())
    let store = try Store(path: folder, key: old, program: program, now: now)
    let key = try StoreKey.make(at: fresh(folder), isDemonstration: old.isDemonstration)
    let done = try store.rotateKey(to: key)
    let kept = try swap(folder, old)
    try store.close()
    return (done, kept)
  }

  /// Takes the key that fits: the new one when the store is sealed with it, and otherwise the old one.
  private static func settle(_ folder: String, now: Int) throws(StoreError) {
    let lock = try StoreLock(folder: folder, now: now)
    let proof = try Store.proof(folder: folder)
    let key = try? StoreKey.load(from: fresh(folder))
    if let key, let proof, key.proof == proof {
      try swap(folder, try? StoreKey.load(from: path(folder)))
    } else {
      try DurableFile.remove(fresh(folder))
    }
    _ = consume lock
  }

  @discardableResult
  private static func swap(_ folder: String, _ old: StoreKey?) throws(StoreError) -> String {
    let kept = path(folder) + ".old" + (old.map { "-\(Array($0.proof.prefix(4)).hexadecimal)" } ?? "")
    if old != nil, link(path(folder), kept) != 0, errno != EEXIST { throw StoreError(errno: errno, path: kept) }
    try DurableFile.rename(fresh(folder), to: path(folder))
    return kept
  }
}
