import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// What keys weigh on the screens that there are, by what they would do.
@Suite struct KeyWeightTests {
  /// A box, a key, and what it weighs there.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let weight: KeyWeight
    let key: Key
    let box: @Sendable () -> Box

    init(_ name: String, _ key: Key, _ weight: KeyWeight, _ drive: @escaping @Sendable (inout BoxDriver) -> Void) {
      self.name = name
      self.key = key
      self.weight = weight
      box = {
        var driver = BoxDriver()
        drive(&driver)
        return driver.box
      }
    }

    init(_ step: StepName, _ key: Key, _ weight: KeyWeight, then keys: Key...) {
      self.init("\(key) at \(step) after \(keys)", key, weight) { driver in
        driver.reach(step)
        for key in keys { driver.press(key) }
      }
    }

    var testDescription: String { name }
  }

  static let citizens: [Row] = [
    Row(.language, .digit(1), .moving), Row(.language, .back, .moving), Row(.language, .digit(7), .nothing),
    Row(.language, .digit(1), .moving, then: .digit(1)), Row(.language, .stop, .moving),
    Row(.language, .digit(1), .binding, then: .stop), Row(.language, .digit(2), .moving, then: .stop),
    Row(.language, .digit(1), .binding, then: .back),
    Row(.language, .digit(1), .binding, then: .help), Row(.language, .digit(9), .moving, then: .help),
    Row(.language, .digit(1), .typing, then: .help, .digit(4), .digit(4)),
    Row(.language, .digit(4), .typing, then: .help, .digit(4), .digit(4)),
    Row(.language, .digit(0), .moving, then: .help),
    Row(.language, .digit(1), .moving, then: .help, .digit(0)),
    Row(.language, .digit(3), .moving, then: .help), Row(.language, .again, .moving),
    Row(.privacy, .digit(1), .binding), Row(.privacy, .digit(2), .binding), Row(.privacy, .enter, .nothing),
    Row(.privacy, .back, .moving),
    Row(.start, .digit(1), .typing), Row(.start, .enter, .moving), Row(.start, .back, .moving),
    Row(.start, .back, .typing, then: .digit(1)), Row(.start, .back, .moving, then: .back),
    Row(.grounds, .digit(1), .moving), Row(.grounds, .digit(8), .moving),
    Row(.grounds, .enter, .binding, then: .digit(8)), Row(.grounds, .enter, .nothing),
    Row(.identity, .digit(0), .typing), Row(.identity, .enter, .moving), Row(.identity, .up, .nothing),
    Row(.document, .digit(1), .binding), Row(.document, .back, .moving),
    Row(.photo, .enter, .moving), Row(.photo, .digit(1), .binding),
    Row(.fingerprints, .enter, .moving), Row(.fingerprints, .digit(1), .binding),
    Row(.signature, .digit(1), .binding), Row(.signature, .back, .moving),
    Row(.details, .digit(1), .typing), Row(.details, .enter, .moving),
    Row(.review, .enter, .binding), Row(.review, .digit(1), .moving),
    Row(.attestation, .digit(1), .moving), Row(.attestation, .digit(2), .binding, then: .digit(1)),
    Row(.attestation, .digit(1), .moving, then: .digit(1)),
    Row(.attestation, .back, .moving), Row(.attestation, .digit(9), .moving),
    Row(.payment, .enter, .binding), Row(.payment, .back, .nothing),
    Row("stop while the terminal has the payment", .digit(1), .binding) {
      $0.reach(.payment)
      $0.press(.enter, .stop)
    },
    Row("the end of a printed receipt", .enter, .binding) {
      $0.reach(.receipt)
      $0.answer(.receipt(.printed))
    },
    Row("a copy of a receipt that did not come out", .digit(1), .binding) {
      $0.reach(.receipt)
      $0.answer(.receipt(.jammed))
    },
    Row(.farewell, .enter, .moving),
    Row("any key at welcome", .digit(3), .moving) { _ in },
    Row("read again at welcome", .again, .moving) { _ in },
    Row("the next picture", .right, .typing) { $0.choosesPicture() },
    Row("a picture", .enter, .moving) { $0.choosesPicture() },
    Row("an answer to the idle question", .enter, .moving) {
      $0.press(.enter)
      $0.fire(.idle)
    },
  ]

  static let staffs: [Row] = [
    Row("a figure of a staff number", .digit(2), .typing) { $0.press(.help, .help, .help, .digit(9)) },
    Row("a PIN", .enter, .moving) {
      $0.press(.help, .digit(9))
      $0.enter("20")
      for event in EventGenerator.typed("271828") { $0.send(event) }
    },
    Row("attesting", .digit(1), .binding) { $0.attending() },
    Row("declining, which asks why", .digit(2), .moving) { $0.attending() },
    Row("a reason to decline", .digit(2), .binding) { $0.attending(.digit(2)) },
    Row("parking, which asks why", .digit(3), .moving) { $0.attending() },
    Row("a reason to park", .digit(2), .binding) { $0.attending(.digit(3)) },
    Row("the key that was meant, after a slip", .digit(1), .moving) { $0.attending(.digit(2)) },
    Row("back to the citizen", .digit(4), .moving) { $0.attending() },
    Row("leaving", .back, .moving) { $0.attending() },
    Row("a note", .digit(6), .moving) { $0.attending() },
    Row("a letter of a note", .letter("l"), .typing) { $0.attending(.digit(6)) },
    Row("the end of a note", .enter, .binding) { $0.attending(.digit(6), .letter("l")) },
    Row("what was learned", .digit(1), .binding) {
      $0.reach(.signature)
      $0.press(.digit(1), .digit(9))
      $0.logIn(as: .officer)
      $0.press(.digit(1))
    },
    Row("an exception, which is asked once more", .digit(2), .moving) {
      $0.reach(.signature)
      $0.press(.digit(1), .digit(9))
      $0.logIn(as: .officer)
    },
    Row("a reason to go out of service", .digit(2), .binding) { $0.atRest(.officer, .digit(1)) },
    Row("out of service", .digit(1), .moving) { $0.atRest(.officer) },
    Row("resuming a parked case", .enter, .moving) { $0.atRest(.officer, .digit(2), .digit(7)) },
    Row("a figure of a parked case", .digit(2), .typing) { $0.atRest(.officer, .digit(2), .digit(7)) },
    Row("a technician's device", .digit(1), .moving) { $0.atRest(.technician) },
    Row("a device tried out", .digit(1), .moving) { $0.atRest(.technician, .digit(1)) },
    Row("a technician's reason", .digit(2), .binding) { $0.atRest(.technician, .digit(8)) },
    Row("in service again", .digit(8), .binding) { $0.atRest(.technician, .digit(8), .digit(2)) },
  ]

  @Test(arguments: citizens + staffs)
  func `a key weighs what it would do`(row: Row) {
    #expect(row.box().weight(of: row.key) == row.weight)
  }

  @Test func `a desk's key weighs what it would do at the box`() {
    var desk = DeskMachineTests.Connected(driver: .raising(.attestationWanted))
    func weight(_ key: Key) -> KeyWeight { desk.desk.weight(of: key, desk.driver.box) }
    #expect(weight(.digit(1)) == .typing && weight(.stop) == .moving)
    desk.logIn(as: .officer)
    #expect(weight(.enter) == .moving && weight(.help) == .nothing)
    desk.press(.enter)
    #expect(weight(.digit(2)) == .moving && weight(.digit(3)) == .moving, "both ask why")
    #expect(weight(.digit(8)) == .moving && weight(.digit(7)) == .moving && weight(.back) == .moving)
    desk.press(.digit(6))
    #expect(weight(.letter("l")) == .typing && weight(.back) == .moving)
    desk.press(.letter("l"))
    #expect(weight(.enter) == .binding && weight(.back) == .typing)
  }

  @Test(arguments: Guarding.allCases.filter { $0 != .shipped })
  func `a guard that is tampered with is noticed`(guarding: Guarding) {
    var walk = Walk(.plain(.adult))
    (walk.guarding, walk.holding, walk.sought, walk.limit) = (guarding, 1, .heldKeys, 5_000)
    #expect(walk.run().violations.contains { $0.law == .heldKeys })
  }
}

extension BoxDriver {
  fileprivate mutating func choosesPicture() {
    reach(.photo)
    press(.enter)
    answer(fixtures.photos([true, true, true]))
  }

  fileprivate mutating func attending(_ keys: Key...) {
    reach(.attestation)
    press(.digit(9))
    logIn(as: .officer)
    for key in keys { press(key) }
  }

  /// Somebody of staff at a box that nobody uses.
  fileprivate mutating func atRest(_ role: StaffRole, _ keys: Key...) {
    press(.help, .digit(9))
    logIn(as: role)
    for key in keys { press(key) }
  }
}
