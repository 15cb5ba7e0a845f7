import ArgumentParser
import Cases
import Glibc
import Renewal

/// The account that a command changes, and the supervisors who answer for it.
struct StaffAccount: ParsableArguments {
  @OptionGroup var folders: Folders
  @OptionGroup var supervisors: StaffSupervisors
  @Argument(help: .init("The number that is typed at the log-in, two to six digits.", valueName: "number")) var number:
    StaffID

  /// The same, but where root names no supervisor there is none.
  func changeAsRoot(_ done: String, _ body: (Store, StaffID, Managers?) throws -> Void) throws {
    let isByRoot = supervisors.number == nil && supervisors.second == nil && Self.isRoot
    guard isByRoot else { return Output.line("\(try change(body)) \(done)") }
    try Staff.withStore(folders) { store in try body(store, number, nil) }
    BoxNotice.accountsChanged(state: folders.state)
    Output.line("\(number) \(done) by root")
  }

  /// Whether root is at the machine: itself, or as the box's own user by way of `pasboks-admin`, which takes nobody else.
  private static var isRoot: Bool { geteuid() == 0 || getenv("PASBOKS_ADMIN") != nil }

  /// Changes the account, tells the box that runs, and gives the number; `body` gets the store, the account and the supervisors.
  func change(_ body: (Store, StaffID, Managers) throws -> Void) throws -> StaffID {
    try Staff.withStore(folders) { store in try body(store, number, try supervisors.logIn(store)) }
    BoxNotice.accountsChanged(state: folders.state)
    return number
  }
}

/// `pasboks staff add`.
struct StaffAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add an account; the supervisor's PIN is asked for, then the new one.",
    discussion: """
      Where there are two supervisors, an officer and a supervisor take both. The new PIN is for the first log-in: its \
      owner chooses another one then.

      Examples:
        pasboks staff add 2107 --name Mette --role librarian --by 3001
        pasboks staff add 2108 --name Karim --role officer --by 3001 --and 3002
      """
  )

  @OptionGroup var account: StaffAccount
  @Option(help: "The first name, which citizens see.") var name: String
  @Option(help: "What the account may do.") var role: StaffRole

  func run() throws {
    let id = try account.change { store, id, by in
      try store.addAccount(id: id, firstName: name, role: role, pin: Staff.newPIN(for: id), by: by)
    }
    Output.line("\(id) \(role.rawValue) \(name)")
  }
}

/// `pasboks staff role`.
struct StaffRoleChange: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role", abstract: "Give an account another role, and end its sessions.",
    discussion: """
      Where there are two supervisors, the roles officer and supervisor take both, and so does another role for a supervisor.

      Example:
        pasboks staff role 2107 supervisor --by 3001 --and 3002
      """)

  @OptionGroup var account: StaffAccount
  @Argument(help: "What the account may do.") var role: StaffRole

  func run() throws {
    let id = try account.change { store, id, by in try store.setRole(id, role, by: by) }
    Output.line("\(id) is \(role.rawValue)")
  }
}

/// `pasboks staff reset-pin`.
struct StaffResetPIN: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset-pin", abstract: "Give an account a new PIN, and end its wait after wrong ones.",
    discussion: """
      Takes both supervisors where there are two, and never its owner as one of them. The owner is logged out, hears at the \
      next log-in who did it, and chooses another PIN. A locked account stays locked.

      Example:
        pasboks staff reset-pin 2107 --by 3001 --and 3002
      """)

  @OptionGroup var account: StaffAccount

  func run() throws {
    let id = try account.change { store, id, by in
      try store.resetPIN(id, pin: Staff.newPIN(for: id), by: by)
    }
    Output.line("\(id) has a new PIN")
  }
}

/// `pasboks staff change-pin`.
struct StaffChangePIN: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "change-pin", abstract: "Choose a new PIN for one's own account.",
    discussion: """
      Asks for the old PIN, then for the new one; without a keyboard they are the first two lines of standard input.

      Example:
        pasboks staff change-pin 2107
      """)

  @OptionGroup var folders: Folders
  @Argument(help: .init("The number that is typed at the log-in, two to six digits.", valueName: "number")) var number:
    StaffID

  func run() throws {
    try Staff.withStore(folders) { store in try StaffPIN.change(number, store) }
    Output.line("\(number) has a new PIN")
  }
}

/// `pasboks staff lock`.
struct StaffLock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock",
    abstract: "Lock an account, and end its sessions: nobody can log in with it, or act, until it is unlocked.")

  @OptionGroup var account: StaffAccount

  func run() throws {
    let id = try account.change { store, id, by in try store.lock(id, by: by) }
    Output.line("\(id) locked")
  }
}

/// `pasboks staff unlock`.
struct StaffUnlock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlock", abstract: "Unlock an account, and end every wait after wrong PINs.",
    discussion: """
      Root at the machine needs nobody's PIN: without --by the journal keeps that it was root, and the account's owner \
      hears it at the next log-in.

      Examples:
        pasboks staff unlock 2107 --by 3001
        sudo pasboks-admin staff unlock 3001
      """)

  @OptionGroup var account: StaffAccount

  func run() throws {
    try account.changeAsRoot("unlocked") { store, id, by in try store.unlock(id, by: by) }
  }
}

/// `pasboks staff remove`.
struct StaffRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove an account for good; its number is never used again.",
    discussion: """
      Name and PIN are erased. The number stays in the journal, for it tells who attested and decided what. To keep \
      somebody out for a while, lock the account instead. A supervisor's takes two, or root, who needs nobody's PIN.

      Examples:
        pasboks staff remove 2107 --by 3001
        sudo pasboks-admin staff remove 3002
      """)

  @OptionGroup var account: StaffAccount

  func run() throws {
    try account.changeAsRoot("removed") { store, id, by in try store.remove(id, by: by) }
  }
}
