import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// What the citizen is asked: language, consent, code, grounds, number, details.
@Suite struct QuestionTests {
  private static func at(_ step: StepName) -> BoxDriver {
    var driver = BoxDriver()
    driver.reach(step)
    return driver
  }

  @Test func `the second language is chosen by its number, and speech after it`() {
    var driver = Self.at(.language)
    driver.press(.digit(2), .digit(1))
    #expect(driver.visit?.presentation.language == Language("en"))
    #expect(driver.visit?.presentation.isSpoken == true)
    var silent = Self.at(.language)
    silent.press(.enter, .enter)
    #expect(silent.visit?.presentation == Presentation(language: Language("da")))
    #expect(silent.step == .privacy)
  }

  @Test func `a language that is not there is not chosen`() {
    var driver = Self.at(.language)
    driver.press(.digit(3), .digit(0))
    #expect(driver.step == .language(.language))
  }

  @Test func `without consent the visit ends kindly, and nothing was kept`() {
    var driver = Self.at(.privacy)
    driver.press(.digit(2))
    #expect(driver.step == .farewell(.consentRefused))
    #expect(driver.effects.contains(.wipe))
  }

  @Test func `consent is recorded once`() {
    var driver = Self.at(.start)
    driver.press(.back, .back, .enter)
    #expect(driver.step?.name == .start)
    #expect(driver.facts.filter { $0 == .consentGiven(CaseNumber(1)) }.count == 1)
  }

  @Test(arguments: ["1", "12345"])
  func `a code too short is told where it was typed, and stays`(code: String) {
    var driver = Self.at(.start)
    driver.enter(code)
    guard case .start(let start) = driver.step else { return lost("left the step") }
    #expect(start.notice == .faulty && start.entry.digits == code)
  }

  @Test(arguments: [ScanKind.card, .mrz])
  func `only a code is a booking code`(kind: ScanKind) {
    var driver = Self.at(.start)
    driver.send(.scan(Scan(kind: kind, text: "123456")))
    #expect(driver.step?.name == .start)
  }

  @Test func `a booking is asked about only with the document, and fills in what is known`() {
    var driver = Self.at(.start)
    driver.send(.scan(Scan(kind: .code, text: "123456")))
    #expect(!driver.effects.contains { if case .ask = $0 { true } else { false } })
    driver.reach(.document)
    driver.read(.own)
    let asked = driver.effects.contains {
      if case .ask(_, .lookUp(_, .some, booking: BookingCode("123456"))) = $0 { true } else { false }
    }
    #expect(asked)
    driver.register(driver.fixtures.record(booking: BookedDetails(height: 182, mobile: "20123456", pickUpPlace: 1)))
    driver.reach(.details)
    driver.press(.enter, .enter, .digit(1), .enter)
    let told = Details(height: 182, mobile: "20123456", readyNotice: .sms, pickUpPlace: 1)
    #expect(driver.visit?.application.details == told)
  }

  @Test(arguments: [
    ("061085", IdentityStep.Notice.wrongLength(found: 6)), ("3113851111", .impossibleDate),
    ("0610851178", .pleaseCheck), ("0101575000", .impossibleDate),
  ])
  func `a number that cannot be is told, and one that looks wrong is asked about once`(
    digits: String, notice: IdentityStep.Notice
  ) {
    var driver = Self.at(.identity)
    driver.enter(digits)
    if driver.step?.name == .identity, case .identity(let step) = driver.step, step.notice == .pleaseCheck,
      notice != .pleaseCheck
    {
      driver.press(.enter)
    }
    guard case .identity(let step) = driver.step else { return lost("went on") }
    #expect(step.notice == notice && step.entry.digits == digits)
    var anew = driver
    anew.press(.digit(3))
    guard case .identity(let typed) = anew.step else { return lost("went on") }
    // What is only too short is gone on with; what is refused is typed anew.
    #expect(typed.entry.digits == (notice == .wrongLength(found: 6) ? digits + "3" : "3"))
    driver.press(.enter)
    #expect((driver.step?.name == .document) == (notice == .pleaseCheck))
  }

  @Test func `a card that cannot be read is told, and nothing of it stays`() {
    var driver = Self.at(.identity)
    driver.send(.scan(Scan(kind: .card, text: "%GARBAGE")))
    #expect(driver.step == .identity(IdentityStep(notice: .cardUnreadable)))
  }

