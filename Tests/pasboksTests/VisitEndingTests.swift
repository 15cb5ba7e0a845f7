import Foundation
import Glibc
import TestSupport
import Testing

/// Visits that end in another way than most, each to its end on the screen.
@Suite(.serialized)
struct VisitEndingTests {
  @Test func `who does not consent is let go kindly`() throws {
    let box = try BoxOnPseudoTerminal()
    try box.expect("welcome.heading")
    try box.press("\r", expect: "languageChoice.heading")
    try box.press("1", expect: "languageChoice.speechHeading")
    try box.press("2", expect: "privacy.heading", "privacy.refuse")
    try box.press("2", expect: "farewell.refusedHeading", "farewell.refused")
    try box.press("\r", expect: "welcome.heading", "welcome.pressAnyKey")
  }

  @Test func `without paper the number stands on the screen, and staff learn of the printer`() throws {
    let box = try BoxOnPseudoTerminal("printer-out-of-paper")
    try box.goToAttestation()
    try box.attest()
    try box.press("\r", expect: "receipt.heading", "receipt.paperOut", "receipt.copy")
    try box.expectNumber("000001")
    try box.press("1", expectStill: "receipt.paperOut", "receipt.copy")
    try box.expectNumber("000001")
    try box.takeReceipt()
    try box.press("*", expect: "help.heading")
    try box.logIn()
    try box.expect("flags.deviceFault")
    try box.press("-", expect: "welcome.heading")
  }

  @Test func `a refused card can be followed by one that pays`() throws {
    let box = try BoxOnPseudoTerminal("card-refused")
    try box.goToAttestation()
    try box.attest()
    try box.press("\r", expect: "payment.refusedHeading", "declined.refused", "payment.nothingTaken")
    try box.press("\r", expect: "receipt.heading", "receipt.printed")
    try box.takeReceipt()
  }

  /// A visit up to its good-bye, in which nobody gets to know what became of the money.
  private func unsettled(in folder: BoxFolder) throws -> BoxOnPseudoTerminal {
    try folder.configure("paymentStatus: 3 s", as: "paymentStatus: 1 s")
    try folder.configure("paymentStatus: 5 ", as: "paymentStatus: 1 ")
    let box = try BoxOnPseudoTerminal("payment-unknown", in: folder)
    try box.goToAttestation()
    try box.attest()
    try box.press("\r", expect: "payment.checkingHeading", "payment.checkingNotAgain")
    try box.expect("receipt.moneyHeading", "receipt.moneyNext", "receipt.finish")
    try box.press("\r", expect: "farewell.moneyHeading", "farewell.money")
    return box
  }

  @Test func `money whose end nobody knows waits for a supervisor, through a restart`() throws {
    let folder = try BoxFolder()
    let box = try unsettled(in: folder)
    try box.press("\r", expect: "welcome.heading")
    #expect(try box.stop() == 0)

    let again = try BoxOnPseudoTerminal("payment-unknown", in: folder)
    try again.expect("welcome.heading", "welcome.pressAnyKey")
    try again.visits(.supervisor, sees: "flags.moneyOpen")
    try again.expect("893", "actions.settleMoney")
    try again.press("1", expect: "attendance.bankSays", "bank.taken")
    try again.press("3", expect: "attendance.boxHeading", "attendance.boxOut")
    try again.press("-", expect: "welcome.heading")
    #expect(try again.stop() == 0)

    let settled = try BoxOnPseudoTerminal(in: folder)
    try settled.expect("welcome.heading", "welcome.pressAnyKey")
    try settled.visits(.supervisor, sees: "attendance.boxHeading")
    #expect(try !settled.shows("flags.moneyOpen"))
  }

  @Test func `money whose end nobody knew is given back at the start at which the terminal answers`() throws {
    let folder = try BoxFolder()
    #expect(try unsettled(in: folder).stop() == 0)

    let again = try BoxOnPseudoTerminal(in: folder)
    try again.expect("welcome.heading", "welcome.pressAnyKey")
    try again.visits(.supervisor, sees: "attendance.boxHeading")
    #expect(try !again.shows("flags.moneyOpen"))
    #expect(try again.stop() == 0)
    #expect(folder.knownToDevices == "payment 000001-1 reversed\n")
  }

  @Test func `a lost passport takes an officer's word and the double fee`() throws {
    let box = try BoxOnPseudoTerminal("lost-passport")
    try box.begin()
    try box.identify(as: "1703913909", reason: "4")
    try box.expect("calling.lossDeclaration", "callingStaff.heading")
    try box.accept("1", flag: "flags.lossDeclaration")
    try box.giveTheRest()
    try box.expect("review.byStaff", "1.786 kr.")
    try box.press("\r", expect: "attestation.why")
    try box.attest()
    try box.expect("payment.doubled", "1.786 kr.")
    try box.press("\r", expect: "receipt.heading")
    try box.takeReceipt()
  }

