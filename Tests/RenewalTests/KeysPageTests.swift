import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// What the keys of a page of staff do, shown on request; and a desk's own language.
@Suite struct KeysPageTests {
  private static let box = BoxDriver().box

  /// A desk at which a librarian has logged in.
  private static func desk() -> Desk {
    Desk(id: DeskID(1), state: .queue(Fixtures.staff(.librarian), place: 0))
  }

  @Test func `the star shows the keys of a page, and any key leads back and does nothing else`() {
    var driver = BoxDriver()
    driver.send(.device(.staffSwitch))
    driver.logIn(as: .librarian)
    driver.press(.help)
    #expect(driver.attendance?.keyList.isShown == true && driver.attendance?.page == .box)
    driver.press(.digit(1))
    #expect(driver.attendance?.keyList.isShown == false && driver.attendance?.page == .box)
    driver.press(.help, .help)
    #expect(driver.attendance?.keyList.isShown == false)
    driver.press(.digit(1))
    #expect(driver.attendance?.page == .outOfService)
  }

  @Test func `in a note the star shows them too, and nothing of the note is lost`() {
    var driver = BoxDriver()
    driver.reach(.photo)
    driver.press(.help, .digit(1), .digit(9))
    driver.logIn(as: .librarian)
    guard let note = driver.box.offers.offering(.writeNote)?.keys.first else {
      Issue.record("no note")
      return
    }
    driver.press(note, .letter("a"), .help, .letter("b"), .letter("c"))
    guard case .work(.note(_, let entry)) = driver.attendance?.page else {
      Issue.record("the note is gone")
      return
    }
    #expect(entry.text == "ac")
  }

  @Test func `a technician's pages have them`() {
    var driver = BoxDriver()
    driver.send(.device(.staffSwitch))
    driver.logIn(as: .technician)
    driver.press(.help)
    guard case .maintenance(let maintenance) = driver.box.state else {
      Issue.record("no technician")
      return
    }
    #expect(maintenance.keyList.isShown)
    driver.press(.digit(9))
    guard case .maintenance(let after) = driver.box.state else {
      Issue.record("the key logged out")
      return
    }
    #expect(!after.keyList.isShown && after.page == .overview)
  }

  @Test func `a desk shows them over its page, until it logs out`() {
    var desk = Self.desk()
    #expect(desk.handle(.help, Self.box).isEmpty && desk.keyList.isShown)
    #expect(desk.handle(.stop, Self.box).isEmpty)
    #expect(!desk.keyList.isShown && desk.session != nil)
    _ = desk.handle(.help, Self.box)
    _ = desk.timeOut()
    #expect(!desk.keyList.isShown && desk.session == nil)
  }

  @Test func `a desk goes through the box's languages, and keeps the one that was chosen`() {
    var desk = Desk(id: DeskID(1))
    let languages = Self.box.policy.languages
    for language in languages.dropFirst() + languages.prefix(1) {
      _ = desk.handle(.again, Self.box)
      #expect(desk.language == language)
    }
    _ = desk.handle(.again, Self.box)
    _ = desk.handle(.digit(1), Self.box)
    desk = Self.desk()
    #expect(desk.language == nil)
    _ = desk.handle(.again, Self.box)
    _ = desk.handle(.stop, Self.box)
    #expect(desk.session == nil && desk.language == languages[1], "who logs out leaves it for who logs in there")
  }
}
