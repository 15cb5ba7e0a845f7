import Cases
import Foundation
import GRDB
import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

@Suite struct ResumingTests {
  let store: Store
  let clock = HandClock()
  var hour: Int { 3_600_000 }

  init() throws { store = try Store.staffed(clock) }

  private func park(
    _ number: CaseNumber = first, _ application: CompleteApplication = sample, after facts: [Fact] = []
  ) throws {
    try store.freeze(number, application)
    try store.record(facts)
    try store.park(number, application, evidence: evidence(of: application), until: clock.now() + 24 * hour)
    try store.record(.visitEnded(number, .parked))
  }

  private func resume(_ number: CaseNumber = first, by staff: StaffID = officer) throws -> ParkedAnswer {
    var vault = SmallVault(room: 9)
    return try store.resume(number, by: staff) { vault.keep($0) }
  }

  @Test(arguments: SampleApplications.many)
  func `what was parked comes back equal, with its pictures where they were put`(
    application: CompleteApplication
  ) throws {
    try park(first, application)
    var vault = SmallVault(room: 4)
    guard case .resumed(let parked) = try store.resume(first, by: officer, keep: { vault.keep($0) }) else {
      Issue.record("it is gone")
      return
    }
    let resumed = parked.application
    #expect(vault.withOldIDs(resumed, of: application) == application.withoutChipPicture)
    for (name, picture) in resumed.pictures {
      #expect(vault.pieces[picture]?.name == name)
      #expect(vault.pieces[picture]?.bytes == Array("raw pixels of \(name)".utf8))
    }
    #expect(vault.pieces.count == application.pictures.count)
  }

  @Test func `the samples cover each ground, each requirement's states and names beyond ASCII`() {
    let all = SampleApplications.many
    #expect(Set(all.map(\.grounds)) == Set(RenewalGrounds.allCases).subtracting([.firstPassport]))
    for states in [all.map(\.document.state), all.map(\.photo.state)] { #expect(Set(states) == ["met", "excepted"]) }
    for states in [all.map(\.prints.state), all.map(\.signature.state)] {
      #expect(Set(states) == ["met", "excepted", "missing"])
    }
    #expect(Set(all.flatMap { $0.prints.value.map { [$0.right.finger, $0.left.finger] } ?? [] }).count == 8)
    #expect(Set(all.map(\.fee.group)).count >= 3)
    #expect(Set(all.map(\.fee.doubled)).count == 2)
    #expect(Set(all.map { $0.details.mobile == nil }).count == 2)
    #expect(Set(all.map { $0.document.value?.expiry == nil }).count == 2)
    #expect(Set(all.map(\.details.readyNotice)) == Set(ReadyNotice.allCases))
  }

  @Test func `a number from before it was asked has its text message, and none goes without a number`() throws {
    func notice(_ old: String, _ new: String, of application: CompleteApplication) throws -> ReadyNotice? {
      let text = application.json(first, binding: []).written
      try #require(text.contains(old))
      let written = try #require(WrittenApplication(bytes: Array(text.replacing(old, with: new).utf8)))
      let pictures = Dictionary(uniqueKeysWithValues: application.pictures.map { ($0.name, $0.picture) })
      return CompleteApplication(written, pictures: pictures)?.details.readyNotice
    }
    let all = SampleApplications.many
    let told = try #require(all.first { $0.details.readyNotice == .sms })
    let silent = try #require(all.first { $0.details.mobile == nil })
    #expect(try notice(",\"readyNotice\":\"sms\"", "", of: told) == .sms)
    #expect(try notice(",\"readyNotice\":\"no\"", "", of: silent) == .no)
    #expect(try notice("\"readyNotice\":\"no\"", "\"readyNotice\":\"sms\"", of: silent) == nil)
    #expect(try notice("\"readyNotice\":\"sms\"", "\"readyNotice\":\"post\"", of: told) == nil)
  }

  @Test func `a resumed case goes on, keeps its fee, and can be attested, paid and sent`() throws {
    try park()
    clock.advance(seconds: 3600)
    guard case .resumed(let parked) = try resume() else { Issue.record("it is gone"); return }
    let application = parked.application
    #expect(try store.recoverySnapshot().interrupted == [first])
    #expect(try store.parked().count == 1)
    try store.record([.attested(first, by: officer)])
    try store.hold(first, Attestation(by: officer, application: application), evidence: evidence())
    #expect(try store.parked().isEmpty)
    try store.approve()
    try store.capture(first, payment())
    try store.record(.visitEnded(first, .completed))
    #expect(try store.outbox().map(\.number) == [first])
    #expect(
      try store.journal().map(\.kind).suffix(10) == [
        "frozen", "parked", "visitEnded", "resumed", "attested", "dossierHeld", "paymentIntended",
        "paymentAnswered", "captured", "visitEnded",
      ])
    #expect(try resume() == .gone(.unknown))
  }

