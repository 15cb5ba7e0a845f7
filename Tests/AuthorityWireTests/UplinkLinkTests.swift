import AuthorityWire
import Devices
import DriverWire
import Renewal
import TestSupport
import Testing

/// What the box makes of an uplink's words, its silence and a lost line.
@Suite struct UplinkLinkTests {
  /// A link whose line stands and was greeted.
  private static func up() -> UplinkLink {
    var link = UplinkLink()
    for event in [UplinkLink.Event.started, .connected, .heard(.hello)] { _ = link.handle(event) }
    return link
  }

  @Test func `an uplink whose state changes without end loses its line`() {
    func change(_ link: inout UplinkLink, _ number: Int) -> [UplinkLink.Effect] {
      link.handle(
        .heard(.state(UplinkState(line: number.isMultiple(of: 2) ? .reachable : .unreachable, certificateUntil: nil))))
    }
    var link = Self.up()
    for number in 0..<20 { #expect(!change(&link, number).contains(.disconnect)) }
    var patient = link
    #expect(change(&link, 20).starts(with: [.note(.flood), .disconnect]))
    #expect(patient.handle(.elapsed(.minute(1))) == [])
    for number in 20..<40 { #expect(!change(&patient, number).contains(.disconnect)) }
  }

  @Test func `the box greets first, and what is asked meanwhile is sent once the uplink has answered`() {
    var link = UplinkLink()
    #expect(link.handle(.started) == [.connect])
    #expect(link.handle(.asked(1, Samples.plain)) == [.wait(.seconds(60), .answer(1))])
    #expect(link.handle(.connected) == [.send(.hello(version: 1)), .wait(.seconds(10), .greeting(1))])
    #expect(link.handle(.offered(2, key: Samples.key, [7])) == [.wait(.seconds(115), .answer(2))])
    #expect(
      link.handle(.heard(.hello)) == [
        .note(.greeted), .wait(.seconds(60), .standing(1)), .send(.ask(1, Samples.plain)),
        .send(.submit(2, key: Samples.key, [7])),
      ])
    #expect(link.handle(.heard(.answered(1, .unknown))) == [.answer(1, .unknown)])
    #expect(link.handle(.heard(.submitted(2, key: Samples.key, .duplicate))) == [.outcome(2, .duplicate)])
    #expect(link.handle(.elapsed(.answer(1))) == [] && link.handle(.elapsed(.answer(2))) == [])
  }

  @Test func `a lost line leaves everything unavailable, once, and is opened again after pauses that grow`() {
    var link = Self.up()
    _ = link.handle(.asked(1, Samples.plain))
    _ = link.handle(.offered(2, key: Samples.key, [7]))
    #expect(
      link.handle(.lost) == [
        .note(.lost(inARow: 1)), .answer(1, .unavailable), .outcome(2, .unavailable),
        .wait(Milliseconds(500), .nextLine(1)),
      ])
    #expect(link.handle(.asked(3, Samples.plain)) == [.answer(3, .unavailable)])
    #expect(link.handle(.offered(4, key: Samples.key, [7])) == [.outcome(4, .unavailable)])
    var pauses: [Int] = []
    for number in 1...8 {
      #expect(link.handle(.elapsed(.nextLine(number))) == [.connect])
      for effect in link.handle(.refused) { if case .wait(let span, _) = effect { pauses.append(span.count) } }
    }
    #expect(pauses == [1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000])
  }

  @Test func `an acknowledgement counts for its own dossier alone, and not after the line it was asked on`() {
    var link = Self.up()
    _ = link.handle(.offered(1, key: Samples.key, [7]))
    #expect(link.handle(.heard(.submitted(1, key: "18-00", .acknowledged))) == [.note(.unexpected)])
    #expect(link.handle(.heard(.submitted(2, key: Samples.key, .acknowledged))) == [])
    #expect(link.handle(.heard(.answered(1, .unknown))) == [])
    _ = link.handle(.lost)
    for event in [UplinkLink.Event.elapsed(.nextLine(1)), .connected, .heard(.hello)] { _ = link.handle(event) }
    #expect(link.handle(.heard(.submitted(1, key: Samples.key, .acknowledged))) == [.note(.unexpected)])
  }

