import Renewal
import Runtime
import Screens
import Testing

/// The voice's protocol: what is said, when the bell rings, and whose time it holds up.
@Suite struct SpeechProtocolTests {
  private static let voice = Presentation(language: Language("da"))
  private static let timer = TimerID(7)
  private static let span = Milliseconds.seconds(90)

  private static func phrase(_ text: String) -> Phrase { Phrase(text, Language("da")) }

  private static func screen(_ place: String, _ body: String..., keys: [String] = []) -> Narration {
    Narration(place: [phrase(place)], body: body.map(phrase), keys: keys.map(phrase))
  }

  private static func drawn(_ narration: Narration, isAside: Bool = false, isAnswer: Bool = false) -> Speech.Event {
    .drawn(
      Speech.Drawing(narration: narration, isAside: isAside, isAnswer: isAnswer), to: voice, turn: phrase("back"))
  }

  private static func say(_ sentences: String..., number: Int, isPatient: Bool = false) -> Speech.Effect {
    .say(sentences.map(phrase), voice, number: number, isPatient: isPatient)
  }

  // MARK: What is said

  @Test func `a screen is said when it says something else, and a silent one cuts the voice off`() {
    var speech = Speech()
    let a = Self.screen("a")
    #expect(speech.handle(Self.drawn(a)) == [Self.say("a", number: 1)])
    #expect(speech.handle(Self.drawn(a)) == [])
    #expect(speech.handle(.wantedAgain(a, Self.voice)) == [Self.say("a", number: 2)])
    #expect(speech.handle(Self.drawn(Narration())) == [.hush])
    #expect(speech.handle(.drawn(Speech.Drawing(narration: Self.screen("b")), to: nil, turn: nil)) == [.hush])
  }

  @Test func `while the place is the same only what is new is said, and alone`() {
    var speech = Speech()
    _ = speech.handle(Self.drawn(Self.screen("cpr", "type it", "0 digits")))
    _ = speech.handle(.began(1, sentence: 1))
    for count in 1...3 {
      let effects = speech.handle(Self.drawn(Self.screen("cpr", "type it", "\(count) digits"), isAnswer: true))
      #expect(effects == [Self.say("\(count) digits", number: count + 1)])
    }
    let wrong = Self.screen("cpr", "it is no date", "type it", "3 digits")
    #expect(speech.handle(Self.drawn(wrong, isAnswer: true)) == [Self.say("it is no date", number: 5)])
    // What goes away is no news, and news when it comes again.
    #expect(speech.handle(Self.drawn(Self.screen("cpr", "type it", "3 digits"), isAnswer: true)) == [])
    #expect(speech.handle(Self.drawn(wrong, isAnswer: true)) == [Self.say("it is no date", number: 6)])
  }

  // MARK: Sounds

