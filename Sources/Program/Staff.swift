import ArgumentParser
import Cases
import Configuration
import Renewal
import StrictYAML

/// `pasboks staff`: the accounts of those who may log in at the box.
struct Staff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staff",
    abstract: "The accounts of staff: who may log in at the box and at the desk.",
    discussion: """
      Works on the store itself, as its owner, also while the box runs on it: whoever it changes is logged out there. Every \
      change is a supervisor's: --by names them, their PIN is asked for first, and the journal keeps who did what. Where there \
      are two supervisors, a new PIN, a role that attests, and the removal of a supervisor take both: --and names the other \
      one. A PIN is never given on the command line, where others could read it; without a keyboard the supervisors' are the \
      first lines of standard input, a new one comes after them. Root unlocks and removes without anybody's PIN.

      A PIN that somebody else set is changed by its owner at the first log-in. It has 6 to 12 digits, four different ones \
      at least, and is no date, repetition, run or walk over the keypad.

      Begin like this:
        pasboks staff first 3001 --name Gudrun      (once, needs nobody)
        pasboks staff add 2107 --name Mette --role officer --by 3001

      Roles: librarian guides and refers; officer attests and makes exceptions, and is a librarian; supervisor \
      countersigns, settles money and manages accounts, and is an officer; technician maintains devices and sees nothing \
      personal.

      Ends with 0; 65 when the store refuses it, 66 when there is no store or no PIN was given, 75 when a box holds the store or this user must \
      wait after wrong PINs, 77 when it is not a supervisor's number and PIN.
      """,
    subcommands: [
      StaffList.self, StaffFirst.self, StaffAdd.self, StaffRoleChange.self, StaffResetPIN.self, StaffChangePIN.self,
      StaffLock.self, StaffUnlock.self, StaffRemove.self,
    ]
  )

  /// Opens the store for one command, and closes it; only the command that a store begins with makes one.
  static func withStore<Result>(
    _ folders: Folders, makesStore: Bool = false, _ work: (Store) throws -> Result
  ) throws -> Result {
    let isDemonstration = try ConfigurationFiles.reading {
      try KioskConfiguration.read(folder: folders.configuration).isDemonstration
    }
    if !makesStore { try BackupFiles.mustHaveStore(folders.state) }
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

  /// A new PIN for an account, asked for twice at a keyboard; one that the policy does not take ends the command.
  static func newPIN(for id: StaffID) throws -> String {
    guard let pin = PINEntry.askTwice("New PIN for \(id)") else { throw noPIN() }
    if let fault = PINPolicy.fault(of: pin, for: id) { throw StoreError.refused(Refusal(fault)) }
    return pin
  }

  static func noPIN() -> ExitCode {
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
    .pinTooSimple:
      "the PIN is one that others would try: it takes four different digits at least, and no date, repetition, run, walk "
      + "over the keypad or staff number.",
    .pinNotNew: "it is the PIN that it shall replace.",
    .wrongName: "the name is empty, longer than 40 characters, or has control characters.",
    .notAuthorised: "accounts are managed by a supervisor, and not by one of the demonstration on a box of its own.",
    .samePerson: "the second supervisor must be another one, and not whose PIN is reset: name one with --and.",
    .secondSupervisorNeeded:
      "it takes two supervisors, for there are two: name the other one with --and NUMBER. One who is locked, has left or forgot "
      + "the PIN is unlocked or removed by root: `sudo pasboks-admin staff unlock NUMBER`, or `remove`.",
    .untrustedAccount:
      "its row was changed past the program (`pasboks audit verify` tells more). Remove it, and add the person with a new number.",
    .lastSupervisor: "this is the last supervisor who can log in. Make another one first.",
    .supervisorExists: "there is a supervisor. Let them add accounts: `pasboks staff add … --by NUMBER`.",
  ]
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
  @Argument(help: .init("The number that is typed at the log-in, two to six digits.", valueName: "number")) var number:
    StaffID
  @Option(help: "The first name, which citizens see.") var name: String

  func run() throws {
    try Staff.withStore(folders, makesStore: true) { store in
      try store.addFirstSupervisor(id: number, firstName: name, pin: Staff.newPIN(for: number))
    }
    Output.line("\(number) supervisor \(name)")
  }
}
