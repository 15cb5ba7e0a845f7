import Renewal
import Runtime
import Screens
import TestSupport
import Testing

/// What the box says and when, and how often its bell is heard.
@Suite struct SpeechTests {
  /// A visit at the start, with speech or without.
  private func begun(_ scenario: String = "everything-goes-well", isSpoken: Bool = true) throws -> VirtualBox {
    let box = try VirtualBox(scenario: scenario)
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.type(isSpoken ? "\n111" : "\n121")
    try box.wait(for: .start)
    return box
  }

  private func texts(_ box: VirtualBox) -> Texts { box.catalogue[Language("da")] }

  /// Everything is said that was to be.
  private func finish(_ box: VirtualBox) throws {
    while box.voice.isSpeaking {
      box.voice.end()
      try box.pass()
    }
  }

  // MARK: What is new

  @Test func `a typed digit is answered by its count alone, and an error by itself`() throws {
    let box = try begun()
    box.type("\n1")
    try box.wait(for: .identity)
    try finish(box)
    for count in 1...3 {
      box.type("1")
      #expect(box.voice.said.last == ["Du har skrevet \(count) tal."])
    }
    box.type("\n")
    #expect(box.voice.said.last?.count == 1, "\(box.voice.said.last ?? [])")
    let (wrong, count) = (box.voice.said.last, box.voice.said.count)
    box.type("\n")
    #expect(box.voice.said.count == count + 1 && box.voice.said.last == wrong, "the same error once more")
    #expect(box.display.bells == 1, "it did nothing")
    box.type("+")
    #expect((box.voice.said.last?.count ?? 0) > 6)
  }

  @Test func `a key that means nothing rings and is answered, each time`() throws {
    let box = try begun()
    box.type("\n")
    try box.wait(for: .grounds)
    try finish(box)
    for time in 1...3 {
      box.type("x")
      #expect(box.display.bells == time)
      #expect(box.voice.said.last == [texts(box)[CommonText.strayKey]])
    }
    box.type("+")
    #expect(box.display.bells == 3 && (box.voice.said.last?.count ?? 0) > 3)
  }

  @Test func `a key that is tried twice says twice what it does`() throws {
    let box = try begun()
    box.type("*")
    box.type("\(box.runner.box.offers.offering(.learnKeys)?.number ?? 0)")
    for _ in 1...2 {
      let count = box.voice.said.count
      box.type("5")
      #expect(box.voice.said.count == count + 1)
      #expect(box.voice.said.last?.first == texts(box).fill(LearnText.digit, ["digit": "5"]) && box.display.bells == 0)
    }
  }

  @Test func `the keys are told at the first screen that is heard to its end, and not again`() throws {
    let box = try begun()
    let legend = "Stjerne: Hjælp."
    #expect(!box.voice.said.joined().contains(legend))
    try finish(box)
    #expect(box.voice.said.last?.contains(legend) == true)
    box.type("\n")
    try finish(box)
    #expect(box.voice.said.joined().filter { $0 == legend }.count == 1)
  }