  @Test func `a sound comes before what answers a key, and before what must be noticed`() {
    var speech = Speech(hasSounds: true)
    func said(_ drawing: Speech.Drawing) -> [Phrase] {
      let effects = speech.handle(.drawn(drawing, to: Self.voice, turn: nil))
      guard case .say(let phrases, _, _, _)? = effects.last else { return [] }
      return phrases
    }
    func sound(_ earcon: Earcon) -> Phrase { Phrase(earcon, Language("da")) }
    let page = Self.screen("cpr", "0 digits")
    #expect(said(Speech.Drawing(narration: page)) == ["cpr", "0 digits"].map(Self.phrase), "it came by itself")
    let typed = Self.screen("cpr", "1 digit")
    #expect(said(Speech.Drawing(narration: typed, isAnswer: true)) == [sound(.key), Self.phrase("1 digit")])
    #expect(said(Speech.Drawing(narration: typed, isAnswer: true)) == [sound(.error), Self.phrase("1 digit")])
    var wrong = typed
    (wrong.message, wrong.signal) = ([Self.phrase("it is no date")], .error)
    #expect(said(Speech.Drawing(narration: wrong, isAnswer: true)) == [sound(.error), Self.phrase("it is no date")])
    var more = wrong
    more.body.append(Self.phrase("2 digits"))
    #expect(
      said(Speech.Drawing(narration: more, isAnswer: true)) == [sound(.key), Self.phrase("2 digits")],
      "what was wrong is no news")
    var taken = Self.screen("taken", "look at it")
    (taken.message, taken.signal) = ([Self.phrase("your photo is taken")], .done)
    #expect(said(Speech.Drawing(narration: taken)).first == sound(.done), "it is done by itself")
  }

  @Test func `what a headset was told is not ended by the loudspeaker when it is pulled out`() {
    var speech = Speech()
    var heard = Self.voice
    heard.hasHeadset = true
    let own = Self.screen("review", "your number: 0 1 0 2")
    _ = speech.handle(.drawn(Speech.Drawing(narration: own), to: heard, turn: nil))
    let covered = Self.screen("review", "your number")
    #expect(
      speech.handle(Self.drawn(covered)) == [Self.say("review", "your number", number: 2)], "at once, and from the top")
  }

  @Test func `who hears the voice again that was lost is told where they are, and no old answer`() {
    var speech = Speech()
    let page = Self.screen("height", "3 digits")
    _ = speech.handle(Self.drawn(Self.screen("height", "2 digits")))
    _ = speech.handle(Self.drawn(page, isAnswer: true))
    // The voice is lost in the middle of a sentence.
    #expect(speech.handle(.drawn(Speech.Drawing(narration: page), to: nil, turn: nil)) == [])
    _ = speech.handle(.ended(2))
    #expect(speech.handle(Self.drawn(page, isAnswer: true)) == [Self.say("height", "3 digits", number: 3)])
  }

  // MARK: What is new

  @Test func `the same mistake once more is answered once more`() {
    var speech = Speech()
    let wrong = Narration(message: [Self.phrase("no such key")], place: [Self.phrase("a")], body: [Self.phrase("b")])
    _ = speech.handle(Self.drawn(wrong, isAnswer: true))
    _ = speech.handle(.ended(1))
    #expect(speech.handle(Self.drawn(wrong)) == [])
    #expect(speech.handle(Self.drawn(wrong, isAnswer: true)) == [Self.say("no such key", number: 2)])
  }

  @Test func `a key that changes nothing is answered what the last one was, and never the whole screen`() {
    var speech = Speech()
    _ = speech.handle(Self.drawn(Self.screen("height", "0 digits"), isAnswer: true))
    #expect(speech.handle(Self.drawn(Self.screen("height", "0 digits"), isAnswer: true)) == [])
    let full = Self.screen("height", "3 digits")
    #expect(speech.handle(Self.drawn(full, isAnswer: true)) == [Self.say("3 digits", number: 2)])
    #expect(speech.handle(Self.drawn(full, isAnswer: true)) == [Self.say("3 digits", number: 3)])
    // What came by itself answered nobody.
    let advised = Self.screen("height", "3 digits", "take your time")
    _ = speech.handle(Self.drawn(advised))
    #expect(speech.handle(Self.drawn(advised, isAnswer: true)) == [])
  }

  @Test func `a screen that changes by itself lets a sentence come to its end, and one that answers a key does not`() {
    var speech = Speech()
    _ = speech.handle(Self.drawn(Self.screen("camera", "sit still")))
    _ = speech.handle(.began(1, sentence: 0))
    let advice = Self.screen("camera", "sit still", "closer")
    #expect(speech.handle(Self.drawn(advice)) == [Self.say("closer", number: 2, isPatient: true)])
    #expect(speech.handle(Self.drawn(Self.screen("taken"))) == [Self.say("taken", number: 3, isPatient: true)])
    #expect(speech.handle(Self.drawn(Self.screen("next"), isAnswer: true)) == [Self.say("next", number: 4)])
    // Where nothing is being said there is nothing to wait for.
    _ = speech.handle(.ended(4))
    #expect(speech.handle(Self.drawn(Self.screen("later"))) == [Self.say("later", number: 5)])
  }

  @Test func `a sentence that a key cut off is said again after the answer`() {
    var speech = Speech()
    var consent = Self.screen("may we?", "your photo", "only for this")
    _ = speech.handle(Self.drawn(consent))
    _ = speech.handle(.began(1, sentence: 0))
    _ = speech.handle(.began(1, sentence: 1))
    consent.message = [Self.phrase("not used here")]
    #expect(speech.handle(Self.drawn(consent, isAnswer: true)) == [Self.say("not used here", number: 2)])
    #expect(speech.handle(.ended(2)) == [Self.say("your photo", "only for this", number: 3)])
  }

  @Test func `where somebody is comes before an advice that comes by itself`() {
    var speech = Speech()
    _ = speech.handle(Self.drawn(Self.screen("we look you up")))
    _ = speech.handle(.began(1, sentence: 0))
    let camera = Self.screen("look at the camera", "sit still")
    #expect(
      speech.handle(Self.drawn(camera)) == [Self.say("look at the camera", "sit still", number: 2, isPatient: true)])
    let advice = Self.screen("look at the camera", "sit still", "closer")
    #expect(speech.handle(Self.drawn(advice)) == [Self.say("look at the camera", "closer", number: 3, isPatient: true)])
    _ = speech.handle(.began(3, sentence: 0))
    _ = speech.handle(.began(3, sentence: 1))
    #expect(
      speech.handle(Self.drawn(Self.screen("look at the camera", "sit still", "left")))
        == [Self.say("left", number: 4, isPatient: true)])
  }

  @Test func `what the keys do is said again until its last sentence was begun`() {
    var speech = Speech()
    let keys = ["star: help", "slash: stop"]
    _ = speech.handle(Self.drawn(Self.screen("a", keys: keys)))
    #expect(speech.handle(.ended(1)) == [Self.say("star: help", "slash: stop", number: 2)])
    _ = speech.handle(.began(2, sentence: 0))
    _ = speech.handle(Self.drawn(Self.screen("b", keys: keys), isAnswer: true))
    #expect(speech.handle(.ended(3)) == [Self.say("star: help", "slash: stop", number: 4)])
    _ = speech.handle(.began(4, sentence: 1))
    _ = speech.handle(Self.drawn(Self.screen("c", keys: keys), isAnswer: true))
    #expect(speech.handle(.ended(5)) == [])
  }

  @Test func `who wants to hear no more hears that, once`() {
    var listening = Self.voice
    listening.isSpoken = true
    var speech = Speech()
    _ = speech.handle(.drawn(Speech.Drawing(narration: Self.screen("a")), to: listening, turn: nil))
    let silent = Speech.Event.drawn(Speech.Drawing(), to: nil, turn: Self.phrase("no more"))
    guard case .say(let phrases, _, _, _)? = speech.handle(silent).first else {
      Issue.record("nothing is said")
      return
    }
    #expect(phrases == [Self.phrase("no more")])
    #expect(speech.handle(silent) == [])
  }

  @Test func `after the news comes what of the screen was not said to its end`() {
    var speech = Speech()
    _ = speech.handle(Self.drawn(Self.screen("camera", "sit still", "it takes the picture itself")))
    _ = speech.handle(.began(1, sentence: 0))
    _ = speech.handle(.began(1, sentence: 1))
    _ = speech.handle(Self.drawn(Self.screen("camera", "sit still", "it takes the picture itself", "closer")))
    #expect(speech.handle(.ended(2)) == [Self.say("it takes the picture itself", number: 3)])
    #expect(speech.handle(.ended(3)) == [])
  }

  @Test func `what the keys do is said once a visit, and whenever all is wanted`() {
    var speech = Speech()
    let keys = ["star: help"]
    #expect(speech.handle(Self.drawn(Self.screen("a", keys: keys))) == [Self.say("a", number: 1)])
    // Whoever goes on before has not heard it.
    #expect(speech.handle(Self.drawn(Self.screen("b", keys: keys), isAnswer: true)) == [Self.say("b", number: 2)])
    #expect(speech.handle(.ended(2)) == [Self.say("star: help", number: 3)])
    #expect(speech.handle(.ended(3)) == [])
    #expect(speech.handle(Self.drawn(Self.screen("c", keys: keys), isAnswer: true)) == [Self.say("c", number: 4)])
    #expect(speech.handle(.ended(4)) == [])
    #expect(
      speech.handle(.wantedAgain(Self.screen("c", keys: keys), Self.voice)) == [Self.say("c", "star: help", number: 5)])
    _ = speech.handle(.wiped)
    _ = speech.handle(Self.drawn(Self.screen("a", keys: keys)))
    #expect(speech.handle(.ended(7)) == [Self.say("star: help", number: 8)], "the next visitor has not heard it")
  }

  @Test func `what was staff's is handed back with a word`() {
    var speech = Speech()
    _ = speech.handle(Self.drawn(Self.screen("theirs"), isAside: true))
    #expect(speech.handle(Self.drawn(Self.screen("a"), isAnswer: true)) == [Self.say("back", "a", number: 2)])
    #expect(speech.handle(Self.drawn(Self.screen("b"), isAnswer: true)) == [Self.say("b", number: 3)])
  }

  // MARK: Time

  @Test func `while it speaks the citizen's time does not end, and begins at the end of what was said`() {
    var speech = Speech()
    _ = speech.handle(.idleStarted(Self.timer, Self.span))
    _ = speech.handle(Self.drawn(Self.screen("a")))
    #expect(speech.handle(.idleFired(Self.timer)) == [.restartIdle(Self.timer, Self.span)])
    #expect(speech.handle(.ended(1)) == [.restartIdle(Self.timer, Self.span)])
    #expect(speech.handle(.ended(1)) == [], "it ends once")
    #expect(speech.handle(.idleFired(Self.timer)) == [.endIdle(Self.timer)])
  }

  @Test func `the end of what was cut off, and a time that was stopped, change nothing`() {
    var speech = Speech()
    _ = speech.handle(.idleStarted(Self.timer, Self.span))
    _ = speech.handle(Self.drawn(Self.screen("a")))
    _ = speech.handle(Self.drawn(Self.screen("b")))
    #expect(speech.handle(.ended(1)) == [])
    #expect(speech.handle(.began(1, sentence: 0)) == [])
    #expect(speech.handle(.idleFired(Self.timer)) == [.restartIdle(Self.timer, Self.span)], "it speaks still")
    _ = speech.handle(.timerStopped(Self.timer))
    #expect(speech.handle(.ended(2)) == [])
  }

  @Test func `a visit that is over is not said again`() {
    var speech = Speech()
    _ = speech.handle(Self.drawn(Self.screen("a")))
    #expect(speech.handle(.wiped) == [.hush])
    #expect(speech.handle(.wantedAgain(Narration(), Self.voice)) == [])
    #expect(speech.handle(.ended(1)) == [])
  }
}
