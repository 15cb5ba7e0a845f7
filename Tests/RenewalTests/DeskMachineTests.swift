import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// The desk's own machine: keys in, wishes out, and what follows from the box.
@Suite struct DeskMachineTests {
  /// A desk that is connected to a box, as the runtime connects them.
  struct Connected {
    var driver: BoxDriver
    var desk = Desk(id: DeskID(1))

    mutating func press(_ keys: Key...) {
      for key in keys { carryOut(desk.handle(key, driver.box)) }
    }

    mutating func carryOut(_ effects: [DeskEffect]) {
      for effect in effects {
        guard case .ask(let wish) = effect, let session = desk.session else { continue }
        for answer in driver.send(.desk(desk.id, session, wish)) {
          if case .refuse(_, let why) = answer { desk.hear(why) }
        }
      }
      desk.follow(driver.box)
    }

    mutating func logIn(as role: StaffRole, second: Bool = false) {
      let staff = Fixtures.staff(role, second: second)
      for digit in staff.id.digits + "E271828E" { press(digit.wholeNumberValue.map { .digit($0) } ?? .enter) }
      carryOut(desk.hear(.welcome(staff), driver.box))
    }

    mutating func choose(_ action: StaffAction) {
      guard case .helping(_, let workItem, .work(.flag(let place))) = desk.state else { return }
      let actions = driver.box.flags(of: workItem)[place].code.deskActions
      press(.digit((actions.firstIndex(of: action) ?? 98) + 1))
    }
  }

  @Test func `from the log-in to the case, a message, and back to the citizen`() {
    var desk = Connected(driver: .raising(.helpRequested))
    desk.logIn(as: .librarian)
    desk.press(.enter)
    #expect(desk.desk.state == .helping(Fixtures.staff(.librarian), .visit(CaseNumber(1)), .work(.flag(0))))
    desk.press(.digit(8), .digit(1))
    #expect(desk.driver.visit?.guidance == .comingNow && desk.desk.notice == .guided(.comingNow))
    desk.press(.back, .digit(9), .digit(9), .back)
    #expect(desk.driver.visit?.guidance == .takeYourTime)
    desk.choose(.handBack)
    #expect(desk.driver.flags == [.helpRequested], "first it is told what was learned")
    desk.press(.digit(1))
    #expect(desk.driver.flags.isEmpty)
    #expect(desk.desk.state == .queue(Fixtures.staff(.librarian), place: 0))
    #expect(desk.desk.notice == .done(.acted(.handBack)), "it is told as done, not as over")
  }

  @Test func `what is let go is told as let go`() {
    var desk = Connected(driver: .raising(.cannotSign))
    desk.logIn(as: .officer)
    desk.press(.enter, .back)
    #expect(desk.desk.state == .queue(Fixtures.staff(.officer), place: 0) && desk.desk.notice == .done(.released))
    desk.press(.enter)
    #expect(desk.desk.notice == nil)
  }

  @Test func `what is told at the queue is not told at the next citizen's`() {
    var desk = Connected(driver: .raising(.cannotSign))
    desk.logIn(as: .officer)
    desk.press(.enter, .back)
    desk.desk.follow(desk.driver.box)
    #expect(desk.desk.notice == .done(.released), "it stays as long as the queue does")
    desk.driver.press(.back)
    desk.desk.follow(desk.driver.box)
    #expect(desk.driver.box.queue.isEmpty && desk.desk.notice == nil)
  }

  @Test func `that a picture is being taken is told until it is there`() {
    var desk = Connected(driver: .raising(.attestationWanted))
    desk.logIn(as: .officer)
    desk.press(.enter, .digit(7))
    #expect(desk.desk.notice == .takingFrame)
    desk.driver.answer(desk.driver.fixtures.photos([true]))
    desk.desk.follow(desk.driver.box)
    #expect(desk.driver.visit?.freshFrame != nil && desk.desk.notice == nil)
  }

