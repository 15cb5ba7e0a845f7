import PassportRules

extension Box {
  /// What became of a dossier is staff's matter, and no visit's: it waits in the queue under the case's number.
  mutating func dossierChanged(_ number: CaseNumber, _ news: DossierNews, _ turn: inout Turn) {
    switch news {
    case .acknowledged:
      // The passport is being made after all: nothing is owed back either.
      for flag in flags where flag.about == number { turn.record(.flagWithdrawn(number, flag)) }
      flags.removeAll { $0.about == number }
    case .overdue: turn.lasting.append(Flag(.dossierUnacknowledged, step: nil, about: number))
    case .rejected(let paid):
      turn.lasting.append(Flag(.authorityRejected, step: nil, about: number))
      if paid > .zero { turn.lasting.append(Flag(.refundOwed, step: nil, holding: .owes(paid), about: number)) }
    }
  }
}
