import Foundation
import Glibc
import TestSupport
import Testing

/// Nothing personal, and no PIN, is ever written in clear: in no file, not in the log, nor in what systemd, a command or a program
/// that the box starts is told. `PrivacyPlaces` tells what is searched and what is not, `PrivacyValues` for what. Each row of
/// `FlagRow` is searched too, and in `MemoryIdleTests` a visit that nobody ends.
@Suite(.serialized)
struct VisitPrivacyTests {
  @Test func `a citizen is attested, another one is kept and resumed by the case's number`() throws {
    let places = try PrivacyPlaces()
    let values = try PrivacyValues().all
    let box = try places.box()
    try box.giveEverything()
    try places.expectNothing(of: values, in: box)
    try box.attest()
    try box.press("\r", expect: "receipt.heading")
    try box.takeReceipt()
    try places.expectNothing(of: values, in: box)

    try box.giveEverything()
    try box.press("1", expect: "keep.heading")
    try box.press("2", expect: "receipt.parkedHeading", "receipt.finish")
    try box.press("\r", expect: "farewell.parkedHeading")
    try box.press("\r", expect: "welcome.heading")
    try places.runCommands()
    try places.expectNothing(of: values, in: box)

    try box.visits(.officer, sees: "attendance.boxHeading")
    try box.press("2", expect: "attendance.resumeHint")
    try box.press("2\r", expect: "attendance.attestHeading", "Hanne Kirstine")
    try places.expectNothing(of: values, in: box)
    try box.press("1", expect: "payment.heading")
    try box.press("\r", expect: "receipt.heading")
    try box.takeReceipt()
    try box.wait(for: "the figures") { _ in try places.all().keys.contains("run/pasboks.prom") }
    try places.expectNothing(of: values, in: box)
    #expect(try box.stop() == 0)
    try places.expectNothing(of: values)
    #expect(places.folder.complaint.contains("000002"), "the log tells case numbers, and nothing else of a person")
  }

  @Test func `a child comes with a guardian, hears the screens and reads English`() throws {
    let places = try PrivacyPlaces()
    let values = try PrivacyValues("child-with-guardian").all
    let box = try places.box("child-with-guardian", language: "en")
    try box.begin(withSpeech: true)
    try box.identifyChild(as: FlagPeople.alma)
    try box.expect("calling.child")
    try box.wait(for: "the ring") { _ in try places.all()["rung"] != nil }
    try places.expectNothing(of: values, in: box)
    try box.comes(.officer, to: "flags.child")
    try box.press("1", expect: "attendance.sureHeading")
    box.press("2")
    try box.goOn(from: .photo, skipping: [.fingers], height: MemoryVisit.height)
    try box.wait(for: "the speech") { _ in try places.all()["spoken"] != nil }
    try places.runCommands()
    try places.expectNothing(of: values, in: box)
    #expect(try box.stop() == 0)
    try places.expectNothing(of: values)
  }

  @Test func `staff end a flag with their own numbers and PINs, after a wrong one and a citizen's number`() throws {
    let (pin, wrong, own) = ("271828459045", "271828459046", "602214076113")
    let places = try PrivacyPlaces()
    let typed = [pin, wrong, own].map { MemoryValue("a colleague's PIN", digits: $0) }
    let values = try PrivacyValues("passport-chip-altered", and: typed).all
    let box = try places.box("passport-chip-altered")
    try box.expect("welcome.heading")
    try places.run(
      ["staff", "add", "2107", "--name", "Mette", "--role", "officer", "--by", "30"]
        + ["--state", places.folder.state, "--config", places.folder.configuration],
      input: "\(FlagStaff.supervisor.account.pin)\n\(pin)\n")
    try box.begin()
    try box.identify(as: FlagPeople.villads)
    try box.expect("calling.chipAltered")
    for number in [FlagPeople.villads, "2107"] {
      try box.press("9", expect: "logIn.heading")
      try box.press(number + "\r", expect: "logIn.pin")
      try box.press(wrong + "\r", expect: "logIn.wrong")
      try box.press("/", expect: "calling.chipAltered")
    }
    try box.press("9", expect: "logIn.heading")
    try box.logIn("2107", pin, as: "logIn.ownHeading")
    try box.press(own + "\r", expect: "logIn.ownAgain")
    try box.press(own + "\r", expect: "attendance.coveredHeading")
    try box.uncover("flags.chipAltered")
    try box.press("2", expect: "attendance.secondHeading")
    try places.expectNothing(of: values, in: box)
    try box.countersigns(.supervisor)
    box.press("2")
    try box.goOn(from: .photo, height: MemoryVisit.height)
    try places.runCommands()
    try places.expectNothing(of: values, in: box)
    #expect(try box.stop() == 0)
    try places.expectNothing(of: values)
  }

