import Cases
import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

@Suite struct DossierTests {
  let store: Store
  let clock = HandClock()

  init() throws { store = try Store.staffed(clock) }

  @Test func `a dossier is held, captured and released, sent and acknowledged`() throws {
    try store.holdSample()
    #expect(try store.outbox().isEmpty)
    #expect(try store.recoverySnapshot().held == [first])

    try store.approve()
    clock.advance(seconds: 3)
    try store.capture(first, payment())
    let item = try #require(try store.outbox().first)
    #expect(try store.outbox().count == 1)
    #expect(item.number == first)
    #expect(item.releasedAt == clock.now())
    #expect(item.key.hasPrefix("000001-"))
    #expect(try store.state(of: payment()) == .captured)

    let dossier = try SealedDossier(bytes: try #require(try store.sealedDossier(first))).open(with: theAuthority)
    #expect(dossier.evidence.map(\.name) == ["photo", "print-left-index", "print-right-index", "signature"])
    #expect(dossier.evidence.first?.bytes == Array("raw pixels of photo".utf8))
    #expect(
      String(decoding: dossier.application, as: UTF8.self).contains(#""cpr":"\#(SampleApplications.cpr.digits)""#))

    #expect(
      try store.contact(first) == ContactSlip(name: SampleApplications.name, mobile: SampleApplications.mobile))
    try store.acknowledge(first)
    #expect(try store.contact(first) == nil)
    #expect(try store.outbox().isEmpty)
    #expect(try store.count("dossiers") == 0)
    try store.acknowledge(first)
    #expect(try store.journal().filter { $0.kind == "acknowledged" }.count == 1)
  }

  @Test func `the journal binds the dossier's digest to who attested`() throws {
    try store.holdSample()
    let row = try #require(try store.journal().last)
    let binding = testKey.mark("dossier", Array("000001".utf8))
    let digest = Dossier(
      application: sample.json(first, binding: binding).bytes, evidence: evidence()
    ).digest.hexadecimal
    #expect(row.kind == "dossierHeld")
    #expect(row.detail == #"{"by":"2002","digest":"\#(digest)"}"#)
  }

  @Test func `another print under the same names is another digest`() throws {
    let binding = testKey.mark("dossier", [])
    var swapped = evidence()
    let right = try #require(swapped.firstIndex { $0.name == "print-right-index" })
    let left = try #require(swapped.firstIndex { $0.name == "print-left-index" })
    swapped[right] = Evidence(name: "print-right-index", bytes: evidence()[left].bytes)
    swapped[left] = Evidence(name: "print-left-index", bytes: evidence()[right].bytes)
    let application = sample.json(first, binding: binding).bytes
    #expect(
      Dossier(application: application, evidence: evidence()).digest
        != Dossier(application: application, evidence: swapped).digest)
  }

  @Test func `a free passport needs no payment`() throws {
    let free = SampleApplications.complete(grounds: .authorityError)
    try #require(free.fee.total == .zero)
    try store.holdSample(first, free)
    try store.capture(first, nil)
    #expect(try store.outbox().map(\.number) == [first])
  }

  @Test func `evidence must be what the application has`() throws {
    try store.freeze()
    let attestation = Attestation(by: officer, application: sample)
    let whole = evidence()
    let wrong = [
      [], Array(whole.dropLast()), whole + [Evidence(name: "photo", bytes: [1])],
      whole.dropLast() + [Evidence(name: "signature", bytes: [])],
      whole.dropLast() + [Evidence(name: "old-page", bytes: [1])],
    ]
    for pieces in wrong {
      #expect(throws: StoreError.refused(.wrongEvidence)) { try store.hold(first, attestation, evidence: pieces) }
    }
    #expect(try store.count("dossiers") == 0)
  }

