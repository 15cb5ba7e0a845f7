import Renewal
import Runtime
import Screens
import Synchronization
import Testing

/// When a box has lost its voice, and what it does then.
@Suite struct VoiceHealthTests {
  @Test func `one failure is of a word, three in a row are of the voice, and what is said ends them`() {
    var health = VoiceHealth()
    let courses: [(VoiceEnd, changes: Bool, isLost: Bool)] = [
      (.said, false, false), (.failed, false, false), (.cutOff, false, false), (.failed, false, false),
      (.said, false, false), (.failed, false, false), (.failed, false, false), (.cutOff, false, false),
      (.failed, true, true), (.failed, false, true), (.cutOff, false, true), (.said, true, false),
      (.absent, true, true), (.absent, false, true), (.said, true, false),
    ]
    for (place, course) in courses.enumerated() {
      #expect(health.take(course.0) == course.changes && health.isLost == course.isLost, "\(place)")
    }
  }

  @Test func `a voice that failed is tried again sooner`() {
    var health = VoiceHealth()
    let usual = health.pause
    _ = health.take(.failed)
    #expect(health.pause < usual)
    _ = health.take(.said)
    #expect(health.pause == usual)
  }

  /// A voice that a test takes away, and gives back.
  private final class LosableVoice: Voice {
    private struct Contents {
      var end = VoiceEnd.said
      var said: [[Phrase]] = []
    }

    private let contents = Mutex(Contents())

    func say(
      _ phrases: [Phrase], _ presentation: Presentation, isPatient: Bool, began: @escaping @Sendable (Int) -> Void,
      ended: @escaping @Sendable (VoiceEnd) -> Void
    ) {
      let end = contents.withLock { contents in
        contents.said.append(phrases)
        return contents.end
      }
      ended(end)
    }

    func hush() {}

    func become(_ end: VoiceEnd) { contents.withLock { $0.end = end } }
    var said: [[Phrase]] { contents.withLock { $0.said } }
  }

  @Test func `a box without its voice says so to staff, and tries until it has it again`() throws {
    let voice = LosableVoice()
    voice.become(.absent)
    let box = try VirtualBox(scenario: "everything-goes-well", speaking: voice)
    try box.wait("the flag") { $0.flags.map(\.code) == [.voiceLost] }
    try box.wait("welcome") { $0.state == .welcome(nil) }
    #expect(!box.runner.box.hasVoice)
    voice.become(.said)
    try box.wait("the voice", seconds: 90) { $0.flags.isEmpty && $0.hasVoice }
    #expect(voice.said.allSatisfy { $0.allSatisfy { $0.text.isEmpty } }, "nobody hears a trial")
  }

  @Test func `a voice that is lost in a visit calls a person for who listens to it`() throws {
    let voice = LosableVoice()
    let box = try VirtualBox(scenario: "everything-goes-well", speaking: voice)
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.type("\n111")
    try box.wait(for: .start)
    voice.become(.absent)
    box.type("\n")
    try box.wait("the call") { $0.state.visit?.flags.map(\.code) == [.helpRequested] && !$0.hasVoice }
  }

  // MARK: The invitation

  @Test func `a box at which nobody is invites from time to time, and not in a visit`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well", invitation: .seconds(600))
    try box.wait("welcome") { $0.state == .welcome(nil) }
    let words = box.catalogue[Language("da")][WelcomeText.invitation]
    func invitations() -> Int { box.voice.said.count { $0.contains(words) } }
    #expect(invitations() == 0)
    box.pass(milliseconds: 600_000)
    #expect(invitations() == 1 && box.voice.isSpeaking)
    box.voice.end()
    box.pass(milliseconds: 600_000)
    #expect(invitations() == 2)
    box.type("\n")
    try box.wait(for: .language)
    #expect(!box.voice.isSpeaking, "whoever came is not talked to")
    box.type("12")
    try box.wait(for: .privacy)
    box.pass(milliseconds: 60_000)
    #expect(invitations() == 2)
  }

  @Test func `a box that is not told to invites nobody`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.pass(milliseconds: 7_200_000)
    #expect(box.voice.said.isEmpty)
  }
}
