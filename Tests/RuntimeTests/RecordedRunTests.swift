import Cases
import Renewal
import Runtime
import Screens
import Testing

/// Runs of the loop that ships are recorded and replayed: the same places, and nothing of anybody in the recording.
@Suite struct RecordedRunTests {
  @Test(arguments: ["da", "en"])
  func `a renewal is replayed to its end`(language: String) throws {
    let notes = try RunNotes(language: language)
    let box = try VirtualBox(scenario: "everything-goes-well", language: language, watcher: notes)
    #expect(try Citizen().visit(box).ending == .completed)
    box.type("\n")
    #expect(box.runner.box.state == .welcome(nil))
    try notes.check(box)
  }

  @Test(arguments: Course.all)
  func `each scenario is replayed to its end`(course: Course) throws {
    let notes = try RunNotes()
    let box = try VirtualBox(scenario: course.scenario, watcher: notes)
    #expect(try Citizen(grounds: course.grounds).visit(box).ending == course.ending)
    try notes.check(box, "\(course.scenario)")
  }

  /// Numbers that are wrong in each way, a stranger's, a child's, and at last the citizen's own, put right figure by figure.
  @Test func `numbers that were typed wrong are replaced by others that are wrong in the same way`() throws {
    let notes = try RunNotes()
    let box = try VirtualBox(scenario: "everything-goes-well", watcher: notes)
    try Citizen().upTo(StepName.identity, box)
    let typed = ["0610", "3199851234", "1204631117", "1204631118"]
    for number in typed {
      box.type(number + "\n")
      // The next one, or the first erasure, takes the place of a number that is whole and wrong.
      while case .identity(let step) = box.runner.box.state.visit?.step, !step.entry.digits.isEmpty { box.type("-") }
    }
    let own = box.cpr
    box.type(own.dropLast(2) + "77\n")
    box.type("--" + own.suffix(2) + "\n")
    box.type("\n")
    #expect(try Citizen().goOn(box).ending == .completed)
    try notes.check(box, typed: typed.filter { $0.count == 10 } + [own.dropLast(2) + "77", "120463"])
  }

  @Test func `a number that a card, a code or a zone tells is nobody's in the recording`() throws {
    let notes = try RunNotes()
    let box = try VirtualBox(scenario: "everything-goes-well", watcher: notes)
    try Citizen().upTo(StepName.identity, box)
    let card = ";9208000010610850166000000000000000000?"
    for text in [card, "1204631117", "6612631117", "hello", "417382", "0610850166"] {
      for kind in [ScanKind.mrz, .card, .code] {
        box.display.typed = [.scan(Scan(kind: kind, text: text))]
        box.settle()
      }
    }
    try notes.check(box, typed: ["1204631117", "6612631117", "120463", "HELLO", card, "417382"])
  }

  @Test func `a desk that helps is replayed, and its note is not in the recording`() throws {
    let notes = try RunNotes()
    let box = try VirtualBox(scenario: "passport-unreadable", watcher: notes)
    try Citizen().upTo(FlagCode.documentUnreadable, box)
    let desk = VirtualDesk(box)
    desk.logIn("20")
    desk.press("1")
    #expect(desk.holder == desk.id)
    desk.press("6Ole 12 34\n")
    #expect(box.runner.box.state.visit?.notes.count == 1)
    desk.press("811")
    desk.press("-")
    desk.press("11")
    _ = try Citizen().goOn(box)
    try notes.check(box, typed: ["Ole", "12 34"])
  }

  @Test func `a PIN that is changed is replayed, and no PIN is in the recording`() throws {
    let notes = try RunNotes()
    let box = try VirtualBox(scenario: "everything-goes-well", watcher: notes)
    for id in ["31", "32"] {
      try box.store.addDemonstrationAccount(id: StaffID(id), firstName: "Tove", role: .supervisor, pin: "2468\(id)")
    }
    try box.store.resetPIN(StaffID("20"), pin: "804915", by: Managers(StaffID("31"), and: StaffID("32")))
    try Citizen().upTo(StepName.attestation, box)
    let pins = ["804915", "111111", "739164", "739165", "57204813"]
    box.type("920\n999999\n")
    box.type("20\n\(pins[0])\n")
    box.type("\(pins[0])\n\(pins[1])\n\(pins[2])\n\(pins[3])\n\(pins[4])\n\(pins[4])\n")
    guard case .attended = box.runner.box.state else {
      Issue.record("nobody is logged in:\n\(box.display.text)")
      return
    }
    box.type("1")
    try notes.check(box, typed: pins + ["999999"])
  }

  @Test func `a turn that the store refused is taken back in the replay too`() throws {
    let notes = try RunNotes()
    let box = try VirtualBox(scenario: "everything-goes-well", watcher: notes)
    for id in ["31", "32"] {
      try box.store.addDemonstrationAccount(id: StaffID(id), firstName: "Tove", role: .supervisor, pin: "2468\(id)")
    }
    try Citizen().upTo(StepName.attestation, box)
    box.type("920\n246820\n")
    let store = box.store
    box.disk.meanwhile = { try store.lock(StaffID("20"), by: Managers(StaffID("31"), and: StaffID("32"))) }
    box.type("1")
    #expect(box.runner.box.state.visit?.step.name == .attestation)
    #expect(notes.text.contains("\"takenBack\""))
    try notes.check(box)
  }
}