  @Test func `the names of the evidence follow the fingers`() throws {
    let excepted = SampleApplications.complete(
      prints: .excepted(by: officer, reason: .printsNever), signature: .excepted(by: officer, reason: .cannotSign))
    #expect(excepted.pictures.map(\.name) == ["photo"])
    #expect(
      sample.pictures.map { "\($0.name) \($0.picture.number)" }
        == ["photo 1", "print-right-index 2", "print-left-index 3", "signature 4"])
  }

  @Test func `holding is refused before the freeze, for another fee, by another person, and after the end`() throws {
    let attestation = Attestation(by: officer, application: sample)
    #expect(throws: StoreError.refused(.unknownCase)) { try store.hold(first, attestation, evidence: evidence()) }
    try store.record([.visitOpened(first, Language("da")), .consentGiven(first)])
    #expect(throws: StoreError.refused(.notFrozen)) { try store.hold(first, attestation, evidence: evidence()) }
    try store.record(.frozen(first, Amount(kroner: 1), feeDate: sample.feeDate))
    #expect(throws: StoreError.refused(.wrongAmount)) { try store.hold(first, attestation, evidence: evidence()) }
    try store.record([.frozen(first, fee, feeDate: sample.feeDate), .attested(first, by: officer)])
    #expect(throws: StoreError.refused(.attestedByAnother)) {
      try store.hold(first, Attestation(by: supervisor, application: sample), evidence: evidence())
    }
    try store.record(.visitEnded(first, .stopped))
    #expect(throws: StoreError.refused(.visitEnded)) { try store.hold(first, attestation, evidence: evidence()) }
  }

  @Test func `only an officer or a supervisor with an open account attests`() throws {
    try store.freeze()
    for staff in [librarian, StaffID("4444")] {
      #expect(throws: StoreError.unauthorised(staff)) { try store.record(.attested(first, by: staff)) }
    }
    try store.lock(officer, by: Managers(supervisor))
    #expect(throws: StoreError.refused(.notAuthorised)) {
      try store.hold(first, Attestation(by: officer, application: sample), evidence: evidence())
    }
    try store.record(.attested(first, by: supervisor))
  }

  @Test func `an edit after the freeze voids the attestation and erases the dossier`() throws {
    try store.holdSample()
    try store.record(.thawed(first))
    #expect(try store.count("dossiers") == 0)
    #expect(throws: StoreError.refused(.notAttested)) { try store.record(.paymentIntended(payment())) }
    #expect(throws: StoreError.refused(.notFrozen)) { try store.record(.attested(first, by: officer)) }
  }

  @Test func `a held dossier is erased when no capture will come`() throws {
    try store.holdSample()
    try store.eraseHeld(first)
    try store.eraseHeld(first)
    #expect(try store.journal().filter { $0.kind == "dossierErased" }.count == 1)
    #expect(throws: StoreError.refused(.notHeld)) { try store.record(.paymentIntended(payment())) }
  }

  @Test func `a released dossier is neither erased nor thawed nor held again`() throws {
    try store.holdSample()
    try store.approve()
    try store.capture(first, payment())
    #expect(throws: StoreError.refused(.alreadyReleased)) { try store.eraseHeld(first) }
    #expect(throws: StoreError.refused(.alreadyReleased)) { try store.record(.dossierErased(first)) }
    #expect(throws: StoreError.refused(.paymentUnresolved)) { try store.record(.thawed(first)) }
    #expect(throws: StoreError.refused(.alreadyReleased)) {
      try store.hold(first, Attestation(by: officer, application: sample), evidence: evidence())
    }
    #expect(try store.outbox().count == 1)
  }

  @Test func `a held dossier cannot be acknowledged`() throws {
    try store.holdSample()
    #expect(throws: StoreError.refused(.notReleased)) { try store.acknowledge(first) }
  }

  @Test func `a dossier reads back from its bytes, and no cut or grown form of them does`() throws {
    let dossier = Dossier(application: Array("{}".utf8), evidence: [Evidence(name: "photo", bytes: [0, 255, 10])])
    let bytes = dossier.bytes
    #expect(Dossier(bytes: bytes) == dossier)
    for count in 0..<bytes.count { #expect(Dossier(bytes: Array(bytes.prefix(count))) == nil) }
    #expect(Dossier(bytes: bytes + [0]) == nil)
    let huge = Array(bytes.prefix(16)) + [UInt8](repeating: 255, count: 8)
    #expect(Dossier(bytes: huge) == nil)
  }

  // MARK: - What the authority rejected

  @Test func `a rejected dossier waits with its case, is withdrawn, and its fee is given back`() throws {
    try store.holdSample()
    try store.approve()
    try store.capture(first, payment())
    try store.record(.visitEnded(first, .completed))
    clock.advance(seconds: 90)
    let item = try #require(try store.outbox().first)
    #expect(item.waited == 90_000 && item.paid == payment().amount)

    let flags = [
      Flag(.authorityRejected, step: nil, about: first),
      Flag(.refundOwed, step: nil, holding: .owes(payment().amount), about: first),
    ]
    for flag in flags { try store.record(.flagRaised(first, flag)) }
    #expect(try store.recover().openFlags.map(\.flag) == flags, "they survive a restart")

    #expect(throws: StoreError.refused(.wrongAmount)) {
      try store.record(.refunded(first, Amount(kroner: 1), by: supervisor))
    }
    #expect(try store.outbox().map(\.isRefunded) == [false])
    try store.record(.refunded(first, payment().amount, by: supervisor))
    #expect(try store.outbox().map(\.isRefunded) == [true], "it is not offered again")
    try store.record(
      .flagEnded(first, Flag(.refundOwed, step: nil), .settleMoney(.givenBack), by: supervisor, countersignedBy: nil))
    try store.record(.dossierWithdrawn(first, by: supervisor))
    #expect(try store.outbox().isEmpty && store.count("dossiers") == 0)
    #expect(try store.queue().map(\.flag.code) == [.authorityRejected])
  }
}
