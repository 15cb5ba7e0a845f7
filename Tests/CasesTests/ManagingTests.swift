import Cases
import Foundation
import GRDB
import Renewal
import TestSupport
import Testing

/// Who manages accounts, and what stays of one that is gone.
@Suite struct ManagingTests {
  let store: Store
  let clock = HandClock()
  let second = StaffID("3004")

  init() throws { store = try Store.staffed(clock) }

  private func addSecond() throws {
    try store.addAccount(id: second, firstName: "Ulla", role: .supervisor, pin: "173205", by: Managers(supervisor))
  }

  /// Each change of an account, by somebody.
  static let changes: [(name: String, change: @Sendable (Store, StaffID, StaffID) throws -> Void)] = [
    ("role", { try $0.setRole($1, .technician, by: Managers($2)) }), ("lock", { try $0.lock($1, by: Managers($2)) }),
    ("unlock", { try $0.unlock($1, by: Managers($2)) }),
    ("reset-pin", { try $0.resetPIN($1, pin: "862914", by: Managers($2)) }),
    ("remove", { try $0.remove($1, by: Managers($2)) }),
  ]

  @Test(arguments: 0..<changes.count)
  func `a change is a supervisor's, and the journal has it with both numbers`(place: Int) throws {
    let (name, change) = Self.changes[place]
    let rows = try store.count("journal")
    for by in [librarian, officer, StaffID("77"), StaffID("")] {
      #expect(throws: StoreError.refused(.notAuthorised), "\(name) by \(by)") { try change(store, officer, by) }
    }
    #expect(throws: StoreError.refused(.unknownAccount)) { try change(store, StaffID("77"), supervisor) }
    #expect(try store.count("journal") == rows)
    try change(store, officer, supervisor)
    let last = try #require(try store.journal().last)
    #expect(last.detail.contains(#""account":"2002","by":"3003""#))
    #expect(last.kind.hasPrefix("account"))
  }

  @Test(arguments: [0, 1, 4])
  func `the last supervisor who can log in stays one`(place: Int) throws {
    let (name, change) = Self.changes[place]
    let before = try store.accounts()
    #expect(throws: StoreError.refused(.lastSupervisor), "\(name)") { try change(store, supervisor, supervisor) }
    #expect(try store.accounts() == before)
    try addSecond()
    let both = Managers(second, and: supervisor)
    switch name {
    case "role": try store.setRole(supervisor, .technician, by: both)
    case "remove": try store.remove(supervisor, by: both)
    default: try change(store, supervisor, second)
    }
    #expect(throws: StoreError.refused(.lastSupervisor)) { try change(store, second, second) }
    #expect(throws: StoreError.refused(.notAuthorised)) { try store.unlock(officer, by: Managers(supervisor)) }
  }

