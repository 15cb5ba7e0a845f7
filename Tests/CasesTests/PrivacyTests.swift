import Cases
import Foundation
import GRDB
import PassportRules
import Renewal
import TestSupport
import Testing

/// Searches every byte of the state folder (database, write-ahead log, its index, lock) for what must not be there.
@Suite struct PrivacyTests {
  static let secrets: [[UInt8]] = {
    let cpr = SampleApplications.cpr
    let name = SampleApplications.name
    var texts = [cpr.digits, cpr.formatted, cpr.mrzForm, SampleApplications.mobile, "L0123456"]
    texts += [name.given, name.surname, "Agnethe", "Østergård", "Prøvemand"]
    texts += ["Ingeborg", "Thorvald", "Gudrun", "271828", "314159", "161803", "raw pixels"]
    return texts.flatMap { [Array($0.utf8), Array($0.utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }] }
  }()

  private func search(_ folder: StateFolder) throws -> [String] {
    try folder.bytes().flatMap { name, bytes in
      Self.secrets.filter { bytes.range(of: Data($0)) != nil }.map { "\(name): \(String(decoding: $0, as: UTF8.self))" }
    }
  }

  @Test func `nothing personal is in the files after hold, park, capture and log-ins`() throws {
    let folder = try StateFolder()
    let clock = HandClock()
    let store = try Store.opened(in: folder, clock)
    try store.addStaff()
    try store.holdSample()
    #expect(try search(folder) == [])
    try store.approve()
    try store.capture(first, payment())
    #expect(try search(folder) == [])
    try store.freeze(CaseNumber(2))
    try store.park(CaseNumber(2), sample, evidence: evidence(), until: clock.now() + 1000)
    try store.record(.visitEnded(CaseNumber(2), .parked))
    _ = try store.resume(CaseNumber(2), by: officer) { PictureID($0.bytes.count) }
    #expect(try search(folder) == [])
    _ = try store.logIn(officer, pin: "314159")
    try store.resetPIN(officer, pin: "314159", by: Managers(supervisor))
    try store.remove(librarian, by: Managers(supervisor))
    _ = try store.logIn(StaffID("061085"), pin: "999999")
    #expect(try search(folder) == [])
    #expect(try folder.bytes().values.allSatisfy { $0.range(of: Data("061085".utf8)) == nil })
    try store.close()
    #expect(try search(folder) == [])
  }

  /// The search itself must be able to find something.
  @Test func `the search finds a name that is written in clear`() throws {
    let folder = try StateFolder()
    let store = try Store.opened(in: folder)
    try store.force("INSERT INTO meta VALUES ('slip', '\(SampleApplications.name.surname)')")
    #expect(try search(folder).isEmpty == false)
  }

  @Test func `what was acknowledged, erased or expired is gone from the file`() throws {
    let folder = try StateFolder()
    let clock = HandClock()
    let store = try Store.opened(in: folder, clock)
    try store.addStaff()
    try store.holdSample()
    try store.approve()
    try store.capture(first, payment())
    let sealed = try #require(try store.sealedDossier(first))
    try store.holdSample(CaseNumber(2))
    let held = try #require(
      try store.testing.read { try Data.fetchOne($0, sql: "SELECT sealed FROM dossiers WHERE state = 'held'") })
    try store.acknowledge(first)
    try store.eraseHeld(CaseNumber(2))
    try store.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.database))
    for gone in [Data(sealed), held] {
      for start in stride(from: gone.startIndex, to: gone.endIndex - 16, by: 16) {
        #expect(bytes.range(of: gone[start..<(start + 16)]) == nil)
      }
    }
  }
}
