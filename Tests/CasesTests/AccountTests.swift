import Cases
import Foundation
import GRDB
import Renewal
import TestSupport
import Testing

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
    #expect(try store.count("tries") == 1)
  }

  @Test func `a locked account is answered like a wrong PIN, and unlocking ends the wait`() throws {
    try store.lock(officer, by: Managers(supervisor))
    #expect(try store.accounts().filter(\.isLocked).map(\.id) == [officer])
    #expect(try store.logIn(officer, pin: "314159") == .wrong)
    for _ in 1...2 { _ = try store.logIn(officer, pin: "314159") }
    try store.unlock(officer, by: Managers(supervisor))
    #expect(try store.logIn(officer, pin: "314159") != .wrong)
    #expect(throws: StoreError.refused(.unknownAccount)) { try store.lock(StaffID("77"), by: Managers(supervisor)) }
    let locks = try store.journal().filter { ["accountLocked", "accountUnlocked"].contains($0.kind) }
    #expect(locks.map(\.kind) == ["accountLocked", "accountUnlocked"])
    #expect(Set(locks.map(\.detail)) == [#"{"account":"2002","by":"3003"}"#])
  }

  @Test func `an account has a free number of two to six digits and a short name`() throws {
    func add(_ id: String, _ name: String = "Karla", _ pin: String = "246951") throws {
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
      ("12345", .length), ("1234567890123", .length), ("12a456", .length), ("", .length), ("٣١٤١٥٩", .length),
      // One digit, two, three.
      ("000000", .tooSimple), ("777777777777", .tooSimple), ("111112", .tooSimple), ("121212", .tooSimple),
      ("112233", .tooSimple), ("181811", .tooSimple), ("909090", .tooSimple),
      // Runs, in any step, around the end, with one digit beside.
      ("123456", .tooSimple), ("654321", .tooSimple), ("890123", .tooSimple), ("123455", .tooSimple),
      ("123457", .tooSimple), ("012345", .tooSimple), ("135791", .tooSimple), ("135790", .tooSimple),
      ("975310", .tooSimple), ("147036", .tooSimple), ("123456789", .tooSimple), ("9876543210", .tooSimple),
      // Repetitions and mirrors.
      ("123123", .tooSimple), ("48154815", .tooSimple), ("481481", .tooSimple), ("582285", .tooSimple),
      ("481184", .tooSimple),
      ("112233445566", .tooSimple), ("13141516", .tooSimple), ("232425", .tooSimple), ("10203040", .tooSimple),
      ("909192", .tooSimple), ("246810", .tooSimple),
      // Walks over a keypad with 1 or 7 on top.
      ("147258", .tooSimple), ("258147", .tooSimple), ("741852", .tooSimple), ("147852", .tooSimple),
      ("159753", .tooSimple), ("357159", .tooSimple), ("145698", .tooSimple), ("14725836", .tooSimple),
      ("147258369", .tooSimple), ("258014", .tooSimple), ("258000", .tooSimple), ("147000", .tooSimple),
      // Dates: day, month, year in the usual orders, with a short year or a long one, and what begins like a CPR number.
      ("010185", .tooSimple), ("061085", .tooSimple), ("851006", .tooSimple), ("290284", .tooSimple),
      ("101985", .tooSimple), ("198510", .tooSimple), ("06101985", .tooSimple), ("19851006", .tooSimple),
      ("10061985", .tooSimple), ("0610851178", .tooSimple), ("0061085", .tooSimple), ("0610851", .tooSimple),
      ("06108512", .tooSimple), ("19852019", .tooSimple),
      // The staff number.
      ("487291", .tooSimple), ("4872914872", .tooSimple),
      // What nobody would try first.
      ("314159", nil), ("271828", nil), ("161803", nil), ("602214", nil), ("707186", nil), ("314159265358", nil),
      ("300285", nil), ("310285", nil), ("430296", nil), ("193728", nil), ("8402917", nil),
    ] as [(String, PINFault?)])
  func `a PIN is six to twelve digits and nothing that others try first`(pin: String, fault: PINFault?) {
    #expect(PINPolicy.fault(of: pin, for: StaffID("487291")) == fault, "\(pin)")
  }

  @Test func `demonstration accounts are marked as such`() throws {
    #expect(try store.accounts().contains(where: \.isDemonstration) == false)
    try store.addAccount(id: StaffID("55"), firstName: "Demo", role: .officer, pin: "271828", isDemonstration: true)
    #expect(try store.accounts().filter(\.isDemonstration).map(\.id.digits) == ["55"])
  }

  @Test func `the same PIN is stored differently for each account, and not without the store's key`() throws {
    try store.addAccount(id: StaffID("66"), firstName: "Aase", role: .officer, pin: "314159")
    let verifiers = try store.testing.read { try Data.fetchAll($0, sql: "SELECT verifier FROM accounts") }
    #expect(Set(verifiers).count == 4)
  }

  @Test func `the cost of a box's log-in is the one that was decided`() throws {
    #expect(ScryptCost.standard == ScryptCost(rounds: 16_384, blockSize: 8, parallelism: 1))
    let store = try Store(inMemory: testKey, cost: .standard, now: clock.now)
    try store.addAccount(id: officer, firstName: "Thorvald", role: .officer, pin: "314159")
    #expect(try store.logIn(officer, pin: "314159") != .wrong)
  }
}
