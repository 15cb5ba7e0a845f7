import Foundation
import GRDB
import Renewal
import TestSupport
import Testing

@testable import Cases

@Suite struct AccountTests {
  let store: Store
  let clock = HandClock()

  init() throws { store = try Store.staffed(clock) }

  @Test func `the right number and PIN open a session`() throws {
    #expect(
      try store.logIn(officer, pin: "314159")
        == .welcome(StaffSession(id: officer, firstName: "Thorvald", role: .officer)))
    #expect(try store.logIn(officer, pin: "314150") == .wrong)
    #expect(try store.logIn(officer, pin: "161803") == .wrong)
    #expect(try store.logIn(officer, pin: "") == .locked(seconds: 30))
  }

  @Test(arguments: [officer, StaffID("9999"), StaffID("")])
  func `a number waits longer after each wrong PIN, known or not`(id: StaffID) throws {
    var answers: [AccountsAnswer] = []
    for wait in [0, 0, 0, 30, 60, 120, 240, 480, 900, 900] {
      clock.advance(seconds: wait)
      answers.append(try store.logIn(id, pin: "000000"))
    }
    #expect(
      answers == [
        .wrong, .wrong, .locked(seconds: 30), .locked(seconds: 60), .locked(seconds: 120), .locked(seconds: 240),
        .locked(seconds: 480), .locked(seconds: 900), .locked(seconds: 900), .locked(seconds: 900),
      ])
  }

  @Test func `while a number waits, the right PIN does not help and the rest of the wait is told`() throws {
    for _ in 1...3 { _ = try store.logIn(officer, pin: "000000") }
    clock.advance(seconds: 11)
    #expect(try store.logIn(officer, pin: "314159") == .locked(seconds: 19))
    #expect(try store.logIn(supervisor, pin: "161803") != .wrong)
    clock.advance(seconds: 19)
    #expect(try store.logIn(officer, pin: "314159") != .locked(seconds: 60))
    #expect(try store.logIn(officer, pin: "000000") == .wrong)
  }

  @Test func `the wait survives a restart`() throws {
    let folder = try StateFolder()
    let store = try Store.opened(in: folder, clock)
    try store.addStaff()
    for _ in 1...3 { _ = try store.logIn(officer, pin: "000000") }
    try store.close()
    let again = try Store.opened(in: folder, clock)
    #expect(try again.logIn(officer, pin: "314159") == .locked(seconds: 30))
    clock.advance(seconds: 30)
    #expect(try again.logIn(officer, pin: "000000") == .locked(seconds: 60))
    try again.close()

    let third = try Store.opened(in: folder, clock)
    clock.advance(seconds: 60)
    #expect(try third.logIn(officer, pin: "000000") == .locked(seconds: 120))
    clock.advance(seconds: 119)
    #expect(try third.logIn(officer, pin: "314159") == .locked(seconds: 1))
  }

  @Test func `a clock that was set back starts the wait anew and no longer`() throws {
    for _ in 1...3 { _ = try store.logIn(officer, pin: "000000") }
    clock.advance(seconds: -86_400 * 400)
    #expect(try store.logIn(officer, pin: "314159") == .locked(seconds: 30))
    clock.advance(seconds: 30)
    #expect(try store.logIn(officer, pin: "314159") != .locked(seconds: 30))
  }

  @Test func `a day without a wrong PIN forgets the old ones`() throws {
    for _ in 1...2 { _ = try store.logIn(officer, pin: "000000") }
    clock.advance(seconds: 86_401)
    #expect(try store.logIn(officer, pin: "000000") == .wrong)
    #expect(try store.count("logIns") == 1)
  }

  @Test func `a locked account is answered like a wrong PIN, and unlocking ends the wait`() throws {
    try store.lock(officer, by: supervisor)
    #expect(try store.accounts().filter(\.isLocked).map(\.id) == [officer])
    #expect(try store.logIn(officer, pin: "314159") == .wrong)
    for _ in 1...2 { _ = try store.logIn(officer, pin: "314159") }
    try store.unlock(officer, by: supervisor)
    #expect(try store.logIn(officer, pin: "314159") != .wrong)
    #expect(throws: StoreError.refused(.unknownAccount)) { try store.lock(StaffID("77"), by: supervisor) }
    let locks = try store.journal().filter { ["accountLocked", "accountUnlocked"].contains($0.kind) }
    #expect(locks.map(\.kind) == ["accountLocked", "accountUnlocked"])
    #expect(Set(locks.map(\.detail)) == [#"{"account":"2002","by":"3003"}"#])
  }

  @Test func `an account has a free number of two to six digits and a short name`() throws {
    func add(_ id: String, _ name: String = "Karla", _ pin: String = "246813") throws {
      try store.addAccount(id: StaffID(id), firstName: name, role: .technician, pin: pin)
    }
    #expect(throws: StoreError.refused(.accountExists)) { try add("2002") }
    for id in ["1", "1234567", "12a4", "", "１２"] {
      #expect(throws: StoreError.refused(.wrongStaffNumber), "\(id)") { try add(id) }
    }
    for name in ["", String(repeating: "a", count: 41), "Kar\u{1b}la"] {
      #expect(throws: StoreError.refused(.wrongName)) { try add("44", name) }
    }
    try add("44")
    #expect(try store.accounts().map(\.id.digits) == ["1001", "2002", "3003", "44"])
    #expect(try store.accounts().map(\.role) == [.librarian, .officer, .supervisor, .technician])
  }

  @Test(
    arguments: [
      ("12345", Refusal.pinLength), ("1234567890123", .pinLength), ("12a456", .pinLength), ("", .pinLength),
      ("٣١٤١٥٩", .pinLength), ("123456", .pinTooSimple), ("654321", .pinTooSimple), ("890123", .pinTooSimple),
      ("000000", .pinTooSimple), ("777777777777", .pinTooSimple), ("123455", nil), ("112233", nil), ("135791", nil),
      ("424242", .pinTooSimple), ("314159265358", nil),
    ] as [(String, Refusal?)])
  func `a PIN is six to twelve digits and not too simple`(pin: String, refusal: Refusal?) {
    #expect(PINPolicy.refusal(of: pin, for: StaffID("424242")) == refusal)
  }

  @Test func `demonstration accounts are marked as such`() throws {
    #expect(try store.accounts().contains(where: \.isDemonstration) == false)
    try store.addAccount(id: StaffID("55"), firstName: "Demo", role: .officer, pin: "271828", isDemonstration: true)
    #expect(try store.accounts().filter(\.isDemonstration).map(\.id.digits) == ["55"])
  }

  @Test func `the same PIN is stored differently for each account, and not without the store's key`() throws {
    try store.addAccount(id: StaffID("66"), firstName: "Aase", role: .officer, pin: "314159")
    let verifiers = try store.read { try Data.fetchAll($0, sql: "SELECT verifier FROM accounts") }
    #expect(Set(verifiers).count == 4)
  }

  @Test func `the cost of a box's log-in is the one that was decided`() throws {
    #expect(ScryptCost.standard == ScryptCost(rounds: 16_384, blockSize: 8, parallelism: 1))
    let store = try Store(inMemory: testKey, cost: .standard, now: clock.now)
    try store.addAccount(id: officer, firstName: "Thorvald", role: .officer, pin: "314159")
    #expect(try store.logIn(officer, pin: "314159") != .wrong)
  }
}