  @Test func `the plus key at the welcome begins a visit that is heard from its first question on`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.type("+")
    #expect(box.runner.box.state.visit?.step == .language(.language))
    #expect(box.voice.said.last?.first == texts(box)[LanguageStepText.heading] + ".")
    // It is not asked whether it shall be heard.
    box.type("1")
    #expect(box.runner.box.state.visit?.step.name == .privacy)
    #expect(box.voice.said.last?.first == texts(box)[PrivacyText.heading])
  }

  // MARK: Time

  /// What was said and rung in each second of the idle question, by the seconds that were left.
  private func question(_ box: VirtualBox) throws -> (said: [Int: [String]], bells: [Int]) {
    try finish(box)
    try box.wait("the question", seconds: 1000) { $0.state.visit?.overlay == .idleWarning }
    let end = try #require(
      box.runner.box.state.visit.map { $0.span(.warning, box.runner.box.policy).count / 1000 })
    let began = box.time.now()
    var said: [Int: [String]] = [end: box.voice.said.last ?? []]
    var bells = box.display.bells == 1 ? [end] : []
    while box.runner.box.state.visit?.overlay == .idleWarning {
      let before = (count: box.voice.said.count, bells: box.display.bells)
      try box.pass()
      guard box.runner.box.state.visit?.overlay == .idleWarning else { break }
      let left = end - (box.time.now() - began) / 1000
      #expect(box.voice.said.count <= before.count + 1)
      if box.voice.said.count > before.count { said[left] = box.voice.said.last }
      if box.display.bells > before.bells { bells.append(left) }
    }
    return (said, bells)
  }

  @Test func `the idle question is said once, and again with the time that is left, each with a bell`() throws {
    let box = try begun()
    let (said, bells) = try question(box)
    let texts = texts(box)
    #expect(said.keys.sorted(by: >) == [60, 30, 10] && bells == [60, 30, 10])
    let first = try #require(said[60])
    #expect(first.contains(texts[IdleText.heading]) && first.contains("Der er et minut tilbage."))
    let anyKey = texts[IdleText.anyKey] + "."
    #expect(said[30] == [texts[IdleText.heading], "Der er 30 sekunder tilbage.", anyKey])
    #expect(said[10] == [texts[IdleText.heading], "Der er 10 sekunder tilbage.", anyKey])
    #expect(box.runner.box.state.visit?.step == .farewell(.timedOut))
  }

  @Test func `who asked for more time hears it at the minutes too`() throws {
    let box = try begun()
    box.type("*3-")
    let (said, bells) = try question(box)
    #expect(said.keys.sorted(by: >) == [180, 120, 60, 30, 10] && bells == [180, 120, 60, 30, 10])
    #expect(said[120]?.contains("Der er 2 minutter tilbage.") == true)
    #expect(said[180]?.contains("Der er 3 minutter tilbage.") == true)
  }

  @Test func `without speech the bell is heard all the same`() throws {
    let box = try begun(isSpoken: false)
    let (_, bells) = try question(box)
    #expect(bells == [60, 30, 10])
    // Whether it shall be read aloud is asked aloud, and nothing else is said.
    #expect(box.voice.said.count == 1 && box.voice.said[0].first == texts(box)[LanguageStepText.speechHeading])
  }

  @Test func `a key that answers ends it, and the next time it begins anew`() throws {
    let box = try begun()
    for _ in 1...3 {
      try finish(box)
      try box.wait("the question", seconds: 1000) { $0.state.visit?.overlay == .idleWarning }
      let count = box.voice.said.count
      box.type("5")
      #expect(box.voice.said.count == count + 1 && box.voice.said.last?.contains(texts(box)[StartText.heading]) == true)
    }
    #expect(box.display.bells == 3)
  }

  @Test func `a wait whose seconds pass is said once`() throws {
    let box = try begun("passport-slow-chip")
    box.type("\n1\(box.cpr)\n\n")
    try box.wait("the reader reads") { Screens.showsPassing($0) }
    let count = box.voice.said.count
    for _ in 1...3 {
      try box.pass()
      if Screens.showsPassing(box.runner.box) { #expect(box.voice.said.count == count) }
    }
  }

  // MARK: Staff

  @Test func `over staff's log-in and their pages nothing is said but whose turn it is`() throws {
    let box = try begun("passport-reported-stolen")
    box.type("\n1\(box.cpr)\n\n")
    try box.wait("the call") { $0.state.visit?.overlay == .calling(.documentReportedStolen) }
    let before = box.voice.said.count
    let texts = texts(box)
    func said() -> [[String]] { Array(box.voice.said.dropFirst(before)) }
    box.type("9")
    box.type("20\n24")
    box.type("+")
    #expect(said() == [[texts[AsideText.logIn]]])
    box.type("6820\n")
    guard case .attended = box.runner.box.state else { return _ = Issue.record("\(box.display.text)") }
    #expect(box.display.text.contains(texts[AttendanceText.coveredHeading]))
    #expect(!box.display.text.lowercased().contains("spærret"))
    box.type("128")
    #expect(box.display.text.contains(texts[.flag(.documentReportedStolen)]))
    box.type("+8")
    #expect(!box.display.text.contains(texts[.flag(.documentReportedStolen)]))
    box.type("86\n")
    box.type("1")
    #expect(said() == [[texts[AsideText.logIn]], [texts[AsideText.attended]]])
    box.type("2")
    #expect(box.runner.box.state.visit?.step == .farewell(.referred(.police, .documentReportedStolen)))
    let last = try #require(said().last)
    #expect(last.contains(texts[FarewellText.elsewhere]))
    for sentence in said().joined() { #expect(!sentence.lowercased().contains("politi"), "\(sentence)") }
    #expect(!box.display.text.lowercased().contains("politi"))
  }

  @Test func `the citizen hears that a person helps, and when it is their turn again`() throws {
    let box = try begun()
    box.type("*1")
    let texts = texts(box)
    box.type("9")
    box.type("20\n246820\n")
    let before = box.voice.said.count
    box.type("-")
    let said = Array(box.voice.said.dropFirst(before))
    #expect(said.count == 1 && said.first?.first == texts[AsideText.handedBack])
    #expect(said.first?.contains(texts[CallingText.heading] + ".") == true)
    // It is told once: what follows is said as ever.
    box.type("-")
    #expect(box.voice.said.last?.first != texts[AsideText.handedBack])
  }

  @Test func `what a desk says to the citizen is heard`() throws {
    let box = try begun()
    box.type("*1")
    let desk = VirtualDesk(box)
    desk.logIn("10")
    desk.press("1")
    desk.press("82")
    let told = texts(box)[.guidance(.lookIntoCamera)]
    #expect(box.voice.said.last?.contains { $0.contains(told) } == true, "\(box.voice.said.last ?? [])")
  }

  @Test func `a desk that watches sees the page covered, whatever is shown at the box`() throws {
    let box = try begun("passport-reported-stolen", isSpoken: false)
    box.type("\n1\(box.cpr)\n\n")
    try box.wait("the call") { $0.state.visit?.overlay == .calling(.documentReportedStolen) }
    let desk = VirtualDesk(box)
    desk.logIn("10")
    desk.press("1")
    desk.press("9")
    box.type("9")
    box.type("20\n246820\n8")
    let fact = texts(box)[.flag(.documentReportedStolen)]
    #expect(box.display.text.contains(fact))
    #expect(!desk.text.contains(fact) && desk.text.contains(texts(box)[AttendanceText.coveredHeading]))
  }
}
