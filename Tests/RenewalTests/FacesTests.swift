import Renewal
import TestSupport
import Testing
import Walk

/// The faces to compare, on the whole screen.
@Suite struct FacesTests {
  private static let attested = FlagCode.attestationWanted

  @Test(arguments: [Key.again, .back, .stop, .enter])
  func `at the box one key enlarges the faces, and each that leads back does`(key: Key) {
    var driver = BoxDriver.raising(Self.attested)
    driver.press(.digit(9))
    driver.logIn(as: .officer)
    let before = driver.box.state
    driver.press(.again)
    #expect(driver.attendance?.page == .work(.faces(Self.attested, .oldAndNew)))
    driver.press(key)
    #expect(driver.box.state == before)
  }

  @Test func `nothing is decided while the faces are enlarged`() {
    var driver = BoxDriver.raising(Self.attested)
    driver.press(.digit(9))
    driver.logIn(as: .officer)
    driver.press(.again)
    for figure in 0...9 {
      driver.press(.digit(figure))
      #expect(driver.attendance?.page == .work(.faces(Self.attested, .oldAndNew)))
      #expect(driver.attendance?.notice == .noSuchKey && driver.recorded.isEmpty)
    }
    #expect(driver.flags == [Self.attested])
  }

  @Test func `faces that are covered are not enlarged until somebody asks for them`() {
    var driver = BoxDriver.raising(.presentationAttack)
    driver.press(.digit(9))
    driver.logIn(as: .officer)
    driver.press(.again)
    #expect(driver.attendance?.page == .work(.flag(0)) && driver.attendance?.notice == .noSuchKey)
    driver.press(.digit(8), .again)
    #expect(driver.attendance?.page == .work(.faces(.presentationAttack, .oldAndNew)))
  }

  @Test(arguments: [StaffRole.librarian, .officer])
  func `faces are shown to who may decide by them`(role: StaffRole) {
    for code in FlagCode.allCases where code.isOfVisit && !code.isCovered {
      var driver = BoxDriver.raising(code)
      driver.press(.digit(9))
      driver.logIn(as: role)
      guard driver.attendance?.page == .work(.flag(0)) else { continue }
      let isOffered = driver.box.offers.contains { $0.intent == .enlarge }
      #expect(isOffered == (code.isAboutFaces && role == .officer), "\(code)")
    }
  }

  @Test func `at a desk the fresh picture comes after the old one, and goes with its frame`() {
    var desk = DeskMachineTests.Connected(driver: .raising(Self.attested))
    desk.logIn(as: .officer)
    desk.press(.digit(1), .again)
    #expect(desk.page == .work(.faces(Self.attested, .oldAndNew)))
    desk.press(.again)
    #expect(desk.page == .work(.flag(0)), "there is no other pair yet")
    desk.press(.digit(7))
    desk.driver.answer(desk.driver.fixtures.photos([true]))
    desk.press(.again, .again)
    #expect(desk.page == .work(.faces(Self.attested, .freshAndNew)))
    desk.press(.digit(1))
    #expect(desk.page == .work(.faces(Self.attested, .freshAndNew)) && desk.driver.flags == [Self.attested])
    desk.press(.digit(7))
    #expect(desk.driver.visit?.freshFrame != nil, "no key of the page below counts")
    desk.press(.again)
    #expect(desk.page == .work(.flag(0)))
  }

  @Test func `a case that ends while its faces are enlarged is told as over`() {
    var desk = DeskMachineTests.Connected(driver: .raising(Self.attested))
    desk.logIn(as: .officer)
    desk.press(.digit(1), .again)
    desk.driver.press(.back)
    desk.desk.follow(desk.driver.box)
    #expect(desk.desk.state == .queue(Fixtures.staff(.officer), place: 0) && desk.desk.notice == .over)
  }
}

extension DeskMachineTests.Connected {
  /// What is shown of what is claimed.
  fileprivate var page: Desk.Page? { if case .helping(_, _, let page) = desk.state { page } else { nil } }
}
