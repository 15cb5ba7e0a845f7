import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// Every flag, with every action by every role.
@Suite struct FlagTests {
  struct Case: CustomTestStringConvertible {
    let code: FlagCode
    let action: StaffAction
    let role: StaffRole

    var testDescription: String { "\(code.rawValue): \(action) by \(role.rawValue)" }
  }

  static let cases: [Case] = BoxDriver.raisable.flatMap { code in
    code.actions.flatMap { action in
      [StaffRole.librarian, .officer, .supervisor].map { Case(code: code, action: action, role: $0) }
    }
  }

  @Test(arguments: BoxDriver.raisable)
  func `a flag is recorded, told, shown, and has actions`(code: FlagCode) {
    let driver = BoxDriver.raising(code)
    #expect(!code.actions.isEmpty)
    let raised = driver.facts.filter {
      if case .flagRaised(CaseNumber(1), let flag) = $0 { flag.code == code } else { false }
    }
    #expect(raised.count == 1)
    #expect(driver.effects.contains(.notify(code)))
    #expect(driver.box.pending.timers[.staff] != nil)
    #expect(driver.visit?.overlay == (code == .attestationWanted ? nil : .calling(code)))
    #expect(driver.box.light == .supervisor)
  }

  @Test(arguments: cases)
  func `an action takes its role, and ends the flag`(given: Case) {
    var driver = BoxDriver.raising(given.code)
    driver.press(.digit(9))
    driver.logIn(as: given.role)
    driver.choose(given.action)
    let before = driver.box

    // While the reader can tell, nobody's eyes count.
    if given.action == .confirmRemoved {
      #expect(driver.attendance?.notice == .documentStillInside)
      #expect(driver.flags == [given.code], "the document is still inside")
      return
    }
    guard given.role.covers(given.action.role(for: given.code)) else {
      #expect(driver.attendance?.notice == .roleNotEnough)
      #expect(driver.flags == [given.code])
      return
    }
    guard let page = driver.attendance?.page else { return expectDone(driver, given) }
    switch page {
    case .work(.flag): return expectDone(driver, given)
    case .work(.reason):
      #expect(driver.flags == [given.code], "nothing happens before it is told why")
      #expect(driver.recorded.isEmpty && before.state == driver.box.state)
      let why = given.action.forAReason(about: given.code)
      driver.press(.digit(2))
      return expectDone(driver, Case(code: given.code, action: why, role: given.role))
    case .work(.secondPerson):
      driver.logIn(as: .officer, second: true)
      return expectDone(driver, given)
    case .chooseStep: driver.press(.digit(1))
    case .work(.learned), .work(.note), .work(.faces), .box, .outOfService, .resume, .contact: break
    }
    #expect(driver.flags == [given.code], "nothing happens before it is told what was learned")
    driver.press(.digit(2))
    let staff = Fixtures.staff(given.role).id
    #expect(driver.recorded.contains(.assistEnded(CaseNumber(1), given.code, by: staff, learned: false)))
    expectDone(driver, given)
  }

  @Test(arguments: BoxDriver.raisable.filter(\.isCovered), [StaffRole.librarian, .officer, .supervisor])
  func `a covered flag takes no action until its facts are asked for, and is covered again`(
    code: FlagCode, role: StaffRole
  ) throws {
    var driver = BoxDriver.raising(code)
    driver.press(.digit(9))
    driver.logIn(as: role)
    let shown = Fact.flagShown(CaseNumber(1), code, by: Fixtures.staff(role).id)
    let flag = try #require(driver.visit?.flags.first)
    for digit in [1, 2, 3, 4, 5, 7, 9] {
      let before = driver.box
      driver.press(.digit(digit))
      #expect(driver.visit == before.state.visit && driver.recorded.isEmpty, "\(digit) does nothing")
    }
    #expect(driver.attendance?.covers(flag) == true && !driver.recorded.contains(shown))
    driver.press(.digit(8))
    #expect(driver.attendance?.covers(flag) == false && driver.recorded.contains(shown))
    driver.press(.digit(8))
    #expect(driver.attendance?.covers(flag) == true && driver.flags == [code])
    // Whoever comes next finds it covered, however it was left.
    driver.press(.digit(8))
    driver.press(.back)
    driver.press(.digit(9))
    driver.logIn(as: role)
    #expect(driver.attendance?.covers(flag) == true)
  }

  /// Every act that cannot be undone, beside the key that was meant.
  static let final: [Case] = cases.filter { $0.role == .supervisor && !$0.action.reasons(for: $0.code).isEmpty }

