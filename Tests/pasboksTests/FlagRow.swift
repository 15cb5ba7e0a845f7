import Renewal
import Testing

/// One flag, from what the citizen does to where it ends.
struct FlagRow: Sendable, CustomTestStringConvertible {
  /// Where it ends.
  enum End: Sendable {
    /// The citizen goes on at a step and takes the receipt.
    case receipt(from: FlagPiece)
    /// The citizen is sent on, with this sentence.
    case referral(String)
    /// The case is kept, and its receipt says so.
    case parked
    /// The last screen has this heading.
    case farewell(String)
  }

  /// The flag's code.
  let flag: String
  let scenario: String
  /// From welcome until the flag is raised.
  let citizen: @Sendable (BoxOnPseudoTerminal) throws -> Void
  var staff = FlagStaff.officer
  /// The number that staff press, and the words beside it.
  let action: (key: String, words: [String])
  /// The words beside the first reason, where one is asked for.
  var reason: String?
  /// Who countersigns.
  var second: FlagStaff?
  let end: End

  // What the rest of a visit needs.
  var person = BoxOnPseudoTerminal.hanne
  var skipping: Set<FlagPiece> = []
  var height = "168"
  var isFree = false
  /// Lines of `kiosk.yaml` written otherwise.
  var configured: [String: String] = [:]
  /// Lines of `rules.yaml` written otherwise.
  var ruled: [String: String] = [:]

  var testDescription: String { "\(flag): \(scenario), \(action.words.joined(separator: " "))" }

  /// Plays it.
  func play() throws {
    // The picture takes itself as soon as it may.
    let places = try PrivacyPlaces(configured: ["steady: 1000 ms": "steady: 300 ms"].merging(configured) { $1 })
    let folder = places.folder
    for (line, other) in ruled { try folder.configure(line, as: other, in: "rules.yaml") }
    let box = try places.box(scenario, transcript: "\(flag)-\(scenario)-\(action.key)")
    try citizen(box)
    if flag != "attestationWanted" {
      try box.expect("calling.\(flag)", "callingStaff.heading", "callingStaff.staffLogIn")
      box.expectKindness()
    }
    try box.comes(staff, to: flag == "attestationWanted" ? "attendance.attestHeading" : "flags.\(flag)")
    try box.expectSeen(action.words)
    box.press(action.key)
    if let second {
      try box.countersigns(second)
    } else {
      try askedFirst(box)
    }
    try finish(box)
    #expect(try box.stop() == 0)
    #expect(box.plainScreen.isEmpty)
    #expect(!folder.complaint.contains("error") || scenario == "dossier-rejected", "\(folder.complaint)")
    try places.expectNothing(of: PrivacyValues(scenario).all)
  }

  /// What is asked before it is done: why, whether that is meant, or what was learned.
  private func askedFirst(_ box: BoxOnPseudoTerminal) throws {
    switch action.words.first {
    case "actions.attest": return
    // What a device did wrong nobody could have learned.
    case "actions.retry" where FlagCode(rawValue: flag)?.isOfStepsDevice == true: return
    case "actions.retry", "actions.handBack":
      try box.expect("attendance.learnedHeading", "attendance.learned", "attendance.nothingToLearn")
      box.press("2")
    case "actions.except":
      try box.expect("attendance.sureHeading", "consequences.except")
      box.press("2")
    default:
      try box.expect("attendance.why", reason ?? "why.rulesRequire")
      box.press("2")
    }
  }

  private func finish(_ box: BoxOnPseudoTerminal) throws {
    switch end {
    case .receipt(let piece):
      try box.goOn(from: piece, as: person, skipping: skipping, height: height, isFree: isFree)
    case .referral(let place):
      try box.expect("farewell.referredHeading", place, "farewell.wiped")
      try box.press("\r", expect: "welcome.heading", "welcome.pressAnyKey")
    case .parked:
      try box.expect("receipt.parkedHeading", "receipt.parkedNext", "receipt.parkedUnpaid", "receipt.finish")
      try box.expectNumber("000001")
      try box.press("\r", expect: "farewell.parkedHeading", "farewell.parked")
      try box.press("\r", expect: "welcome.heading", "welcome.pressAnyKey")
    case .farewell(let heading):
      try box.expect(heading, "farewell.wiped")
      try box.press("\r", expect: "welcome.heading", "welcome.pressAnyKey")
    }
  }
}
