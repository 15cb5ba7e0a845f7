import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// The machine of money, walked over all that a terminal, a disk and a stopped program can do to it.
@Suite struct PaymentTransactionTests {
  @Test func `every course of money keeps the laws, and all ends are reached`() {
    var walk = MoneyWalk()
    let report = walk.run()
    print("money: \(report.courses) courses, \(report.edges) edges")
    #expect(report.violations.isEmpty)
    #expect(report.courses > 1000)
    let ends: [PaymentTransaction.End] =
      [.captured, .open, .notTaken(.refused), .notTaken(.terminalBusy), .notTaken(.hostUnreachable)]
      + PaymentTransaction.Reversal.allCases.map { .reversed($0) }
    #expect(Set(report.ends.keys) == Set(ends))
  }

  @Test(arguments: MoneyMutant.allCases)
  func `a broken machine of money is noticed`(mutant: MoneyMutant) {
    var walk = MoneyWalk(changing: mutant.change)
    let report = walk.run()
    #expect(report.violations.contains(mutant.law), "noticed was \(report.violations)")
  }

  // MARK: A start

  private static let policy = Fixtures.sample(.adult).policy
  private static let payment = MoneyCourse.payment(1)
  private static let other = MoneyCourse.payment(2)

  @Test func `a start asks again about a lost answer, and repeats a refused reversal`() {
    var recovery = PaymentRecovery([UnsettledPayment(Self.payment)])
    #expect(recovery.begin() == [.send(.paymentStatus(Self.payment))])
    #expect(recovery.handle(.lost, Self.policy) == [.pause(Self.policy.waits[.paymentStatus])])
    #expect(recovery.handle(.pauseEnded, Self.policy) == [.send(.paymentStatus(Self.payment))])
    #expect(
      recovery.handle(.answered(.approved(MoneyCourse.fee)), Self.policy) == [
        .record(.paymentAnswered(Self.payment, .approved(MoneyCourse.fee))),
        .record(.reversalIntended(Self.payment)), .send(.reverse(Self.payment)),
      ])
    #expect(
      recovery.handle(.answered(.reversalRefused), Self.policy) == [
        .record(.reversalIntended(Self.payment)), .send(.reverse(Self.payment)),
      ])
    #expect(
      recovery.handle(.answered(.reversed), Self.policy) == [.record(.paymentAnswered(Self.payment, .reversed))])
    #expect(recovery.isOver)
  }

  @Test(arguments: [PaymentTransaction.Event.failed, .lost])
  func `a start gives a terminal that is not there time before it is asked again to give money back`(
    silence: PaymentTransaction.Event
  ) {
    var recovery = PaymentRecovery([UnsettledPayment(Self.payment)])
    _ = recovery.begin()
    _ = recovery.handle(.answered(.approved(MoneyCourse.fee)), Self.policy)
    for _ in 1..<Self.policy.tries[.reversal] {
      #expect(recovery.handle(silence, Self.policy) == [.pause(Self.policy.waits[.paymentStatus])])
      #expect(
        recovery.handle(.pauseEnded, Self.policy) == [
          .record(.reversalIntended(Self.payment)), .send(.reverse(Self.payment)),
        ])
    }
    #expect(recovery.handle(silence, Self.policy).contains(.record(.moneyOpen(Self.payment))))
    #expect(recovery.isOver)
  }

  @Test func `a start goes on to the next payment, but not with a terminal that is silent`() {
    var recovery = PaymentRecovery([UnsettledPayment(Self.payment), UnsettledPayment(Self.other)])
    _ = recovery.begin()
    #expect(
      recovery.handle(.answered(.notFound), Self.policy) == [
        .record(.paymentAnswered(Self.payment, .notFound)), .send(.paymentStatus(Self.other)),
      ])
    #expect(!recovery.isOver)

    var silent = PaymentRecovery([UnsettledPayment(Self.payment), UnsettledPayment(Self.other)])
    _ = silent.begin()
    var sent: [PaymentTransaction.Effect] = []
    for _ in 0..<20 where !silent.isOver {
      sent += silent.handle(.lost, Self.policy) + silent.handle(.pauseEnded, Self.policy)
    }
    #expect(silent.isOver)
    #expect(sent.contains(.record(.moneyOpen(Self.payment))))
    #expect(!sent.contains(.send(.paymentStatus(Self.other))))
  }

  @Test func `money that was told to be taken is not settled by a terminal that has forgotten it`() {
    var recovery = PaymentRecovery([UnsettledPayment(Self.payment, approved: MoneyCourse.fee)])
    _ = recovery.begin()
    var sent: [PaymentTransaction.Effect] = []
    for _ in 0..<20 where !recovery.isOver { sent += recovery.handle(.answered(.notFound), Self.policy) }
    #expect(recovery.isOver)
    #expect(sent.contains(.send(.reverse(Self.payment))))
    #expect(sent.last(where: { if case .record = $0 { true } else { false } }) == .record(.moneyOpen(Self.payment)))
  }
}
