import Cases
import Foundation
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

  /// A command of the administrator, or a backup, has the store for some seconds.
  @Test func `a store that somebody else holds for a while is no failing disk`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try Citizen().upTo(StepName.attestation, box)
    for held in 1...4 {
      box.disk.busyTimes = held
      box.type("9")
      box.type(held == 4 ? "20\n246820\n1" : "-")
      #expect(box.disk.busyTimes == 0 || held < 4)
      #expect(box.runner.box.canRecord)
    }
    #expect(try box.store.journal().contains { $0.kind == "attested" })
    #expect(try Citizen().goOn(box).ending == .completed)
    box.disk.busyTimes = 1_000
    box.type("\n\n")
    try box.wait("the box is closed", seconds: 600) { $0.state == .closed(.storage) }
  }

  // MARK: Room

  private static let room = (
    enough: StorageSpace(free: 900, needed: 50), low: StorageSpace(free: 120, needed: 50),
    short: StorageSpace(free: 49, needed: 50)
  )

  /// What is kept free is many times what a visit that leaves all it can writes; `swift test --filter leaves` tells how much that is.
  @Test func `a visit leaves less than is kept free for it`() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/pasboks-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let box = try VirtualBox(scenario: "everything-goes-well", folder: folder)
    try box.wait("welcome") { $0.state == .welcome(nil) }
    let before = try size(of: folder)
    try Citizen().upTo(StepName.attestation, box)
    box.type("920\n246820\n32")
    try box.wait("parked") { $0.state == .welcome(nil) }
    box.type("\n*920\n246820\n21\n")
    try box.wait("the parked case") { if case .attended(let here) = $0.state { here.visit != nil } else { false } }
    box.type("1")
    #expect(try Citizen().goOn(box).ending == .completed)
    // The write-ahead log keeps its largest size as long as the store is open.
    let grown = try size(of: folder) - before
    print("space: a visit that is parked, resumed and paid leaves \(grown) bytes")
    #expect(grown > 100_000, "the pictures are in it")
    #expect(grown * 4 < StorageSpace.ofVisit * 1_000_000)
  }

  private func size(of folder: String) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: folder).reduce(0) { sum, name in
      sum + (try FileManager.default.attributesOfItem(atPath: folder + "/" + name)[.size] as? Int ?? 0)
    }
  }

  @Test func `a disk with less room than a visit can need takes no visit, and opens by itself`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well", space: Self.room.enough)
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.disk.space = Self.room.low
    try box.wait("the flag", seconds: 700) { $0.flags.map(\.code) == [.storageLow] }
    #expect(box.runner.box.state == .welcome(nil), "there is room for somebody yet")
    #expect(box.published.all.last?.contains("pasboks_storage_room{") == true)
    box.disk.space = Self.room.short
    try box.wait("the box closes", seconds: 70) { $0.state == .closed(.storage) }
    box.type("\n")
    #expect(box.runner.box.state == .closed(.storage))
    box.type("*40\n246840\n")
    #expect(box.display.text.contains("49"), "the technician reads how much is left")
    box.type("9")
    box.disk.space = Self.room.enough
    try box.wait("welcome", seconds: 70) { $0.state == .welcome(nil) }
    #expect(box.runner.box.flags == [])
    #expect(try Citizen().visit(box).ending == .completed)
  }

  /// Looked at as somebody begins: they shall not lose at the last step what they gave at the first.
  @Test
  func `a visit that begins on a disk that was filled meanwhile goes no further, and one that is on its way ends`()
    throws
  {
    let box = try VirtualBox(scenario: "everything-goes-well", space: Self.room.enough)
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.disk.space = Self.room.short
    box.type("\n")
    try box.wait("the box closes", seconds: 30) { $0.state == .closed(.storage) }
    #expect(try box.store.journal().allSatisfy { $0.kind != "consentGiven" })
    box.disk.space = Self.room.enough
    try box.wait("welcome", seconds: 70) { $0.state == .welcome(nil) }
    try Citizen().upTo(StepName.review, box)
    box.disk.space = Self.room.short
    box.time.advance(to: box.time.now() + 1)
    #expect(try Citizen().goOn(box).ending == .completed, "it fits into what was kept free for it")
    try box.wait("the box closes", seconds: 700) { $0.state == .closed(.storage) }
  }

  @Test func `a box that starts without room serves nobody`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well", space: Self.room.short)
    box.settle()
    #expect(box.runner.box.state == .closed(.storage))
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
    let idle = box.runner.box.policy.waits[.idle].count
    box.time.advance(to: box.time.now() + idle + 1_000)
    box.settle()
    #expect(box.runner.box.state.visit?.overlay == nil, "nobody is asked while the box speaks")
    while box.voice.isSpeaking {
      box.voice.end()
      box.settle()
    }
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