  @Test func `a new role and a new PIN hold from the next log-in on`() throws {
    try store.setRole(librarian, .officer, by: Managers(supervisor))
    #expect(
      try store.logIn(librarian, pin: "271828")
        == .welcome(StaffSession(id: librarian, firstName: "Ingeborg", role: .officer)))
    for _ in 1...3 { _ = try store.logIn(librarian, pin: "000000") }
    try store.resetPIN(librarian, pin: "602214", by: Managers(supervisor))
    #expect(try store.logIn(librarian, pin: "271828") == .wrong)
    #expect(try store.logIn(librarian, pin: "602214") == .mustChangePIN(setBy: supervisor))
    #expect(throws: StoreError.refused(.pinTooSimple)) {
      try store.resetPIN(librarian, pin: "123456", by: Managers(supervisor))
    }
  }

  @Test func `a removed account leaves its number, no name, no PIN, and nobody gets the number again`() throws {
    try store.record([
      .visitOpened(first, Language("da")), .flagRaised(first, Flag(.stuck, step: .photo)),
      .flagEnded(first, Flag(.stuck, step: nil), .retry, by: librarian, countersignedBy: nil),
      .assistEnded(first, .stuck, by: librarian, learned: true),
    ])
    try store.remove(librarian, by: Managers(supervisor))
    #expect(try store.accounts().map(\.id) == [officer, supervisor])
    let row = try store.testing.read { database in
      try Row.fetchOne(database, sql: "SELECT * FROM accounts WHERE id = ?", arguments: [librarian.digits])
    }
    #expect(row?["name"] == Data())
    #expect(row?["verifier"] == Data(count: 32))
    #expect(row?["salt"] == Data(count: 16))
    #expect(row?["removedAt"] == clock.now())
    #expect(try store.logIn(librarian, pin: "271828") == .wrong)
    #expect(throws: StoreError.refused(.accountExists)) {
      try store.addAccount(id: librarian, firstName: "Nina", role: .officer, pin: "271828", by: Managers(supervisor))
    }
    for (name, change) in Self.changes {
      #expect(throws: StoreError.refused(.unknownAccount), "\(name)") { try change(store, librarian, supervisor) }
    }
    #expect(throws: StoreError.refused(.unknownAccount)) {
      try store.force("UPDATE accounts SET isLocked = 0, removedAt = NULL WHERE id = '1001'")
    }
    #expect(throws: StoreError.refused(.contradiction)) {
      try store.force("UPDATE accounts SET removedAt = 1 WHERE id = '2002'")
    }
  }

  // MARK: The first one

  @Test func `the first supervisor needs nobody, and there is no second first one`() throws {
    let store = try Store(inMemory: testKey, now: clock.now)
    try store.addFirstSupervisor(id: supervisor, firstName: "Gudrun", pin: "161803")
    #expect(throws: StoreError.refused(.supervisorExists)) {
      try store.addFirstSupervisor(id: second, firstName: "Ulla", pin: "173205")
    }
    try store.addAccount(id: second, firstName: "Ulla", role: .supervisor, pin: "173205", by: Managers(supervisor))
    #expect(throws: StoreError.refused(.pinTooSimple)) {
      try store.addFirstSupervisor(id: StaffID("44"), firstName: "Aase", pin: "111111")
    }
  }

  @Test(arguments: [true, false])
  func `a demonstration's supervisor counts and manages in a demonstration alone`(isDemonstration: Bool) throws {
    let key = try #require(StoreKey(bytes: [UInt8](repeating: 3, count: 32), isDemonstration: isDemonstration))
    let store = try Store(inMemory: key, now: clock.now)
    try store.addAccount(
      id: supervisor, firstName: "Birgit", role: .supervisor, pin: "975310", isDemonstration: true)
    if isDemonstration {
      #expect(throws: StoreError.refused(.supervisorExists)) {
        try store.addFirstSupervisor(id: second, firstName: "Ulla", pin: "173205")
      }
      try store.addAccount(id: officer, firstName: "Karim", role: .officer, pin: "602214", by: Managers(supervisor))
    } else {
      #expect(throws: StoreError.refused(.notAuthorised)) {
        try store.addAccount(id: officer, firstName: "Karim", role: .officer, pin: "602214", by: Managers(supervisor))
      }
      try store.addFirstSupervisor(id: second, firstName: "Ulla", pin: "173205")
      try store.lock(supervisor, by: Managers(second))
      try store.remove(supervisor, by: Managers(second))
    }
  }

  @Test func `a new PIN makes a demonstration's account an ordinary one`() throws {
    let demo = StaffID("55")
    try store.addAccount(id: demo, firstName: "Demo", role: .officer, pin: "246810", isDemonstration: true)
    try store.resetPIN(demo, pin: "602214", by: Managers(supervisor))
    #expect(try store.accounts().allSatisfy { !$0.isDemonstration })
  }

  // MARK: The journal

  @Test func `every log-in is in the journal, and failures once with their count, but no number that is no account's`()
    throws
  {
    let rows = try store.count("journal")
    _ = try store.logIn(officer, pin: "314159")
    _ = try store.logIn(officer, pin: "314150")
    _ = try store.logIn(officer, pin: "314151")
    _ = try store.logIn(StaffID("061085"), pin: "314150")
    clock.advance(seconds: 30)
    _ = try store.logIn(officer, pin: "314159")
    try store.lock(officer, by: Managers(supervisor))
    _ = try store.logIn(officer, pin: "314159")
    let told = try store.journal(from: rows + 1).map { "\($0.kind) \($0.detail)" }
    #expect(
      told == [
        #"loggedIn {"by":"2002","role":"officer","source":"keypad"}"#,
        #"logInRefused {"account":"2002","source":"keypad"}"#, #"logInRefused {"account":null,"source":"keypad"}"#,
        #"loggedIn {"by":"2002","refusedBefore":2,"role":"officer","source":"keypad"}"#,
        #"accountLocked {"account":"2002","by":"3003"}"#, #"logInRefused {"account":"2002","source":"keypad"}"#,
      ])
  }
}
