import PassportRules
import Renewal
import TestSupport
import Testing

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
    driver.choose(.refer(.borgerservice))
    #expect(driver.facts.contains(.dossierWithdrawn(number, by: StandIns.staff(.supervisor).id)))
    driver.choose(.settleMoney)
    #expect(driver.facts.contains(.refunded(number, Amount(kroner: 893), by: StandIns.staff(.supervisor).id)))
    #expect(driver.box.flags.isEmpty)
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
    #expect(driver.effects.contains(.send))
    driver.send(.dossier(number, .overdue))
    driver.send(.dossier(number, .acknowledged))
    #expect(driver.box.flags.isEmpty && driver.recorded == [.flagWithdrawn(number, .dossierUnacknowledged)])
  }
}
