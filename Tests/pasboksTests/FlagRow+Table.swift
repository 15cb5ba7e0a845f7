import Testing

/// The rows: each flag that a visit raises, by what the citizen does.
extension FlagRow {
  static let all: [FlagRow] = help + papers + captures + ends

  // MARK: Help, and who attests

  private static let help: [FlagRow] = [
    FlagRow(
      flag: "helpRequested", scenario: "asks-for-help",
      citizen: { box in
        try box.begin()
        try box.press("*", expect: "help.heading", "help.person")
        box.press("1")
      },
      staff: .librarian, action: ("1", ["actions.handBack"]), end: .receipt(from: .start)),
    FlagRow(
      flag: "helpRequested", scenario: "everything-goes-well",
      citizen: { box in
        try box.begin()
        try box.identify()
        try box.photograph()
        try box.expect("fingerprints.heading")
        try box.press("*", expect: "help.heading", "help.person")
        box.press("1")
      },
      staff: .librarian, action: ("4", ["actions.referBorgerservice"]), end: .referral("farewell.borgerservice")),
    FlagRow(
      flag: "stuck", scenario: "everything-goes-well",
      citizen: { box in
        try box.begin()
        try box.identify()
        try box.giveTheRest()
        try box.press("\r", expect: "calling.stuck")
      },
      staff: .librarian, action: ("4", ["actions.referBorgerservice"]), end: .referral("farewell.borgerservice"),
      ruled: [
        "- validFrom: 2021-02-01": "- validFrom: 2921-02-01", "- validFrom: 2023-01-01": "- validFrom: 2923-01-01",
        "- validFrom: 2024-01-01": "- validFrom: 2924-01-01",
      ]),
    FlagRow(
      flag: "attestationWanted", scenario: "everything-goes-well", citizen: { try $0.goToAttestation() },
      action: ("1", ["actions.attest"]), end: .receipt(from: .payment)),
    FlagRow(
      flag: "attestationWanted", scenario: "everything-goes-well", citizen: { try $0.goToAttestation() },
      action: ("2", ["actions.declineAttestation"]), reason: "why.anotherPerson",
      end: .referral("farewell.borgerservice")),
    FlagRow(
      flag: "attestationWanted", scenario: "everything-goes-well", citizen: { try $0.goToAttestation() },
      action: ("3", ["actions.park"]), reason: "why.noOfficer", end: .parked),
  ]

  // MARK: Who it is, and the old passport

  private static func identifying(
    as number: String, reason: String = "1"
  ) -> @Sendable (BoxOnPseudoTerminal) throws -> Void {
    { box in
      try box.begin()
      try box.identify(as: number, reason: reason)
    }
  }

  @Sendable private static func child(_ box: BoxOnPseudoTerminal, _ number: String) throws {
    try box.begin()
    try box.identifyChild(as: number)
  }

  private static let replacementNumber: @Sendable (BoxOnPseudoTerminal) throws -> Void = { box in
    try box.goToIdentity()
    box.press("6705821234\r")
  }

