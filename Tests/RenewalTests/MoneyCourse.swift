import PassportRules
import Renewal

/// One course of a case's money: what the terminal truly did, what the journal has of it, and what is waited for.
///
/// The terminal may lose words, refuse, stall, and answer what nobody asked; it may forget what it told. It does not say that it took
/// nothing when it took something and never said so: against that no box has a remedy.
struct MoneyCourse: Hashable {
  /// What the terminal did with an attempt.
  enum Charge: Hashable {
    case declined
    case taken(Amount)
    case returned

    var isTaken: Bool { if case .taken = self { true } else { false } }
  }

  /// What is waited for.
  enum Waiting: Hashable {
    case terminal(DeviceCommand)
    case pause
    case store
  }

  /// What may happen next.
  enum Deed: Hashable {
    /// The machine hears something; the terminal did that meanwhile, or nothing.
    case event(PaymentTransaction.Event, Charge?)
    /// The citizen tries again.
    case again
    /// The program is stopped, the terminal having done that or nothing, and starts anew.
    case restart(Charge?)
  }

  static let fee = Amount(kroner: 893)
  static let mostAttempts = 2
  static let mostRestarts = 2

  var transaction: PaymentTransaction?
  var waiting: Set<Waiting> = []
  var attempt = 0
  var restarts = 0
  /// Whether the citizen may try again.
  var mayTryAgain = true
  var charges: [Int: Charge] = [:]
  var journal: [Int: PaymentStanding] = [:]
  var flagged: Set<Int> = []

  static func payment(_ attempt: Int) -> Payment { Payment(sale: CaseNumber(1), attempt: attempt, amount: fee) }

  /// Whether nobody does anything about money.
  var isAtRest: Bool { transaction == nil }

  /// The attempts a start would settle.
  var unsettled: [UnsettledPayment] {
    journal.filter(\.value.state.isUnresolved).sorted { $0.key < $1.key }
      .map { UnsettledPayment(Self.payment($0.key), approved: $0.value.approved) }
  }

  // MARK: What may happen next

  var deeds: [Deed] {
    guard let transaction else {
      return (mayTryAgain && attempt < Self.mostAttempts ? [.again] : [])
        + (restarts < Self.mostRestarts && !unsettled.isEmpty ? [.restart(nil)] : [])
    }
    var deeds: [Deed] = []
    for waiting in waiting {
      switch waiting {
      case .pause: deeds.append(.event(.pauseEnded, nil))
      case .store: deeds += [.event(.stored, nil), .event(.notStored, nil)]
      case .terminal(.pay): deeds += Self.wordsToPayment
      case .terminal(.paymentStatus): deeds += wordsToStatus(transaction)
      case .terminal(.reverse): deeds += wordsToReversal(transaction)
      case .terminal: break
      }
    }
    guard restarts < Self.mostRestarts else { return deeds }
    return deeds + unheard(transaction).map { .restart($0) }
  }

  private static var wordsToPayment: [Deed] {
    let charges: [Charge?] = [.taken(fee), .taken(Amount(kroner: 1)), .declined, nil]
    let impossible: [PaymentAnswer] = [.notFound, .reversed, .reversalRefused, .inProgress]
    return charges.flatMap { charge -> [Deed] in
      let honest: PaymentTransaction.Event =
        switch charge {
        case .taken(let amount): .answered(.approved(amount))
        case .declined: .answered(.declined(.refused))
        case .returned, nil: .failed
        }
      return ([honest, .lost] + impossible.map { .answered($0) }).map { .event($0, charge) }
    }
  }

  private func wordsToStatus(_ transaction: PaymentTransaction) -> [Deed] {
    let charge = charges[transaction.payment.attempt]
    var words: [PaymentAnswer] = [.inProgress, .reversalRefused]
    switch charge {
    case .taken(let amount): words += [.approved(amount)] + (transaction.approved == nil ? [] : [.notFound])
    case .declined: words.append(.declined(.refused))
    case .returned: words.append(.reversed)
    case nil: words.append(.notFound)
    }
    // Believed at a start alone, where it may be true.
    if transaction.purpose == .visit { words.append(.reversed) }
    return ([.lost, .failed] + words.map { .answered($0) }).map { .event($0, nil) }
  }

  private func wordsToReversal(_ transaction: PaymentTransaction) -> [Deed] {
    let refused: [PaymentAnswer] = [.reversalRefused, .inProgress, .declined(.refused), .approved(Self.fee)]
    let without = ([.lost, .failed] + refused.map { .answered($0) }).map { Deed.event($0, nil) }
    switch charges[transaction.payment.attempt] {
    case .taken:
      let forgotten: [Deed] = transaction.approved == nil ? [] : [.event(.answered(.notFound), nil)]
      return without + forgotten + [.event(.answered(.reversed), .returned), .event(.lost, .returned)]
    case .declined, .returned, nil:
      return without + [.event(.answered(.reversed), nil), .event(.answered(.notFound), nil)]
    }
  }

  /// What the terminal may do that a stopped program does not hear.
  private func unheard(_ transaction: PaymentTransaction) -> [Charge?] {
    if waiting.contains(.terminal(.pay(transaction.payment))) { return [.taken(Self.fee), .declined, nil] }
    let isReversing = waiting.contains(.terminal(.reverse(transaction.payment)))
    return isReversing && charges[transaction.payment.attempt]?.isTaken == true ? [.returned, nil] : [nil]
  }
}
