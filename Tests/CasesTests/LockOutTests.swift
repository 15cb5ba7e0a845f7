import Cases
import Foundation
import GRDB
import Renewal
import TestSupport
import Testing

/// Whoever tries PINs keeps nobody else out, and gets no further than before.
@Suite struct LockOutTests {
  let store: Store
  let clock = HandClock()
  static let attacker = LogInSource.desk(user: 1003)
  static let clean = LogInSource.desk(user: 1004)

  init() throws { store = try Store.staffed(clock) }

  private func isWelcome(
    _ id: StaffID, _ pin: String, from source: LogInSource, in other: Store? = nil
  ) throws -> Bool {
    if case .welcome = try (other ?? store).logIn(id, pin: pin, from: source) { true } else { false }
  }

  /// As fast as they can, for so many seconds, over these numbers; tells how many PINs were looked at.
  private func attack(seconds: Int, from source: LogInSource, over numbers: [StaffID]) throws -> Int {
    var tried = 0
    for second in 0..<seconds {
      for number in numbers {
        let failures = try store.testing.failures(from: source)
        _ = try store.logIn(number, pin: String(100_000 + second), from: source)
        if try store.testing.failures(from: source) > failures { tried += 1 }
      }
      clock.advance(seconds: 1)
    }
    return tried
  }

  @Test(arguments: [attacker, .keypad, .command(user: 1003)])
  func `twelve wrong PINs over four numbers keep nobody out who comes from elsewhere`(source: LogInSource) throws {
    for number in [librarian, officer, supervisor, StaffID("9999")] {
      for pin in ["100001", "100002", "100003"] { _ = try store.logIn(number, pin: pin, from: source) }
    }
    let elsewhere: [LogInSource] = [.keypad, Self.attacker, Self.clean, .command(user: 0)].filter { $0 != source }
    for place in elsewhere {
      #expect(try isWelcome(librarian, "271828", from: place))
      #expect(try isWelcome(officer, "314159", from: place))
      #expect(try isWelcome(supervisor, "161803", from: place))
    }
    #expect(try store.logIn(officer, pin: "314159", from: source) == .locked(seconds: 30), "here they wait")
  }

  @Test func `a minute of attack wins a handful of tries`() throws {
    #expect(try attack(seconds: 60, from: Self.attacker, over: [librarian, officer, supervisor]) == 4)
    #expect(try isWelcome(officer, "314159", from: .keypad))
    #expect(try attack(seconds: 3_600, from: Self.attacker, over: [officer]) <= 9)
  }

  /// Of many sources each has its first tries free; together they make the number wait for all that were wrong before.
  @Test func `many sources together win little, and the owner still gets in`() throws {
    for user in 2_000..<2_100 { _ = try attack(seconds: 1, from: .desk(user: user), over: [officer]) }
    let failures = try store.testing.read { try Int.fetchOne($0, sql: "SELECT sum(failures) FROM tries") ?? 0 }
    #expect(failures == 100, "the first of each")
    for user in 2_000..<2_100 { _ = try attack(seconds: 1, from: .desk(user: user), over: [officer]) }
    let later = try store.testing.read { try Int.fetchOne($0, sql: "SELECT sum(failures) FROM tries") ?? 0 }
    #expect(later - failures <= 1)
    #expect(try isWelcome(officer, "314159", from: .keypad))
  }

  @Test func `a flood of strange numbers washes no wait away, and fills no table`() throws {
    for _ in 1...3 { _ = try store.logIn(officer, pin: "100001", from: Self.attacker) }
    let rows = try store.count("journal")
    for number in 1...9_999 {
      _ = try store.logIn(StaffID(String(10_000 + number)), pin: "100001", from: Self.attacker)
      if number.isMultiple(of: 3) { clock.advance(seconds: 1) }
    }
    #expect(try store.count("tries") == 2)
    #expect(try store.count("journal") - rows <= 1)
    guard case .locked = try store.logIn(officer, pin: "314159", from: Self.attacker) else {
      return _ = Issue.record("the wait was washed away")
    }
    #expect(try isWelcome(officer, "314159", from: .keypad))
  }

