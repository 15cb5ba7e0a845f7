import Cases
import Configuration
import Glibc
import Renewal

extension CheckReport {
  /// Looks at the state folder, its permissions, the store and its accounts; makes nothing that is not there.
  mutating func checkState(_ folder: String, _ configuration: KioskConfiguration?) {
    guard access(folder, F_OK) == 0 || errno != ENOENT else {
      lookAt("state", "\(folder) is not there yet; the first `pasboks run` of a demonstration makes it")
      return
    }
    do throws(StoreError) {
      try StateFolder.check(folder)
      guard access(folder, W_OK | X_OK) == 0 else { throw StoreError(errno: errno, path: folder) }
      good("state", "\(folder), this user's alone")
    } catch {
      problem("state", error.description, StoreAccess.exit(for: error))
      return
    }
    guard let configuration else { return }
    if Store.isThere(in: folder) {
      checkStore(folder, configuration)
    } else {
      lookAt("state", "\(folder) has no store yet")
      if !configuration.isDemonstration { checkKeys(folder) }
    }
    checkAuthorityKey(folder, isDemonstration: configuration.isDemonstration)
  }

  /// To whom dossiers are sealed; a demonstration makes a pair of keys of its own.
  private mutating func checkAuthorityKey(_ folder: String, isDemonstration: Bool) {
    let path = StoreAccess.authorityPath(state: folder)
    guard !isDemonstration || access(path, F_OK) == 0 else { return }
    do throws(StoreError) {
      let key = try AuthorityKey.load(from: path)
      guard isDemonstration || !key.isDemonstration else { throw .authorityKey(.demonstration, path: path) }
      good("authority", "dossiers are sealed to the key in \(path)")
    } catch {
      problem("authority", error.description, StoreAccess.exit(for: error))
    }
  }

  /// The keys with which the first start of a box that serves citizens makes its store.
  private mutating func checkKeys(_ folder: String) {
    do throws(StoreError) {
      let key = try StoreAccess.loadKey(state: folder)
      guard !key.isDemonstration else { throw .key(.demonstration, path: StoreAccess.keyPath(state: folder)) }
      _ = try StoreAccess.auditKey(state: folder, isDemonstration: false)
      good("key", "the store will be sealed with the key in \(StoreAccess.keyPath(state: folder))")
    } catch {
      problem("key", error.description, StoreAccess.exit(for: error))
    }
  }

  private mutating func checkStore(_ folder: String, _ configuration: KioskConfiguration) {
    do throws(StoreError) {
      try checkOwnStore(folder, configuration)
      try checkRecords(folder)
    } catch {
      problem("store", error.description, StoreAccess.exit(for: error))
    }
  }

  /// What takes the store for oneself: beside a box that runs it is left out.
  private mutating func checkOwnStore(_ folder: String, _ configuration: KioskConfiguration) throws(StoreError) {
    let store: Store
    do throws(StoreError) {
      store = try StoreAccess.open(state: folder, isDemonstration: configuration.isDemonstration)
    } catch {
      guard case .heldBy = error else { throw error }
      return lookAt("store", "\(error.description) Accounts were not looked at")
    }
    if store.hasDemonstrationKey, !configuration.isDemonstration {
      problem("key", "the store is sealed with a demonstration's key: \(Self.ownKey)", .configuration)
    }
    checkAccounts(try store.accounts(), configuration.isDemonstration)
    try store.close()
  }

  /// Whether the store is the one that the program wrote.
  private mutating func checkRecords(_ folder: String) throws(StoreError) {
    guard let reader = try StoreReader(folder: folder) else { return }
    let report = try reader.verify(storeKey: StoreAccess.keyIfReadable(state: folder))
    for difference in report.differences { problem("records", difference.description, .data) }
    guard report.isWhole else {
      return problem("records", "the store is not the one that was written: `pasboks audit verify` tells more", .data)
    }
    good("records", "the tables are what the journal says, \(report.rows) rows")
  }

  /// What a box does instead of using the demonstration's key.
  private static let ownKey =
    "begin with an empty state folder and a key of its own (the unit's credential store-key, 32 random bytes)"

  private mutating func checkAccounts(_ accounts: [Account], _ isDemonstration: Bool) {
    let usable = accounts.filter { !$0.isLocked }
    if !isDemonstration {
      for account in usable where account.isDemonstration {
        problem(
          "accounts", "\(account.id) has a published PIN: `pasboks staff remove \(account.id) --by NUMBER`", .data)
      }
    }
    if !usable.contains(where: { $0.role == .supervisor }) {
      lookAt("accounts", "no supervisor can log in: `pasboks staff first NUMBER --name NAME`")
    } else if !usable.contains(where: { $0.role.covers(.officer) }) {
      lookAt("accounts", "no officer can log in: `pasboks staff add NUMBER --name NAME --role officer --by NUMBER`")
    }
    good("accounts", "\(usable.count) of \(accounts.count) can log in")
  }
}
