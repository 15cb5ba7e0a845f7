import Testing

/// Cases that wait for somebody: kept, resumed at the box by their number, or given up because nobody came.
@Suite
struct FlagCaseTests {
  @Test func `a case that the citizen kept is resumed by an officer with its number, after a restart`() throws {
    let folder = try BoxFolder()
    let box = try BoxOnPseudoTerminal(in: folder, transcript: "parked")
    try box.goToAttestation()
    try box.press("1", expect: "keep.heading", "keep.wait")
    try box.press("2", expect: "receipt.parkedHeading", "receipt.parkedUnpaid", "receipt.finish")
    try box.expectNumber("000001")
    try box.press("\r", expect: "farewell.parkedHeading")
    try box.press("\r", expect: "welcome.heading")
    #expect(try box.stop() == 0)

    let again = try BoxOnPseudoTerminal(in: folder, transcript: "resumed")
    try again.expect("welcome.heading", "welcome.pressAnyKey")
    try again.visits(.librarian, sees: "attendance.boxHeading")
    try again.press("2", expect: "logIn.roleNotEnough")
    try again.press("-", expect: "welcome.heading")
    try again.visits(.officer, sees: "attendance.boxHeading")
    try again.press("2", expect: "attendance.resumeHint")
    try again.press("9\r", expect: "parkedGone.unknown")
    try again.press("1\r", expect: "attendance.attestHeading", "Hanne Kirstine")
    try again.press("1", expect: "payment.heading", "893")
    try again.press("\r", expect: "receipt.heading")
    try again.expectNumber("000001")
    try again.takeReceipt()

    try again.visits(.officer, sees: "attendance.boxHeading")
    try again.press("2", expect: "attendance.resumeHint")
    try again.press("1\r", expect: "parkedGone.unknown")
    try again.press("-", expect: "common.leaveField")
    try again.press("-", expect: "attendance.boxHeading")
    try again.press("3", expect: "welcome.heading")
    #expect(try again.stop() == 0)
  }

  /// The boxes wait side by side; none of them does anything meanwhile.
  @Test func `when nobody of staff comes a complete case is kept, and any other ends kindly`() throws {
    let unattested = try waiting(transcript: "nobody-attestationWanted")
    let unpaid = try waiting("card-refused-always", transcript: "nobody-paymentRefused")
    let child = try waiting("child-with-guardian", transcript: "nobody-child")
    try child.begin()
    try child.identifyChild(as: FlagPeople.alma)
    try child.expect("calling.child")
    try unattested.goToAttestation()
    try unpaid.goToAttestation()
    try unpaid.attest()
    try unpaid.press("\r", expect: "payment.refusedHeading", "payment.librarian")
    try unpaid.press("1", expect: "calling.paymentRefused")

    try child.expect("farewell.nobodyHeading", "farewell.nobody", "farewell.wiped")
    for box in [unattested, unpaid] {
      try box.expect("receipt.parkedHeading", "receipt.parkedUnpaid")
      try box.expectNumber("000001")
    }
  }

  private func waiting(_ scenario: String = "everything-goes-well", transcript: String) throws -> BoxOnPseudoTerminal {
    let folder = try BoxFolder()
    try folder.configure("staff: 10 min", as: "staff: 60 s")
    return try BoxOnPseudoTerminal(scenario, in: folder, transcript: transcript)
  }

  @Test func `a librarian who may not do it leaves the case to an officer, and the citizen loses nothing`() throws {
    let box = try BoxOnPseudoTerminal("child-with-guardian", transcript: "child-librarian-first")
    try box.begin()
    try box.identifyChild(as: FlagPeople.alma)
    try box.expect("calling.child")
    try box.comes(.librarian, to: "flags.child")
    try box.press("1", expect: "logIn.roleNotEnough")
    try box.press("-", expect: "calling.child", "callingStaff.staffLogIn")
    try box.comes(.officer, to: "flags.child")
    try box.press("1", expect: "attendance.sureHeading")
    box.press("2")
    try box.goOn(from: .photo, skipping: [.fingers], height: "131")
    #expect(try box.stop() == 0)
  }

  @Test func `a librarian lets the citizen go back to an earlier step, and what was given is still there`() throws {
    let box = try BoxOnPseudoTerminal(transcript: "helpRequested-earlier-step")
    try box.begin()
    try box.identify()
    try box.giveTheRest()
    try box.press("*", expect: "help.heading", "help.person")
    try box.press("1", expect: "calling.helpRequested")
    try box.comes(.librarian, to: "flags.helpRequested")
    try box.press("3", expect: "attendance.stepHeading", "steps.fingerprints")
    try box.press("6", expect: "attendance.learnedHeading")
    try box.press("1", expect: "fingerprints.doneHeading")
    try box.press("\r", expect: "signature.doneHeading")
    try box.press("\r", expect: "details.heightHeading", "[ 1 6 8 ]")
    try box.press("\r", expect: "details.mobileHeading")
    try box.press("\r", expect: "details.noticeHeading")
    try box.press("\r", expect: "details.placeHeading")
    box.press("1")
    try box.goOn(from: .review)
    #expect(try box.stop() == 0)
  }
}