  @Test func `wrong PINs of a day are a row for the first and one for their number`() throws {
    let rows = try store.count("journal")
    for _ in 1...60 {
      _ = try store.logIn(librarian, pin: "100001", from: Self.attacker)
      clock.advance(seconds: 1_000)
    }
    #expect(try store.journal(from: rows + 1).map(\.kind) == ["logInRefused"])
    clock.advance(seconds: 90_000)
    #expect(try isWelcome(officer, "314159", from: .keypad))
    let told = try store.journal(from: rows + 2).map { "\($0.kind) \($0.detail)" }
    #expect(told.first == #"logInsRefused {"failures":60,"source":"desk:1003"}"#)
    #expect(try store.count("tries") == 0)
  }

  // MARK: The way back

  @Test func `root unlocks without anybody's PIN, and the owner hears of it, once`() throws {
    try store.lock(officer, by: Managers(supervisor))
    for _ in 1...3 { _ = try store.logIn(supervisor, pin: "100001", from: .keypad) }
    #expect(try store.logIn(supervisor, pin: "161803", from: .keypad) == .locked(seconds: 30))
    try store.unlock(supervisor, by: nil)
    #expect(try isWelcome(supervisor, "161803", from: .keypad), "a lone supervisor has a way back")
    try store.unlock(officer, by: nil)
    let row = try #require(try store.journal().last)
    #expect(row.kind == "accountUnlocked")
    #expect(row.detail == #"{"account":"2002","by":null,"byRoot":true}"#)
    guard case .welcome(let session) = try store.logIn(officer, pin: "314159", from: .keypad) else {
      return _ = Issue.record("still locked")
    }
    #expect(session.news == [.unlockedByRoot])
    guard case .welcome(let next) = try store.logIn(officer, pin: "314159", from: .keypad) else {
      return _ = Issue.record("locked")
    }
    #expect(next.news == [])
  }

  // MARK: Two supervisors

  private let second = StaffID("3004")

  @Test func `where there are two, a new PIN and a role that attests take both`() throws {
    let lone = Managers(supervisor)
    try store.addAccount(id: second, firstName: "Ulla", role: .supervisor, pin: "173205", by: lone)
    let third = StaffID("3005")
    try store.addAccount(
      id: third, firstName: "Inge", role: .supervisor, pin: "264575", by: Managers(supervisor, and: second))
    let acts: [(String, (Managers) throws -> Void)] = [
      ("reset an officer's PIN", { try self.store.resetPIN(officer, pin: "804915", by: $0) }),
      ("reset a librarian's PIN", { try self.store.resetPIN(librarian, pin: "804916", by: $0) }),
      ("make an officer", { try self.store.setRole(librarian, .officer, by: $0) }),
      ("make a supervisor", { try self.store.setRole(librarian, .supervisor, by: $0) }),
      (
        "add an officer",
        { try self.store.addAccount(id: StaffID("77"), firstName: "Eva", role: .officer, pin: "804917", by: $0) }
      ),
    ]
    for (name, act) in acts {
      #expect(throws: StoreError.refused(.secondSupervisorNeeded), "\(name)") { try act(lone) }
      #expect(throws: StoreError.refused(.samePerson), "\(name)") { try act(Managers(supervisor, and: supervisor)) }
      #expect(throws: StoreError.refused(.notAuthorised), "\(name)") { try act(Managers(supervisor, and: officer)) }
      try act(Managers(second, and: third))
    }
    try store.addAccount(id: StaffID("78"), firstName: "Bo", role: .librarian, pin: "804918", by: lone)
    try store.lock(officer, by: lone)
    try store.unlock(officer, by: lone)
    let reset = try #require(try store.journal().first { $0.kind == "accountPINReset" })
    #expect(reset.detail.contains("3004") && reset.detail.contains("3005"), "both stand in the journal")
  }

