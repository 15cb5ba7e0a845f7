import PassportRules
import Renewal

/// A small breakage of the money's machine, made outside it: of what an event leads to.
enum MoneyMutant: String, CaseIterable {
  case lostIsNotTaken, paidAgainBlindly, reversalBeforeItsIntent, wrongAmountKept, stallIsApproval, capturedForNobody
  case refusalIsReversal, forgottenIsReturned, flagForgotten, openMoneyNotWritten, declineNotWritten, pauseForgotten
  case asksForEver

  /// The law that must notice.
  var law: MoneyLaw {
    switch self {
    case .lostIsNotTaken: .neverChargedTwice
    case .paidAgainBlindly, .reversalBeforeItsIntent: .intentFirst
    case .wrongAmountKept, .stallIsApproval, .capturedForNobody: .receiptIsPaid
    case .refusalIsReversal, .forgottenIsReturned, .flagForgotten: .nothingIsForgotten
    case .openMoneyNotWritten, .declineNotWritten: .journalAgrees
    case .pauseForgotten: .somethingIsAwaited
    case .asksForEver: .ends
    }
  }

  /// What an event leads to with this breakage.
  func change(
    _ before: PaymentTransaction?, _ event: PaymentTransaction.Event?, _ transition: PaymentTransaction.Outcome
  ) -> PaymentTransaction.Outcome {
    guard let before, let event else { return transition }
    let payment = before.payment
    switch (self, before.state, event) {
    case (.lostIsNotTaken, .paying, .lost):
      return .init(.ended(.notTaken(.hostUnreachable)), [.record(.paymentAnswered(payment, .notFound))])
    case (.wrongAmountKept, .paying, .answered(.approved)), (.stallIsApproval, .checking, .answered(.inProgress)):
      return Self.capturing(before, transition)
    case (.capturedForNobody, .checking, .answered(.approved)) where before.purpose == .recovery:
      return Self.capturing(before, transition)
    case (.refusalIsReversal, .reversing(_, let why), .answered(.reversalRefused)),
      (.forgottenIsReturned, .reversing(_, let why), .answered(.notFound)):
      return .init(.ended(.reversed(why)), [.record(.paymentAnswered(payment, .reversed))])
    case (.asksForEver, .checking, .pauseEnded):
      return .init(
        .goesOn(PaymentTransaction(payment, for: before.purpose, state: .checking(1), approved: before.approved)),
        [.send(.paymentStatus(payment))])
    default: return .init(transition.progress, transition.effects.compactMap(effect))
    }
  }

  private static func capturing(
    _ before: PaymentTransaction, _ transition: PaymentTransaction.Outcome
  ) -> PaymentTransaction.Outcome {
    let facts = transition.effects.filter { if case .record(.paymentAnswered) = $0 { true } else { false } }
    return .init(
      .goesOn(
        PaymentTransaction(before.payment, for: before.purpose, state: .capturing, approved: before.payment.amount)),
      facts + [.capture(before.payment)])
  }

  private func effect(_ effect: PaymentTransaction.Effect) -> PaymentTransaction.Effect? {
    switch (self, effect) {
    case (.paidAgainBlindly, .send(.paymentStatus(let payment))): .send(.pay(payment))
    case (.reversalBeforeItsIntent, .record(.reversalIntended)), (.flagForgotten, .flag),
      (.openMoneyNotWritten, .record(.moneyOpen)), (.declineNotWritten, .record(.paymentAnswered(_, .declined))),
      (.pauseForgotten, .pause):
      nil
    default: effect
    }
  }
}
