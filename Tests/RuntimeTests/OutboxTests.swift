import Cases
import Renewal
import Runtime
import Testing

/// When what waits is offered again.
@Suite struct OutboxTests {
  @Test func `pauses grow to an hour, and a jitter shortens them by a quarter at most`() {
    let whole = (1...10).map { SendPauses.pause(after: $0, jitter: 0).count / 1000 }
    #expect(whole == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
    for rounds in [1, 5, 1000] {
      let pauses = [0, 500, 999, 5000].map { SendPauses.pause(after: rounds, jitter: $0).count }
      #expect(pauses == pauses.sorted(by: >))
      #expect(pauses[3] >= pauses[0] * 3 / 4)
    }
    let jitters = (1...200).map { SendPauses.jitter(of: "000017-0011223344556677", after: $0) }
    #expect(jitters.allSatisfy { (0..<1000).contains($0) })
    #expect(Set(jitters).count > 150)
    #expect(
      SendPauses.jitter(of: "000017-0011223344556677", after: 1)
        != SendPauses.jitter(of: "000018-0011223344556677", after: 1))
  }

  @Test func `a dossier without an acknowledgement is staff's workItem after the wait in kiosk.yaml`() throws {
    let box = try VirtualBox(scenario: "authority-offline")
    _ = try Citizen().visit(box)
    box.type("\n")
    let sent = box.time.now()
    let wait = box.runner.box.policy.waits[.acknowledgement].count
    try box.wait("nearly", seconds: wait / 1000) { _ in box.time.now() > sent + wait - 2 * 3_600_000 }
    #expect(box.runner.box.flags.isEmpty)
    try box.wait("flagged", seconds: 4 * 3600) { $0.flags.map(\.code) == [.dossierUnacknowledged] }
    #expect(try box.store.outbox().count == 1)
  }

  @Test func `a store that does not give what waits is asked again after a pause`() throws {
    let log = Kept()
    let box = try VirtualBox(scenario: "authority-offline", log: SystemJournal(log, box: "box-1"))
    _ = try Citizen().visit(box)
    box.type("\n")
    try box.wait("unanswered") { _ in log.entries.contains { $0.message == "dossiers wait" } }
    try box.store.close()
    var failures: Int { log.entries.filter { $0.message == "the outbox cannot be read" }.count }
    try box.wait("asked again", seconds: 7200) { _ in failures > 2 }
  }
}