  @Test(arguments: final)
  func `a slip onto what cannot be undone costs nothing, and what is meant is kept with its reason`(given: Case) {
    for reason in given.action.reasons(for: given.code) {
      var driver = BoxDriver.raising(given.code)
      driver.press(.digit(9))
      driver.logIn(as: given.role)
      if given.code.isCovered { driver.press(.digit(8)) }
      let before = driver.box.state
      let figure = given.code.actions.firstIndex(of: given.action).map { Key.digit($0 + 1) } ?? .back
      driver.press(figure)
      if case .work(.secondPerson) = driver.attendance?.page { continue }
      #expect(driver.attendance?.page == .work(.reason(given.code, given.action)))
      #expect(driver.recorded.isEmpty)
      for back in [Key.digit(1), .back, .stop] {
        driver.press(back)
        #expect(driver.box.state == before && driver.recorded.isEmpty, "the key that was meant leads back")
        driver.press(figure)
      }
      let asked = given.action.reasons(for: given.code)
      driver.press(.digit((asked.firstIndex(of: reason) ?? 0) + 2))
      let staff = Fixtures.staff(given.role).id
      let kept = driver.facts.contains {
        guard case .flagEnded(_, _, reason, by: staff, countersignedBy: nil) = $0 else { return false }
        return true
      }
      #expect(kept, "\(reason)")
    }
  }

  @Test func `what cannot be undone is asked first, everything else is done at once`() {
    let asked: [StaffAction.Kind] = [
      .except, .refer, .declineAttestation, .park, .settleMoney, .takeOutOfService, .endVisit,
    ]
    for code in FlagCode.allCases {
      for action in code.actions {
        #expect(action.reasons(for: code).isEmpty != asked.contains(action.kind), "\(code): \(action)")
      }
    }
  }

  @Test func `what was learned is asked where somebody was helped, and may not apply`() {
    for code in BoxDriver.raisable {
      for action in code.actions {
        var driver = BoxDriver.raising(code)
        driver.press(.digit(9))
        driver.logIn(as: .supervisor)
        driver.choose(action)
        if case .chooseStep = driver.attendance?.page { driver.press(.digit(1)) }
        let isAsked = if case .work(.learned) = driver.attendance?.page { true } else { false }
        let helps =
          [.retry, .handBack, .chooseStep].contains(action) && code != .attestationWanted && !code.isOfStepsDevice
        #expect(isAsked == helps, "\(code): \(action)")
        guard isAsked else { continue }
        driver.press(.digit(3))
        let isTold = driver.recorded.contains { if case .assistEnded = $0 { true } else { false } }
        #expect(!isTold && driver.flags.isEmpty, "nothing was there to learn, and the report counts nothing")
      }
    }
  }

  @Test func `a case is kept when the citizen said so twice`() {
    var driver = BoxDriver.raising(.attestationWanted)
    let before = driver.box.state
    driver.press(.digit(1))
    #expect(driver.visit?.overlay == .keepQuestion && driver.flags == [.attestationWanted])
    driver.press(.digit(1))
    #expect(driver.box.state == before, "the key that asks does not answer")
    driver.press(.digit(1), .digit(2))
    #expect(driver.box.pending.requests[.store] != nil && driver.flags.isEmpty)
    driver.store()
    #expect(driver.step?.name == .receipt)
  }

  @Test func `the receipt tells what the citizen did by themselves`() {
    var driver = BoxDriver()
    driver.reach(.receipt)
    let alone = driver.commands.compactMap { if case .print(let receipt) = $0 { receipt } else { nil } }
    #expect(alone.first?.deeds == Deeds(steps: 10, helped: []))
    for (code, action, step) in [
      (FlagCode.printsPoor, StaffAction.retry, StepName.fingerprints as StepName?),
      (.cannotSign, .except(.cannotSign), nil),
    ] {
      driver = BoxDriver.raising(code)
      driver.resolve(action)
      driver.reach(.receipt)
      let receipts = driver.commands.compactMap { if case .print(let receipt) = $0 { receipt } else { nil } }
      // Nobody can learn to sign who cannot: an officer was needed whoever came.
      #expect(receipts.first?.deeds == Deeds(steps: 10, helped: step.map { [$0] } ?? []), "\(code)")
    }
  }

