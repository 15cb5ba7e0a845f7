import ArgumentParser
import Cases
import Configuration
import Glibc
import Renewal

/// `pasboks staff`: the accounts of those who may log in at the box.
struct Staff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Add, list, lock and unlock the accounts of staff.",
    discussion: """
      Works on the store itself, as its owner, while no box runs on it.

      Roles: librarian guides and refers; officer attests and makes exceptions, and is a librarian; supervisor \
      countersigns, settles money and manages accounts, and is an officer; technician maintains devices and sees nothing \
      personal.
      """,
    subcommands: [StaffAdd.self, StaffList.self, StaffLock.self, StaffUnlock.self]
  )

  /// Opens the store for one command, and closes it.
  static func withStore<Result>(_ folders: Folders, _ work: (Store) throws(StoreError) -> Result) throws -> Result {
    let isDemonstration: Bool
    do throws(ConfigurationFaults) {
      isDemonstration = try KioskConfiguration.read(folder: folders.configuration).isDemonstration
    } catch {
      for fault in error.faults { Output.complaint(fault.description) }
      throw SystemExit.configuration.exit
    }
    do throws(StoreError) {
      let store = try StoreAccess.open(state: folders.state, isDemonstration: isDemonstration)
      let result = try work(store)
      try store.close()
      return result
    } catch {
      Output.complaint(error.description)
      throw StoreAccess.exit(for: error).exit
    }
  }

  /// A staff number as typed on the command line.
  static func number(_ text: String) throws -> StaffID {
    guard (2...6).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw ValidationError("A staff number is two to six digits; “\(text)” is not.")
    }
    return StaffID(text)
  }
}

/// `pasboks staff add`.
struct StaffAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add an account; the PIN is asked for, or read from standard input.",
    discussion: """
      A PIN is 6 to 12 digits, no run and no repetition. It is never given on the command line, where others could read it.

      Example:
        pasboks staff add 2107 --name Mette --role officer
      """
  )

  @OptionGroup var folders: Folders
  @Argument(help: .init("The number that is typed at the log-in.", valueName: "number")) var number: String
  @Option(help: "The first name, which citizens see.") var name: String
  @Option(help: .init("What the account may do.", valueName: StaffRole.allCases.map(\.rawValue).joined(separator: "|")))
  var role: String

  func run() throws {
    let id = try Staff.number(number)
    guard let role = StaffRole(rawValue: role) else {
      throw ValidationError("“\(role)” is no role: \(StaffRole.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    guard let pin = PINEntry.ask() else {
      Output.complaint("no PIN was given, or the two were not the same")
      throw SystemExit.noInput.exit
    }
    if let refusal = PINPolicy.refusal(of: pin, for: id) {
      Output.complaint(StoreError.refused(refusal).description)
      throw SystemExit.data.exit
    }
    try Staff.withStore(folders) { store throws(StoreError) in
      try store.addAccount(id: id, firstName: name, role: role, pin: pin)
    }
    Output.line("\(id) \(role.rawValue) \(name)")
  }
}

/// `pasboks staff list`.
struct StaffList: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the accounts.")

  @OptionGroup var folders: Folders

  func run() throws {
    let accounts = try Staff.withStore(folders) { store throws(StoreError) in try store.accounts() }
    for account in accounts {
      let marks = (account.isLocked ? " locked" : "") + (account.isDemonstration ? " demonstration" : "")
      Output.line("\(account.id) \(account.role.rawValue) \(account.firstName)\(marks)")
    }
  }
}

/// `pasboks staff lock`.
struct StaffLock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock", abstract: "Lock an account, so that nobody can log in with it.")

  @OptionGroup var folders: Folders
  @Argument(help: .init("The account's number.", valueName: "number")) var number: String

  func run() throws {
    let id = try Staff.number(number)
    try Staff.withStore(folders) { store throws(StoreError) in try store.lock(id) }
    Output.line("\(id) locked")
  }
}

/// `pasboks staff unlock`.
struct StaffUnlock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlock", abstract: "Unlock an account, and end its wait after wrong PINs.")

  @OptionGroup var folders: Folders
  @Argument(help: .init("The account's number.", valueName: "number")) var number: String

  func run() throws {
    let id = try Staff.number(number)
    try Staff.withStore(folders) { store throws(StoreError) in try store.unlock(id) }
    Output.line("\(id) unlocked")
  }
}

/// A PIN being typed, without an echo.
enum PINEntry {
  /// Asks twice at a keyboard, or takes one line of standard input; nothing when there is none, or the two differ.
  static func ask() -> String? {
    guard isatty(0) == 1 else { return line() }
    var before = termios()
    guard tcgetattr(0, &before) == 0 else { return nil }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(0, TCSAFLUSH, &silent)
    defer { tcsetattr(0, TCSAFLUSH, &before) }
    Output.prompt("PIN: ")
    let first = line()
    Output.prompt("\nThe same again: ")
    let second = line()
    Output.prompt("\n")
    return first == second ? first : nil
  }

  private static func line() -> String? {
    guard let line = readLine(), !line.isEmpty else { return nil }
    return line
  }
}
