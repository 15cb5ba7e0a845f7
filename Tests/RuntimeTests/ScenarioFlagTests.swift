import Cases
import Foundation
import Renewal
import Runtime
import Testing

/// Which flags a librarian meets in each scenario, visit and box; a new librarian learns them in training.
@Suite struct ScenarioFlagTests {
  @Test(arguments: Play.all)
  func `each scenario raises its flags, and no other`(play: Play) throws {
    let box = try VirtualBox(scenario: play.scenario)
    try box.wait("welcome") { $0.state == .welcome(nil) }
    let start = try box.store.journal().count
    let ending = try play.run(box)
    let raised = try box.flagsRaised(after: start)
    #expect(raised == play.flags)
    #expect(ending == play.ending)
    #expect(box.runner.vault.isEmpty)
    #expect(try box.store.recoverySnapshot().interrupted.isEmpty)
  }

  @Test func `every scenario is in the table`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Config/simulation/scenarios")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let names = Set(files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) })
    #expect(names == Set(Play.all.map(\.scenario)))
  }

  /// A terminal fails thrice only when somebody lets it; `stuck` needs rules without a fee for the day, a case is overdue only when the authority was silent for a day, and what is wrong
  /// with the box's own store or voice is no visit's.
  @Test func `every flag that a visit can raise is met in some scenario`() {
    let met = Set(Play.all.flatMap(\.flags))
    #expect(
      Set(FlagCode.allCases).subtracting(met)
        == [.stuck, .terminalFailed, .dossierUnacknowledged, .recordsDiffer, .storageLow, .voiceLost])
  }
}

/// A scenario as its title says that it is played, staff taking what they may.
struct Play: Sendable, CustomTestStringConvertible {
  /// What is done that another citizen would not do.
  enum Deed: Sendable {
    case nothing
    /// At a step, these keys.
    case press(StepName, String)
    /// The camera has failed: somebody is called, and ends the visit.
    case callBecauseOfTheCamera
    /// A replacement number is typed, and an officer refers.
    case referReplacementNumber
    /// After three refusals the case is kept for an officer, unpaid.
    case keepUnpaid
    /// The document stays inside until somebody takes it out.
    case waitForTheDocument
  }

  let scenario: String
  var grounds = 1
  var deed = Deed.nothing
  var flags: [FlagCode] = [.attestationWanted]
  var ending = Ending.completed

  var testDescription: String { scenario }

  /// From welcome until the box rests again; tells how the visit ended.
  func run(_ box: VirtualBox) throws -> Ending? {
    var citizen = Citizen()
    citizen.grounds = grounds
    var told = Citizen.Told()
    switch deed {
    case .nothing: told = try citizen.visit(box)
    case .press(let step, let keys):
      try citizen.upTo(step, box)
      box.type(keys)
      told = try citizen.goOn(box)
    case .callBecauseOfTheCamera:
      try citizen.upTo(.photo, box)
      try box.wait("the camera fails") { _ in box.stoppedAtPhoto }
      box.type("*1")
      #expect(box.runner.box.state.visit?.flags.map(\.code) == [.helpRequested])
      box.type("910\n246810\n52")
      try box.wait("the end") { $0.state.visit?.step.name == .farewell }
      if case .farewell(let ending)? = box.runner.box.state.visit?.step { told.ending = ending }
    case .referReplacementNumber:
      try citizen.upTo(.identity, box)
      box.type(box.cpr + "\n920\n246820\n22")
      told = try citizen.goOn(box)
    case .keepUnpaid:
      try citizen.upTo(.payment, box)
      while box.runner.box.state.visit?.flags.isEmpty == true {
        box.type("\n")
        try box.pass()
      }
      box.type("910\n246810\n22")
      told = try citizen.goOn(box)
    case .waitForTheDocument:
      try citizen.upTo(.document, box)
      try box.wait("a flag") { $0.state.visit?.flags.isEmpty == false }
      try box.wait("the document is out") { $0.media == .notPresent }
      told = try citizen.goOn(box)
    }
    // Who reads the last screen takes the passport along, and devices are cleared meanwhile.
    box.time.advance(to: box.time.now() + 3_000)
    box.settle()
    box.type("\n")
    try box.wait("rest") { $0.state.visit == nil }
    try box.wait("the case is sent") { _ in box.hasSent || scenario == "authority-offline" }
    return told.ending
  }
}