  @Test(arguments: [
    (UplinkLink.Event.garbled(.notJSON), UplinkLink.Note.garbled(.notJSON)),
    (.heard(.otherVersion(2)), .otherVersion(2)),
    (.heard(.answered(1, .unknown)), .garbled(.notMessage("something came before hello"))),
    (.elapsed(.greeting(1)), .hung),
  ])
  func `an uplink that does not greet as it must loses the line`(event: UplinkLink.Event, note: UplinkLink.Note) {
    var link = UplinkLink()
    _ = link.handle(.started)
    _ = link.handle(.connected)
    _ = link.handle(.asked(1, Samples.plain))
    #expect(
      link.handle(event) == [
        .note(note), .disconnect, .answer(1, .unavailable), .wait(Milliseconds(500), .nextLine(1)),
      ])
  }

  @Test func `an uplink that answers nothing in time has hung`() {
    var link = Self.up()
    _ = link.handle(.asked(1, Samples.plain))
    _ = link.handle(.asked(2, Samples.plain))
    #expect(
      link.handle(.elapsed(.answer(2))) == [
        .note(.hung), .disconnect, .answer(1, .unavailable), .answer(2, .unavailable),
        .wait(Milliseconds(500), .nextLine(1)),
      ])
  }

  @Test func `how the uplink is is told when it changes, and that there is none`() {
    var link = Self.up()
    let state = UplinkState(line: .reachable, certificateUntil: 1_800_000_000)
    #expect(link.handle(.heard(.state(state))) == [.wait(.seconds(60), .minute(1)), .tell(state)])
    #expect(link.handle(.heard(.state(state))) == [])
    #expect(link.handle(.lost).contains(.tell(nil)))
  }

  @Test func `more than sixteen at once, and what cannot be written, is unavailable`() {
    var link = Self.up()
    for id in 1...16 { _ = link.handle(.asked(id, Samples.plain)) }
    #expect(link.handle(.asked(17, Samples.plain)) == [.answer(17, .unavailable)])
    #expect(link.handle(.offered(18, key: "../x", [7])) == [.outcome(18, .unavailable)])
    #expect(link.handle(.offered(19, key: Samples.key, [])) == [.outcome(19, .unavailable)])
    let unread = AuthorityQuestion.lookUp(cpr: Samples.cpr, documentNumber: "", booking: nil)
    #expect(link.handle(.asked(20, unread)) == [.answer(20, .unavailable)])
  }

  @Test func `a certificate is flagged thirty days before its end`() {
    let end = 1_800_000_000
    let state = UplinkState(line: .reachable, certificateUntil: end)
    #expect(!state.isExpiring(at: end - 30 * 86_400 - 1) && state.isExpiring(at: end - 30 * 86_400))
    #expect(state.days(at: end - 86_400) == 1 && state.days(at: end + 1) == -1)
    #expect(!UplinkState(line: .untried, certificateUntil: nil).isExpiring(at: end))
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
  func
    `whatever an uplink does and whenever, each question is answered exactly once, and nothing is acknowledged by itself`(
      seed: UInt64
    )
  {
    var numbers = Seeded(seed)
    var link = UplinkLink()
    var (isLine, opens) = (false, false)
    var waits: [UplinkLink.Wait] = []
    var answers: [Int: Int] = [:]
    var said: Set<Int> = []
    var asked = 0
    func take(_ event: UplinkLink.Event) {
      switch event {
      case .connected: (isLine, opens) = (true, false)
      case .refused: opens = false
      case .lost: isLine = false
      case _: break
      }
      for effect in link.handle(event) {
        switch effect {
        case .connect:
          #expect(!isLine && !opens, "one line at a time")
          opens = true
        case .disconnect:
          #expect(isLine)
          isLine = false
        case .send: #expect(isLine, "nothing is sent without a line")
        case .wait(_, let wait): waits.append(wait)
        case .answer(let id, _): answers[id, default: 0] += 1
        case .outcome(let id, let outcome):
          answers[id, default: 0] += 1
          if outcome == .acknowledged { #expect(said.contains(id)) }
        case .tell, .note: break
        }
      }
    }
    take(.started)
    for _ in 0..<20_000 {
      switch Int.random(in: 0..<14, using: &numbers) {
      case 0, 1: if opens { take(.connected) }
      case 2: if opens { take(.refused) }
      case 3, 4: if isLine { take(.heard(.hello)) }
      case 5: if isLine, Int.random(in: 0..<4, using: &numbers) == 0 { take(.lost) }
      case 6: if isLine, Int.random(in: 0..<8, using: &numbers) == 0 { take(.garbled(.notJSON)) }
      case 7:
        asked += 1
        take(.asked(asked, Samples.plain))
      case 8:
        asked += 1
        take(.offered(asked, key: "\(asked)-0", [7]))
      case 9, 10:
        guard isLine, asked > 0 else { continue }
        let id = Int.random(in: max(1, asked - 6)...asked, using: &numbers)
        take(.heard(.answered(id, .unknown)))
      case 11:
        guard isLine, asked > 0 else { continue }
        let id = Int.random(in: max(1, asked - 6)...asked, using: &numbers)
        said.insert(id)
        take(.heard(.submitted(id, key: "\(id)-0", .acknowledged)))
      case 12:
        if isLine { take(.heard(.state(UplinkState(line: .reachable, certificateUntil: asked)))) }
      case _:
        guard let wait = waits.indices.randomElement(using: &numbers).map({ waits.remove(at: $0) }) else { continue }
        take(.elapsed(wait))
      }
    }
    for wait in waits { take(.elapsed(wait)) }
    if isLine { take(.lost) }
    #expect(answers.count == asked && answers.values.allSatisfy { $0 == 1 })
  }
}
