import PassportRules

extension Box {
  /// What became of a dossier is staff's matter, and no visit's: it waits in the queue under the case's number.
  mutating func dossierChanged(_ number: CaseNumber, _ news: DossierNews, _ transition: inout Transition) {
    switch news {
    case .acknowledged:
      // The passport is being made after all: nothing is owed back either.
      for flag in flags where flag.about == number { transition.record(.flagWithdrawn(number, flag)) }
      flags.removeAll { $0.about == number }
    case .overdue: transition.lasting.append(Flag(.dossierUnacknowledged, step: nil, about: number))
    case .rejected(let paid):
      transition.lasting.append(Flag(.authorityRejected, step: nil, about: number))
      if paid > .zero { transition.lasting.append(Flag(.refundOwed, step: nil, holding: .owes(paid), about: number)) }
    }
  }
}
