import Cases
import Quality
import Renewal
import Runtime
import Testing

/// A disk that fails and heals, and speech that takes its time, at the loop that ships.
@Suite struct StorageTests {
  @Test func `a disk that fails closes the box, and one that heals opens it again without a restart`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.disk.isBroken = true
    box.type("\n")
    try box.wait("the box is closed") { $0.state == .closed(.storage) }
    #expect(box.runner.vault.isEmpty)
    let journal = try box.store.journal().count
    for _ in 1...3 {
      box.time.advance(to: box.time.now() + 30_000)
      box.settle()
      #expect(box.runner.box.state == .closed(.storage))
    }
    #expect(!box.display.history.suffix(3).contains { $0.contains("Tryk på en tast") }, "nobody was welcomed in vain")
    #expect(try box.store.journal().count == journal)
    box.disk.isBroken = false
    try box.wait("welcome again", seconds: 60) { $0.state == .welcome(nil) }
    let told = try Citizen().visit(box)
    #expect(told.ending == .completed)
    let rows = try box.store.journal()
    #expect(try box.store.verify() == .whole(rows: rows.count, head: rows.last?.hash ?? []))
  }

  @Test func `a desk is never shown what is not on disk`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.type("\n121\n")
    try box.wait(for: .grounds)
    let desk = VirtualDesk(box)
    desk.logIn("10")
    box.disk.isBroken = true
    box.type("*")
    for key in 1...9 where box.runner.box.queue.isEmpty { box.type(String(key)) }
    try box.wait("the box is closed", seconds: 200) { $0.state.visit == nil }
    #expect(desk.seen.rings == 0 || box.runner.box.queue.isEmpty)
  }

  @Test func `the citizen's time begins when the box has said its screen`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.type("\n11")
    #expect(box.voice.isSpeaking)
    let idle = box.runner.box.policy.waits.idle.count
    box.time.advance(to: box.time.now() + idle + 1_000)
    box.settle()
    #expect(box.runner.box.state.visit?.overlay == nil, "nobody is asked while the box speaks")
    box.voice.end()
    box.settle()
    box.time.advance(to: box.time.now() + idle - 1_000)
    box.settle()
    #expect(box.runner.box.state.visit?.overlay == nil)
    box.time.advance(to: box.time.now() + 2_000)
    box.settle()
    #expect(box.runner.box.state.visit?.overlay == .idleWarning)
  }

  @Test func `a technician's test has the device report anew`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.type("*9")
    box.type("40\n246840\n")
    guard case .maintenance = box.runner.box.state else {
      Issue.record("no maintenance:\n\(box.display.text)")
      return
    }
    box.type("11")
    try box.wait("the reader is back") { $0.devices[.documentReader] == .online }
    #expect(try box.store.journal().map(\.kind).contains("deviceTested"))
  }
}

@Suite struct EvidenceTests {
  @Test func `what was written of a picture, a print and a signature is kept again as it was`() throws {
    let vault = Vault()
    let photo = try #require(RGBPicture(width: 2, height: 1, pixels: [10, 32, 53, 50, 53, 10]))
    let print = try #require(GreyPicture(width: 3, height: 1, pixels: [10, 0, 255]))
    let ink = SignatureInk(
      strokes: [
        Stroke(points: [StrokePoint(x: 1.5, y: 2, milliseconds: 3, pressure: 0.25)]),
        Stroke(points: [
          StrokePoint(x: 4, y: 5, milliseconds: 6, pressure: 1), StrokePoint(x: 7, y: 8, milliseconds: 9, pressure: 0),
        ]),
      ], padWidth: 100, padHeight: 40.5)
    let pieces = [
      ("photo", vault.keep(photo)), ("print-left-thumb", vault.keep(print, of: .leftThumb)),
      ("signature", vault.keep(ink)),
    ].compactMap { vault.evidence($0.0, $0.1) }
    #expect(pieces.count == 3)
    let other = Vault()
    let kept = pieces.compactMap { other.keep($0) }
    #expect(kept.count == 3)
    #expect(other.photo(kept[0]) == photo)
    #expect(other.print(kept[1]) == print)
    #expect(other.finger(like: print) == nil || other.finger(like: print) == .leftThumb)
    #expect(other.ink(kept[2]) == ink)
  }

  @Test(arguments: [
    ("photo", "P6\n2 1\n255\nabc"), ("photo", "P5\n1 1\n255\na"), ("photo", "P6\n99999 99999\n255\n"), ("photo", ""),
    ("print-left-thumb", "P6\n1 1\n255\nabc"), ("signature", "1 2 3 4"), ("signature", "pad 1\n\n1 2 3 4"),
    ("signature", "pad 1 2\n\n1 2 3"), ("signature", "pad 1 nan"), ("signature", ""),
  ])
  func `what is no such piece is not kept`(name: String, text: String) {
    let vault = Vault()
    #expect(vault.keep(Evidence(name: name, bytes: Array(text.utf8))) == nil)
    #expect(vault.isEmpty)
  }
}
