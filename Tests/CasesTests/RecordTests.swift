import Cases
import GRDB
import PassportRules
import Renewal
import TestSupport
import Testing

@Suite struct RecordTests {
  let store: Store
  let clock = HandClock()

  init() throws {
    store = try Store.staffed(clock)
    try store.addTechnician()
  }

  /// One of each fact, in an order that holds together.
  static let day: [Fact] = [
    .opened, .visitOpened(first, Language("da")), .consentGiven(first), .stepDone(first, .document),
    .flagRaised(first, Flag(.helpRequested, step: .photo, holding: .documentInReader)),
    .staffArrived(first, librarian, .librarian),
    .flagEnded(first, Flag(.helpRequested, step: nil), .retry, by: librarian, countersignedBy: nil),
    .claimed(first, by: librarian), .guided(first, .sitStill, by: librarian),
    .frameTaken(first, by: officer), .released(first, by: librarian),
    .assistEnded(first, .helpRequested, by: librarian, learned: true),
    .staffLeft(first, librarian),
    .flagRaised(first, Flag(.printsPoor, step: .fingerprints)),
    .flagEnded(first, Flag(.printsPoor, step: nil), .except(.printsNever), by: officer, countersignedBy: supervisor),
    .flagRaised(first, Flag(.attestationWanted, step: .review)),
    .flagWithdrawn(first, Flag(.attestationWanted, step: .review)),
    .frozen(first, fee, feeDate: sample.feeDate), .thawed(first), .frozen(first, fee, feeDate: sample.feeDate),
    .attested(first, by: officer), .dossierErased(first), .receiptPrinted(first, .printed), .receiptPrinted(first, nil),
    .deviceFailed(first, .camera, DeviceFault(.disconnected, .maintenance)),
    .visitEnded(first, .referred(.police, .presentationAttack)), .closed(.device(.camera)), .closed(.hours),
    .claimed(nil, by: librarian), .released(nil, by: librarian), .deviceTested(.camera, by: technician),
    .serviceChanged(.cleaning, by: librarian), .serviceChanged(nil, by: librarian),
    .clockDoubted, .clockConfirmed(by: librarian), .flagRaised(nil, Flag(.deviceFault, step: nil, device: .camera)),
  ]

