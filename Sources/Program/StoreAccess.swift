import ArgumentParser
import Cases
import Glibc

/// How the program comes to the store and its key.
enum StoreAccess {
  /// The key's file: the unit's credential `store-key` where there is one, or the file in the state folder.
  static func keyPath(state: String) -> String { credential("store-key") ?? "\(state)/store.key" }

  /// The authority's public key: the unit's credential `authority-public-key`, or `authority.pub` beside the store.
  static func authorityPath(state: String) -> String {
    credential("authority-public-key") ?? "\(state)/authority.pub"
  }

  /// The file of one of the unit's credentials; systemd names their folder even when none of them was found.
  static func credential(_ name: String) -> String? {
    guard let path = getenv("CREDENTIALS_DIRECTORY").map({ "\(String(cString: $0))/\(name)" }) else { return nil }
    return access(path, F_OK) == 0 ? path : nil
  }

  /// Opens the store for the box, with the authority's key to seal dossiers to. A demonstration makes a pair of keys on first
  /// start, so that the simulated authority can open what it gets; production refuses such a pair, and a store key like it.
  static func openForBox(state: String, isDemonstration: Bool) throws(StoreError) -> Store {
    let path = authorityPath(state: state)
    try makeReady(state, isDemonstration: isDemonstration)
    let authority =
      isDemonstration && path == "\(state)/authority.pub"
      ? try AuthorityKey.makeDemonstration(in: state) : try AuthorityKey.load(from: path)
    guard isDemonstration || !authority.isDemonstration else { throw .authorityKey(.demonstration, path: path) }
    let store = try open(state: state, isDemonstration: isDemonstration, authority: authority)
    guard isDemonstration || !store.hasDemonstrationKey else {
      try store.close()
      throw .key(.demonstration, path: keyPath(state: state))
    }
    return store
  }

  /// Opens the store of a state folder. A demonstration makes its folder and its key on first start; production never does.
  static func open(
    state: String, isDemonstration: Bool, authority: AuthorityKey? = nil
  ) throws(StoreError) -> Store {
    try makeReady(state, isDemonstration: isDemonstration)
    let path = keyPath(state: state)
    let key: StoreKey
    if isDemonstration, access(path, F_OK) != 0 {
      key = try StoreKey.makeDemonstration(at: path)
    } else {
      key = try loadKey(state: state)
    }
    let auditKey = try Self.auditKey(state: state, isDemonstration: isDemonstration)
    let store = try Store(
      path: state, key: key, authority: authority, program: ProgramVersion.name, now: Today.milliseconds)
    store.signJournal(with: auditKey)
    return store
  }

  /// The store's key; in the state folder, a change of it that was stopped is finished first.
  static func loadKey(state: String) throws(StoreError) -> StoreKey {
    let path = keyPath(state: state)
    guard path == StoreKeyFile.path(state) else { return try StoreKey.load(from: path) }
    return try StoreKeyFile.load(state, now: Today.milliseconds())
  }

  /// Opens the store for what is done to accounts: as its owner, or beside the box that runs on it. A demonstration makes it where
  /// none is.
  static func openForAccounts(state: String, isDemonstration: Bool) throws(StoreError) -> Store {
    do {
      return try open(state: state, isDemonstration: isDemonstration)
    } catch {
      guard case .heldBy = error else { throw error }
      let key = try StoreKey.load(from: keyPath(state: state))
      return try Store(beside: error, path: state, key: key, now: Today.milliseconds)
    }
  }

  /// Opens a folder's store for reading alone, or tells why not and ends the program.
  static func reader(state: String) throws -> StoreReader {
    guard let reader = try telling({ () throws(StoreError) in try StoreReader(folder: state) }) else {
      throw noStore(state)
    }
    return reader
  }

  /// Tells that a folder has no store.
  static func noStore(_ state: String) -> ExitCode {
    Output.complaint("\(state) has no store yet. --state names another folder.")
    return SystemExit.noInput.exit
  }

  /// Sees to it that nothing is put where others could come to it; a demonstration makes its folder.
  private static func makeReady(_ folder: String, isDemonstration: Bool) throws(StoreError) {
    if isDemonstration { try StateFolder.make(folder) }
    try StateFolder.check(folder)
  }

  /// How the program ends for a fault of the store.
  static func exit(for fault: StoreError) -> SystemExit {
    switch fault {
    case .heldBy, .busy, .exhausted, .refused(.clockDoubted): .temporary
    case .newerVersion, .wrongKey: .configuration
    case .damaged, .refused, .backup: .data
    case .unauthorised: .noPermission
    case .readOnly, .full, .inputOutput: .inputOutput
    case .key(.demonstration, _), .authorityKey(.demonstration, _): .configuration
    case .permissions, .exposed, .key, .authorityKey: .noPermission
    case .misplaced: .noInput
    case .exists: .usage
    case .closed, .system: .software
    }
  }
}
