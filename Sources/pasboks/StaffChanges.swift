import ArgumentParser
import Cases
import Renewal

/// The account that a command changes, and the supervisor who answers for it.
struct StaffAccount: ParsableArguments {
  @OptionGroup var folders: Folders
  @OptionGroup var supervisor: StaffSupervisor
  @Argument(help: .init("The number that is typed at the log-in.", valueName: "number")) var number: String

  /// Changes the account, and gives its number; `body` gets the store, the account and the supervisor.
  func change(_ body: (Store, StaffID, StaffID) throws -> Void) throws -> StaffID {
    let id = try Staff.number(number)
    try Staff.withStore(folders, by: supervisor) { store, by in try body(store, id, by) }
    return id
  }
}

/// `pasboks staff add`.
struct StaffAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add an account; the supervisor's PIN is asked for, then the new one.",
    discussion: """
      A PIN is 6 to 12 digits, no run and no repetition. Without a keyboard the supervisor's is the first line of \
      standard input, the new one the second.

      Example:
        pasboks staff add 2107 --name Mette --role officer --by 3001
      """
  )

  @OptionGroup var account: StaffAccount
  @Option(help: "The first name, which citizens see.") var name: String
  @Option(help: Staff.roles) var role: String

  func run() throws {
    let role = try Staff.role(role)
    let id = try account.change { store, id, by in
      try store.addAccount(id: id, firstName: name, role: role, pin: Staff.newPIN(for: id), by: by)
    }
    Output.line("\(id) \(role.rawValue) \(name)")
  }
}

/// `pasboks staff role`.
struct StaffRoleChange: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role", abstract: "Give an account another role.",
    discussion: """
      Example:
        pasboks staff role 2107 supervisor --by 3001
      """)

  @OptionGroup var account: StaffAccount
  @Argument(help: Staff.roles) var role: String

  func run() throws {
    let role = try Staff.role(role)
    let id = try account.change { store, id, by in try store.setRole(id, role, by: by) }
    Output.line("\(id) is \(role.rawValue)")
  }
}

/// `pasboks staff reset-pin`.
struct StaffResetPIN: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset-pin", abstract: "Give an account a new PIN, and end its wait after wrong ones.",
    discussion: """
      The supervisor's PIN is asked for, then the new one; without a keyboard they are the first and the second line of \
      standard input. A locked account stays locked.

      Example:
        pasboks staff reset-pin 2107 --by 3001
      """)

  @OptionGroup var account: StaffAccount

  func run() throws {
    let id = try account.change { store, id, by in
      try store.resetPIN(id, pin: Staff.newPIN(for: id), by: by)
    }
    Output.line("\(id) has a new PIN")
  }
}

/// `pasboks staff lock`.
struct StaffLock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock", abstract: "Lock an account, so that nobody can log in with it until it is unlocked.")

  @OptionGroup var account: StaffAccount

  func run() throws {
    let id = try account.change { store, id, by in try store.lock(id, by: by) }
    Output.line("\(id) locked")
  }
}

/// `pasboks staff unlock`.
struct StaffUnlock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlock", abstract: "Unlock an account, and end its wait after wrong PINs.")

  @OptionGroup var account: StaffAccount

  func run() throws {
    let id = try account.change { store, id, by in try store.unlock(id, by: by) }
    Output.line("\(id) unlocked")
  }
}

/// `pasboks staff remove`.
struct StaffRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove an account for good; its number is never used again.",
    discussion: """
      Name and PIN are erased. The number stays in the journal, for it tells who attested and decided what. To keep \
      somebody out for a while, lock the account instead.
      """)

  @OptionGroup var account: StaffAccount

  func run() throws {
    let id = try account.change { store, id, by in try store.remove(id, by: by) }
    Output.line("\(id) removed")
  }
}
