import Testing

/// The rows of picture, fingers, signature and money.
extension FlagRow {
  private static func upToPicture(as number: String) -> @Sendable (BoxOnPseudoTerminal) throws -> Void {
    { box in
      try box.begin()
      try box.identify(as: number)
    }
  }

  private static func upToFingers(
    as number: String, _ then: @escaping @Sendable (BoxOnPseudoTerminal) throws -> Void
  ) -> @Sendable (BoxOnPseudoTerminal) throws -> Void {
    { box in
      try upToPicture(as: number)(box)
      try box.photograph()
      try box.expect("fingerprints.heading", "fingers.rightIndex")
      try then(box)
    }
  }

  static let captures: [FlagRow] = [
    FlagRow(
      flag: "photoRejected", scenario: "photo-rejected",
      citizen: { box in
        try upToPicture(as: FlagPeople.villads)(box)
        for _ in 1...2 {
          try box.expect("photo.failedHeading")
          try box.press("\r", expect: "photo.heading")
        }
      },
      action: ("2", ["actions.except", "reasons.photoByEye"]), end: .receipt(from: .fingers)),
    FlagRow(
      flag: "headCovering", scenario: "head-covering",
      citizen: { box in
        try upToPicture(as: FlagPeople.villads)(box)
        try box.expect("photo.heading", "photo.covering")
        box.press("1")
      },
      action: ("3", ["actions.except", "reasons.headCoveringAllowed"]), end: .receipt(from: .photo),
      configured: ["steady: 1000 ms": "steady: 10 s"]),
    FlagRow(
      flag: "presentationAttack", scenario: "picture-held-up", citizen: upToPicture(as: FlagPeople.villads),
      action: ("4", ["actions.referPolice"]), end: .referral("farewell.elsewhere")),
    FlagRow(
      flag: "presentationAttack", scenario: "picture-taken-of-a-picture",
      citizen: upToPicture(as: BoxOnPseudoTerminal.hanne),
      action: ("2", ["actions.except", "reasons.photoByEye"]), second: .supervisor, end: .receipt(from: .photo)),
    FlagRow(
      flag: "presentationAttack", scenario: "finger-of-wax",
      citizen: upToFingers(as: FlagPeople.villads) { $0.press("\r") },
      action: ("1", ["actions.retry"]), end: .receipt(from: .fingers)),
    FlagRow(
      flag: "printsPoor", scenario: "no-fingers-read",
      citizen: upToFingers(as: FlagPeople.aasta) { box in
        for finger in ["rightThumb", "rightMiddle", "rightRing"] {
          try box.readFinger(until: "fingers.\(finger)")
        }
        try box.readFinger(until: "calling.printsPoor")
      },
      action: ("3", ["actions.except", "reasons.printsNotNow"]), end: .receipt(from: .signature)),
    FlagRow(
      flag: "deviceFailed", scenario: "fingerprint-reader-restarts",
      citizen: upToFingers(as: BoxOnPseudoTerminal.hanne) { try $0.readFinger(until: "calling.deviceFailed") },
      staff: .librarian, action: ("2", ["actions.referBorgerservice"]), end: .referral("farewell.borgerservice")),
    FlagRow(
      flag: "fingersMissing", scenario: "finger-missing",
      citizen: upToFingers(as: FlagPeople.ib) { $0.press("1") },
      action: ("2", ["actions.except", "reasons.printsNever"]), end: .receipt(from: .signature)),
    FlagRow(
      flag: "fingersInjured", scenario: "finger-injured",
      citizen: upToFingers(as: FlagPeople.ib) { $0.press("2") },
      action: ("3", ["actions.except", "reasons.printsNotNow"]), end: .receipt(from: .signature)),
    FlagRow(
      flag: "sameFinger", scenario: "same-finger",
      citizen: upToFingers(as: FlagPeople.villads) { box in
        try box.press("\r", expect: "fingerprints.shownHeading", "fingers.rightIndex")
        try box.press("\r", expect: "fingerprints.heading", "fingers.leftIndex")
        try box.readFinger(until: "calling.sameFinger")
      },
      action: ("3", ["actions.except", "reasons.printsNotNow"]), end: .receipt(from: .signature)),
    FlagRow(
      flag: "cannotSign", scenario: "cannot-sign",
      citizen: { box in
        try upToPicture(as: FlagPeople.aasta)(box)
        try box.photograph()
        try box.giveFingers()
        try box.expect("signature.stoppedHeading", "signature.cannot")
        box.press("1")
      },
      action: ("2", ["actions.except", "reasons.cannotSign"]), end: .receipt(from: .details)),
  ]

  private static let toPayment: @Sendable (BoxOnPseudoTerminal) throws -> Void = { box in
    try box.goToAttestation()
    try box.attest()
  }

  static let ends: [FlagRow] = [
    FlagRow(
      flag: "wrongAmount", scenario: "payment-wrong-amount",
      citizen: { box in
        try toPayment(box)
        box.press("\r")
      },
      staff: .librarian, action: ("1", ["actions.retry"]), end: .receipt(from: .payment)),
    FlagRow(
      flag: "paymentRefused", scenario: "card-refused-always",
      citizen: { box in
        try toPayment(box)
        try box.press("\r", expect: "payment.refusedHeading", "payment.nothingTaken", "payment.librarian")
        box.press("1")
      },
      staff: .librarian, action: ("2", ["actions.park"]), reason: "why.noOfficer", end: .parked),
  ]
}
