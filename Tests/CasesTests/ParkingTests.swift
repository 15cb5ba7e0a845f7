import Cases
import GRDB
import PassportRules
import Renewal
import TestSupport
import Testing

@Suite struct ParkingTests {
  let store: Store
  let clock = HandClock()
  var hour: Int { 3_600_000 }

  init() throws { store = try Store.staffed(clock) }

  @Test func `a parked case opens again until its time is over`() throws {
    try store.freeze()
    let until = clock.now() + 24 * hour
    try store.park(first, sample, evidence: evidence(), until: until)
    #expect(try store.parked() == [ParkedCase(number: first, until: until)])
    #expect(try store.openParked(first)?.evidence.count == 4)
    #expect(try store.openParked(CaseNumber(2)) == nil)

    clock.advance(seconds: 24 * 3600 - 1)
    #expect(try store.expireParked().isEmpty)
    clock.advance(seconds: 1)
    #expect(try store.expireParked() == [first])
    #expect(try store.openParked(first) == nil)
    #expect(try store.journal().last?.kind == "parkedExpired")
  }

  @Test(arguments: [0, -1, 96 * 3_600_000 + 1])
  func `a case waits for a while and 96 hours at most`(wait: Int) throws {
    try store.freeze()
    #expect(throws: StoreError.refused(.wrongWait)) {
      try store.park(first, sample, evidence: evidence(), until: clock.now() + wait)
    }
    #expect(try store.count("parked") == 0)
  }

  @Test func `parking after refused payments takes attestation and dossier with it and keeps the fee`() throws {
    try store.holdSample()
    try store.record([
      .paymentIntended(payment()), .paymentAnswered(payment(), .declined(.refused)), .dossierErased(first),
      .thawed(first),
    ])
    try store.park(first, sample, evidence: evidence(), until: clock.now() + hour)
    #expect(try store.count("dossiers") == 0)
    let kept = try store.testing.read { try Int.fetchOne($0, sql: "SELECT fee FROM cases WHERE attestedBy IS NULL") }
    #expect(kept == fee.ore)
  }

  @Test func `a case is not parked while its money is under way`() throws {
    try store.holdSample()
    try store.record(.paymentIntended(payment()))
    #expect(throws: StoreError.refused(.paymentUnresolved)) {
      try store.park(first, sample, evidence: evidence(), until: clock.now() + hour)
    }
  }

  @Test func `a parked case needs its case, its evidence and an open visit`() throws {
    let until = clock.now() + hour
    #expect(throws: StoreError.refused(.unknownCase)) {
      try store.park(first, sample, evidence: evidence(), until: until)
    }
    try store.freeze()
    #expect(throws: StoreError.refused(.wrongEvidence)) { try store.park(first, sample, evidence: [], until: until) }
    try store.record(.visitEnded(first, .stopped))
    #expect(throws: StoreError.refused(.visitEnded)) {
      try store.park(first, sample, evidence: evidence(), until: until)
    }
  }
}
