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
    if needs.guardianConsent, accepted[.guardianConsent] == nil { return .missing(.identity) }
    guard document.isSettled, let name else { return .missing(.document) }
    for circumstance in circumstances(of: grounds) where accepted[circumstance] == nil {
      return .missing(circumstance == .authorityError ? .grounds : .document)
    }
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

  /// What an officer must have looked at for these grounds and what the register told.
  private func circumstances(of grounds: RenewalGrounds) -> [Circumstance] {
    let asked: Set<Circumstance> =
      switch grounds {
      case .lost, .stolen: [.lossDeclaration]
      case .newName: [.nameProof]
      case .authorityError: [.authorityError]
      case .expired, .expiring, .full, .damaged, .firstPassport: []
      }
    return asked.union(remarked).sorted()
  }
}
