import TestSupport
import Testing

/// The way of a visit with keypad keys only, in pieces; each piece ends when the next question stands there.
extension BoxOnPseudoTerminal {
  /// Hanne of the register, who renews an expiring passport.
  static let hanne = "0610850166"

  /// From welcome past language and consent to the question of a booking.
  func begin(withSpeech isSpoken: Bool = false, hasVoice: Bool = true) throws {
    try expect("welcome.heading", "welcome.pressAnyKey")
    try press("\r", expect: "languageChoice.heading")
    if hasVoice {
      try press("1", expect: "languageChoice.speechHeading")
      try press(isSpoken ? "1" : "2", expect: "privacy.heading")
    } else {
      try press("1", expect: "privacy.heading")
    }
    try press("1", expect: "start.heading")
  }

  /// At a desk: an officer logs in, and sees the queue.
  func officerLogsIn(andSees queue: String = "desk.nobody", at place: SourceLocation = #_sourceLocation) throws {
    try press("20\r", expect: "logIn.pin", at: place)
    try press("246810\r", expect: queue, at: place)
  }

  /// From welcome to the question for the number.
  func goToIdentity() throws {
    try begin()
    try chooseGrounds("1")
  }

  /// From the start to the question for the number, with a reason by its number.
  private func chooseGrounds(_ reason: String) throws {
    try press("\r", expect: "groundsChoice.heading")
    let needsStaff = "45678".contains(reason)
    try press(reason, expect: needsStaff ? "ready.heading" : "identity.heading")
    if needsStaff { try press("\r", expect: "identity.heading") }
  }

  /// From the start to the old passport's step, with a reason by its number.
  func identify(as number: String = hanne, reason: String = "1") throws {
    try chooseGrounds(reason)
    press(number + "\r")
  }

  /// From the start to where a person is called for a child, past what to have ready.
  func identifyChild(as number: String) throws {
    try identify(as: number)
    try readWhatToHaveReady()
  }

  /// What to have ready is read, and a person called.
  func readWhatToHaveReady() throws {
    try expect("ready.heading", "ready.call")
    press("\r")
  }

  /// The pictures: the first one that can be used.
  func photograph() throws {
    try expect("photo.choosingHeading")
    press("\r")
  }

  /// Right index finger, then the left one.
  func giveFingers() throws {
    try expect("fingerprints.heading", "fingers.rightIndex")
    try press("\r", expect: "fingerprints.shownHeading", "fingers.rightIndex")
    try press("\r", expect: "fingerprints.heading", "fingers.leftIndex")
    try press("\r", expect: "fingerprints.shownHeading", "fingers.leftIndex")
    press("\r")
  }

  /// The signature as it was written.
  func sign() throws {
    try expect("signature.shownHeading")
    press("\r")
  }

  /// Height, mobile number, a text message, and the first place.
  func giveDetails(height: String = "168", mobile: String = "20416358") throws {
    try expect("details.heightHeading")
    try press(height + "\r", expect: "details.mobileHeading")
    try press(mobile + "\r", expect: "details.noticeHeading")
    try press("1", expect: "details.placeHeading")
    press("1")
  }

  /// Everything from the pictures to the page with it all.
  func giveTheRest() throws {
    try photograph()
    try giveFingers()
    try sign()
    try giveDetails()
    try expect("review.heading")
  }

  /// From welcome to the question for an officer.
  func goToAttestation() throws {
    try begin()
    try identify()
    try giveTheRest()
    try press("\r", expect: "attestation.why", "attestation.staffLogIn")
  }

  /// Staff's log-in, with the number and PIN that a demonstration shows on this very screen; ends on staff's page.
  func logIn() throws {
    try press("9", expect: "logIn.heading", "logIn.demonstration")
    let shown = try values(of: "logIn.demonstration")
    try #require(shown.count == 2)
    try logIn(shown[0], shown[1], as: "roles.officer")
  }

  /// Staff's log-in with a number and a PIN, on the log-in screen; the page above tells the role.
  func logIn(_ number: String, _ pin: String, as role: String) throws {
    try giveNumber(number)
    try givePIN(pin, as: role)
  }

  /// A staff number; ends at the field for the PIN.
  func giveNumber(_ number: String, at place: SourceLocation = #_sourceLocation) throws {
    press(number + "\r")
    try expectField("logIn.pin", at: place)
  }

  /// A PIN; ends on staff's page, which tells the role above. Another page may have that word too.
  func givePIN(_ pin: String, as role: String, at place: SourceLocation = #_sourceLocation) throws {
    press(pin + "\r")
    try wait(for: "\(role) after the PIN", at: place) { _ in try shows(role) && !shows("logIn.heading") }
  }

  /// An officer comes and attests; ends with the fee.
  func attest() throws {
    try logIn()
    try expect("attendance.attestHeading")
    try press("1", expect: "payment.heading")
  }

  /// An officer comes, chooses an action by its number, and gives the first answer to what is asked then.
  func accept(_ action: String, flag: String) throws {
    try logIn()
    try uncover(flag)
    press(action)
    try wait(for: "what is asked first") { _ in
      try ["attendance.sureHeading", "attendance.why", "attendance.learnedHeading"].contains { try shows($0) }
    }
    press("2")
  }

  /// Takes the receipt, reads the good-bye, and is back at welcome.
  func takeReceipt() throws {
    try expect("receipt.heading", "receipt.finish")
    try press("\r", expect: "farewell.completedHeading")
    try press("\r", expect: "welcome.heading", "welcome.pressAnyKey")
  }

  /// Waits for a case number in large digits.
  func expectNumber(_ number: String, at place: SourceLocation = #_sourceLocation) throws {
    try wait(for: "the number \(number)", at: place) { _ in self.largeNumber == number }
  }

  /// The number in large digits at the left of the screen; beside the paper of a demonstration they are half as wide.
  private var largeNumber: String {
    let shapes = [
      "0": [7, 5, 5, 5, 7], "1": [2, 6, 2, 2, 7], "2": [7, 1, 7, 4, 7], "3": [7, 1, 7, 1, 7], "4": [5, 5, 7, 1, 1],
      "5": [7, 4, 7, 1, 7], "6": [7, 4, 7, 5, 7], "7": [7, 1, 2, 2, 2], "8": [7, 5, 7, 5, 7], "9": [7, 5, 7, 1, 7],
    ]
    let lines = seen.cells.filter { $0.prefix(26).contains { $0.scalar == "█" } }.map { $0.map { $0.scalar == "█" } }
    guard lines.count == 5 else { return "" }
    let readings = [2, 1].map { width in
      (0..<6).map { place in
        let shape = lines.map { line in
          (0..<3).reduce(0) { $0 * 2 + (line[2 + (place * 4 + $1) * width] ? 1 : 0) }
        }
        return shapes.first { $0.value == shape }?.key ?? "?"
      }.joined()
    }
    return readings.first { !$0.contains("?") } ?? ""
  }
}