  @Test(arguments: [Ending.parked, .interrupted, .timedOut])
  func `a resumed visit that stops leaves the case parked until its old time`(ending: Ending) throws {
    try park()
    let until = try store.parked()
    clock.advance(seconds: 3600)
    _ = try resume()
    try store.record(.visitEnded(first, ending))
    #expect(try store.parked() == until)
    guard case .resumed = try resume() else { Issue.record("it is gone"); return }
  }

  @Test(arguments: [
    Ending.stopped, .endedByStaff, .consentRefused, .referred(.police, .documentMismatch), .nobodyCame(.child),
    .moneyOpen, .completed,
  ])
  func `a resumed visit that ends in another way erases the case`(ending: Ending) throws {
    try park()
    _ = try resume()
    try store.record(.visitEnded(first, ending))
    #expect(try store.parked().isEmpty)
    #expect(try store.journal().last?.kind == "parkedErased")
    #expect(try resume() == .gone(.unknown))
  }

  @Test func `notes follow a parked case, sealed, and go with it`() throws {
    try park()
    guard case .resumed = try resume() else { Issue.record("it is gone"); return }
    try store.keepNote(first, "Ring først", by: officer)
    try store.record(.visitEnded(first, .parked))
    guard case .resumed(let parked) = try resume() else { Issue.record("it is gone"); return }
    #expect(parked.notes == ["Ring først"] && parked.language == Language("da"))
    try store.record(.visitEnded(first, .parked))
    clock.advance(seconds: 97 * 3600)
    try store.expireParked()
    #expect(try store.count("notes") == 0)

    try store.record([.visitOpened(CaseNumber(9), Language("da"))])
    try store.keepNote(CaseNumber(9), "Kom med bror", by: librarian)
    try store.record(.visitEnded(CaseNumber(9), .stopped))
    #expect(try store.count("notes") == 0, "what ended keeps nothing")
    #expect(throws: StoreError.refused(.visitEnded)) { try store.keepNote(CaseNumber(9), "for sent", by: librarian) }
    #expect(try !store.journal().contains { $0.detail.contains("bror") })
  }

  @Test func `a day is what began since its midnight, and what waits`() throws {
    try park()
    let midnight = clock.now() + 1
    clock.advance(seconds: 60)
    try store.record([.visitOpened(CaseNumber(2), Language("da")), .visitEnded(CaseNumber(2), .completed)])
    try store.record(.visitOpened(CaseNumber(3), Language("da")))
    let day = try store.day(since: midnight)
    #expect(day.visits == 2 && day.completed == 1 && day.parked == 1 && day.outbox == 0)
    #expect(day.parkedUntil == midnight - 1 + 24 * hour)
    #expect(try store.day(since: 0).visits == 3)
  }

  @Test func `a case comes back in the language that its citizen chose`() throws {
    try park(after: [.languageChosen(first, Language("en"))])
    guard case .resumed(let parked) = try resume() else { Issue.record("it is gone"); return }
    #expect(parked.language == Language("en"))
  }

  @Test func `a case that is parked anew waits for its new time`() throws {
    try park()
    clock.advance(seconds: 3600)
    guard case .resumed(let parked) = try resume() else { Issue.record("it is gone"); return }
    let application = parked.application
    let until = clock.now() + 48 * hour
    try store.park(first, application, evidence: evidence(), until: until)
    try store.record(.visitEnded(first, .parked))
    #expect(try store.parked() == [ParkedCase(number: first, until: until)])
  }

  @Test func `a stop in the middle of a resumed visit leaves the case parked`() throws {
    let folder = try StateFolder()
    let box = try Store.opened(in: folder, clock)
    try box.addStaff()
    try box.freeze()
    try box.park(first, sample, evidence: evidence(), until: clock.now() + 24 * hour)
    try box.record(.visitEnded(first, .parked))
    var vault = SmallVault(room: 4)
    _ = try box.resume(first, by: officer) { vault.keep($0) }
    try box.close()

    let next = try Store.opened(in: folder, clock)
    vault = SmallVault(room: 4)
    #expect(try next.recover().interrupted.isEmpty)
    #expect(try next.parked().map(\.number) == [first])
    guard case .resumed = try next.resume(first, by: officer, keep: { vault.keep($0) }) else {
      Issue.record("it is gone")
      return
    }
  }

  @Test func `a case whose time is over is erased and says so, even after it was swept away`() throws {
    try park()
    try park(CaseNumber(2))
    clock.advance(seconds: 24 * 3600)
    #expect(try resume() == .gone(.expired))
    #expect(try store.parked().isEmpty)
    #expect(try store.journal().suffix(2).map(\.kind) == ["parkedExpired", "parkedExpired"])
    #expect(try resume() == .gone(.expired))
    #expect(try resume(CaseNumber(2)) == .gone(.expired))
    #expect(try resume(CaseNumber(3)) == .gone(.unknown))
  }

  @Test func `only an officer or a supervisor who can log in resumes a case`() throws {
    try park()
    for staff in [librarian, StaffID("77"), StaffID("")] {
      #expect(throws: StoreError.unauthorised(staff)) { try resume(by: staff) }
    }
    try store.lock(officer, by: Managers(supervisor))
    #expect(throws: StoreError.unauthorised(officer)) { try resume() }
    guard case .resumed = try resume(by: supervisor) else { Issue.record("it is gone"); return }
  }

