import Cases
import Foundation
import GRDB
import Renewal
import TestSupport
import Testing

/// A store that an earlier program wrote, every kind of row in it: its bytes stay, and it is verified and reported as it was.
@Suite struct OldJournalTests {
  let folder: StateFolder

  init() throws {
    folder = try StateFolder()
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/journal-755a6c6.sql")
    let queue = try DatabaseQueue(path: folder.database)
    // The dump brings its own transaction.
    try queue.writeWithoutTransaction { try $0.execute(sql: String(contentsOf: file, encoding: .utf8)) }
    try queue.close()
    try Data().write(to: URL(fileURLWithPath: folder.database + "-made"))
  }

  private func reader() throws -> StoreReader { try #require(try StoreReader(folder: folder.path)) }

  private func rows() throws -> [JournalRow] {
    var rows: [JournalRow] = []
    try reader().rows(from: 0, to: .max) { rows.append($0) }
    return rows
  }

  @Test func `its chain, its tables and what is sealed are whole`() throws {
    let old = try folder.audit(keys: [signingKey.publicKey])
    #expect(old.findings == [] && old.damage == [])
    #expect(old.differences.allSatisfy { $0.table == "schema" && $0.kind == .missing })
    try Store.opened(in: folder).close()
    let report = try folder.audit(keys: [signingKey.publicKey])
    #expect(report.findings == [])
    #expect(report.differences == [])
    #expect(report.damage == [])
    #expect(report.sawSeals)
    #expect(report.head.row == 119)
    #expect(report.head.hexadecimal == "b306ceb1ae2341239cc176669f9c65e0d8b8ac26a1c213698a85821281a8f697")
  }

  /// What is read and written again is the same text; nothing that a kind has is lost on the way.
  @Test func `each row is read, and would be written as it is`() throws {
    for row in try rows() {
      let entry = try #require(row.entry)
      #expect(try JournalFact(entry).entry.golden == entry.golden)
    }
  }

  @Test func `each kind that there was is in it, and known by one name`() throws {
    let kinds = FactKind.allCases.map(\.rawValue) + StoreFactKind.allCases.map(\.rawValue)
    let old = Set(try rows().map(\.kind))
    #expect(old.count == 61)
    #expect(old.isSubset(of: kinds))
    #expect(Set(kinds).count == kinds.count)
  }

  @Test func `its report is the one it was`() throws {
    let report = try report()
    let month = try #require(report.months.first)
    var visits = Report.Visits()
    (visits.all, visits.completedAlone, visits.completedWithHelp) = (7, 1, 1)
    (visits.parked, visits.goingOn, visits.resumed, visits.expired) = (1, 1, 1, 1)
    visits.endedEarly = ["nobodyCame": 1, "referred": 1, "moneyOpen": 1]
    #expect(month.visits == visits)
    #expect(month.steps.map(\.name) == [.privacy, .photo, .attestation])
    #expect(month.steps.map(\.times) == [1, 5, 1])
    #expect(month.steps.map(\.median) == [14_000, 0, 7000])
    #expect(month.steps.map(\.alone) == [1, 4, 1])
    #expect(month.steps.map(\.withWord) == [0, 1, 0])
    #expect(month.steps.map(\.answers) == [Report.Answers(), Report.Answers(learned: 1, none: 1), Report.Answers()])
    var waiting = Report.Waiting()
    (waiting.answered, waiting.unanswered, waiting.open) = (2, 1, 1)
    (waiting.median, waiting.ninetieth) = (7000, 7000)
    #expect(month.waiting == waiting)
    #expect(report.downtime == [Report.Downtime(reason: "device:camera", length: 7000)])
    #expect(report.failures == [Report.Failures(device: .camera, count: 1)])
    #expect(report.unread == [:])
  }

  /// What another program wrote, or somebody: the report counts the rows that it leaves out.
  @Test(
    arguments: [
      ("UPDATE journal SET kind = 'visitBegun' WHERE kind = 'visitOpened' AND caseNumber = 2", ["visitBegun": 1]),
      ("UPDATE journal SET detail = '{\"step\":\"foto\"}' WHERE kind = 'stepDone' AND caseNumber = 2", ["stepDone": 2]),
      ("UPDATE journal SET detail = '{ }' WHERE kind = 'opened'", ["opened": 2]),
      ("UPDATE journal SET caseNumber = NULL WHERE kind = 'resumed'", ["resumed": 1]),
    ])
  func `a report tells how many rows it cannot read, and of what kind`(sql: String, unread: [String: Int]) throws {
    try folder.forge(sql)
    #expect(try report().unread == unread)
    #expect(try !folder.audit().isWhole)
  }

  /// The first programs told less of open money, and had kinds that are written no more.
  @Test func `what the first programs told is read as far as it is known`() throws {
    let holding = #"{"amount":89300,"moneyOpen":"000002-1"}"#
    let row = #"2 flagRaised {"flag":"moneyOpen","holding":\#(holding),"step":"payment"}"#
    let flag = try Fact(#require(JournalEntry(golden: row)))
    let money = Payment(sale: CaseNumber(2), attempt: 1, amount: fee)
    #expect(flag == .flagRaised(CaseNumber(2), Flag(.moneyOpen, step: .payment, holding: .moneyOpen(money))))
    let parked = try StoreFact(#require(JournalEntry(golden: #"2 parked {"until":7}"#)))
    #expect(parked == .parked(CaseNumber(2), ParkedTerms(until: 7)))
    let retired = try #require(JournalEntry(golden: "2 logInFailed {}"))
    #expect(throws: UnreadableEntry.unknownKind) { try JournalFact(retired) }
  }

  private func report() throws -> Report {
    let starts = (0...31).map { 1_714_521_600_000 + $0 * 86_400_000 }
    return try reader().report(#require(ReportSpan(first: day("2024-05-01"), starts: starts)), now: 1_717_200_000_000)
  }
}