  @Test func `every fact is a row of the journal`() throws {
    let before = try store.count("journal")
    try store.record(Self.day)
    let rows = try store.journal(from: before + 1)
    #expect(rows.count == Self.day.count)
    #expect(rows.map(\.kind) == Self.day.map(\.entry.kind))
    #expect(try store.verify() == .whole(rows: before + rows.count, head: rows.last?.hash ?? []))
    #expect(
      rows.map(\.detail).filter { $0 != "{}" } == [
        #"{"language":"da"}"#, #"{"step":"document"}"#,
        #"{"flag":"helpRequested","holding":"documentInReader","step":"photo"}"#,
        #"{"by":"1001","role":"librarian"}"#,
        #"{"action":"retry","by":"1001","countersignedBy":null,"flag":"helpRequested"}"#,
        #"{"by":"1001"}"#, #"{"by":"1001","guidance":"sitStill"}"#, #"{"by":"2002"}"#, #"{"by":"1001"}"#,
        #"{"by":"1001","flag":"helpRequested","learned":true}"#, #"{"by":"1001"}"#,
        #"{"flag":"printsPoor","holding":"nothing","step":"fingerprints"}"#,
        #"{"action":"except:printsNever","by":"2002","countersignedBy":"3003","flag":"printsPoor"}"#,
        #"{"flag":"attestationWanted","holding":"nothing","step":"review"}"#, #"{"flag":"attestationWanted"}"#,
        #"{"fee":89300,"feeDate":"2024-05-02"}"#, #"{"fee":89300,"feeDate":"2024-05-02"}"#, #"{"by":"2002"}"#,
        #"{"outcome":"printed"}"#, #"{"outcome":null}"#,
        #"{"action":"maintenance","device":"camera","reason":"disconnected"}"#,
        #"{"ending":"referred:police:presentationAttack"}"#, #"{"reason":"device:camera"}"#, #"{"reason":"hours"}"#,
        #"{"by":"1001"}"#, #"{"by":"1001"}"#, #"{"by":"4004","device":"camera"}"#,
        #"{"by":"1001","reason":"cleaning"}"#, #"{"by":"1001","reason":null}"#, #"{"by":"1001"}"#,
        #"{"device":"camera","flag":"deviceFault","holding":"nothing","step":null}"#,
      ])
  }

  @Test func `the same facts at the same times give the same bytes`() throws {
    let other = try Store.staffed(HandClock())
    try other.addTechnician()
    for store in [store, other] {
      try store.record(Self.day)
      try store.holdSample(CaseNumber(2))
      try store.approve(CaseNumber(2))
      try store.capture(CaseNumber(2), payment(1, CaseNumber(2)))
    }
    #expect(try store.journal() == other.journal())
    let sealed = try [store, other].map { try $0.sealedDossier(CaseNumber(2)) }
    #expect(sealed[0] != sealed[1])
  }

  @Test func `a fact about a case that is not there is refused`() throws {
    let facts: [Fact] = [
      .consentGiven(first), .stepDone(first, .photo), .flagRaised(first, Flag(.stuck, step: nil)),
      .flagWithdrawn(first, Flag(.stuck, step: nil)), .frozen(first, fee, feeDate: sample.feeDate), .thawed(first),
      .attested(first, by: officer), .dossierErased(first), .receiptPrinted(first, nil), .visitEnded(first, .stopped),
      .staffArrived(first, officer, .officer), .claimed(first, by: officer), .released(first, by: officer),
      .guided(first, .sitStill, by: officer),
      .assistEnded(first, .stuck, by: librarian, learned: true),
    ]
    let rows = try store.count("journal")
    for fact in facts { #expect(throws: StoreError.refused(.unknownCase), "\(fact)") { try store.record(fact) } }
    #expect(try store.count("journal") == rows)
  }

  @Test func `a number is given once, a visit ends once, and nothing is frozen without consent`() throws {
    try store.record(.visitOpened(CaseNumber(5), Language("en")))
    #expect(try store.recoverySnapshot().nextCase == CaseNumber(6))
    for number in [5, 4, 1] {
      #expect(throws: StoreError.refused(.numberUsed)) {
        try store.record(.visitOpened(CaseNumber(number), Language("da")))
      }
    }
    #expect(throws: StoreError.refused(.noConsent)) {
      try store.record(.frozen(CaseNumber(5), fee, feeDate: sample.feeDate))
    }
    try store.record(.visitEnded(CaseNumber(5), .timedOut))
    #expect(throws: StoreError.refused(.visitEnded)) { try store.record(.visitEnded(CaseNumber(5), .stopped)) }
    #expect(throws: StoreError.refused(.visitEnded)) { try store.record(.stepDone(CaseNumber(5), .photo)) }
  }

  @Test func `the queue shows the most urgent first, then the oldest`() throws {
    try store.record([
      .visitOpened(first, Language("da")),
      .flagRaised(first, Flag(.stuck, step: .photo)), .flagRaised(nil, Flag(.deviceFault, step: nil)),
      .flagRaised(first, Flag(.attestationWanted, step: .review, holding: .owes(fee))),
    ])
    clock.advance(seconds: 60)
    try store.record([
      .flagRaised(nil, Flag(.documentLeftBehind, step: .document, holding: .documentInReader)),
      .flagRaised(first, Flag(.stuck, step: .signature)),
    ])
    let queue = try store.queue()
    #expect(queue.map(\.flag.code) == [.documentLeftBehind, .attestationWanted, .stuck, .deviceFault])
    #expect(queue.map(\.number) == [nil, first, first, nil])
    #expect(queue[0].flag.holding == .documentInReader)
    #expect(queue[1].flag.holding == .owes(fee))
    #expect(queue[2].flag.step == .signature)
    #expect(queue[2].raisedAt == queue[1].raisedAt)
    #expect(try store.recoverySnapshot().openFlags == queue)
  }

  @Test func `flags of a visit lapse with it, but for those somebody must act on`() throws {
    try store.record([
      .visitOpened(first, Language("da")), .flagRaised(first, Flag(.helpRequested, step: .photo)),
      .flagRaised(first, Flag(.documentLeftBehind, step: .document, holding: .documentInReader)),
      .visitEnded(first, .timedOut),
    ])
    #expect(try store.queue().map(\.flag.code) == [.documentLeftBehind])
    let left = Flag(.documentLeftBehind, step: nil)
    try store.record(.flagEnded(first, left, .confirmRemoved, by: librarian, countersignedBy: nil))
    #expect(try store.queue().isEmpty)
    let closings = try store.testing.read { try String.fetchAll($0, sql: "SELECT closing FROM flags ORDER BY id") }
    #expect(closings == ["lapsed", "ended"])
  }

  @Test func `the box ends what a visit left behind without naming the case`() throws {
    let left = Flag(.documentLeftBehind, step: .document, holding: .documentInReader)
    try store.record([
      .visitOpened(first, Language("da")), .flagRaised(first, left), .visitEnded(first, .timedOut),
      .visitOpened(CaseNumber(2), Language("da")), .flagRaised(CaseNumber(2), left),
      .flagEnded(nil, Flag(.documentLeftBehind, step: nil), .confirmRemoved, by: librarian, countersignedBy: nil),
    ])
    #expect(try store.queue().map(\.number) == [CaseNumber(2)])
  }

  @Test func `a flag is ended by an account, and countersigned by another`() throws {
    let mismatch = Flag(.documentMismatch, step: .document)
    try store.record([.visitOpened(first, Language("da")), .flagRaised(first, mismatch)])
    #expect(throws: StoreError.unauthorised(StaffID("77"))) {
      try store.record(.flagEnded(first, mismatch, .retry, by: StaffID("77"), countersignedBy: nil))
    }
    #expect(throws: StoreError.refused(.samePerson)) {
      try store.record(.flagEnded(first, mismatch, .retry, by: officer, countersignedBy: officer))
    }
    #expect(try store.queue().count == 1)
  }

  @Test func `an assist keeps the step it was about`() throws {
    try store.record([
      .visitOpened(first, Language("da")), .flagRaised(first, Flag(.photoRejected, step: .photo)),
      .flagEnded(first, Flag(.photoRejected, step: nil), .retry, by: officer, countersignedBy: nil),
      .assistEnded(first, .photoRejected, by: officer, learned: false),
    ])
    let row = try store.testing.read { try Row.fetchOne($0, sql: "SELECT step, learned FROM assists") }
    #expect(row == ["step": "photo", "learned": 0])
  }

  @Test func `the snapshot tells what a stop in the middle left behind`() throws {
    try store.record([.visitOpened(first, Language("da")), .visitEnded(first, .stopped)])
    try store.holdSample(CaseNumber(2))
    try store.record(.paymentIntended(payment(1, CaseNumber(2))))
    try store.holdSample(CaseNumber(3))
    let snapshot = try store.recoverySnapshot()
    #expect(snapshot.nextCase == CaseNumber(4))
    #expect(snapshot.interrupted == [CaseNumber(2), CaseNumber(3)])
    #expect(snapshot.openPayments == [payment(1, CaseNumber(2))])
    #expect(snapshot.held == [CaseNumber(3)])
  }
}
