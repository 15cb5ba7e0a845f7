import ArgumentParser
import Cases
import Glibc
import Renewal

/// Who answers for a change of an account.
struct StaffSupervisors: ParsableArguments {
  @Option(
    name: .customLong("by"), help: .init("The supervisor's number; their PIN is asked for first.", valueName: "number"))
  var number: StaffID?
  @Option(
    name: .customLong("and"), help: .init("Another supervisor's, where it takes two.", valueName: "number"))
  var second: StaffID?

  /// The supervisors, once their PINs were right.
  func logIn(_ store: Store) throws -> Managers {
    guard let number else { throw ValidationError("Name the supervisor who makes the change: --by NUMBER.") }
    let first = try StaffPIN.logIn(number, store, as: .supervisor)
    let other = try second.map { try StaffPIN.logIn($0, store, as: .supervisor) }
    return Managers(first, and: other)
  }
}

/// A log-in at the machine.
enum StaffPIN {
  /// Has an account's owner choose another PIN.
  static func change(_ id: StaffID, _ store: Store) throws {
    guard let pin = PINEntry.ask("PIN of \(id)") else { throw Staff.noPIN() }
    try judge(try store.changePIN(id, pin: pin, to: Staff.newPIN(for: id), from: source), id, store)
  }

  private static var source: LogInSource { .command(user: Int(getuid())) }

  /// Asks for a PIN, and for one of the owner's where somebody else set it; ends the program when it is not right, or the role is
  /// another one.
  @discardableResult
  static func logIn(_ id: StaffID, _ store: Store, as role: StaffRole? = nil) throws -> StaffID {
    guard let pin = PINEntry.ask("PIN of \(id)") else { throw Staff.noPIN() }
    var answer = try store.logIn(id, pin: pin, from: source)
    if case .mustChangePIN(let other) = answer {
      guard PINEntry.isAtKeyboard else {
        Output.complaint("\(other) set this PIN. Choose one that only you know first: `pasboks staff change-pin \(id)`")
        throw SystemExit.noPermission.exit
      }
      Output.prompt("\(other) set this PIN: choose one that only you know.\n")
      answer = try store.changePIN(id, pin: pin, to: Staff.newPIN(for: id), from: source)
    }
    let session = try judge(answer, id, store)
    guard let role, !session.role.covers(role) else { return id }
    Output.complaint("\(id) is \(session.role.rawValue); accounts are managed by a supervisor")
    throw SystemExit.noPermission.exit
  }

  /// The session that was opened; what else was answered is told, and ends the program.
  @discardableResult
  private static func judge(_ answer: AccountsAnswer, _ id: StaffID, _ store: Store) throws -> StaffSession {
    switch answer {
    case .welcome(let session):
      if session.news.contains(.unlockedByRoot) {
        Output.prompt("\(id) was unlocked by root, without anybody's PIN: is that right?\n")
      }
      return session
    case .wrong:
      let hasSupervisor = try store.accounts().contains { $0.role == .supervisor && !$0.isLocked }
      let hint = hasSupervisor ? "" : "; there is no supervisor yet: `pasboks staff first NUMBER --name NAME`"
      Output.complaint("this is not the number and PIN of an account that can log in\(hint)")
      throw SystemExit.noPermission.exit
    case .locked(let seconds):
      Output.complaint(
        "after wrong PINs this user must wait \(seconds) s; at the box, or as another user, the right PIN gets in")
      throw SystemExit.temporary.exit
    case .untrusted: throw StoreError.refused(.untrustedAccount)
    case .pinRefused(let fault): throw StoreError.refused(Refusal(fault))
    case .mustChangePIN, .unavailable:
      Output.complaint("the accounts cannot be read")
      throw SystemExit.inputOutput.exit
    }
  }
}