  @Test func `what tells of the police, or of a suspicion, is covered`() {
    for code in FlagCode.allCases where code.actions.contains(.refer(.police, nil)) {
      #expect(code.isCovered, "\(code)")
    }
    #expect(FlagCode.threeInFiveYears.isCovered && FlagCode.personUnknown.isCovered)
    #expect(!FlagCode.attestationWanted.isCovered && !FlagCode.helpRequested.isCovered)
  }

  private func expectDone(_ driver: BoxDriver, _ given: Case) {
    switch given.action {
    case .chooseStep where given.code == .stuck || given.code == .helpRequested:
      #expect(driver.flags.isEmpty && driver.step?.name == .start)
      return
    case .handBack where given.code == .attestationWanted:
      #expect(driver.flags == [given.code] && driver.box.pending.timers[.staff] != nil)
      return
    case .handBack, .chooseStep, .retry, .except, .refer, .attest, .declineAttestation, .park, .settleMoney,
      .takeOutOfService, .putInService, .confirmRemoved, .confirmExamined, .showContact, .endVisit:
      break
    }
    #expect(driver.flags.isEmpty)
    let ended = driver.facts.contains {
      guard case .flagEnded(CaseNumber(1), let flag, given.action, _, _) = $0 else { return false }
      return flag.code == given.code
    }
    #expect(ended)
    expectConsequence(driver, given)
  }

  private func expectConsequence(_ driver: BoxDriver, _ given: Case) {
    let before = BoxDriver.raising(given.code).step?.name
    switch given.action {
    // Whoever was suspected goes on with the reading, or with the next picture.
    case .except where given.code == .presentationAttack: #expect(driver.step?.name == before)
    case .handBack, .retry: #expect(driver.step?.name == before)
    case .except:
      let isFramed = driver.step?.name == .photo && driver.commands.contains(.preview)
      let isLookedUp = driver.box.pending.requests[.authority] != nil
      let isRead = given.code == .numberChanged && driver.commands == [.readDocument]
      #expect(driver.step?.name != before || isFramed || isLookedUp || isRead)
    case .refer(let place, _): #expect(driver.step == .farewell(.referred(place, given.code)))
    case .attest: #expect(driver.box.pending.requests[.store] != nil)
    case .declineAttestation: #expect(driver.step == .farewell(.referred(.borgerservice, given.code)))
    case .park: #expect(driver.box.pending.requests[.store] != nil)
    case .takeOutOfService: #expect(driver.box.outOfService == .staff)
    case .endVisit: #expect(driver.step == .farewell(.endedByStaff))
    case .chooseStep, .confirmRemoved, .confirmExamined, .settleMoney, .putInService, .showContact: break
    }
    guard case .visit = driver.box.state else {
      Issue.record("staff are still here")
      return
    }
  }

  @Test(arguments: BoxDriver.raisable.filter { !$0.isOnlyHelp && $0 != .attestationWanted && !$0.isOfPayment })
  func `when nobody comes, the visit ends kindly and says why to nobody`(code: FlagCode) {
    var driver = BoxDriver.raising(code)
    driver.fire(.staff)
    #expect(driver.step == .farewell(.nobodyCame(code)))
    #expect(driver.effects.contains(.wipe))
  }

  @Test(arguments: BoxDriver.raisable.filter(\.isOfPayment))
  func `when nobody comes about a payment that was not made, the case is parked and nothing was taken`(code: FlagCode) {
    var driver = BoxDriver.raising(code)
    driver.fire(.staff)
    #expect(driver.step?.name == .attestation && driver.flags.isEmpty && driver.visit?.overlay == nil)
    #expect(driver.recorded.contains(.dossierErased(CaseNumber(1))))
    driver.store()
    #expect(driver.step?.name == .receipt)
  }

  @Test func `when nobody comes for help, the box asks whether somebody is still here`() {
    var driver = BoxDriver.raising(.helpRequested)
    driver.fire(.staff)
    #expect(driver.flags.isEmpty)
    #expect(driver.visit?.overlay == .idleWarning)
  }

  @Test(arguments: BoxDriver.raisable.filter(\.isCitizensOwn))
  func `what the citizen said or typed is taken back with -`(code: FlagCode) {
    var driver = BoxDriver.raising(code)
    let raised = driver.visit?.flags.first
    driver.press(.back)
    #expect(driver.flags.isEmpty && driver.visit?.overlay == nil)
    #expect(raised.map { driver.recorded.contains(.flagWithdrawn(CaseNumber(1), $0)) } == true)
    #expect(driver.box.pending.timers[.staff] == nil)
  }

