import TestSupport
import Testing

/// Whole visits at the built program in a pseudo-terminal.
@Suite(.serialized)
struct VisitTests {
  @Test(arguments: ["da", "en"])
  func `a whole renewal goes with keypad keys only, and the terminal is left as it was`(language: String) throws {
    let box = try BoxOnPseudoTerminal(language: language)
    try box.begin()
    try box.identify()
    try box.photograph()
    try box.giveFingers()
    try box.sign()
    try box.giveDetails()
    try box.expect("review.heading", "review.confirm", "Hanne Kirstine", "168 cm", "893")
    try box.press("\r", expect: "attestation.why", "attestation.staffLogIn")
    try box.logIn()
    try box.expect("attendance.attestHeading", "Østerbæk")
    try box.press("1", expect: "payment.heading", "payment.total", "893")
    try box.press("\r", expect: "receipt.heading", "receipt.paid", "receipt.allAlone.other", "receipt.printed")
    try box.expectNumber("000001")
    try box.takeReceipt()

    #expect(try box.stop() == 0)
    #expect(box.hasItsSettings)
    #expect(!box.seen.modes.contains(1049), "the alternate screen is left")
    #expect(box.seen.modes.contains(25), "the cursor is seen again")
    #expect(box.seen.modes.isDisjoint(with: [1000, 1002, 1003, 1006]), "no mouse is reported any more")
    #expect(box.plainScreen.isEmpty, "nothing of the visit is left on the screen")
    #expect(box.seen.unknown.isEmpty)
    #expect(!box.folder.complaint.contains("warning") && !box.folder.complaint.contains("error"))
  }

  @Test func `a number with a slip in it is asked about, and put right`() throws {
    let box = try BoxOnPseudoTerminal("mistyped-number")
    try box.goToIdentity()
    try box.press("0610850106\r", expect: "identity.pleaseCheck")
    try box.press("0610850166\r", expect: "photo.choosingHeading")
    #expect(try box.stop() == 0)
  }

  @Test(arguments: [
    (40, 15, "xterm-256color"), (120, 33, "xterm-256color"), (80, 22, "linux"), (80, 24, "xterm"), (80, 24, "screen"),
  ])
  func `a whole renewal goes on large type, on a large screen and on plainer terminals`(
    columns: Int, rows: Int, term: String
  ) throws {
    let box = try BoxOnPseudoTerminal(columns: columns, rows: rows, term: term)
    try box.goToAttestation()
    try box.attest()
    try box.press("\r", expect: "receipt.heading")
    // Here there is room for the receipt as it is printed.
    if columns == 120 { try box.expect("paperReceipt.title", "paperReceipt.caseNumber") }
    try box.takeReceipt()
    #expect(try box.stop() == 0)
    #expect(box.hasItsSettings)
    #expect(box.plainScreen.isEmpty)
  }
}
