import Crypto
import FoundationEssentials
import GRDB
package import Renewal

/// Accounts are managed by supervisors, who are named in the journal; one of them is always left who can. Where there are two, a
/// new PIN, a role that attests, and what makes a supervisor none take both; to lock somebody takes one.
///
/// A demonstration's accounts have published PINs, so on a box with a key of its own they neither manage nor count.
extension Store {
  /// Adds an account; number, name and PIN must be as the policy says, and the number never used before. Its owner chooses a PIN of
  /// their own at the first log-in.
  package func addAccount(
    id: StaffID, firstName: String, role: StaffRole, pin: String, by managers: Managers
  ) throws(StoreError) {
    try addAccount(id: id, firstName: firstName, role: role, pin: pin, isDemonstration: false, by: managers)
  }

  /// Adds one of the demonstration's accounts, whose PIN everybody may know.
  package func addDemonstrationAccount(
    id: StaffID, firstName: String, role: StaffRole, pin: String
  ) throws(StoreError) {
    try addAccount(id: id, firstName: firstName, role: role, pin: pin, isDemonstration: true, by: nil)
  }

  func addAccount(
    id: StaffID, firstName: String, role: StaffRole, pin: String, isDemonstration: Bool, by managers: Managers?
  ) throws(StoreError) {
    let fresh = try FreshAccount(id, firstName, role, pin, self, isDemonstration: isDemonstration)
    let at = now()
    try write { database in
      try add(fresh, by: managers, at: at, database)
    }
  }

  /// Adds the first supervisor, which needs nobody and is refused while there is one who can log in.
  package func addFirstSupervisor(id: StaffID, firstName: String, pin: String) throws(StoreError) {
    let fresh = try FreshAccount(id, firstName, .supervisor, pin, self)
    let at = now()
    try write { database in
      guard try managers(database).isEmpty else { throw Refusal.supervisorExists }
      try add(fresh, by: nil, at: at, database)
    }
  }

  /// The accounts, by number; those that were removed are not listed.
  package func accounts() throws(StoreError) -> [Account] {
    try read { database in try AccountRow.kept.fetchAll(database).map { try stored($0, database).account } }
  }

  /// Gives an account another role, and ends its owner's sessions.
  package func setRole(_ id: StaffID, _ role: StaffRole, by managers: Managers) throws(StoreError) {
    try change(id, .role(role), by: managers)
  }

  /// Gives an account a new PIN, ends its owner's sessions, and the wait after wrong ones; a locked account stays locked. A PIN
  /// that somebody else set is one to choose another one for.
  package func resetPIN(_ id: StaffID, pin: String, by managers: Managers) throws(StoreError) {
    if let fault = PINPolicy.fault(of: pin, for: id) { throw .refused(Refusal(fault)) }
    let fresh = try FreshPIN(pin, for: id, self)
    let other = managers.first == id ? nil : managers.first
    try change(id, .pinReset(by: other), by: managers) { database in
      try write(fresh, of: id, database)
      try endTries(of: id, database)
    }
  }

  /// Locks an account until it is unlocked: nobody can log in with it, attest by it, or go on with what they had begun.
  package func lock(_ id: StaffID, by managers: Managers) throws(StoreError) {
    try change(id, .locked, by: managers)
  }

  /// Unlocks an account, and ends every wait after wrong PINs. Root needs nobody's PIN: the journal says so, and the owner hears it.
  package func unlock(_ id: StaffID, by managers: Managers?) throws(StoreError) {
    try change(id, .unlocked, by: managers) { try endAllTries($0) }
  }

  /// Removes an account for good: name and PIN are erased, and its number, which the journal refers to, is never used again.
  /// Root needs nobody's PIN, as where the other supervisor is gone.
  package func remove(_ id: StaffID, by managers: Managers?) throws(StoreError) {
    try change(id, .removed, by: managers) { try endTries(of: id, $0) }
  }

  // MARK: - Parts

  /// An account before it is written.
  private struct FreshAccount {
    let id: StaffID
    let role: StaffRole
    let isDemonstration: Bool
    let name: [UInt8]
    let pin: FreshPIN