  private static let papers: [FlagRow] = [
    FlagRow(
      flag: "documentUnreadable", scenario: "passport-unreadable", citizen: identifying(as: FlagPeople.villads),
      action: ("2", ["actions.except", "reasons.otherPhotoID"]), end: .receipt(from: .photo)),
    FlagRow(
      flag: "chipSilent", scenario: "passport-chip-silent", citizen: identifying(as: FlagPeople.villads),
      action: ("3", ["actions.except", "reasons.certificateAndPhotoID"]), end: .receipt(from: .photo)),
    FlagRow(
      flag: "documentUnreadable", scenario: "lost-passport",
      citizen: { box in
        try identifying(as: FlagPeople.villads)(box)
        try box.expect("document.stoppedHeading", "document.noPassport")
        box.press("1")
      },
      action: ("4", ["actions.referBorgerservice"]), end: .referral("farewell.borgerservice")),
    FlagRow(
      flag: "personUnknown", scenario: "person-unknown", citizen: identifying(as: FlagPeople.tage),
      action: ("2", ["actions.except", "reasons.certificateAndPhotoID"]), end: .receipt(from: .photo)),
    FlagRow(
      flag: "replacementNumber", scenario: "replacement-number", citizen: replacementNumber,
      action: ("2", ["actions.referBorgerservice"]), end: .referral("farewell.borgerservice")),
    FlagRow(
      flag: "replacementNumber", scenario: "replacement-number", citizen: replacementNumber,
      action: ("1", ["actions.retry"]), end: .receipt(from: .identity)),
    FlagRow(
      flag: "firstPassport", scenario: "first-passport",
      citizen: { box in
        try box.begin()
        try box.press("\r", expect: "groundsChoice.heading")
        box.press("8")
        try box.readWhatToHaveReady()
      },
      action: ("3", ["actions.referBorgerservice"]), end: .referral("farewell.borgerservice")),
    FlagRow(
      flag: "child", scenario: "first-passport",
      citizen: { box in
        try box.begin()
        try box.press("\r", expect: "groundsChoice.heading")
        box.press("8")
        try box.readWhatToHaveReady()
        try box.expect("calling.firstPassport")
        try box.comes(.officer, to: "flags.firstPassport")
        try box.press("2", expect: "attendance.sureHeading")
        try box.press("2", expect: "identity.heading")
        box.press(FlagPeople.otto + "\r")
        try box.readWhatToHaveReady()
      },
      action: ("2", ["actions.except", "reasons.oneHolderPrevented"]), end: .receipt(from: .photo),
      skipping: [.fingers, .signature], height: "92"),
    FlagRow(
      flag: "child", scenario: "child-with-guardian", citizen: { try child($0, FlagPeople.alma) },
      action: ("1", ["actions.except", "reasons.custodyConsent"]), end: .receipt(from: .photo),
      skipping: [.fingers], height: "131"),
    FlagRow(
      flag: "child", scenario: "teenager", citizen: { try child($0, FlagPeople.malthe) },
      action: ("1", ["actions.except", "reasons.custodyConsent"]), end: .receipt(from: .photo)),
    FlagRow(
      flag: "child", scenario: "child-without-consent", citizen: { try child($0, FlagPeople.alma) },
      action: ("3", ["actions.referBorgerservice"]), end: .referral("farewell.borgerservice")),
    FlagRow(
      flag: "documentDiffers", scenario: "passport-misread", citizen: identifying(as: FlagPeople.villads),
      action: ("2", ["actions.except", "reasons.passportSeen", "attendance.printed", "attendance.chip", "^^"]),
      end: .receipt(from: .photo)),
    FlagRow(
      flag: "chipLocked", scenario: "passport-chip-locked", citizen: identifying(as: FlagPeople.villads),
      action: ("2", ["actions.except", "reasons.otherPhotoID"]), end: .receipt(from: .photo)),
    FlagRow(
      flag: "documentTakenAway", scenario: "passport-lifted", citizen: identifying(as: FlagPeople.villads),
      action: ("4", ["actions.referBorgerservice"]), end: .referral("farewell.borgerservice")),
    FlagRow(
      flag: "chipIssuerUnknown", scenario: "passport-signer-unknown", citizen: identifying(as: FlagPeople.villads),
      action: ("2", ["actions.except", "reasons.otherPhotoID"]), end: .receipt(from: .photo)),
    FlagRow(
      flag: "chipAltered", scenario: "passport-chip-altered", citizen: identifying(as: FlagPeople.villads),
      action: ("2", ["actions.except", "reasons.otherPhotoID"]), second: .supervisor, end: .receipt(from: .photo)),
    FlagRow(
      flag: "chipCloned", scenario: "passport-chip-cloned", citizen: identifying(as: FlagPeople.villads),
      action: ("4", ["actions.referPolice"]), end: .referral("farewell.elsewhere")),
    FlagRow(
      flag: "documentMismatch", scenario: "passport-of-somebody-else",
      citizen: { box in
        try identifying(as: FlagPeople.villads)(box)
        try box.expect("identity.doesNotMatch", "● ● ● ● ]")
        try box.press("\r", expect: "document.pausing")
        try box.expect("identity.doesNotMatch", "● ● ● ● ]")
        box.press("\r")
      },
      action: ("4", ["actions.referPolice"]), end: .referral("farewell.elsewhere"),
      configured: ["mismatchPause: 5 s": "mismatchPause: 1 s"]),
    FlagRow(
      flag: "documentReportedStolen", scenario: "passport-reported-stolen", citizen: identifying(as: FlagPeople.signe),
      action: ("1", ["actions.referPolice"]), end: .referral("farewell.elsewhere")),
    FlagRow(
      flag: "passportRestriction", scenario: "person-restricted", citizen: identifying(as: FlagPeople.knud),
      action: ("1", ["actions.referPolice"]), end: .referral("farewell.elsewhere")),
    FlagRow(
      flag: "lossDeclaration", scenario: "lost-passport", citizen: identifying(as: FlagPeople.villads, reason: "4"),
      action: ("1", ["actions.except", "reasons.lossDeclared"]), end: .receipt(from: .photo)),
    FlagRow(
      flag: "lossDeclaration", scenario: "stolen-passport", citizen: identifying(as: FlagPeople.villads, reason: "5"),
      action: ("2", ["actions.except", "reasons.policeReceipt"]), end: .receipt(from: .photo)),
    FlagRow(
      flag: "nameChanged", scenario: "new-name", citizen: identifying(as: FlagPeople.villads, reason: "6"),
      action: ("1", ["actions.except", "reasons.nameProof"]), end: .receipt(from: .photo)),
    FlagRow(
      flag: "numberChanged", scenario: "new-number",
      citizen: { box in
        try identifying(as: FlagPeople.kim)(box)
        try box.expect("document.stoppedHeading", "document.newNumber")
        box.press("3")
      },
      action: ("1", ["actions.except", "reasons.numberProof"]), end: .receipt(from: .photo)),
    FlagRow(
      flag: "authorityError", scenario: "error-in-passport",
      citizen: { box in
        try box.begin()
        try box.press("\r", expect: "groundsChoice.heading")
        box.press("7")
        try box.readWhatToHaveReady()
      },
      action: ("1", ["actions.except", "reasons.authorityErrorSeen"]), end: .receipt(from: .identity), isFree: true),
    FlagRow(
      flag: "threeInFiveYears", scenario: "third-passport", citizen: identifying(as: FlagPeople.yrsa),
      action: ("1", ["actions.except", "reasons.circumstancesChecked"]), end: .receipt(from: .photo)),
  ]
}
