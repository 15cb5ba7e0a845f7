import Renewal
import Testing

/// The accounts of a demonstration, one for each role; their numbers and PINs are published.
enum FlagStaff: String, Sendable {
  case librarian, officer, supervisor, technician

  /// Number and PIN.
  var account: (number: String, pin: String) {
    switch self {
    case .librarian: ("10", "135790")
    case .officer: ("20", "246810")
    case .supervisor: ("30", "975310")
    case .technician: ("40", "864209")
    }
  }
}

/// What the citizen does next, once the flag is over.
enum FlagPiece: Int, Sendable, Comparable {
  case start, identity, photo, fingers, signature, details, review, payment

  static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// People of the invented register, by what they are here for.
enum FlagPeople {
  static let villads = "1703913909"
  static let aasta = "2905480824"
  static let ib = "1208571993"
  static let alma = "0909177114"
  static let malthe = "2106117601"
  static let otto = "3004245075"
  static let yrsa = "2802790342"
  static let knud = "0407683667"
  static let signe = "2311961276"
  static let tage = "2902722233"
  static let kim = "1406942238"
}

/// Staff's side of a flag, and the way from there to the end, with keypad keys only.
extension BoxOnPseudoTerminal {
  /// A member of staff logs in on the screen that stands there, which offers it with `9`.
  func comes(_ staff: FlagStaff, to flag: String, at place: SourceLocation = #_sourceLocation) throws {
    try press("9", expect: "logIn.heading", "logIn.number", at: place)
    try giveNumber(staff.account.number, at: place)
    try givePIN(staff.account.pin, as: "roles.\(staff)", at: place)
    try uncover(flag, at: place)
  }

  /// Waits for a flag's page; the facts of a covered one are asked for, and nothing is done before.
  func uncover(_ flag: String, at place: SourceLocation = #_sourceLocation) throws {
    let code = flag.hasPrefix("flags.") ? FlagCode(rawValue: String(flag.dropFirst("flags.".count))) : nil
    if let code, code.isCovered {
      try expect("attendance.coveredHeading", "attendance.show", at: place)
      expectKindness(at: place)
      #expect(try !shows(flag), sourceLocation: place)
      // A number that is not shown does nothing, and what follows it is for the page that stands there.
      try press("128", expect: "attendance.cover", at: place)
    }
    try expect(flag, at: place)
  }

  /// A member of staff comes to a box that nobody uses: welcome and help, or straight from a closed box.
  func visits(_ staff: FlagStaff, sees page: String, at place: SourceLocation = #_sourceLocation) throws {
    try wait(for: "a box that nobody uses", at: place) { _ in
      // Of a screen that is being written only the upper part may be there.
      let isOpen = try shows("welcome.heading")
      return try isOpen ? shows("welcome.pressAnyKey") : shows("closed.keyStaff")
    }
    if try shows("welcome.pressAnyKey") {
      try press("*", expect: "help.heading", "help.staff", at: place)
      try comes(staff, to: page, at: place)
    } else {
      try press("*", expect: "logIn.heading", "logIn.number", at: place)
      try giveNumber(staff.account.number, at: place)
      try givePIN(staff.account.pin, as: "roles.\(staff)", at: place)
      try expect(page, at: place)
    }
  }

  /// A colleague countersigns.
  func countersigns(_ staff: FlagStaff, at place: SourceLocation = #_sourceLocation) throws {
    try expect("attendance.secondHeading", at: place)
    try giveNumber(staff.account.number, at: place)
    press(staff.account.pin + "\r")
  }

  /// From a step to welcome again: the rest is given, an officer attests, it is paid, and the receipt taken.
  func goOn(
    from piece: FlagPiece, as number: String = BoxOnPseudoTerminal.hanne, reason: String = "1",
    skipping: Set<FlagPiece> = [], height: String = "168", isFree: Bool = false,
    at place: SourceLocation = #_sourceLocation
  ) throws {
    func isDue(_ other: FlagPiece) -> Bool { piece <= other && !skipping.contains(other) }
    if isDue(.start) {
      try expect("start.heading", at: place)
      try press("\r", expect: "groundsChoice.heading", at: place)
      try press(reason, expect: "identity.heading", at: place)
    }
    if isDue(.identity) {
      try expect("identity.heading", at: place)
      press(number + "\r")
    }
    if isDue(.photo) { try photograph() }
    if isDue(.fingers) { try giveFingers() }
    if isDue(.signature) { try sign() }
    if isDue(.details) { try giveDetails(height: height) }
    if isDue(.review) {
      try expect("review.heading", "review.confirm", at: place)
      try press("\r", expect: "attestation.why", "attestation.staffLogIn", at: place)
      try comes(.officer, to: "attendance.attestHeading", at: place)
      press("1")
    }
    if isDue(.payment), !isFree {
      try expect("payment.heading", "payment.total", at: place)
      press("\r")
    }
    try expect("receipt.heading", "receipt.next", at: place)
    try takeReceipt()
  }

}

/// What must be seen, and what must not.
extension BoxOnPseudoTerminal {
  /// Waits until all of these stand on the screen.
  func expectSeen(_ words: [String], at place: SourceLocation = #_sourceLocation) throws {
    for word in words { try expect(word, at: place) }
  }

  /// Nobody reads over a shoulder what a visit is suspected of.
  func expectKindness(at place: SourceLocation = #_sourceLocation) {
    for word in ["spær", "politi", "restriktion", "stjål", "falsk", "snyd", "mistanke", "registr"] {
      #expect(!plainScreen.lowercased().contains(word), "“\(word)” can be read over a shoulder", sourceLocation: place)
    }
  }
}

extension BoxOnPseudoTerminal {
  /// Puts the finger on the sensor, as often as it takes until this is seen; Enter does nothing while the sensor reads.
  func readFinger(until wanted: String, at place: SourceLocation = #_sourceLocation) throws {
    for _ in 1...30 where try !shows(wanted) {
      press("\r")
      _ = quietScreen
    }
    try expect(wanted, at: place)
  }
}
