import Cases
import Foundation
import GRDB
import PassportRules
import Renewal
import TestSupport
import Testing

/// A program that was killed: what is on disk at that moment, opened by the next one.
@Suite struct RecoveryTests {
  let clock = HandClock()

  @Test func `a stop in the middle ends the visits, keeps open money, erases the rest`() throws {
    let store = try Store.staffed(clock)
    try store.holdSample(CaseNumber(1))
    try store.record(.paymentIntended(payment(1, CaseNumber(1))))
    try store.holdSample(CaseNumber(2))
    try store.record(.visitOpened(CaseNumber(3), Language("da")))
    try store.freeze(CaseNumber(4))
    try store.park(CaseNumber(4), sample, evidence: evidence(), until: clock.now() + 1000)
    clock.advance(seconds: 60)

    let snapshot = try store.recover()
    #expect(snapshot.interrupted.isEmpty)
    #expect(snapshot.openPayments == [payment(1, CaseNumber(1))])
    #expect(snapshot.openFlags.map(\.flag.code) == [.moneyOpen])
    #expect(snapshot.held.isEmpty)
    #expect(snapshot.nextCase == CaseNumber(5))
    #expect(try store.parked().isEmpty)
    #expect(try store.count("dossiers") == 1)
    #expect(try store.state(of: payment(1, CaseNumber(1))) == .open)

    let rows = try store.count("journal")
    #expect(try store.differences() == [])
    #expect(try store.recover() == snapshot)
    #expect(try store.count("journal") == rows)
  }

  @Test func `open money that the terminal gave back lets the dossier go at the next start`() throws {
    let store = try Store.staffed(clock)
    try store.holdSample()
    try store.record(.paymentIntended(payment()))
    _ = try store.recover()
    try store.record([.reversalIntended(payment()), .paymentAnswered(payment(), .reversed)])
    #expect(try store.queue().isEmpty)
    #expect(try store.recover().held.isEmpty)
    #expect(try store.count("dossiers") == 0)
  }

  @Test func `money that was being given back when the program was killed is open again, with its flag`() throws {
    let store = try Store.staffed(clock)
    try store.holdSample()
    try store.record(.paymentIntended(payment()))
    _ = try store.recover()
    try store.record(.reversalIntended(payment()))
    #expect(try store.state(of: payment()) == .reversing)
    let snapshot = try store.recover()
    #expect(try store.state(of: payment()) == .open)
    #expect(snapshot.openPayments == [payment()])
    #expect(snapshot.openFlags.map(\.flag.code) == [.moneyOpen])
    #expect(try store.recover() == snapshot)
  }

  @Test func `whatever was recorded is there after a kill, at every point`() throws {
    let folder = try StateFolder()
    let store = try Store.opened(in: folder)
    try store.addStaff()
    try store.addTechnician()
    let copies = try RecordTests.day.map { fact in
      try store.record(fact)
      return (try store.count("journal"), try folder.copy())
    }
    for (rows, copy) in copies {
      let next = try Store.opened(in: copy)
      #expect(try next.count("journal") == rows)
      #expect(try next.verify() == .whole(rows: rows, head: try #require(try next.journal().last).hash))
      #expect(try next.recover().interrupted.isEmpty)
      let differences = try next.differences().map(\.description)
      #expect(differences == [], "after row \(rows)")
    }
  }

  @Test func `a torn last write loses that write and no other`() throws {
    let folder = try StateFolder()
    let store = try Store.opened(in: folder)
    try store.record(.visitOpened(first, Language("da")))
    try store.force("PRAGMA user_version = 0")
    let before = try store.count("journal")
    let size = try folder.logSize()
    try store.record(.consentGiven(first))
    let grown = try folder.logSize()
    try #require(grown > size)
    for cut in stride(from: size, to: grown, by: 512) {
      let copy = try folder.copy()
      try copy.cutLog(to: cut)
      let next = try Store.opened(in: copy)
      #expect(try next.count("journal") == before)
      try next.record(.consentGiven(first))
      #expect(try next.verify() == .whole(rows: before + 1, head: try #require(try next.journal().last).hash))
    }
    let whole = try Store.opened(in: try folder.copy())
    #expect(try whole.count("journal") == before + 1)
  }
}

extension StateFolder {
  /// The files as they are now, in a folder of their own: what a kill leaves. The log's index is rebuilt by SQLite.
  func copy() throws -> StateFolder {
    let copy = try StateFolder()
    for name in ["pasboks.sqlite", "pasboks.sqlite-wal"] {
      try FileManager.default.copyItem(atPath: path + "/" + name, toPath: copy.path + "/" + name)
    }
    return copy
  }

  func logSize() throws -> Int {
    try Data(contentsOf: URL(fileURLWithPath: database + "-wal")).count
  }

  func cutLog(to count: Int) throws {
    let log = URL(fileURLWithPath: database + "-wal")
    try Data(contentsOf: log).prefix(count).write(to: log)
  }
}
