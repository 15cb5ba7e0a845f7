import Testing

/// Flags of the box itself, each from what happens to whoever of staff ends it, until a citizen can come again.
@Suite
struct FlagBoxTests {
  @Test func `a printer without paper is filled by a technician, and the flag is gone`() throws {
    let box = try BoxOnPseudoTerminal("printer-out-of-paper", transcript: "deviceFault-printer")
    try box.goToAttestation()
    try box.attest()
    try box.press("\r", expect: "receipt.heading", "receipt.paperOut")
    try box.expectNumber("000001")
    try box.takeReceipt()
    try box.visits(.librarian, sees: "flags.deviceFault")
    try box.expect("devices.receiptPrinter", "actions.takeOutOfService")
    try box.press("1", expect: "logIn.roleNotEnough")
    try box.press("-", expect: "welcome.heading")
    try box.visits(.technician, sees: "maintenance.heading")
    try box.expect("paper.out")
    try box.press("6", expect: "devices.receiptPrinter", "maintenance.paperChanged")
    try box.press("2", expect: "paper.full")
    try box.press("-", expect: "maintenance.heading")
    try box.press("9", expect: "welcome.heading")
    try box.isRidOf("deviceFault")
  }

  @Test func `a camera that fails closes the box after the visit until a technician tries it out`() throws {
    let box = try BoxOnPseudoTerminal("camera-unplugged", transcript: "deviceFault-camera")
    try box.begin()
    try box.identify()
    try box.finish(andSee: "closed.device")
    try box.tryOut("2", device: "camera")
    try box.isRidOf("deviceFault")
  }

  @Test func `a camera that fails at the photo is ended by a librarian, and mended by a technician`() throws {
    let box = try BoxOnPseudoTerminal("camera-lost-in-the-picture", transcript: "deviceFault-camera-photo")
    try box.begin()
    try box.identify()
    try box.expect("photo.cameraHeading", "photo.person")
    try box.press("*", expect: "help.heading", "help.person")
    try box.press("1", expect: "calling.helpRequested")
    try box.comes(.librarian, to: "flags.helpRequested")
    try box.press("5", expect: "attendance.why", "why.citizenStops")
    try box.press("3", expect: "farewell.staffHeading", "farewell.wiped")
    try box.press("\r", expect: "closed.heading", "closed.device")
    try box.tryOut("2", device: "camera")
    try box.isRidOf("deviceFault")
  }

  @Test func `an opened cabinet ends the visit kindly, and a technician puts the box in service again`() throws {
    let box = try BoxOnPseudoTerminal("cabinet-opened", transcript: "cabinetOpened")
    try box.begin()
    try box.identify()
    try box.photograph()
    try box.expect("fingerprints.heading")
    try box.press("\r", expect: "farewell.interruptedHeading", "farewell.wiped")
    try box.press("\r", expect: "closed.heading", "closed.cabinet")
    try box.visits(.librarian, sees: "flags.cabinetOpened")
    try box.press("1", expect: "logIn.roleNotEnough")
    try box.press("-", expect: "closed.cabinet")
    try box.visits(.technician, sees: "maintenance.heading")
    try box.press("8", expect: "maintenance.takeOut")
    try box.press("9", expect: "welcome.heading")
    try box.isRidOf("cabinetOpened")
  }

  @Test func `a passport left on the glass calls a librarian, and once it is out the visit goes on`() throws {
    let folder = try BoxFolder()
    try folder.configure("removal: 30 s", as: "removal: 5 s")
    let box = try BoxOnPseudoTerminal(
      "passport-left-behind", in: folder, pace: "0.15", transcript: "documentLeftBehind")
    try box.begin()
    try box.identify()
    try box.expect("document.removingHeading")
    try box.expect("calling.documentLeftBehind", "callingStaff.staffLogIn")
    try box.comes(.librarian, to: "flags.documentLeftBehind")
    try box.press("1", expect: "logIn.documentStillInside")
    try box.goOn(from: .photo)
  }