extension VirtualBox {
  /// The flags that were raised after a row of the journal, each once, in their order.
  fileprivate func flagsRaised(after start: Int) throws -> [FlagCode] {
    var codes: [FlagCode] = []
    for row in try store.journal() where row.id > start && row.kind == "flagRaised" {
      let code = FlagCode.allCases.first { row.detail.contains("\"\($0.rawValue)\"") }
      if let code, !codes.contains(code) { codes.append(code) }
    }
    return codes
  }

  fileprivate var stoppedAtPhoto: Bool {
    guard case .photo(let photo)? = runner.box.state.visit?.step, case .stopped = photo.situation else { return false }
    return true
  }

  /// Whether nothing waits to be sent that the authority did not turn down.
  fileprivate var hasSent: Bool {
    (try? store.outbox().isEmpty) == true || runner.box.flags.contains { $0.code == .authorityRejected }
  }
}

extension Play {
  static let all: [Play] =
    [
      Play(scenario: "everything-goes-well"), Play(scenario: "booked-pensioner"), Play(scenario: "blurred-photo-twice"),
      Play(scenario: "two-faces"), Play(scenario: "nobody-touches-the-sensor"), Play(scenario: "poor-right-index"),
      Play(scenario: "blank-signature"), Play(scenario: "passport-upside-down"), Play(scenario: "passport-slow-chip"),
      Play(scenario: "passport-just-expired"), Play(scenario: "long-name"), Play(scenario: "card-refused"),
      Play(scenario: "asks-for-help", deed: .press(.grounds, "*1"), flags: [.helpRequested, .attestationWanted]),
    ] + documents + people + captures + ends

  private static let documents: [Play] = [
    Play(scenario: "passport-unreadable", flags: [.documentUnreadable, .attestationWanted]),
    Play(scenario: "passport-chip-silent", flags: [.chipSilent, .attestationWanted]),
    Play(scenario: "passport-chip-locked", flags: [.chipLocked, .attestationWanted]),
    Play(scenario: "passport-chip-cloned", flags: [.chipCloned, .attestationWanted]),
    Play(scenario: "passport-signer-unknown", flags: [.chipIssuerUnknown, .attestationWanted]),
    Play(scenario: "passport-lifted", flags: [.documentTakenAway, .attestationWanted]),
    Play(scenario: "passport-lifted-once"),
    Play(scenario: "passport-misread-once"),
    Play(scenario: "passport-misread", flags: [.documentDiffers, .attestationWanted]),
    Play(scenario: "passport-chip-altered", flags: [.chipAltered, .attestationWanted]),
    Play(scenario: "passport-of-somebody-else", flags: [.documentMismatch, .attestationWanted]),
    Play(
      scenario: "passport-reported-stolen", flags: [.documentReportedStolen],
      ending: .referred(.police, .documentReportedStolen)),
    Play(
      scenario: "person-restricted", flags: [.passportRestriction], ending: .referred(.police, .passportRestriction)),
    Play(
      scenario: "passport-left-behind", deed: .waitForTheDocument, flags: [.documentLeftBehind, .attestationWanted]),
    Play(
      scenario: "passport-jammed", deed: .waitForTheDocument, flags: [.deviceFailed, .deviceFault],
      ending: .referred(.borgerservice, .deviceFailed)),
    Play(scenario: "lost-passport", grounds: 4, flags: [.lossDeclaration, .attestationWanted]),
    Play(scenario: "stolen-passport", grounds: 5, flags: [.lossDeclaration, .attestationWanted]),
    Play(scenario: "new-name", grounds: 6, flags: [.nameChanged, .attestationWanted]),
    Play(scenario: "new-number", deed: .press(.document, "3"), flags: [.numberChanged, .attestationWanted]),
    Play(scenario: "error-in-passport", grounds: 7, flags: [.authorityError, .attestationWanted]),
    Play(scenario: "first-passport", grounds: 8, flags: [.firstPassport, .child, .attestationWanted]),
  ]

