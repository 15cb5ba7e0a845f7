import PassportRules
package import Renewal
package import Walk

extension BoxDriver {
  /// The flags that a visit raises by itself.
  package static let raisable: [FlagCode] = FlagCode.allCases.filter { code in
    switch code {
    case .helpRequested, .stuck, .attestationWanted, .documentUnreadable, .personUnknown, .replacementNumber,
      .firstPassport, .documentMismatch, .documentDiffers, .documentTakenAway, .chipSilent, .chipLocked, .chipAltered,
      .chipIssuerUnknown, .chipCloned, .documentReportedStolen, .passportRestriction, .child,
      .lossDeclaration, .nameChanged, .numberChanged, .authorityError, .threeInFiveYears, .photoRejected, .headCovering,
      .printsPoor, .fingersMissing,
      .fingersInjured, .sameFinger, .cannotSign, .paymentRefused, .terminalFailed, .wrongAmount, .deviceFailed,
      .documentLeftBehind, .presentationAttack:
      true
    // Of the box itself, or of a later stage.
    case .moneyOpen, .refundOwed, .cabinetOpened, .deviceFault, .dossierUnacknowledged, .authorityRejected,
      .recordsDiffer, .storageLow, .voiceLost:
      false
    }
  }

  /// A box whose visit has raised a flag, and waits for a person.
  package static func raising(_ code: FlagCode) -> BoxDriver {
    var driver = BoxDriver(code == .child ? .child : .adult, policy: code == .stuck ? .withoutFees : .sample)
    driver.raise(code)
    guard driver.flags == [code] else { preconditionFailure("\(driver.flags), not \(code)") }
    return driver
  }

  private mutating func raise(_ code: FlagCode) {
    switch code {
    case .helpRequested:
      reach(.grounds)
      press(.help, .digit(1))
    case .stuck:
      reach(.review)
      press(.enter)
    case .attestationWanted: reach(.attestation)
    case .documentUnreadable:
      reach(.document)
      for _ in 0..<3 { answer(.document(.upsideDown)) }
    case .documentMismatch:
      reach(.document)
      read(.contradicting)
    case .documentTakenAway:
      reach(.document)
      for _ in 0..<3 { read(.takenAway) }
    case .chipLocked:
      reach(.document)
      for _ in 0..<3 { read(.locked) }
    case .chipSilent:
      reach(.document)
      read(.silent)
    case .chipAltered:
      reach(.document)
      read(.altered)
    case .chipIssuerUnknown:
      reach(.document)
      read(.unknownSigner)
    case .chipCloned:
      reach(.document)
      read(.cloned)
    case .documentDiffers:
      reach(.document)
      for _ in 0..<2 { read(.misread) }
    case .numberChanged:
      reach(.document)
      press(.digit(3))
    case .personUnknown: lookUp(.unknown)
    case .documentReportedStolen: lookUp(fixtures.record(remarks: [.documentReportedStolen]))
    case .passportRestriction: lookUp(fixtures.record(remarks: [.passportRestriction]))
    case .threeInFiveYears: lookUp(fixtures.record(issued: fixtures.twoPassports))
    case .documentLeftBehind:
      reach(.document)
      send(.device(.media(.present)))
      read(.own)
      register()
      fire(.step)
    case .lossDeclaration: reach(.document, grounds: .lost)
    case .nameChanged:
      reach(.document, grounds: .newName)
      read(.own)
      register()
    case .firstPassport:
      reach(.grounds)
      press(.digit(8), .enter)
    case .authorityError:
      reach(.grounds)
      press(.digit(7), .enter)
    case .replacementNumber:
      reach(.identity)
      enter("6112851111")
    case .child:
      reach(.identity)
      enter(fixtures.cpr.digits)
      press(.enter)
      confirmCall()
    case .photoRejected:
      reach(.photo)
      takeBlurredPhotos()
    // After a picture was taken, so that there is one for an eye.
    case .headCovering:
      reach(.photo)
      press(.enter)
      answer(fixtures.photos([false, false, false]))
      press(.digit(1))
    case .printsPoor:
      reach(.fingerprints)
      givePoorPrints()
    case .sameFinger:
      reach(.fingerprints)
      giveTheSameFinger()
    case .fingersMissing:
      reach(.fingerprints)
      press(.digit(1))
    case .fingersInjured:
      reach(.fingerprints)
      press(.digit(2))
    case .cannotSign:
      reach(.signature)
      press(.digit(1))
    case .paymentRefused:
      reach(.payment)
      refuseThrice()
    case .terminalFailed:
      reach(.payment)
      for _ in 0..<3 {
        press(.enter)
        answer(.failed(DeviceFault(.disconnected, .maintenance)))
      }
    case .wrongAmount:
      reach(.payment)
      press(.enter)
      answer(.payment(.approved(Amount(kroner: 1))))
      answer(.payment(.reversed))
    case .deviceFailed:
      reach(.photo)
      for _ in 0..<3 {
        if commands.isEmpty { press(.enter) }
        answer(.failed(DeviceFault(.inoperable, .reset)))
      }
    case .presentationAttack:
      reach(.photo)
      send(.device(.state(.camera, .potentialFraud)))
    case .moneyOpen, .refundOwed, .cabinetOpened, .deviceFault, .dossierUnacknowledged, .authorityRejected,
      .recordsDiffer, .storageLow, .voiceLost:
      preconditionFailure("no visit raises \(code)")
    }
  }

  /// A page is laid on the reader and read.
  package mutating func read(_ page: Fixtures.Page) { answer(.document(fixtures.reading(page))) }

  private mutating func lookUp(_ word: AuthorityAnswer) {
    reach(.document)
    read(.own)
    register(word)
  }

  private mutating func takeBlurredPhotos() {
    for _ in 0..<3 {
      press(.enter)
      if commands != [.takePictures(count: 3)] { press(.enter) }
      answer(fixtures.photos([false, false, false]))
    }
  }

  private mutating func givePoorPrints() {
    for finger in [Finger.rightIndex, .rightThumb, .rightMiddle, .rightRing] {
      for _ in 0..<3 {
        press(.enter)
        answer(fixtures.print(finger, good: false))
      }
    }
  }

  private mutating func giveTheSameFinger() {
    give(.rightIndex)
    for _ in 0..<3 {
      press(.enter)
      answer(fixtures.print(.leftIndex, sameAs: .rightIndex))
    }
  }

  private mutating func refuseThrice() {
    for _ in 0..<3 {
      press(.enter)
      answer(.payment(.declined(.refused)))
    }
  }
}

extension Policy {
  /// The sample policy on a day before its first fee.
  fileprivate static var withoutFees: Policy {
    var policy = Policy.sample
    policy.rules.fees = []
    return policy
  }
}
