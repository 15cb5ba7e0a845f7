package import PassportRules

extension Application {
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
  init?(_ reason: StaffReason) {
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
