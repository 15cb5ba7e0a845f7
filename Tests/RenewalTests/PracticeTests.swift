import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// Rehearsals at a box that serves citizens, and the exercises of one that is practised at.
@Suite struct PracticeTests {
  // MARK: A rehearsal at this box

  private static func atTheBox(as role: StaffRole = .librarian) -> BoxDriver {
    var driver = BoxDriver(policy: .offeringRehearsals)
    driver.send(.device(.staffSwitch))
    driver.logIn(as: role)
    return driver
  }

  private static func rehearsing() -> BoxDriver {
    var driver = atTheBox()
    driver.press(.digit(4))
    return driver
  }

  @Test(arguments: [StaffRole.librarian, .officer, .supervisor])
  func `staff begin a rehearsal, and the box serves nobody until it is over`(role: StaffRole) {
    var driver = Self.atTheBox(as: role)
    driver.press(.digit(4))
    #expect(driver.box.state == .closed(.rehearsal))
    #expect(driver.recorded.contains(.rehearsalBegan(by: Fixtures.staff(role).id)))
    #expect(driver.recorded.contains(.closed(.rehearsal)))
    #expect(driver.effects.contains(.rehearse))
    #expect(driver.commands.isEmpty)
    driver.send(.rehearsalOver)
    #expect(driver.box.state == .welcome(nil))
    #expect(driver.recorded == [.opened])
  }

  @Test func `a box that offers none has no key for it`() {
    var driver = BoxDriver()
    driver.send(.device(.staffSwitch))
    driver.logIn(as: .librarian)
    driver.press(.digit(4))
    #expect(driver.attendance?.page == .box && driver.attendance?.notice == .noSuchKey)
  }

  @Test func `no rehearsal begins while a document lies inside or staff keep the box closed`() {
    for event in [Event.device(.media(.present)), .clockDoubted, .storageRoom(.short)] {
      var driver = BoxDriver(policy: .offeringRehearsals)
      driver.send(event)
      driver.send(.device(.staffSwitch))
      driver.logIn(as: .librarian)
      if driver.attendance?.page != .box { driver.press(.digit(9)) }
      #expect(driver.attendance?.page == .box)
      driver.press(.digit(4))
      #expect(driver.attendance?.notice == .notNow, "\(event)")
      #expect(!driver.effects.contains(.rehearse))
    }
  }

  @Test func `outside of the hours and with a broken device it may begin, and the box is closed as before after it`() {
    for (event, closed) in [
      (Event.hours(Box.Hours(isOpen: false, hasOfficer: false)), Box.Closed.hours),
      (.device(.state(.camera, .offline)), .device(.camera)),
    ] {
      var driver = BoxDriver(policy: .offeringRehearsals)
      driver.send(event)
      driver.press(.help)
      driver.logIn(as: .librarian)
      if driver.attendance?.page != .box { driver.press(.digit(9)) }
      driver.press(.digit(4))
      #expect(driver.box.state == .closed(.rehearsal), "\(event)")
      driver.send(.rehearsalOver)
      #expect(driver.box.state == .closed(closed))
    }
  }

  /// What staff, the cabinet or the store have to say is more than a rehearsal.
  @Test func `a rehearsal gives way to every other reason to be closed`() {
    let officer = Fixtures.staff(.officer)
    let ways: [(Event, Box.State)] = [
      (.device(.cabinetOpened), .closed(.cabinet)), (.contradicted, .closed(.fault)),
      (.terminate, .closed(.stopping)),
    ]
    for (event, state) in ways {
      var driver = Self.rehearsing()
      driver.send(event)
      #expect(driver.box.state == state, "\(event)")
      #expect(driver.box.outOfService != .rehearsal, "\(event)")
      driver.send(.rehearsalOver)
      #expect(driver.box.state == state, "\(event): the end of the rehearsal opened the box")
    }
    var driver = Self.rehearsing()
    driver.send(.device(.staffSwitch))
    #expect(driver.box.outOfService == nil)
    driver.logIn(as: .officer)
    #expect(driver.attendance?.session == officer)
  }

