import Cases
import Foundation
import GRDB
import Renewal
import TestSupport
import Testing

@Suite struct SealedDossierTests {
  let store: Store

  init() throws {
    store = try Store.staffed()
    try store.releaseSample()
  }

  private func bytes() throws -> [UInt8] { try #require(try store.sealedDossier(first)) }

  @Test func `the authority reads what the citizen gave, and the box's own key opens nothing`() throws {
    let bytes = try bytes()
    let sealed = try SealedDossier(bytes: bytes)
    #expect(sealed.number == first)
    #expect(sealed.recipient == theAuthority.publicKey.mark)
    #expect(sealed.key == (try #require(try store.outbox().first)).key)
    #expect(sealed.bytes == bytes)
    let dossier = try sealed.open(with: theAuthority)
    #expect(dossier.evidence.map(\.name) == ["photo", "print-left-index", "print-right-index", "signature"])
    #expect(dossier.caseNumber == "000001")
    #expect(testKey.open(bytes, for: "dossier 000001") == nil)
  }

  @Test func `every byte counts: none can be changed, cut off or added`() throws {
    let bytes = try bytes()
    for place in bytes.indices {
      var other = bytes
      other[place] ^= 1
      #expect(throws: DossierFault.self, "byte \(place)") { try SealedDossier(bytes: other).open(with: theAuthority) }
    }
    for count in 0..<bytes.count {
      #expect(throws: count == 0 ? DossierFault.notADossier : .cut) {
        try SealedDossier(bytes: Array(bytes.prefix(count)))
      }
    }
    #expect(throws: DossierFault.tooLong(by: 2)) { try SealedDossier(bytes: bytes + [0, 0]) }
  }

  // MARK: Who made it

  /// What anybody can do who knows the authority's public key: seal something to it.
  private func sealed(_ dossier: Dossier) throws -> SealedDossier {
    try SealedDossier.seal(dossier, first, to: theAuthority.publicKey)
  }

  @Test func `a box with an audit key signs inside, and the authority sees which box it was`() throws {
    let store = try Store.staffed()
    store.signJournal(with: signingKey)
    try store.releaseSample()
    let sealed = try SealedDossier(bytes: try #require(try store.sealedDossier(first)))
    #expect(sealed.version == 2)
    let dossier = try sealed.open(with: theAuthority)
    #expect(dossier.signature?.publicKey == signingKey.publicKey)
    #expect(try store.differences() == [], "what the journal says is bound is what was signed")
  }

  @Test func `a dossier of version 1 still opens, and names nobody`() throws {
    let old = try SealedDossier(bytes: try bytes())
    #expect(old.version == 1)
    #expect(try old.open(with: theAuthority).signature == nil)
  }

  @Test func `a signature of another dossier, or another key's, or half of one, is refused`() throws {
    let dossier = try SealedDossier(bytes: try bytes()).open(with: theAuthority)
    let signed = try dossier.signed(by: signingKey)
    #expect(try sealed(signed).open(with: theAuthority) == signed)
    let other = try #require(AuditKey(bytes: [UInt8](repeating: 4, count: 32)))
    let whole = signed.bytes
    let signature = whole.suffix(96)
    let stranger = try dossier.signed(by: other).bytes.suffix(96)
    // The other's key before this one's signature, and a picture that was exchanged under a good one.
    var mixed = Array(whole.dropLast(96)) + stranger.prefix(32) + signature.suffix(64)
    #expect(throws: DossierFault.otherContent("the signature inside is not its box's")) {
      try sealed(try #require(Dossier(bytes: mixed))).open(with: theAuthority)
    }
    let exchanged = Dossier(
      application: dossier.application, evidence: dossier.evidence.map { Evidence(name: $0.name, bytes: [1, 2, 3]) })
    mixed = Array(try exchanged.signed(by: other).bytes.dropLast(96)) + signature
    #expect(throws: DossierFault.otherContent("the signature inside is not its box's")) {
      try sealed(try #require(Dossier(bytes: mixed))).open(with: theAuthority)
    }
    for count in [0, 1, 32, 95] { #expect(Dossier(bytes: Array(whole.dropLast(96 - count))) == nil) }
  }

  @Test func `what is no dossier is told apart`() throws {
    let bytes = try bytes()
    var newer = bytes
    newer[22] = 3
    #expect(throws: DossierFault.otherVersion(3)) { try SealedDossier(bytes: newer) }
    #expect(throws: DossierFault.notADossier) { try SealedDossier(bytes: Array("P6\n1 1\n255\nabc".utf8)) }
    #expect(throws: DossierFault.tooLarge) {
      try SealedDossier(bytes: [UInt8](repeating: 0, count: SealedDossier.limit + 1))
    }
    let stranger = AuthorityPrivateKey(isDemonstration: false)
    #expect(
      throws: DossierFault.sealedToAnother(
        theAuthority.publicKey.mark.hexadecimal, given: stranger.publicKey.mark.hexadecimal)
    ) { try SealedDossier(bytes: bytes).open(with: stranger) }
    var changed = bytes
    changed[changed.count - 1] ^= 1
    #expect(throws: DossierFault.changed) { try SealedDossier(bytes: changed).open(with: theAuthority) }
  }

  @Test func `a dossier that says it is another case's is not opened`() throws {
    let dossier = try SealedDossier(bytes: try bytes()).open(with: theAuthority)
    let other = try SealedDossier.seal(dossier, CaseNumber(2), to: theAuthority.publicKey)
    let fault = #expect(throws: DossierFault.self) { try other.open(with: theAuthority) }
    #expect(fault == .otherContent("it holds another case"))
  }

