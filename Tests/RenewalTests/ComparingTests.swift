import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// The old passport against its chip, and against the number that the citizen gave.
@Suite struct ComparingTests {
  private static func at(_ step: StepName) -> BoxDriver {
    var driver = BoxDriver()
    driver.reach(step)
    return driver
  }

  private static func situation(_ driver: BoxDriver) -> DocumentStep.Situation? {
    guard case .document(let document) = driver.step else { return nil }
    return document.situation
  }

  // MARK: Page and chip

  @Test func `a misread letter is read again, and when it is right then nobody is called`() {
    var driver = Self.at(.document)
    driver.read(.misread)
    guard case .document(let document) = driver.step else { return lost("left the step") }
    #expect(document.notice == .differs && document.situation == .reading && document.unreadable == 0)
    #expect(driver.commands == [.readDocument])
    #expect(driver.effects.contains(.discard([Fixtures.documentPicture])))
    driver.read(.own)
    driver.register()
    #expect(driver.step?.name == .photo && driver.flags.isEmpty)
    #expect(driver.visit?.application.accepted.isEmpty == true)
  }

  @Test func `what differs is remembered over other readings, and then an officer is called, and no police`() {
    var driver = Self.at(.document)
    driver.read(.misread)
    driver.answer(.document(.upsideDown))
    driver.answer(.document(.nothing))
    driver.press(.enter)
    driver.read(.misread)
    #expect(driver.flags == [.documentDiffers] && driver.visit?.mismatches == 0)
    #expect(!driver.effects.contains(.discard([Fixtures.documentPicture])), "an officer may still need it")
    #expect(
      FlagCode.documentDiffers.actions == [.retry, .except(.passportSeen), .refer(.borgerservice, nil), .endVisit(nil)])
  }

  @Test func `an officer who saw the passport lets it go on, with what the chip says`() {
    var driver = BoxDriver.raising(.documentDiffers)
    driver.resolve(.except(.passportSeen))
    let asked = driver.effects.contains {
      if case .ask(_, .lookUp(driver.fixtures.cpr, "X00000001", _)) = $0 { true } else { false }
    }
    #expect(asked, "the register is asked about the document as ever")
    driver.register(.unavailable)
    #expect(driver.visit?.application.name == driver.fixtures.name)
    #expect(driver.visit?.application.document.value?.picture == Fixtures.documentPicture)
    #expect(driver.step?.name == .photo)
    let by = Fixtures.staff(.officer).id
    #expect(driver.visit?.application.accepted == [.misreadLines: Acceptance(by: by, reason: .passportSeen)])
  }

  @Test func `what was accepted of one reading is not accepted of the next`() {
    var driver = BoxDriver.raising(.documentDiffers)
    driver.resolve(.except(.passportSeen))
    driver.register()
    driver.reach(.review)
    driver.press(.digit(3), .digit(1))
    #expect(driver.visit?.application.accepted.isEmpty == true)
    driver.read(.own)
    driver.register()
    #expect(driver.step == .review)
  }

  @Test func `an officer has it read once more, and it is read twice again before anybody is called`() {
    var driver = BoxDriver.raising(.documentDiffers)
    driver.resolve(.retry)
    #expect(driver.commands == [.readDocument])
    #expect(driver.effects.contains(.discard([Fixtures.documentPicture])))
    driver.read(.misread)
    #expect(driver.flags.isEmpty)
    driver.read(.misread)
    #expect(driver.flags == [.documentDiffers])
  }

  // MARK: A new number

  @Test func `who has a new number shows proof of it, and the passport with the former one is theirs`() {
    var driver = BoxDriver.raising(.numberChanged)
    #expect(driver.box.pending.requests[.device(.documentReader)] == nil)
    #expect(FlagCode.numberChanged.actions == [.except(.numberProof), .refer(.borgerservice, nil), .endVisit(nil)])
    driver.resolve(.except(.numberProof))
    #expect(driver.commands == [.readDocument])
    driver.read(.former)
    #expect(driver.visit?.mismatches == 0 && driver.flags.isEmpty)
    driver.register()
    #expect(driver.step?.name == .photo && driver.visit?.application.document.isSettled == true)
    let by = Fixtures.staff(.officer).id
    #expect(driver.visit?.application.accepted == [.numberProof: Acceptance(by: by, reason: .numberProof)])
    #expect(driver.visit?.application.identity?.cpr == driver.fixtures.cpr)
  }

  @Test func `without an officer's word a former number is another's`() {
    var driver = Self.at(.document)
    driver.read(.former)
    #expect(Self.situation(driver) == .pausing && driver.visit?.mismatches == 1)
  }

  @Test func `with it another's passport is still another's, and so is one that the register does not know`() {
    var driver = BoxDriver.raising(.numberChanged)
    driver.resolve(.except(.numberProof))
    var unknown = driver
    driver.read(.anothers)
    #expect(Self.situation(driver) == .pausing && driver.visit?.mismatches == 1)
    unknown.read(.former)
    unknown.register(unknown.fixtures.record(matches: false))
    #expect(Self.situation(unknown) == .pausing && unknown.visit?.mismatches == 1)
  }

  @Test(arguments: [AuthorityAnswer.unavailable, .unknown])
  func `that a former number is theirs is the register's to say, and without its word an officer's`(
    word: AuthorityAnswer
  ) {
    var driver = BoxDriver.raising(.numberChanged)
    driver.resolve(.except(.numberProof))
    driver.read(.former)
    driver.register(word)
    #expect(driver.flags == [.personUnknown] && driver.visit?.application.document == .missing)
    #expect(driver.effects.contains(.discard([Fixtures.documentPicture])))
  }

  @Test func `it is said once, and belongs to that number alone`() {
    var driver = BoxDriver.raising(.numberChanged)
    driver.resolve(.except(.numberProof))
    driver.press(.digit(3))
    #expect(driver.flags.isEmpty)
    driver.press(.back)
    driver.send(.scan(Scan(kind: .code, text: driver.fixtures.other.digits)))
    #expect(driver.visit?.application.accepted.isEmpty == true)
    var other = BoxDriver.raising(.numberChanged)
    other.resolve(.except(.numberProof))
    other.press(.back, .back, .digit(3))
    #expect(other.visit?.application.accepted[.numberProof] != nil, "other grounds change nothing about the person")
  }
}