  @Test func `a child comes with a guardian, gives no prints and pays a child's fee`() throws {
    let box = try BoxOnPseudoTerminal("child-with-guardian")
    try box.begin()
    try box.identifyChild(as: "0909177114")
    try box.expect("calling.child")
    try box.accept("1", flag: "flags.child")
    try box.photograph()
    try box.sign()
    try box.giveDetails(height: "131")
    try box.expect("review.heading", "review.notNeeded", "150 kr.")
    try box.press("\r", expect: "attestation.why")
    try box.attest()
    try box.expect("150 kr.")
    try box.press("\r", expect: "receipt.heading")
    try box.takeReceipt()
  }

  @Test func `a restriction is told to staff alone, and the citizen is sent on kindly`() throws {
    let box = try BoxOnPseudoTerminal("person-restricted")
    try box.begin()
    try box.identify(as: "0407683667")
    try box.expect("calling.passportRestriction", "callingStaff.heading")
    for word in ["spær", "politi", "restriction", "registr"] {
      #expect(!box.plainScreen.lowercased().contains(word), "“\(word)” can be read over a shoulder")
    }
    try box.accept("1", flag: "flags.passportRestriction")
    try box.expect("farewell.referredHeading", "farewell.elsewhere")
    try box.press("\r", expect: "welcome.heading")
  }

  @Test func `a photo that no measure passes is taken by an officer's eye`() throws {
    let box = try BoxOnPseudoTerminal("photo-rejected")
    try box.begin()
    try box.identify(as: "1703913909")
    for _ in 1...2 {
      try box.expect("photo.failedHeading")
      try box.press("\r", expect: "photo.heading")
    }
    try box.expect("calling.photoRejected")
    try box.accept("2", flag: "flags.photoRejected")
    try box.giveFingers()
    try box.sign()
    try box.giveDetails()
    try box.expect("review.heading", "review.byStaff")
  }

  @Test func `nobody is welcomed while a passport lies on the glass`() throws {
    let folder = try BoxFolder()
    try folder.configure("removal: 30 s", as: "removal: 5 s")
    let box = try BoxOnPseudoTerminal("passport-left-behind", in: folder)
    try box.begin()
    try box.identify()
    try box.expect("document.removingHeading")
    try box.expect("calling.documentLeftBehind")
    try box.logIn()
    try box.expect("flags.documentLeftBehind", "actions.confirmRemoved")
    try box.press("1", expectStill: "flags.documentLeftBehind")
    try box.press("2", expect: "attendance.why", "outOfService.device")
    try box.press("2", expect: "farewell.staffHeading")
    // Where the passport is comes before why nobody can use the box.
    try box.press("\r", expect: "closed.documentInside")
    #expect(try box.stop() == 0)
  }

  @Test func `who goes and leaves a passport on the glass leaves a closed box behind`() throws {
    let folder = try BoxFolder()
    try folder.configure("removal: 30 s", as: "removal: 5 s")
    let box = try BoxOnPseudoTerminal("passport-left-behind", in: folder)
    try box.begin()
    try box.identify()
    try box.expect("calling.documentLeftBehind")
    try box.press("/", expect: "stop.heading")
    try box.press("1", expect: "farewell.stoppedHeading", "farewell.belongings")
    try box.press("\r", expect: "closed.headingDocument", "closed.documentInside")
    try box.press("\r+123", expectStill: "closed.headingDocument")
  }

  @Test func `who stops in the middle is asked first, and everything is erased`() throws {
    let box = try BoxOnPseudoTerminal()
    try box.begin()
    try box.identify()
    try box.photograph()
    try box.expect("fingerprints.heading")
    try box.press("/", expect: "stop.heading", "stop.wiped")
    try box.press("-", expect: "fingerprints.heading")
    try box.press("/", expect: "stop.heading")
    try box.press("1", expect: "farewell.stoppedHeading", "farewell.wiped")
    try box.press("\r", expect: "welcome.heading")
  }

  @Test func `with the authority out of reach the visit goes on`() throws {
    let box = try BoxOnPseudoTerminal("authority-offline")
    try box.goToAttestation()
    try box.attest()
    try box.press("\r", expect: "receipt.heading", "receipt.next")
    try box.takeReceipt()
    #expect(try box.stop() == 0)
  }

  @Test func `a case that nobody can attest now is kept, and nothing is paid`() throws {
    let box = try BoxOnPseudoTerminal()
    try box.goToAttestation()
    try box.logIn()
    try box.expect("attendance.attestHeading", "actions.park")
    try box.press("3", expect: "attendance.why", "why.noOfficer")
    try box.press("2", expect: "receipt.parkedHeading", "receipt.parkedUnpaid", "receipt.finish")
    try box.expectNumber("000001")
    try box.press("\r", expect: "farewell.parkedHeading")
    try box.press("\r", expect: "welcome.heading")
  }

  @Test func `a signal in the middle of a visit ends it in order`() throws {
    let box = try BoxOnPseudoTerminal()
    try box.begin()
    try box.identify()
    try box.photograph()
    try box.expect("fingerprints.heading")
    #expect(try box.stop() == 0)
    #expect(box.hasItsSettings)
    #expect(box.plainScreen.isEmpty)
  }
}