  @Test func `a passport left in a box that was left closes it until the passport is out`() throws {
    let folder = try BoxFolder()
    try folder.configure("removal: 30 s", as: "removal: 5 s")
    let box = try BoxOnPseudoTerminal(
      "passport-left-behind", in: folder, pace: "0.15", transcript: "documentLeftBehind-closed")
    try box.begin()
    try box.identify()
    try box.expect("calling.documentLeftBehind")
    try box.press("/", expect: "stop.heading")
    try box.press("1", expect: "farewell.stoppedHeading", "farewell.belongings")
    try box.press("\r", expect: "closed.headingDocument", "closed.documentInside")
    try box.visits(.librarian, sees: "flags.documentLeftBehind")
    try box.press("1", expect: "logIn.documentStillInside")
    try box.press("-", expect: "closed.headingDocument")
    try box.expect("welcome.heading")
    try box.isRidOf("documentLeftBehind")
  }

  @Test func `a jammed passport calls for the reader, the citizen is referred, and a technician mends it`() throws {
    let box = try BoxOnPseudoTerminal("passport-jammed", pace: "0.15", transcript: "deviceFault-reader")
    try box.begin()
    try box.identify(as: FlagPeople.villads)
    try box.expect("calling.deviceFailed")
    try box.comes(.librarian, to: "flags.deviceFailed")
    try box.expect("devices.documentReader", "remedies.clear")
    try box.press("2", expect: "attendance.why")
    try box.press("2", expect: "farewell.referredHeading", "farewell.borgerservice")
    // Somebody pulls it out meanwhile.
    try box.press("\r", expect: "closed.device")
    try box.tryOut("1", device: "documentReader")
    try box.isRidOf("deviceFault")
  }

  @Test func `a dossier that was turned down is referred by a supervisor, and the money given back`() throws {
    let box = try BoxOnPseudoTerminal("dossier-rejected", transcript: "authorityRejected")
    try box.goToAttestation()
    try box.attest()
    try box.press("\r", expect: "receipt.heading")
    try box.takeReceipt()
    try box.visits(.officer, sees: "flags.authorityRejected")
    try box.press("3", expect: "logIn.roleNotEnough")
    try box.press("-", expect: "welcome.heading")
    try box.visits(.supervisor, sees: "flags.authorityRejected")
    try box.expect("000001", "actions.resend", "actions.showContact")
    try box.press("2", expect: "attendance.contactHint", "Hanne Kirstine Østerbæk", "20 41 63 58")
    try box.press("-", expect: "flags.authorityRejected")
    try box.press("0", expect: "flags.refundOwed", "893", "actions.settleMoney")
    try box.press("2", expect: "attendance.contactHint", "Hanne Kirstine Østerbæk")
    try box.press("-", expect: "flags.refundOwed")
    try box.press("1", expect: "attendance.sureHeading", "consequences.refund", "bank.givenBack")
    try box.press("2", expect: "flags.authorityRejected")
    try box.press("3", expect: "consequences.withdraw", "attendance.why")
    try box.press("2", expect: "attendance.boxHeading", "attendance.boxResume")
    #expect(try !box.shows("attendance.boxFlags"))
    try box.press("3", expect: "welcome.heading")
  }
}

extension BoxOnPseudoTerminal {
  /// From the pictures to the receipt, and behind it a box that closed itself.
  fileprivate func finish(andSee why: String) throws {
    try giveTheRest()
    try press("\r", expect: "attestation.why")
    try attest()
    try press("\r", expect: "receipt.heading", "receipt.finish")
    try press("\r", expect: "farewell.completedHeading")
    try press("\r", expect: "closed.heading", why)
  }

  /// A technician finds a device by its number, tries it out, and the box takes citizens again.
  func tryOut(_ number: String, device: String, at place: SourceLocation = #_sourceLocation) throws {
    try visits(.technician, sees: "maintenance.heading", at: place)
    try press(number, expect: "devices.\(device)", "maintenance.test", at: place)
    try press("1", expect: "deviceStates.online", at: place)
    try press("-", expect: "maintenance.heading", at: place)
    try press("9", expect: "welcome.heading", "welcome.pressAnyKey", at: place)
  }

  /// A supervisor looks, and nothing waits any more.
  func isRidOf(_ flag: String, at place: SourceLocation = #_sourceLocation) throws {
    try visits(.supervisor, sees: "attendance.boxHeading", at: place)
    try expect("attendance.boxBack", at: place)
    #expect(try !shows("flags.\(flag)") && !shows("attendance.boxFlags"), sourceLocation: place)
    try press("3", expect: "welcome.heading", at: place)
    #expect(try stop() == 0, sourceLocation: place)
  }
}
