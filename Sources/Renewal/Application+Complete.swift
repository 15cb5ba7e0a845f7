package import PassportRules

/// Whether an application has all it needs.
package enum Completion: Hashable, Sendable {
  case complete(CompleteApplication)
  /// The first step that must be done.
  case missing(StepName)
  /// The rules know no fee for it: a person decides.
  case noFee
}

extension Application {
  /// The application with everything it needs by the citizen's age and grounds, its fee fixed with the date.
  package func complete(by rules: Rules, on date: CivilDate) -> Completion {
    guard hasConsent else { return .missing(.privacy) }
    guard let grounds else { return .missing(.grounds) }
    guard let identity else { return .missing(.identity) }
    let birth = identity.cpr.birthDate
    let needs = rules.requirements(bornOn: birth, on: date, grounds: grounds)
    let unseen = circumstances(by: needs).filter { accepted[$0] == nil }
    if unseen.contains(.guardianConsent) { return .missing(.identity) }
    guard document.isSettled, let name else { return .missing(.document) }
    if let circumstance = unseen.first { return .missing(circumstance == .authorityError ? .grounds : .document) }
    guard let picture = photo.value?.picture ?? (photo.isSettled ? pictureForTheEye : nil) else {
      return .missing(.photo)
    }
    if needs.prints, !prints.isSettled { return .missing(.fingerprints) }
    if needs.signature, !signature.isSettled { return .missing(.signature) }
    guard let details else { return .missing(.details) }
    guard case .fee(let fee) = rules.fee(bornOn: birth, on: date, grounds: grounds) else { return .noFee }
    return .complete(
      CompleteApplication(
        grounds: grounds, identity: identity, name: name, document: document, photo: photo, picture: picture,
        prints: needs.prints ? prints : .missing, signature: needs.signature ? signature : .missing, details: details,
        accepted: accepted, fee: fee, feeDate: date))
  }

  /// What this citizen must give, by the rules of a day; nothing while age or grounds are not known.
  package func needs(by rules: Rules, on date: CivilDate) -> Requirements? {
    guard let identity, let grounds else { return nil }
    return rules.requirements(bornOn: identity.cpr.birthDate, on: date, grounds: grounds)
  }

  /// What an officer must have looked at, by what is needed and what the register told.
  func circumstances(by needs: Requirements) -> [Circumstance] {
    remarked.union(needs.staff.compactMap(Circumstance.init)).sorted()
  }
}

extension Circumstance {
  /// The circumstance that a reason of the rules is; nothing where the old document, or the fee, stands for it.
  fileprivate init?(_ reason: StaffReason) {
    switch reason {
    case .child: self = .guardianConsent
    // The police's receipt is looked at with the declaration.
    case .lossDeclaration: self = .lossDeclaration
    case .nameProof: self = .nameProof
    case .authorityError: self = .authorityError
    case .policeReceipt, .firstPassport, .feeUnknown: return nil
    }
  }
}