  @Test func `two seals of one dossier look different and bear one idempotency key`() throws {
    let dossier = try SealedDossier(bytes: try bytes()).open(with: theAuthority)
    let seals = try (1...2).map { _ in try SealedDossier.seal(dossier, first, to: theAuthority.publicKey) }
    #expect(seals[0] != seals[1])
    #expect(seals[0].key == seals[1].key)
  }

  @Test func `without the authority's key nothing can be held`() throws {
    let store = try Store(inMemory: testKey, now: HandClock().now)
    try store.addStaff()
    try store.freeze()
    #expect(throws: StoreError.refused(.noAuthorityKey)) {
      try store.hold(first, Attestation(by: officer, application: sample), evidence: evidence())
    }
    #expect(try store.count("dossiers") == 0)
  }

  // MARK: - From an older program

  /// A store as the third migration left it, with one dossier that waits and one that is held, both under the store's key.
  private func older(_ folder: StateFolder) throws -> [Dossier] {
    let queue = try DatabaseQueue(path: folder.database)
    try StoreTesting.migrate(queue, upTo: "3 notes of staff")
    let dossiers = try [1, 2].map { number in
      try store.testing.dossier(CaseNumber(number), sample, evidence())
    }
    try queue.write { database in
      try database.execute(
        sql: "INSERT INTO accounts VALUES ('2002', x'', 'officer', zeroblob(16), 2, 1, 1, zeroblob(32), 0, 0, 9, NULL)")
      for (number, dossier) in zip([CaseNumber(1), CaseNumber(2)], dossiers) {
        try database.execute(
          sql: """
            INSERT INTO cases (number, language, openedAt, consentAt, fee, feeDate, attestedBy, attestedAt)
              VALUES (?, 'da', 5, 5, 0, '2024-05-02', '2002', 5)
            """, arguments: [number.number])
        try database.execute(
          sql: """
            INSERT INTO dossiers (caseNumber, state, key, digest, sealed, contact, heldAt) VALUES (?, 'held', ?, ?, ?, ?, 6)
            """,
          arguments: [
            number.number, SealedDossier.idempotencyKey(number, dossier.digest), Data(dossier.digest),
            Data(try testKey.seal(dossier.bytes, for: "dossier \(number)")),
            Data(try testKey.seal(sample.contact.bytes, for: "contact \(number)")),
          ])
      }
      try database.execute(sql: "UPDATE dossiers SET state = 'outbox', releasedAt = 7 WHERE caseNumber = 1")
    }
    try queue.close()
    return dossiers
  }

  @Test func `dossiers of an older program are sealed to the authority when the box opens the store`() throws {
    let folder = try StateFolder()
    let dossiers = try older(folder)
    let store = try Store.opened(in: folder)
    let seals = try store.testing.read { try String.fetchAll($0, sql: "SELECT seal FROM dossiers ORDER BY caseNumber") }
    #expect(seals == ["authority", "authority"])
    #expect(
      try SealedDossier(bytes: try #require(try store.sealedDossier(first))).open(with: theAuthority) == dossiers[0])
    #expect(try store.outbox().map(\.key) == [SealedDossier.idempotencyKey(first, dossiers[0].digest)])
    #expect(try store.contact(CaseNumber(2)) == sample.contact)
    #expect(try store.journal().filter { $0.kind == "dossierSealedAnew" }.map(\.caseNumber) == [1, 2])
    try store.acknowledge(first)
    try store.capture(CaseNumber(2), nil)
    #expect(
      try SealedDossier(bytes: try #require(try store.sealedDossier(CaseNumber(2)))).open(with: theAuthority)
        == dossiers[1])
  }

  @Test func `what opens the store without the authority's key leaves them, and the next one with it seals them`()
    throws
  {
    let folder = try StateFolder()
    let dossiers = try older(folder)
    let beside = try Store(path: folder.path, key: testKey, cost: .cheap, now: { 9 })
    #expect(try beside.count("dossiers WHERE seal = 'store'") == 2)
    try beside.close()
    let store = try Store.opened(in: folder)
    #expect(
      try SealedDossier(bytes: try #require(try store.sealedDossier(first))).open(with: theAuthority) == dossiers[0])
  }

  @Test func `one that was changed stays, and the others are sealed`() throws {
    let folder = try StateFolder()
    _ = try older(folder)
    try folder.tamper("UPDATE dossiers SET sealed = zeroblob(100) WHERE caseNumber = 2")
    let store = try Store.opened(in: folder)
    #expect(try store.count("dossiers WHERE seal = 'store'") == 1)
    #expect(try store.count("dossiers WHERE seal = 'authority'") == 1)
    #expect(try store.outbox().map(\.number) == [first])
  }

  @Test func `a dossier that is sealed to the authority keeps its seal`() {
    #expect(throws: StoreError.refused(.alreadySealed)) { try store.force("UPDATE dossiers SET sealed = zeroblob(99)") }
    #expect(throws: StoreError.refused(.alreadySealed)) { try store.force("UPDATE dossiers SET seal = 'store'") }
  }

  @Test func `how often a dossier was offered is kept until it is acknowledged`() throws {
    try store.keepAttempts([first], nextTryAt: 17)
    try store.keepAttempts([first, CaseNumber(9)], nextTryAt: 19)
    var item = try #require(try store.outbox().first)
    #expect(item.attempts == 2 && item.nextTryAt == 19 && !item.isRejected)
    try store.keepRejection(first)
    try store.keepAttempts([], nextTryAt: 21)
    item = try #require(try store.outbox().first)
    #expect(item.attempts == 3 && item.nextTryAt == nil && item.isRejected)
    try store.acknowledge(first)
    try store.keepAttempts([first], nextTryAt: 18)
    #expect(try store.outbox().isEmpty)
  }
}
