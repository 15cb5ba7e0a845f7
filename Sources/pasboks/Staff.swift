import ArgumentParser
import Cases
import Configuration
import Renewal

/// `pasboks staff`: the accounts of those who may log in at the box.
struct Staff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The accounts of staff: who may log in at the box and at the desk.",
    discussion: """
      Works on the store itself, as its owner, also while the box runs on it. Every change is a supervisor's: --by names them, \
      their PIN is asked for first, and the journal keeps who did what. A PIN is never given on the command line, where \
      others could read it; without a keyboard the supervisor's is the first line of standard input, a new one the second.

      Begin like this:
        pasboks staff first 3001 --name Gudrun      (once, needs nobody)
        pasboks staff add 2107 --name Mette --role officer --by 3001

      Roles: librarian guides and refers; officer attests and makes exceptions, and is a librarian; supervisor \
      countersigns, settles money and manages accounts, and is an officer; technician maintains devices and sees nothing \
      personal.

      Ends with 0; 65 when the store refuses it, 66 when no PIN was given, 75 when a box holds the store or a number must \
      wait after wrong PINs, 77 when it is not a supervisor's number and PIN.
      """,
    subcommands: [
      StaffList.self, StaffFirst.self, StaffAdd.self, StaffRoleChange.self, StaffResetPIN.self, StaffLock.self,
      StaffUnlock.self, StaffRemove.self,
    ]
  )

  /// Opens the store for one command, and closes it.
  static func withStore<Result>(_ folders: Folders, _ work: (Store) throws -> Result) throws -> Result {
    let isDemonstration: Bool
    do throws(ConfigurationFaults) {
      isDemonstration = try KioskConfiguration.read(folder: folders.configuration).isDemonstration
    } catch {
      for fault in error.faults { Output.complaint(fault.description) }
      throw SystemExit.configuration.exit
    }
    do {
      let store = try StoreAccess.openForAccounts(state: folders.state, isDemonstration: isDemonstration)
      let result = try work(store)
      try store.close()
      return result
    } catch let error as StoreError {
      Output.complaint(sentence(for: error))
      throw StoreAccess.exit(for: error).exit
    }
  }

  /// Opens the store for a supervisor whose PIN is right, and closes it.
  static func withStore<Result>(
    _ folders: Folders, by supervisor: StaffSupervisor, _ work: (Store, StaffID) throws -> Result
  ) throws -> Result {
    let id = try number(supervisor.number)
    return try withStore(folders) { store in
      guard let pin = PINEntry.ask("PIN of \(id)") else { throw noPIN() }
      switch try store.logIn(id, pin: pin) {
      case .welcome(let session) where session.role == .supervisor: return try work(store, id)
      case .welcome(let session):
        Output.complaint("\(id) is \(session.role.rawValue); accounts are managed by a supervisor")
        throw SystemExit.noPermission.exit
      case .wrong:
        let hasSupervisor = try store.accounts().contains { $0.role == .supervisor && !$0.isLocked }
        let hint = hasSupervisor ? "" : "; there is no supervisor yet: `pasboks staff first NUMBER --name NAME`"
        Output.complaint("this is not the number and PIN of an account that can log in\(hint)")
        throw SystemExit.noPermission.exit
      case .locked(let seconds):
        Output.complaint("after wrong PINs \(id) must wait \(seconds) s")
        throw SystemExit.temporary.exit
      case .unavailable:
        Output.complaint("the accounts cannot be read")
        throw SystemExit.inputOutput.exit
      }
    }
  }

  /// A staff number as typed on the command line.
  static func number(_ text: String) throws -> StaffID {
    guard (2...6).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw ValidationError("A staff number is two to six digits; “\(text)” is not.")
    }
    return StaffID(text)
  }

  /// The roles, in the help of a command that gives one.
  static let roles = ArgumentHelp(
    "What the account may do.", valueName: StaffRole.allCases.map(\.rawValue).joined(separator: "|"))

  /// A role as typed on the command line.
  static func role(_ text: String) throws -> StaffRole {
    guard let role = StaffRole(rawValue: text) else {
      throw ValidationError("“\(text)” is no role: \(StaffRole.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return role
  }

  /// A new PIN for an account, asked for twice at a keyboard; one that the policy does not take ends the command.
  static func newPIN(for id: StaffID) throws -> String {
    guard let pin = PINEntry.askTwice("New PIN for \(id)") else { throw noPIN() }
    if let refusal = PINPolicy.refusal(of: pin, for: id) { throw StoreError.refused(refusal) }
    return pin
  }

  private static func noPIN() -> ExitCode {
    Output.complaint("no PIN was given, or the two were not the same")
    return SystemExit.noInput.exit
  }

  /// What the store said, with what to do where that is known.
  private static func sentence(for error: StoreError) -> String {
    guard case .refused(let refusal) = error, let advice = advice[refusal] else { return error.description }
    return "Nothing was changed: \(advice)"
  }

  private static let advice: [Refusal: String] = [
    .accountExists: "the number is, or was, another account's. Numbers are used once, for the journal refers to them.",
    .unknownAccount: "no account has that number. `pasboks staff list` shows them.",
    .pinLength: "a PIN is 6 to 12 digits.",
    .pinTooSimple: "the PIN is one digit repeated, a run such as 123456, or the staff number itself.",
    .wrongName: "the name is empty, longer than 40 characters, or has control characters.",
    .notAuthorised: "accounts are managed by a supervisor, and not by one of the demonstration on a box of its own.",
    .lastSupervisor: "this is the last supervisor who can log in. Make another one first.",
    .supervisorExists: "there is a supervisor. Let them add accounts: `pasboks staff add … --by NUMBER`.",
  ]
}

/// Who makes a change.
struct StaffSupervisor: ParsableArguments {
  @Option(
    name: .customLong("by"), help: .init("The supervisor's number; their PIN is asked for first.", valueName: "number"))
  var number: String
}

/// `pasboks staff list`.
struct StaffList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the accounts: number, role, first name, and whether it is locked.")

  @OptionGroup var folders: Folders

  func run() throws {
    for account in try Staff.withStore(folders, { try $0.accounts() }) {
      let marks = (account.isLocked ? " locked" : "") + (account.isDemonstration ? " demonstration" : "")
      Output.line("\(account.id) \(account.role.rawValue) \(account.firstName)\(marks)")
    }
  }
}

/// `pasboks staff first`.
struct StaffFirst: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "first", abstract: "Add the first supervisor; works only while there is none who can log in.",
    discussion: """
      The new PIN is asked for, or read from standard input. It also helps when the only supervisor was locked; whoever \
      may run this owns the store and its key.

      Example:
        pasboks staff first 3001 --name Gudrun
      """)

  @OptionGroup var folders: Folders
  @Argument(help: .init("The number that is typed at the log-in.", valueName: "number")) var number: String
  @Option(help: "The first name, which citizens see.") var name: String

  func run() throws {
    let id = try Staff.number(number)
    try Staff.withStore(folders) { store in
      try store.addFirstSupervisor(id: id, firstName: name, pin: Staff.newPIN(for: id))
    }
    Output.line("\(id) supervisor \(name)")
  }
}