  @Test(arguments: [("59", DetailsStep.Notice.heightOutOfRange), ("231", .heightOutOfRange), ("", .heightOutOfRange)])
  func `a height outside the policy is told`(height: String, notice: DetailsStep.Notice) {
    var driver = Self.at(.details)
    driver.enter(height)
    guard case .details(let details) = driver.step else { return lost("left the step") }
    #expect(details.notice == notice)
  }

  @Test func `after a height that nobody has, typing begins anew, and one that is too short is gone on with`() {
    func digits(_ driver: BoxDriver) -> String? {
      if case .details(let details) = driver.step, case .height(let entry) = details.question {
        entry.digits
      } else {
        nil
      }
    }
    var driver = Self.at(.details)
    driver.enter("391")
    driver.press(.digit(1))
    #expect(digits(driver) == "1")
    driver.enter("7")
    driver.press(.digit(2))
    #expect(digits(driver) == "172")
  }

  @Test func `a mobile number has eight figures, or there is none`() {
    var driver = Self.at(.details)
    driver.enter("170")
    driver.enter("1234567")
    guard case .details(let details) = driver.step else { return lost("left the step") }
    #expect(details.notice == .mobileWrongLength)
    driver.enter("8")
    driver.press(.digit(2), .digit(2))
    let told = Details(height: 170, mobile: "12345678", readyNotice: .no, pickUpPlace: 1)
    #expect(driver.visit?.application.details == told)
  }

  @Test func `whoever gave a mobile number is asked for a text message, and nobody else`() {
    func question(_ driver: BoxDriver) -> DetailsStep.Question? {
      if case .details(let details) = driver.step { details.question } else { nil }
    }
    var driver = Self.at(.details)
    driver.enter("170")
    var without = driver
    without.press(.enter)
    #expect(question(without) == .pickUpPlace(page: 0))
    without.press(.digit(1))
    #expect(without.visit?.application.details?.readyNotice == .no)
    driver.enter("20123456")
    #expect(question(driver) == .readyNotice)
    driver.press(.back)
    #expect(question(driver) == .mobile(Entry(limit: 8, digits: "20123456")))
    driver.press(.enter, .digit(1))
    #expect(question(driver) == .pickUpPlace(page: 0))
    driver.press(.back)
    #expect(question(driver) == .readyNotice)
    // Who takes the number away again gets none.
    var changed = driver
    changed.press(.back, .back)
    changed.press(.enter, .digit(1))
    #expect(changed.visit?.application.details?.readyNotice == .no)
    // Enter takes what was answered before.
    driver.press(.enter, .digit(1))
    #expect(driver.visit?.application.details?.readyNotice == .sms)
  }

  @Test func `more than nine places come in pages`() {
    var policy = Policy.sample
    policy.pickUpPlaces = (1...11).map { PickUpPlace("Sted \($0)") }
    var driver = BoxDriver(policy: policy)
    driver.reach(.details)
    driver.enter("170")
    driver.press(.enter, .digit(0), .digit(3))
    #expect(driver.step?.name == .details)
    driver.press(.digit(2))
    #expect(driver.visit?.application.details?.pickUpPlace == 10)
    var round = driver
    round.press(.back)
    #expect(round.step?.name == .details)
  }

  @Test func `from review one line is opened, and back leads to review`() {
    for (place, line) in ReviewLine.allCases.enumerated() {
      var driver = Self.at(.review)
      driver.press(.digit(place + 1))
      #expect(driver.step?.name == line.step)
      driver.press(.back)
      // A field that was filled in is erased first, and the empty field asks once.
      for _ in 0..<2 where driver.step != .review { driver.press(.back) }
      #expect(driver.step == .review)
    }
  }

