import Renewal
import Runtime
import Screens
import Testing

/// The voice's protocol: what is said, when the bell rings, and whose time it holds up.
@Suite struct SpeechProtocolTests {
  private static let voice = Presentation(language: Language("da"))
  private static let timer = TimerID(7)
  private static let span = Milliseconds.seconds(90)

  private static func drawn(_ sentences: [String], isAside: Bool = false) -> Speech.Event {
    .drawn(Speech.Drawing(sentences: sentences, isAside: isAside), to: voice, handedBack: "back")
  }

  @Test func `a screen is said when it says something else, and a silent one cuts the voice off`() {
    var speech = Speech()
    #expect(speech.handle(Self.drawn(["a"])) == [.say(["a"], Self.voice, number: 1)])
    #expect(speech.handle(Self.drawn(["a"])) == [])
    #expect(speech.handle(.wantedAgain(["a"], Self.voice)) == [.say(["a"], Self.voice, number: 2)])
    #expect(speech.handle(Self.drawn([])) == [.hush])
    #expect(speech.handle(.drawn(Speech.Drawing(sentences: ["b"]), to: nil, handedBack: nil)) == [.hush])
  }

  @Test func `what was staff's is handed back with a word`() {
    var speech = Speech()
    _ = speech.handle(Self.drawn(["theirs"], isAside: true))
    #expect(speech.handle(Self.drawn(["a"])) == [.say(["back", "a"], Self.voice, number: 2)])
    #expect(speech.handle(Self.drawn(["b"])) == [.say(["b"], Self.voice, number: 3)])
  }

  @Test func `while it speaks the citizen's time does not end, and begins at the end of what was said`() {
    var speech = Speech()
    _ = speech.handle(.idleStarted(Self.timer, Self.span))
    _ = speech.handle(Self.drawn(["a"]))
    #expect(speech.handle(.idleFired(Self.timer)) == [.restartIdle(Self.timer, Self.span)])
    #expect(speech.handle(.ended(1)) == [.restartIdle(Self.timer, Self.span)])
    #expect(speech.handle(.ended(1)) == [], "it ends once")
    #expect(speech.handle(.idleFired(Self.timer)) == [.endIdle(Self.timer)])
  }

  @Test func `the end of what was cut off, and a time that was stopped, change nothing`() {
    var speech = Speech()
    _ = speech.handle(.idleStarted(Self.timer, Self.span))
    _ = speech.handle(Self.drawn(["a"]))
    _ = speech.handle(Self.drawn(["b"]))
    #expect(speech.handle(.ended(1)) == [])
    #expect(speech.handle(.idleFired(Self.timer)) == [.restartIdle(Self.timer, Self.span)], "it speaks still")
    _ = speech.handle(.timerStopped(Self.timer))
    #expect(speech.handle(.ended(2)) == [])
  }

  @Test func `a visit that is over is not said again`() {
    var speech = Speech()
    _ = speech.handle(Self.drawn(["a"]))
    #expect(speech.handle(.wiped) == [.hush])
    #expect(speech.handle(.wantedAgain([], Self.voice)) == [])
    #expect(speech.handle(.ended(1)) == [])
  }
}
