import AuthorityWire
import Cases
import Devices
import Foundation
import PassportRules
import ReferenceAuthority
import Renewal
import TestSupport
import Testing

/// What the reference authority answers to a request, without a line.
@Suite struct ReferenceAuthorityTests {
  private static func dossier(_ bytes: [UInt8], key: String?, type: String? = AuthorityInterface.dossierType)
    -> ReferenceAuthority.Request
  {
    .init(method: "POST", path: AuthorityInterface.Path.dossiers, type: type, key: key, body: bytes)
  }

  private static func question(_ body: String, type: String = AuthorityInterface.jsonType) -> ReferenceAuthority.Request
  {
    .init(method: "POST", path: AuthorityInterface.Path.lookups, type: type, key: nil, body: Array(body.utf8))
  }

  @Test func `a dossier is kept once, as it came, and opens with the authority's key`() throws {
    let trial = try Trial()
    defer { trial.remove() }
    let (bytes, key) = try trial.dossier(17)
    let request = Self.dossier(bytes, key: key)
    #expect(
      trial.authority.answer(request) == .init(status: 200, body: SubmissionAnswer.acknowledged.written(about: key)))
    #expect(trial.authority.answer(request) == .init(status: 200, body: SubmissionAnswer.duplicate.written(about: key)))
    #expect(trial.kept == [key])
    let kept = try SealedDossier.read(trial.authority.path(of: key))
    #expect(kept == bytes)
    #expect(try SealedDossier(bytes: kept).open(with: trial.key).caseNumber == "000017")
  }

  @Test func `what was left half written by a power cut is no dossier`() throws {
    let trial = try Trial()
    defer { trial.remove() }
    let (bytes, key) = try trial.dossier(17)
    try trial.write("half", "dossiers/\(key).dossier.part")
    #expect(trial.authority.answer(Self.dossier(bytes, key: key)).body["outcome"] == "acknowledged")
    #expect(try SealedDossier.read(trial.authority.path(of: key)) == bytes)
  }

  @Test func `a dossier that is none, is another's, or was changed, is rejected and not kept`() throws {
    let trial = try Trial()
    let another = try Trial()
    defer {
      trial.remove()
      another.remove()
    }
    let (bytes, key) = try trial.dossier(17)
    let (foreign, foreignKey) = try another.dossier(17)
    var changed = bytes
    changed[bytes.count - 1] ^= 1
    for (bytes, key) in [(bytes, "18-0011223344556677"), (foreign, foreignKey), (changed, key), ([1, 2, 3], key)] {
      let answer = trial.authority.answer(Self.dossier(bytes, key: key))
      #expect(answer == .init(status: 422, body: SubmissionAnswer.rejected.written(about: key)))
    }
    #expect(trial.kept == [])
  }

  @Test func `a request that is none has its own number, and no outcome`() throws {
    let trial = try Trial()
    defer { trial.remove() }
    let (bytes, key) = try trial.dossier(17)
    let requests: [(ReferenceAuthority.Request, Int)] = [
      (Self.dossier(bytes, key: nil), 400), (Self.dossier(bytes, key: "../17"), 400),
      (Self.dossier(bytes, key: key, type: nil), 415), (Self.question("{}"), 400), (Self.question("x"), 400),
      (Self.question("{}", type: "text/plain"), 415), (Self.question(String(repeating: " ", count: 70_000)), 413),
      (.init(method: "GET", path: AuthorityInterface.Path.dossiers, type: nil, key: nil, body: []), 405),
      (.init(method: "GET", path: "/", type: nil, key: nil, body: []), 404),
    ]
    for (request, status) in requests {
      let answer = trial.authority.answer(request)
      #expect(answer.status == status && answer.body["outcome"] == .null)
    }
  }

  @Test func `the register answers from the file`() throws {
    let trial = try Trial()
    defer { trial.remove() }
    let known = trial.authority.answer(Self.question(#"{"cpr":"0610850166","document":"210345671","booking":null}"#))
    #expect(known.body["person"]["documentMatches"] == true && known.body["person"]["documentExpiry"] == "2026-12-30")
    let other = trial.authority.answer(Self.question(#"{"cpr":"0610850166","document":"210345672","booking":null}"#))
    #expect(other.body["person"]["documentMatches"] == false)
    let nobody = trial.authority.answer(Self.question(#"{"cpr":"0610851178","document":null,"booking":null}"#))
    #expect(nobody == .init(status: 200, body: ["answer": "unknown"]))
  }

  @Test func `it behaves as the file says, from one request to the next`() throws {
    let trial = try Trial()
    defer { trial.remove() }
    let (bytes, key) = try trial.dossier(17)
    try trial.behave(.reject)
    #expect(trial.authority.answer(Self.dossier(bytes, key: key)).status == 422 && trial.kept == [])
    try trial.behave(.down)
    #expect(trial.authority.answer(Self.dossier(bytes, key: key)).status == 503 && trial.kept == [])
    try trial.write("what?\n", "dossiers/behaviour")
    #expect(trial.authority.answer(Self.dossier(bytes, key: key)).status == 200)
    #expect(AuthorityInterface.longestDossier == SealedDossier.limit)
  }
}
