import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// What becomes of a dossier after its visit.
@Suite struct DossierNewsTests {
  let number = CaseNumber(4)

  @Test func `a paid dossier that is rejected waits for a supervisor, with its refund`() {
    var driver = BoxDriver()
    driver.send(.dossier(number, .rejected(paid: Amount(kroner: 893))))
    #expect(driver.box.flags.map(\.code) == [.authorityRejected, .refundOwed])
    #expect(driver.effects.contains(.notify(.refundOwed)))
    #expect(driver.box.state == .welcome(nil), "it keeps nobody from the box")
    driver.send(.device(.staffSwitch))
    driver.logIn(as: .supervisor)
    driver.choose(.refer(.borgerservice, .boxCannot))
    #expect(driver.attendance?.notice == .notNow, "the number to call goes with the dossier")
    driver.press(.digit(0))
    driver.choose(.settleMoney(.givenBack))
    #expect(driver.facts.contains(.refunded(number, Amount(kroner: 893), by: Fixtures.staff(.supervisor).id)))
    driver.choose(.refer(.borgerservice, .boxCannot))
    #expect(driver.facts.contains(.dossierWithdrawn(number, by: Fixtures.staff(.supervisor).id)))
    #expect(driver.box.flags.isEmpty)
  }

  @Test func `a dossier that is acknowledged after all owes nothing back`() {
    var driver = BoxDriver()
    driver.send(.dossier(number, .rejected(paid: Amount(kroner: 893))))
    let owed = Flag(.refundOwed, step: nil, holding: .owes(Amount(kroner: 893)), about: number)
    driver.send(.dossier(number, .acknowledged))
    #expect(driver.box.flags.isEmpty && driver.recorded.contains(.flagWithdrawn(number, owed)))
  }

  @Test func `an officer does not decide about it`() {
    var driver = BoxDriver()
    driver.send(.dossier(number, .rejected(paid: .zero)))
    #expect(driver.box.flags.map(\.code) == [.authorityRejected], "nothing was paid")
    driver.send(.device(.staffSwitch))
    driver.logIn(as: .officer)
    for action in FlagCode.authorityRejected.actions {
      driver.choose(action)
      #expect(driver.attendance?.notice == .roleNotEnough)
    }
  }

  @Test func `a dossier that waits too long is sent again, and forgotten when it is acknowledged`() {
    var driver = BoxDriver()
    driver.send(.dossier(number, .overdue))
    driver.send(.dossier(number, .overdue))
    #expect(driver.box.flags.map(\.code) == [.dossierUnacknowledged])
    driver.send(.device(.staffSwitch))
    driver.logIn(as: .supervisor)
    driver.choose(.retry)
    #expect(driver.effects.contains(.send(again: true)))
    driver.send(.dossier(number, .overdue))
    driver.send(.dossier(number, .acknowledged))
    #expect(driver.box.flags.isEmpty)
    #expect(driver.recorded == [.flagWithdrawn(number, Flag(.dossierUnacknowledged, step: nil, about: number))])
  }

  @Test func `a supervisor sees whom to call, and the journal knows it`() {
    var driver = BoxDriver()
    driver.send(.dossier(number, .rejected(paid: .zero)))
    driver.send(.device(.staffSwitch))
    driver.logIn(as: .supervisor)
    driver.choose(.showContact)
    #expect(driver.recorded.contains(.contactShown(number, by: Fixtures.staff(.supervisor).id)))
    #expect(driver.attendance?.page == .contact(0, .looking))
    let slip = ContactSlip(name: driver.fixtures.name, mobile: "20123456")
    driver.store(.contact(slip))
    #expect(driver.attendance?.page == .contact(0, .slip(slip)))
    driver.press(.back)
    #expect(driver.attendance?.page == .work(.flag(0)))
    driver.choose(.showContact)
    driver.store(.contact(nil))
    #expect(driver.attendance?.page == .contact(0, .none))
  }

  @Test func `who leaves before the store says whom to call leaves no question behind`() {
    var driver = BoxDriver()
    driver.send(.dossier(number, .rejected(paid: .zero)))
    driver.send(.device(.staffSwitch))
    driver.logIn(as: .supervisor)
    driver.choose(.showContact)
    driver.fire(.session)
    #expect(driver.box.state == .welcome(nil) && driver.box.pending.requests[.store] == nil)
  }

  @Test func `what waits for a supervisor keeps no officer from the box's own page`() {
    var driver = BoxDriver()
    driver.send(.dossier(number, .overdue))
    driver.send(.device(.staffSwitch))
    driver.logIn(as: .officer)
    #expect(driver.attendance?.page == .work(.flag(0)))
    driver.press(.digit(9))
    #expect(driver.attendance?.page == .box)
    driver.press(.digit(0))
    #expect(driver.attendance?.page == .work(.flag(0)))
    driver.press(.digit(9), .digit(2))
    #expect(driver.attendance?.page == .resume(Entry(limit: 6), nil))
  }
}