  @Test func `a case is resumed once at a time, and not at all without room for its pictures`() throws {
    try park()
    let rows = try store.count("journal")
    for room in 0..<4 {
      var vault = SmallVault(room: room)
      #expect(throws: StoreError.refused(.noRoom)) { try store.resume(first, by: officer) { vault.keep($0) } }
    }
    #expect(try store.count("journal") == rows)
    #expect(try store.recoverySnapshot().interrupted.isEmpty)
    _ = try resume()
    #expect(throws: StoreError.refused(.visitGoesOn)) { try resume() }
  }

  @Test func `a parked case that was changed on disk is called damaged`() throws {
    try park()
    try store.force("UPDATE parked SET sealed = zeroblob(400)")
    let error = #expect(throws: StoreError.self) { try resume() }
    guard case .damaged = error else { Issue.record("\(String(describing: error))"); return }
  }

  @Test func `an application that was written for another case is none of this one`() throws {
    try park()
    let other = sample.json(CaseNumber(2), binding: store.testing.binding(CaseNumber(2))).bytes
    let sealed = try testKey.seal(
      Dossier(application: other, evidence: evidence()).bytes, for: "parked \(first)")
    try store.force("UPDATE parked SET sealed = x'\(sealed.hexadecimal)'")
    let error = #expect(throws: StoreError.self) { try resume() }
    guard case .damaged = error else { Issue.record("\(String(describing: error))"); return }
  }

  @Test func `an application that is not written just so is none`() throws {
    let pictures = Dictionary(uniqueKeysWithValues: sample.pictures.map { ($0.name, $0.picture) })
    let text = sample.json(first, binding: [1]).written
    func reads(_ text: String) -> Bool {
      guard let written = WrittenApplication(bytes: Array(text.utf8)),
        let application = CompleteApplication(written, pictures: pictures)
      else { return false }
      return application.json(first, binding: [1]).written == text
    }
    #expect(reads(text))
    let slips = [
      ("\"expiring\"", "\"bored\""), ("\"lossDeclared\"", "\"lossDreamt\""), ("2024-05-02", "2024-02-30"),
      ("\"adult\"", "\"old\""), ("{\"met\":{\"score\":88}}", "null "), ("\"code\":2", "\"code\":7"),
      ("\"code\":2", "\"code\":5"), ("\"height\":171", "\"height\":\"171\""), ("\"height\":171", "\"height\":171.0"),
      ("\"name\":", "\"nick\":\"\",\"name\":"), ("{", "{ "), ("\"signature\":{\"met\":{}}", "\"signature\":{}"),
    ]
    for (old, new) in slips {
      let slip = text.replacingOccurrences(of: old, with: new)
      #expect(slip != text, "\(old) is not there")
      #expect(!reads(slip), "\(old) → \(new)")
    }
  }
}

/// A vault with room for so many pictures.
private struct SmallVault {
  let room: Int
  var pieces: [PictureID: Evidence] = [:]

  init(room: Int) { self.room = room }

  mutating func keep(_ piece: Evidence) -> PictureID? {
    guard pieces.count < room else { return nil }
    let id = PictureID(100 + pieces.count)
    pieces[id] = piece
    return id
  }

  /// The application with its pictures called as they were in the one that was parked.
  func withOldIDs(_ resumed: CompleteApplication, of parked: CompleteApplication) -> CompleteApplication {
    let old = Dictionary(uniqueKeysWithValues: parked.pictures.map { ($0.name, $0.picture) })
    func renamed(_ picture: PictureID) -> PictureID { pieces[picture].flatMap { old[$0.name] } ?? picture }
    func renamed(_ print: FingerPrint) -> FingerPrint {
      FingerPrint(finger: print.finger, picture: renamed(print.picture), score: print.score)
    }
    var application = resumed
    application.photo = resumed.photo.with { ChosenPhoto(picture: renamed($0.picture), score: $0.score) }
    application.picture = renamed(resumed.picture)
    application.prints = resumed.prints.with { FingerPrints(right: renamed($0.right), left: renamed($0.left)) ?? $0 }
    application.signature = resumed.signature.with { Signature(picture: renamed($0.picture)) }
    return application
  }
}

extension CompleteApplication {
  /// The application as it is parked: the picture from the chip stays with the passport.
  fileprivate var withoutChipPicture: CompleteApplication {
    var application = self
    application.document = document.with {
      OldDocument(number: $0.number, picture: nil, name: $0.name, expiry: $0.expiry, isRegistered: $0.isRegistered)
    }
    return application
  }
}

extension Requirement {
  fileprivate func with(_ change: (Value) -> Value) -> Requirement {
    switch self {
    case .met(let value): .met(change(value))
    case .missing, .excepted: self
    }
  }

  fileprivate var state: String {
    switch self {
    case .missing: "missing"
    case .met: "met"
    case .excepted: "excepted"
    }
  }
}