  @Test func `it ends after an hour, whoever is at it`() throws {
    var driver = Self.rehearsing()
    let timer = try #require(driver.box.pending.timers[.rehearsal])
    #expect(driver.effects.contains(.startTimer(timer, .rehearsal, .seconds(3600))))
    driver.send(.timer(timer))
    #expect(driver.box.state == .welcome(nil) && driver.box.pending.timers[.rehearsal] == nil)
  }

  @Test func `hours that end meanwhile hold when it is over`() {
    var driver = Self.rehearsing()
    driver.send(.hours(Box.Hours(isOpen: false, hasOfficer: false)))
    #expect(driver.box.state == .closed(.rehearsal))
    driver.send(.rehearsalOver)
    #expect(driver.box.state == .closed(.hours))
  }

  // MARK: A box that is the rehearsal

  @Test(arguments: [StepName.language, .photo, .payment, .receipt])
  func `one key ends it, wherever it is, and nothing is left`(step: StepName) {
    var driver = BoxDriver(policy: .practised(12, isRehearsal: true))
    driver.reach(step)
    driver.press(.letter(","))
    #expect(driver.box.state == .closed(.stopping))
    #expect(driver.effects.contains(.exit) && driver.effects.contains(.wipe))
  }

  @Test func `at a box that serves citizens, and in a training, that key means nothing`() {
    for policy in [Policy.sample, .practised(12)] {
      var driver = BoxDriver(policy: policy)
      driver.reach(.grounds)
      let before = driver.step
      driver.press(.letter(","))
      #expect(driver.step == before && driver.visit?.answer == .key)
    }
  }

  @Test func `a note may have a comma in it`() {
    var driver = BoxDriver(policy: .practised(12, isRehearsal: true))
    driver.reach(.photo)
    driver.press(.help, .digit(1))
    driver.press(.digit(9))
    driver.logIn(as: .librarian)
    let key = driver.box.offers.offering(.writeNote)?.keys.first
    if let key { driver.press(key, .letter("a"), .letter(",")) }
    #expect(driver.attendance != nil && key != nil)
  }

  @Test func `a rehearsal that nobody is at ends by itself`() throws {
    var driver = BoxDriver(policy: .practised(12, isRehearsal: true))
    let timer = try #require(driver.box.pending.timers[.session])
    driver.press(.enter)
    #expect(driver.box.pending.timers[.session] == nil, "a visit has times of its own")
    driver.press(.stop, .digit(1), .enter)
    #expect(driver.box.state == .welcome(nil))
    let next = try #require(driver.box.pending.timers[.session])
    #expect(next != timer)
    driver.send(.timer(next))
    #expect(driver.effects.contains(.exit))
  }

  // MARK: Exercises

  @Test func `an exercise is chosen from the list, page by page, or skipped`() {
    var driver = BoxDriver(policy: .practised(12))
    driver.press(.back)
    #expect(driver.box.state == .welcome(.exercises(page: 0)))
    #expect(
      driver.box.offers.filter { $0.number != nil }.map(\.intent) == (0..<5).map(Intent.chooseExercise) + [
        .showExercises(page: 1)
      ])
    driver.press(.digit(9), .digit(9))
    #expect(driver.box.state == .welcome(.exercises(page: 2)))
    driver.press(.digit(3))
    #expect(driver.box.state == .welcome(.exercises(page: 2)), "there are twelve")
    driver.press(.digit(2))
    #expect(driver.effects == [.practise(11)] && driver.box.state == .welcome(nil))
    driver.press(.stop)
    #expect(driver.effects == [.practise(nil)])
    driver.press(.back, .back)
    #expect(driver.box.state == .welcome(nil) && driver.effects.isEmpty)
    driver.press(.enter)
    #expect(driver.visit != nil)
  }

  @Test func `where there is one exercise or none, every key begins a visit`() {
    for policy in [Policy.sample, .practised(1, isRehearsal: true)] {
      for key in [Key.back, .stop, .digit(4)] {
        var driver = BoxDriver(policy: policy)
        driver.press(key)
        #expect(driver.visit != nil)
      }
    }
  }
}
