/// Somebody of staff who answers for a fact.
package struct Author: Hashable, Sendable {
  /// Who it is.
  package let staff: StaffID
  /// What role it takes; nothing when any will do.
  package let role: StaffRole?

  /// Somebody of staff with the role that it takes.
  package init(_ staff: StaffID, _ role: StaffRole? = nil) {
    self.staff = staff
    self.role = role
  }
}

extension Fact {
  /// Who of staff does this; the store asks each of their accounts in the transaction that writes it.
  ///
  /// Leaving, and giving back what was claimed, takes nothing: it also happens to somebody who may do nothing any more.
  package var authors: [Author] {
    switch self {
    case .flagEnded(_, let flag, let action, let by, let second):
      [Author(by, action.role(for: flag.code))] + (second.map { [Author($0, .officer)] } ?? [])
    case .attested(_, let by): [Author(by, .officer)]
    case .assistEnded(_, _, let by, _), .claimed(_, let by), .flagShown(_, _, let by), .guided(_, _, let by),
      .frameTaken(_, let by):
      [Author(by, .librarian)]
    case .moneySettled(_, let by), .contactShown(_, let by), .refunded(_, _, let by), .dossierWithdrawn(_, let by):
      [Author(by, .supervisor)]
    case .deviceTested(_, let by): [Author(by, .technician)]
    case .staffArrived(_, let by, let role): [Author(by, role)]
    case .serviceChanged(_, let by), .clockConfirmed(let by): [Author(by)]
    case .visitOpened, .consentGiven, .stepDone, .flagRaised, .flagWithdrawn, .staffLeft, .released, .frozen, .thawed,
      .paymentIntended, .paymentAnswered, .paymentUncertain, .reversalIntended, .moneyOpen, .dossierErased,
      .receiptPrinted, .visitEnded, .closed, .opened, .clockDoubted, .deviceFailed:
      []
    }
  }
}