  @Test func `a supervisor looks up whom to call about a dossier that was turned down`() throws {
    let places = try PrivacyPlaces()
    let values = try PrivacyValues("dossier-rejected").all
    let box = try places.box("dossier-rejected")
    try box.giveEverything()
    try box.attest()
    try box.press("\r", expect: "receipt.heading")
    try box.takeReceipt()
    try box.visits(.supervisor, sees: "flags.authorityRejected")
    try box.press("2", expect: "attendance.contactHint", "Hanne Kirstine Østerbæk", "53 91 72 64")
    try places.runCommands()
    try places.expectNothing(of: values, in: box)
    #expect(try box.stop() == 0)
    try places.expectNothing(of: values)
  }

  @Test func `an officer attests from the desk with a picture taken now`() throws {
    let places = try PrivacyPlaces()
    let values = try PrivacyValues().all
    let box = try places.box()
    try box.expect("welcome.heading")
    let desk = try places.desk()
    try desk.officerLogsIn()
    try box.giveEverything()
    try desk.expect("flags.attestationWanted")
    try desk.press("1", expect: "desk.noFreshFrame", "Hanne")
    try desk.press("7", expect: "desk.newFrame")
    try places.runCommands()
    try places.expectNothing(of: values, in: box, desk)
    try desk.press("1", expect: "desk.nobody")
    try box.expect("payment.heading")
    try box.press("\r", expect: "receipt.heading")
    try box.takeReceipt()
    try places.expectNothing(of: values, in: box, desk)
    try desk.press("/", expect: "desk.logInHeading")
    desk.press("/")
    #expect(try desk.exit() == 0)
    #expect(try box.stop() == 0)
    try places.expectNothing(of: values)
  }

  /// How a visit may end in the middle.
  enum Break: CaseIterable {
    case citizenStops, boxIsStopped, boxIsKilled, boxCrashes
  }

  @Test(arguments: Break.allCases)
  func `a visit breaks off when everything was given`(how: Break) throws {
    let places = try PrivacyPlaces()
    let values = try PrivacyValues().all
    let box = try places.box()
    try box.giveEverything()
    switch how {
    case .citizenStops:
      try box.press("/", expect: "stop.heading")
      try box.press("1", expect: "farewell.stoppedHeading")
      try box.press("\r", expect: "welcome.heading")
      #expect(try box.stop() == 0)
    case .boxIsStopped: #expect(try box.stop() == 0)
    case .boxIsKilled:
      box.signal(SIGKILL)
      #expect(try box.exit() == -SIGKILL)
    case .boxCrashes:
      box.signal(SIGSEGV)
      #expect(try box.exit() == -SIGSEGV)
    }
    try places.expectNothing(of: values)
    let again = try places.box()
    try again.expect("welcome.heading")
    try places.runCommands()
    #expect(try again.stop() == 0)
    try places.expectNothing(of: values)
  }

  @Test func `what is typed, scanned and laid on the glass in vain is not kept either`() throws {
    let places = try PrivacyPlaces()
    let card = VisitReaderTests.stripe.replacing(BoxOnPseudoTerminal.hanne, with: "3113850166")
    let zone = "P<DNKOESTERBAEK<<HANNE<KIRSTINE<<<<<<<<<<<<<2103456710DNK8510068F2612304061085<0166<<<00"
    let typed = [
      MemoryValue("number that is none", digits: "3113850166", grouped: ["311385-0166", "311385 0166"]),
      MemoryValue("booking code", code: "417383"), MemoryValue("name on the card", text: #"\STERB[K"#),
      MemoryValue("address on the card", text: "VEGADE"), MemoryValue("card", text: String(card.prefix(24))),
      MemoryValue("first line", text: String(zone.prefix(22))), MemoryValue("second line", digits: "2103456710"),
    ]
    let values = try PrivacyValues("passport-unreadable", and: typed).all + PrivacyValues().all
    let box = try places.box("passport-unreadable")
    try box.begin()
    try box.scan("!\(zone)\r", expect: "start.heading")
    try box.scan("#417383\r", expect: "groundsChoice.heading")
    try box.press("1", expect: "identity.heading")
    try box.scan(card, expect: "identity.readImpossibleDate")
    try box.scan(String(card.prefix(90)) + "\r", expect: "identity.cardUnreadable")
    try box.scan("!\(zone)\r", expect: "identity.heading")
    try box.press("3113850166\r", expect: "identity.impossibleDate")
    try places.expectNothing(of: values, in: box)
    try box.press("----------" + FlagPeople.villads + "\r", expect: "calling.documentUnreadable")
    try places.runCommands()
    try places.expectNothing(of: values, in: box)
    #expect(try box.stop() == 0)
    try places.expectNothing(of: values)
  }
}

extension BoxOnPseudoTerminal {
  /// From welcome to the question for an officer, with a height and a number that are nowhere else.
  fileprivate func giveEverything() throws {
    try begin()
    try identify()
    try photograph()
    try giveFingers()
    try sign()
    try giveDetails(height: MemoryVisit.height, mobile: MemoryVisit.mobile)
    try expect("review.heading", "Hanne Kirstine")
    try press("\r", expect: "attestation.why", "attestation.staffLogIn")
  }

  /// Sends what a reader reads; while more comes of it keys would be taken for the reader's.
  fileprivate func scan(_ text: String, expect wanted: String) throws {
    press(text)
    _ = quietScreen
    try expect(wanted)
  }
}