  @Test(arguments: BoxDriver.raisable.filter { !$0.isCitizensOwn && $0 != .attestationWanted })
  func `what a person must look at is not taken back`(code: FlagCode) {
    var driver = BoxDriver.raising(code)
    driver.press(.back)
    #expect(driver.flags == [code])
  }

  @Test func `a second person must be another one, and an officer`() {
    var driver = BoxDriver.raising(.documentMismatch)
    driver.press(.digit(9))
    driver.logIn(as: .officer)
    driver.choose(.except(.otherPhotoID))
    driver.logIn(as: .officer)
    #expect(Self.notice(driver) == .samePerson)
    driver.logIn(as: .librarian, second: true)
    #expect(Self.notice(driver) == .roleNotEnough)
    let flag = driver.visit?.flags.first ?? Flag(.stuck, step: nil)
    driver.logIn(as: .supervisor, second: true)
    let second = Fixtures.staff(.supervisor, second: true).id
    #expect(
      driver.recorded.contains(
        .flagEnded(
          CaseNumber(1), flag, .except(.otherPhotoID), by: Fixtures.staff(.officer).id,
          countersignedBy: second)))
  }

  private static func notice(_ driver: BoxDriver) -> LogIn.Notice? {
    guard case .work(.secondPerson(_, _, let logIn)) = driver.attendance?.page else { return nil }
    return logIn.notice
  }

  @Test func `of two flags the one that staff look at is ended`() {
    var driver = BoxDriver()
    driver.reach(.photo)
    for _ in 0..<2 {
      driver.press(.enter)
      if driver.commands != [.takePictures(count: 3)] { driver.press(.enter) }
      driver.answer(driver.fixtures.photos([false, false, false]))
    }
    driver.press(.enter, .enter)
    driver.press(.help, .digit(1))
    driver.answer(driver.fixtures.photos([false, false, false]))
    #expect(driver.flags == [.helpRequested, .photoRejected])

    driver.press(.digit(9))
    driver.logIn(as: .officer)
    driver.press(.digit(0))
    driver.choose(.endVisit(.citizenLeft))
    let ended = driver.recorded.contains {
      guard case .flagEnded(_, let flag, .endVisit(.citizenLeft), _, _) = $0 else { return false }
      return flag.code == .photoRejected
    }
    #expect(ended)
  }

  @Test func `a note is kept with the case, and nothing else happens`() {
    var driver = BoxDriver.raising(.cannotSign)
    driver.press(.digit(9))
    driver.logIn(as: .librarian)
    driver.press(.digit(6), .letter("A"), .letter("æ"), .letter("x"), .back, .digit(7), .letter(" "), .enter)
    let staff = Fixtures.staff(.librarian).id
    #expect(driver.effects.contains(.keepNote(CaseNumber(1), "Aæ7", by: staff)))
    #expect(driver.visit?.notes == ["Aæ7"] && driver.flags == [.cannotSign])
    driver.press(.digit(6), .letter(" "), .enter)
    #expect(driver.visit?.notes == ["Aæ7"], "an empty note is none")
    driver.press(.digit(6), .letter("b"), .stop)
    #expect(driver.attendance?.page == .work(.note(0, TextEntry("b"))), "`/` throws nothing away")
    driver.press(.back, .stop)
    #expect(driver.attendance?.page == .work(.flag(0)) && driver.visit?.notes == ["Aæ7"])
    driver.press(.digit(6))
    for _ in 0..<100 { driver.press(.letter("w")) }
    driver.press(.enter)
    #expect(driver.visit?.notes.last?.count == TextEntry.limit)
    driver.press(.digit(4), .digit(2))
    #expect(driver.visit?.notes.isEmpty == true, "what ended keeps nothing")
  }

  @Test(arguments: [
    (2, "2022-01-01", [FlagCode.threeInFiveYears]), (1, "2022-01-01", []), (2, "2099-01-01", []),
  ])
  func `staff are called for one passport too many where the rule is on and holds`(
    issued: Int, validFrom: String, flags: [FlagCode]
  ) {
    var policy = Policy.sample
    policy.rules.passportLimit?.validFrom = day(validFrom)
    for limit in [policy.rules.passportLimit, nil] {
      policy.rules.passportLimit = limit
      var driver = BoxDriver(policy: policy)
      driver.reach(.document)
      driver.read(.own)
      driver.register(driver.fixtures.record(issued: Array(driver.fixtures.twoPassports.prefix(issued))))
      #expect(driver.flags == (limit == nil ? [] : flags))
      #expect(flags.isEmpty || limit == nil || driver.visit?.overlay == .calling(.threeInFiveYears))
    }
  }
}