  @Test func `nobody comes to be alone by a new PIN, a lock or another role for the other supervisor`() throws {
    try store.addAccount(id: second, firstName: "Ulla", role: .supervisor, pin: "173205", by: Managers(supervisor))
    let alone = Managers(supervisor)
    #expect(throws: StoreError.refused(.secondSupervisorNeeded)) {
      try store.resetPIN(second, pin: "804915", by: alone)
    }
    #expect(throws: StoreError.refused(.samePerson)) {
      try store.resetPIN(second, pin: "804915", by: Managers(supervisor, and: second))
    }
    #expect(throws: StoreError.refused(.secondSupervisorNeeded)) { try store.setRole(second, .librarian, by: alone) }
    #expect(throws: StoreError.refused(.secondSupervisorNeeded)) { try store.remove(second, by: alone) }
    try store.lock(second, by: alone)
    #expect(throws: StoreError.refused(.secondSupervisorNeeded)) { try store.setRole(librarian, .officer, by: alone) }
    #expect(throws: StoreError.refused(.secondSupervisorNeeded)) {
      try store.resetPIN(officer, pin: "804915", by: alone)
    }
    #expect(throws: StoreError.refused(.notAuthorised)) {
      try store.setRole(librarian, .officer, by: Managers(supervisor, and: second))
    }
    try store.remove(second, by: nil)
    #expect(try store.journal().last?.detail == #"{"account":"3004","by":null,"byRoot":true}"#)
    try store.setRole(librarian, .officer, by: alone)
    #expect(try store.differences() == [])
  }

  // MARK: Rows that are put back

  /// Somebody who has the file puts an earlier row in the place of a later one, with the tag that it had.
  @Test func `an account's row that is put back opens nothing, and an audit names it`() throws {
    let changes: [(String, (Store) throws -> Void)] = [
      ("a role", { try $0.setRole(officer, .librarian, by: Managers(supervisor)) }),
      ("a lock", { try $0.lock(officer, by: Managers(supervisor)) }),
      ("a new PIN", { try $0.resetPIN(officer, pin: "804915", by: Managers(supervisor)) }),
      ("a PIN of one's own", { _ = try $0.changePIN(officer, pin: "314159", to: "804915", from: .keypad) }),
    ]
    for (name, change) in changes {
      let store = try Store.staffed(clock)
      #expect(try isWelcome(officer, "314159", from: .keypad, in: store), "\(name)")
      let before = try store.testing.read { try Row.fetchOne($0, sql: "SELECT * FROM accounts WHERE id = '2002'") }
      try change(store)
      let row = try #require(before)
      let columns = row.columnNames.filter { $0 != "id" }
      try store.testing.file.write { database in
        try database.execute(
          sql: "UPDATE accounts SET \(columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = '2002'",
          arguments: StatementArguments(columns.map { row[$0] as DatabaseValue }))
      }
      #expect(try store.logIn(officer, pin: "314159", from: .keypad) == .untrusted, "\(name)")
      #expect(try store.revoked(among: [officer]) == [officer], "\(name)")
      #expect(try store.differences().contains { $0.row == "id 2002" }, "\(name)")
    }
  }

  @Test func `a lone supervisor manages alone`() throws {
    try store.resetPIN(officer, pin: "804915", by: Managers(supervisor))
    try store.setRole(librarian, .officer, by: Managers(supervisor))
  }

  // MARK: A PIN that somebody else set

  @Test func `a PIN that somebody else set opens nothing until its owner has chosen another one`() throws {
    try store.resetPIN(officer, pin: "804915", by: Managers(supervisor))
    #expect(try store.logIn(officer, pin: "804915", from: .keypad) == .mustChangePIN(setBy: supervisor))
    try store.freeze()
    #expect(throws: StoreError.unauthorised(officer)) { try store.record(.attested(first, by: officer)) }
    func change(_ pin: String, _ own: String) throws -> AccountsAnswer {
      try store.changePIN(officer, pin: pin, to: own, from: .keypad)
    }
    #expect(try change("804915", "804915") == .pinRefused(.notNew))
    #expect(try change("804915", "123457") == .pinRefused(.tooSimple))
    #expect(try change("804915", "80491") == .pinRefused(.length))
    #expect(try change("100001", "918472") == .wrong, "the old one is checked first")
    #expect(try store.logIn(officer, pin: "918472", from: .keypad) == .wrong)
    guard case .welcome = try change("804915", "917283") else { return _ = Issue.record("not changed") }
    #expect(try isWelcome(officer, "917283", from: .keypad))
    #expect(try store.logIn(officer, pin: "804915", from: .keypad) == .wrong)
    try store.record(.attested(first, by: officer))
    #expect(try store.journal().contains { $0.kind == "pinChosen" && $0.detail == #"{"by":"2002"}"# })
    #expect(try store.differences() == [])
  }

  @Test func `who was added by another chooses a PIN too, and a locked account learns nothing`() throws {
    let new = StaffID("77")
    try store.addAccount(id: new, firstName: "Eva", role: .officer, pin: "804917", by: Managers(supervisor))
    #expect(try store.logIn(new, pin: "804917", from: .keypad) == .mustChangePIN(setBy: supervisor))
    try store.lock(new, by: Managers(supervisor))
    #expect(try store.logIn(new, pin: "804917", from: .keypad) == .wrong)
    #expect(try store.changePIN(new, pin: "804917", to: "917283", from: .keypad) == .wrong)
  }
}