  @Test func `what was done is told while other flags are open`() {
    var desk = Connected(driver: BoxDriver())
    desk.driver.send(.storageRoom(.low))
    desk.driver.send(.recordsDiffer)
    desk.logIn(as: .supervisor)
    desk.press(.digit(1))
    desk.choose(.confirmExamined)
    #expect(desk.desk.notice == .done(.acted(.confirmExamined)))
    desk.choose(.takeOutOfService(nil))
    #expect(desk.desk.notice == nil && desk.driver.box.outOfService == nil, "it is asked first")
    desk.press(.digit(2))
    #expect(desk.desk.notice == .done(.acted(.takeOutOfService)) && desk.driver.box.flags.map(\.code) == [.storageLow])
  }

  @Test func `a note is written at a desk`() {
    var desk = Connected(driver: .raising(.cannotSign))
    desk.logIn(as: .officer)
    desk.press(.enter, .digit(6), .letter("H"), .digit(2), .enter)
    #expect(desk.driver.visit?.notes == ["H2"])
    #expect(desk.desk.state == .helping(Fixtures.staff(.officer), .visit(CaseNumber(1)), .work(.flag(0))))
  }

  @Test func `attestation needs a fresh picture first`() {
    var desk = Connected(driver: .raising(.attestationWanted))
    desk.logIn(as: .officer)
    desk.press(.digit(1))
    desk.choose(.attest)
    #expect(desk.desk.notice == .refused(.freshFrameNeeded))
    desk.press(.digit(7))
    desk.driver.answer(desk.driver.fixtures.photos([true]))
    desk.choose(.attest)
    desk.driver.store()
    #expect(desk.driver.step?.name == .payment)
  }

  @Test func `two people at one desk make an exception`() {
    var desk = Connected(driver: .raising(.documentMismatch))
    desk.logIn(as: .officer)
    desk.press(.enter)
    desk.choose(.except(.otherPhotoID))
    desk.logIn(as: .officer)
    guard case .helping(_, _, .work(.secondPerson(_, _, let logIn))) = desk.desk.state else {
      return _ = Issue.record("no second person is asked for")
    }
    #expect(logIn.notice == .samePerson)
    desk.logIn(as: .supervisor, second: true)
    desk.press(.digit(2))
    #expect(desk.driver.flags.isEmpty)
  }

  @Test func `a technician has no business at a desk`() {
    var desk = Connected(driver: BoxDriver())
    desk.logIn(as: .technician)
    #expect(desk.desk.state == .logIn(LogInWith.notice(.roleNotEnough)))
  }

  @Test func `whoever is away too long is logged out, and the case is free again`() {
    var desk = Connected(driver: .raising(.cannotSign))
    desk.logIn(as: .officer)
    desk.press(.enter)
    #expect(desk.desk.timeOut() == [.ask(.release)])
    #expect(desk.desk.state == .logIn(LogInWith.notice(.timedOut)))
  }

  @Test func `what ends while somebody looks at it is told as over`() {
    var desk = Connected(driver: .raising(.cannotSign))
    desk.logIn(as: .officer)
    desk.press(.enter)
    desk.driver.press(.back)
    desk.desk.follow(desk.driver.box)
    #expect(desk.desk.state == .queue(Fixtures.staff(.officer), place: 0) && desk.desk.notice == .over)
  }

  @Test func `a storm of keys never leaves the desk without a way`() {
    var random = Seeded(7)
    for code in [FlagCode.helpRequested, .attestationWanted, .documentMismatch, .cannotSign] {
      var desk = Connected(driver: .raising(code))
      desk.logIn(as: .supervisor)
      for _ in 0..<400 {
        let digit = Int(random.next() % 10)
        desk.press([.digit(digit), .enter, .back, .up, .down, .digit(1), .digit(8)][Int(random.next() % 7)])
        if desk.desk.session == nil { desk.logIn(as: .supervisor) }
        #expect(StateLaws.violations(in: desk.driver.box).isEmpty)
      }
    }
  }
}

/// Random numbers from a seed.
private struct Seeded {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}

/// An empty log-in that says why the last one did not succeed.
private enum LogInWith {
  static func notice(_ notice: LogIn.Notice) -> LogIn {
    var logIn = LogIn()
    logIn.notice = notice
    return logIn
  }
}
