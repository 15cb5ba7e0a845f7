import Cases
import PassportRules
import Renewal
import Runtime
import Screens
import Testing

/// Whole visits through the loop that ships, keypad keys only, against simulated devices in virtual time.
@Suite struct VisitTests {
  @Test func `a box that starts has waited since its own start, and not since the machine's`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    #expect(!box.display.history.contains { $0.contains("Vi arbejder") })
  }

  @Test(arguments: ["da", "en"])
  func `a citizen renews a passport from the first key to the receipt`(language: String) throws {
    let box = try VirtualBox(scenario: "everything-goes-well", language: language)
    let told = try Citizen().visit(box)
    #expect(told == Citizen.Told(flags: [.attestationWanted], ending: .completed))
    #expect(box.runner.vault.isEmpty)
    box.type("\n")
    #expect(box.runner.box.state == .welcome(nil))
    try box.wait("sent") { _ in (try? box.store.outbox().isEmpty) == true }
    let snapshot = try box.store.recoverySnapshot()
    #expect(snapshot.interrupted.isEmpty)
    #expect(snapshot.openPayments.isEmpty)
    let journal = try box.store.journal()
    #expect(try box.store.verify() == .whole(rows: journal.count, head: journal.last?.hash ?? []))
  }

  @Test(
    arguments: Course.all,
    [Size(columns: 80, rows: 24), Size(columns: 120, rows: 33), Size(columns: 40, rows: 15)])
  func `a box without a keypad is a box: each scenario comes to its end by touch alone, staff and PINs too`(
    course: Course, size: Size
  ) throws {
    let touch = TouchScreen(hasKeypad: true, cellWidth: 5.4, cellHeight: 9.1)
    let box = try VirtualBox(scenario: course.scenario, touch: touch, size: size)
    let told = try Citizen(grounds: course.grounds).visit(box)
    #expect(told.flags == course.flags)
    #expect(told.ending == course.ending)
  }

  @Test(arguments: Course.all)
  func `two keys are enough: each scenario comes to its end by them alone, from the welcome on, staff and PINs too`(
    course: Course
  ) throws {
    let box = try VirtualBox(
      scenario: course.scenario, twoKeys: TwoKeys.Wiring(next: .tab, choose: .letter(" ")))
    let told = try Citizen(grounds: course.grounds).visit(box)
    #expect(told.flags == course.flags)
    #expect(told.ending == course.ending)
  }

  @Test func `who has a keypad asks in help for two of its keys, and renews a passport by them`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.type("\n*01--")
    #expect(box.runner.box.state.visit?.presentation.usesTwoKeys == true)
    #expect(box.runner.box.state.visit?.overlay == nil)
    box.twoKeys = .keypad
    let told = try Citizen().goOn(box)
    #expect(told == Citizen.Told(flags: [.attestationWanted], ending: .completed))
  }

  @Test func `who walks the screen is there: the box does not ask, and asks when nobody walks any more`() throws {
    let box = try VirtualBox(
      scenario: "everything-goes-well", twoKeys: TwoKeys.Wiring(next: .tab, choose: .letter(" ")))
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.type("\n121")
    try box.wait(for: .start)
    for _ in 0..<20 {
      box.pass(milliseconds: 20_000)
      box.display.typed = [.key(.tab)]
      box.settle()
      #expect(box.runner.box.state.visit?.overlay == nil)
    }
    try box.wait("the question", seconds: 100) { $0.state.visit?.overlay == .idleWarning }
  }

  @Test(arguments: Course.all)
  func `each scenario comes to its end`(course: Course) throws {
    let box = try VirtualBox(scenario: course.scenario)
    let told = try Citizen(grounds: course.grounds).visit(box)
    #expect(told.flags == course.flags)
    #expect(told.ending == course.ending)
    #expect(box.runner.vault.isEmpty)
    #expect(try box.store.recoverySnapshot().interrupted.isEmpty)
  }
}

/// A scenario, and where it leads when staff come, take what they may by what they see, and a supervisor decides.
struct Course: Sendable, CustomTestStringConvertible {
  let scenario: String
  var grounds = 1
  var flags: [FlagCode] = [.attestationWanted]
  var ending = Ending.completed

  var testDescription: String { scenario }

  static let all: [Course] = [
    Course(scenario: "booked-pensioner"),
    Course(scenario: "blurred-photo-twice"),
    Course(scenario: "photo-rejected", flags: [.photoRejected, .attestationWanted]),
    Course(scenario: "two-faces"),
    Course(scenario: "poor-right-index"),
    Course(scenario: "no-fingers-read", flags: [.printsPoor, .attestationWanted]),
    Course(scenario: "same-finger", flags: [.sameFinger, .attestationWanted]),
    Course(scenario: "nobody-touches-the-sensor"),
    Course(scenario: "passport-upside-down"),
    Course(scenario: "passport-unreadable", flags: [.documentUnreadable, .attestationWanted]),
    Course(scenario: "passport-chip-silent", flags: [.chipSilent, .attestationWanted]),
    Course(scenario: "passport-chip-altered", flags: [.chipAltered, .attestationWanted]),
    Course(scenario: "passport-of-somebody-else", flags: [.documentMismatch, .attestationWanted]),
    Course(scenario: "passport-slow-chip"),
    Course(
      scenario: "passport-reported-stolen", flags: [.documentReportedStolen],
      ending: .referred(.police, .documentReportedStolen)),
    Course(
      scenario: "person-restricted", flags: [.passportRestriction], ending: .referred(.police, .passportRestriction)),
    Course(scenario: "person-unknown", flags: [.personUnknown, .attestationWanted]),
    Course(scenario: "third-passport", flags: [.threeInFiveYears, .attestationWanted]),
    Course(scenario: "lost-passport", grounds: 4, flags: [.lossDeclaration, .attestationWanted]),
    Course(scenario: "lost-passport", grounds: 5, flags: [.lossDeclaration, .attestationWanted]),
    Course(scenario: "everything-goes-well", grounds: 3),
    Course(scenario: "everything-goes-well", grounds: 6, flags: [.nameChanged, .attestationWanted]),
    Course(scenario: "everything-goes-well", grounds: 7, flags: [.authorityError, .attestationWanted]),
    Course(scenario: "first-passport", grounds: 8, flags: [.firstPassport, .child, .attestationWanted]),
    Course(scenario: "child-with-guardian", flags: [.child, .attestationWanted]),
    Course(scenario: "teenager", flags: [.child, .attestationWanted]),
    Course(scenario: "long-name"),
    Course(scenario: "blank-signature"),
    Course(scenario: "cannot-sign", flags: [.cannotSign, .attestationWanted]),
    Course(scenario: "card-refused"),
    Course(scenario: "payment-answer-lost"),
    Course(scenario: "payment-never-arrived"),
    Course(scenario: "payment-unknown", ending: .moneyOpen),
    Course(scenario: "payment-wrong-amount", flags: [.attestationWanted, .wrongAmount]),
    Course(scenario: "printer-out-of-paper"),
    Course(scenario: "printer-jammed"),
    Course(scenario: "authority-offline"),
  ]
}