    init(
      _ id: StaffID, _ firstName: String, _ role: StaffRole, _ pin: String, _ store: Store,
      isDemonstration: Bool = false
    ) throws(StoreError) {
      guard (1...40).contains(firstName.count), !firstName.unicodeScalars.contains(where: { $0.value < 32 }) else {
        throw .refused(.wrongName)
      }
      if !isDemonstration, let fault = PINPolicy.fault(of: pin, for: id) { throw .refused(Refusal(fault)) }
      self.id = id
      self.role = role
      self.isDemonstration = isDemonstration
      self.pin = try FreshPIN(pin, for: id, store)
      name = try store.key.seal(Array(firstName.utf8), for: "account \(id)")
    }
  }

  private func add(_ fresh: FreshAccount, by managers: Managers?, at: Int, _ database: Database) throws {
    let added = AccountChange.added(fresh.role, isDemonstration: fresh.isDemonstration, by: managers?.first)
    try require(managers, for: added, of: nil, database)
    guard try AccountRow.of(fresh.id).isEmpty(database) else { throw Refusal.accountExists }
    let row = try append(.account(fresh.id, added, by: managers), at: at, database)
    try added.apply(to: fresh.id, at: at, row: row, database)
    try database.run(
      sql: "UPDATE accounts SET name = ? WHERE id = ?", arguments: [Data(fresh.name), fresh.id.digits])
    try write(fresh.pin, of: fresh.id, database)
    try AccountTag.write(fresh.id, with: key, database)
  }

  /// Changes an account, with its row in the journal, unless it would leave nobody to manage accounts.
  private func change(
    _ id: StaffID, _ change: AccountChange, by managers: Managers?, _ besides: (Database) throws -> Void = { _ in }
  ) throws(StoreError) {
    let at = now()
    try write { database in
      let before = try account(id, database)
      try require(managers, for: change, of: before?.account, database)
      guard let before else { throw Refusal.unknownAccount }
      // Any other change would make good what somebody changed past the program.
      guard before.isTrusted || change == .removed else { throw Refusal.untrustedAccount }
      let row = try append(.account(id, change, by: managers), at: at, database)
      try change.apply(to: id, at: at, row: row, database)
      try besides(database)
      try AccountTag.write(id, with: key, database)
      guard try !self.managers(database).isEmpty else { throw Refusal.lastSupervisor }
    }
  }

  /// Refuses unless they may make this change; nobody may where the caller knows that it is root, or a store's beginning.
  private func require(
    _ by: Managers?, for change: AccountChange, of account: Account?, _ database: Database
  ) throws {
    guard let by else { return }
    let supervisors = try supervisors(database)
    let managers = Set(supervisors.filter { !$0.isLocked }.map(\.id))
    guard managers.contains(by.first) else { throw Refusal.notAuthorised }
    if let second = by.second {
      guard second != by.first else { throw Refusal.samePerson }
      guard managers.contains(second) else { throw Refusal.notAuthorised }
      // Whoever gets a new PIN from another does not vouch for it.
      if case .pinReset = change, second == account?.id { throw Refusal.samePerson }
    } else if change.takesTwo(of: account), supervisors.count > 1 {
      // One who was locked counts: nobody comes to be alone by locking the other.
      throw Refusal.secondSupervisorNeeded
    }
  }

  /// The supervisors who can log in and manage accounts.
  private func managers(_ database: Database) throws -> [StaffID] {
    try supervisors(database).filter { !$0.isLocked }.map(\.id)
  }

  /// The supervisors, locked or not.
  private func supervisors(_ database: Database) throws -> [Account] {
    var rows = AccountRow.kept.filter(AccountRow.Columns.role == StaffRole.supervisor.rawValue)
    if !key.isDemonstration { rows = rows.filter(AccountRow.Columns.isDemonstration == false) }
    return try rows.fetchAll(database).map { try stored($0, database) }.filter(\.isTrusted).map(\.account)
  }
}

/// The supervisors who answer for a change of an account.
package struct Managers: Hashable, Sendable {
  /// Who makes it.
  package let first: StaffID
  /// Who agrees, where it takes two.
  package let second: StaffID?

  /// One supervisor, or two.
  package init(_ first: StaffID, and second: StaffID? = nil) {
    self.first = first
    self.second = second
  }
}

extension Refusal {
  /// What a fault of a PIN is to the store.
  package init(_ fault: PINFault) {
    self =
      switch fault {
      case .length: .pinLength
      case .tooSimple: .pinTooSimple
      case .notNew: .pinNotNew
      }
  }
}
