import Cases
import GRDB
import PassportRules
import Renewal
import Synchronization
import TestSupport
import Testing

/// A step costs the disk one commit, whatever it says: each waits for the disk, and the citizen with it.
@Suite struct CommitTests {
  let store: Store

  init() throws { store = try Store.staffed() }

  @Test func `what a turn of the machine says, and each operation, is one transaction`() throws {
    let stuck = Flag(.stuck, step: .photo)
    #expect(
      try commits {
        try store.record([
          .visitOpened(first, Language("da")), .consentGiven(first), .stepDone(first, .photo),
          .flagRaised(first, stuck),
          .flagEnded(first, stuck, .retry, by: librarian, countersignedBy: nil),
          .assistEnded(first, .stuck, by: librarian, learned: true),
          .frozen(first, sample.fee.total, feeDate: sample.feeDate),
        ])
      } == 1)
    #expect(try commits { try store.record(.attested(first, by: officer)) } == 1)
    let attestation = Attestation(by: officer, application: sample)
    #expect(try commits { try store.hold(first, attestation, evidence: evidence()) } == 1)
    #expect(try commits { try store.record(.paymentIntended(payment())) } == 1)
    #expect(try commits { try store.record(.paymentAnswered(payment(), .approved(fee))) } == 1)
    #expect(try commits { try store.capture(first, payment()) } == 1)
    #expect(try commits { try store.record(.visitEnded(first, .completed)) } == 1)
    #expect(try commits { try store.acknowledge(first) } == 1)
  }

  /// The end of a visit brings more about: open money, its flag, an erased dossier.
  @Test func `what an ending brings about is in its transaction`() throws {
    try store.holdSample()
    try store.record(.paymentIntended(payment()))
    #expect(try commits { try store.record(.visitEnded(first, .interrupted)) } == 1)
    #expect(try store.journal().suffix(2).map(\.kind) == ["visitEnded", "moneyOpen"])
  }

  private func commits(_ work: () throws -> Void) throws -> Int {
    let heard = Heard()
    store.testing.file.writeWithoutTransaction { database in
      database.trace { event in
        if case .statement(let statement) = event, statement.sql.hasPrefix("COMMIT") { heard.add() }
      }
    }
    defer { store.testing.file.writeWithoutTransaction { $0.trace(options: []) } }
    try work()
    return heard.count
  }

  private final class Heard: Sendable {
    private let commits = Mutex(0)
    var count: Int { commits.withLock { $0 } }

    func add() { commits.withLock { $0 += 1 } }
  }
}