  private static let people: [Play] = [
    Play(scenario: "person-unknown", flags: [.personUnknown, .attestationWanted]),
    Play(scenario: "third-passport", flags: [.threeInFiveYears, .attestationWanted]),
    Play(scenario: "child-with-guardian", flags: [.child, .attestationWanted]),
    Play(scenario: "child-without-consent", flags: [.child, .attestationWanted]),
    Play(scenario: "teenager", flags: [.child, .attestationWanted]),
    Play(scenario: "mistyped-number", deed: .press(.identity, "0610850106\n0610850166\n")),
    Play(
      scenario: "replacement-number", deed: .referReplacementNumber, flags: [.replacementNumber],
      ending: .referred(.borgerservice, .replacementNumber)),
  ]

  private static let captures: [Play] = [
    Play(scenario: "photo-rejected", flags: [.photoRejected, .attestationWanted]),
    Play(scenario: "head-covering", deed: .press(.photo, "1"), flags: [.headCovering, .attestationWanted]),
    Play(scenario: "picture-held-up", flags: [.presentationAttack, .attestationWanted]),
    Play(scenario: "picture-taken-of-a-picture", flags: [.presentationAttack, .attestationWanted]),
    Play(scenario: "finger-of-wax", flags: [.presentationAttack, .attestationWanted]),
    Play(scenario: "no-fingers-read", flags: [.printsPoor, .attestationWanted]),
    Play(scenario: "same-finger", flags: [.sameFinger, .attestationWanted]),
    Play(scenario: "finger-missing", deed: .press(.fingerprints, "1"), flags: [.fingersMissing, .attestationWanted]),
    Play(scenario: "finger-injured", deed: .press(.fingerprints, "2"), flags: [.fingersInjured, .attestationWanted]),
    Play(
      scenario: "fingerprint-reader-restarts", flags: [.deviceFailed],
      ending: .referred(.borgerservice, .deviceFailed)),
    Play(scenario: "fingerprint-reader-keeps-prints", flags: [.attestationWanted, .deviceFault]),
    Play(scenario: "cannot-sign", flags: [.cannotSign, .attestationWanted]),
    Play(scenario: "camera-unplugged", flags: [.attestationWanted, .deviceFault]),
    Play(
      scenario: "camera-lost-in-the-picture", deed: .callBecauseOfTheCamera, flags: [.helpRequested, .deviceFault],
      ending: .endedByStaff),
  ]

  private static let ends: [Play] = [
    Play(
      scenario: "card-refused-always", deed: .keepUnpaid, flags: [.attestationWanted, .paymentRefused], ending: .parked),
    Play(scenario: "payment-answer-lost"), Play(scenario: "payment-never-arrived"),
    Play(scenario: "payment-unknown", flags: [.attestationWanted, .moneyOpen], ending: .moneyOpen),
    Play(scenario: "payment-wrong-amount", flags: [.attestationWanted, .wrongAmount]),
    Play(scenario: "paper-low"), Play(scenario: "printer-jammed", flags: [.attestationWanted, .deviceFault]),
    Play(scenario: "printer-out-of-paper", flags: [.attestationWanted, .deviceFault]),
    Play(scenario: "cabinet-opened", flags: [.cabinetOpened], ending: .interrupted),
    Play(scenario: "authority-offline"),
    Play(scenario: "dossier-rejected", flags: [.attestationWanted, .authorityRejected, .refundOwed]),
  ]
}
