/// Two faces side by side, for who decides whether they are one person's.
package enum FacePair: Hashable, Sendable, CaseIterable {
  /// The old passport's picture and the one for the new passport.
  case oldAndNew
  /// A picture of who sits at the box now, taken from a desk, and the one for the new passport.
  case freshAndNew
}

extension FlagCode {
  /// Whether staff compare faces to decide about it.
  package var isAboutFaces: Bool {
    switch self {
    case .attestationWanted, .photoRejected, .headCovering, .presentationAttack, .documentMismatch: true
    case .helpRequested, .stuck, .documentUnreadable, .documentTakenAway, .chipSilent, .chipLocked, .chipAltered,
      .chipIssuerUnknown, .chipCloned, .personUnknown, .replacementNumber,
      .firstPassport, .documentDiffers, .documentReportedStolen, .passportRestriction, .child, .lossDeclaration,
      .nameChanged, .numberChanged, .authorityError, .threeInFiveYears, .printsPoor, .fingersMissing, .fingersInjured,
      .sameFinger, .cannotSign,
      .paymentRefused, .terminalFailed, .wrongAmount, .moneyOpen, .refundOwed, .documentLeftBehind, .cabinetOpened,
      .deviceFailed, .deviceFault,
      .dossierUnacknowledged, .authorityRejected, .recordsDiffer, .storageLow, .voiceLost:
      false
    }
  }

  /// Whether their faces are shown to somebody of a role: what is decided by eye is shown to the eye that may decide.
  package func showsFaces(to role: StaffRole) -> Bool { isAboutFaces && role.covers(.officer) }
}

extension FlagWorkbench {
  /// The pairs that are there to be compared, in the order in which they are looked at.
  func pairs(of code: FlagCode) -> [FacePair] {
    guard let visit, code.showsFaces(to: session.role), flags.contains(where: { $0.code == code }) else { return [] }
    return place == .desk && code == .attestationWanted && visit.freshFrame != nil ? FacePair.allCases : [.oldAndNew]
  }

  /// The pair that is looked at after another one; nothing after the last.
  func pair(after pair: FacePair, of code: FlagCode) -> FacePair? {
    let pairs = pairs(of: code)
    return pairs.firstIndex(of: pair).flatMap { $0 + 1 < pairs.count ? pairs[$0 + 1] : nil }
  }
}