  @Test func `height, mobile number and place are each put right alone`() {
    var driver = Self.at(.review)
    driver.press(.digit(7))
    driver.enter("181")
    #expect(driver.step == .review)
    driver.press(.digit(8))
    driver.enter("1234")
    guard case .details(let details) = driver.step else { return lost("left the step") }
    #expect(details.notice == .mobileWrongLength)
    for _ in 0..<4 { driver.press(.back) }
    driver.enter("30405060")
    #expect(driver.step?.name == .details, "a number is asked whether it wants a message")
    driver.press(.digit(1))
    #expect(driver.step == .review)
    driver.press(.digit(9), .digit(2))
    #expect(driver.step == .review)
    #expect(
      driver.visit?.application.details
        == Details(height: 181, mobile: "30405060", readyNotice: .sms, pickUpPlace: 1))
    driver.press(.digit(8))
    while case .details(let details) = driver.step, case .mobile(let entry) = details.question, !entry.digits.isEmpty {
      driver.press(.back)
    }
    driver.press(.enter)
    #expect(driver.step == .review)
    #expect(driver.visit?.application.details?.readyNotice == .no, "no number, no message")
    driver.press(.digit(9), .enter)
    #expect(driver.step == .review)
  }

  @Test func `the place is opened at the page on which it stands`() {
    var policy = Policy.sample
    policy.pickUpPlaces = (1...11).map { PickUpPlace("Sted \($0)") }
    var driver = BoxDriver(policy: policy)
    driver.reach(.details)
    driver.enter("170")
    driver.press(.enter, .digit(0), .digit(2), .digit(9), .digit(0))
    #expect(driver.step?.name == .details)
    driver.press(.back)
    #expect(driver.step == .review)
  }

  // MARK: A booking code

  @Test(arguments: [true, false])
  func `whether a code was known is told when the document has matched, and never before`(isKnown: Bool) {
    var driver = Self.at(.start)
    driver.enter("123456")
    driver.reach(.document)
    driver.read(.own)
    #expect(driver.visit?.application.bookingAnswer == nil)
    var other = driver
    other.register(other.fixtures.record(matches: false))
    #expect(other.visit?.application.bookingAnswer == nil)
    var away = driver
    away.register(.unavailable)
    #expect(away.step?.name == .photo && away.visit?.application.bookingAnswer == nil)
    let details = BookedDetails(height: 182, mobile: nil, pickUpPlace: nil)
    driver.register(driver.fixtures.record(booking: isKnown ? details : nil))
    #expect(driver.visit?.application.bookingAnswer == (isKnown ? .known(details) : .unknown))
  }

  @Test func `without a code nothing is said of one, and another code makes the first one forgotten`() {
    var driver = Self.at(.photo)
    #expect(driver.visit?.application.bookingAnswer == nil)
    driver = Self.at(.start)
    driver.enter("123456")
    driver.reach(.document)
    driver.read(.own)
    driver.register()
    for _ in 0..<9 where driver.step?.name != .start { driver.press(.back) }
    #expect(driver.visit?.application.bookingAnswer == .unknown)
    var same = driver
    same.press(.enter)
    #expect(same.visit?.application.bookingAnswer == .unknown)
    driver.enter("654321")
    #expect(driver.visit?.application.booking == BookingCode("654321"))
    #expect(driver.visit?.application.bookingAnswer == nil)
  }

  // MARK: What to have ready

  @Test(arguments: [RenewalGrounds.lost, .stolen, .newName, .authorityError, .firstPassport])
  func `grounds for which a person comes are asked about once, before anything is chosen`(grounds: RenewalGrounds) {
    var driver = Self.at(.grounds)
    let place = (GroundsStep.choices.firstIndex(of: grounds) ?? 0) + 1
    driver.press(.digit(place))
    #expect(driver.step == .grounds(GroundsStep(asked: grounds)) && driver.flags.isEmpty)
    #expect(driver.visit?.application.grounds == nil)
    var back = driver
    back.press(.back)
    #expect(back.step == .grounds(GroundsStep()) && back.visit?.application.grounds == nil)
    driver.press(.enter)
    #expect(driver.visit?.application.grounds == grounds)
    #expect(driver.flags.isEmpty != GroundsStep.callsAtOnce(for: grounds))
    #expect((driver.step?.name == .identity) != GroundsStep.callsAtOnce(for: grounds))
  }

  @Test func `who was seen by an officer for their grounds is not asked again`() {
    var driver = BoxDriver.raising(.authorityError)
    driver.resolve(.except(.authorityErrorSeen))
    driver.press(.back)
    if driver.step?.name == .identity { driver.press(.back) }
    #expect(driver.step == .grounds(GroundsStep()))
    driver.press(.enter)
    #expect(driver.step?.name == .identity && driver.flags.isEmpty)
  }

  @Test func `for a child it is said what to have ready before a person is called, and the number can be put right`() {
    var driver = BoxDriver(.child)
    driver.reach(.identity)
    driver.enter(driver.fixtures.cpr.digits)
    if case .identity(let identity) = driver.step, identity.notice == .pleaseCheck { driver.press(.enter) }
    guard case .identity(let asking) = driver.step, asking.asksForConsent else { return lost("no question") }
    #expect(driver.flags.isEmpty)
    var back = driver
    back.press(.back)
    guard case .identity(let typed) = back.step else { return lost("left the step") }
    #expect(!typed.asksForConsent && typed.entry.digits == driver.fixtures.cpr.digits && back.flags.isEmpty)
    driver.press(.enter)
    #expect(driver.flags == [.child])
  }
}
