import PassportRules
import Renewal
import Runtime
import Screens
import Testing

/// A whole visit by ear and keypad: what is pressed is known from what was said, and from nothing else.
@Suite struct DarkVisitTests {
  /// The longest that what somebody waits for may come after other sentences, in milliseconds.
  private static let patience = 5_000

  @Test(arguments: ["da", "en", "de"])
  func `somebody who hears the box and sees nothing renews a passport`(language: String) throws {
    let listener = try Listener(language)
    let texts = listener.texts
    try listener.press("+")
    try listener.choose(texts[LanguageText.name])
    // What the box asks leave for is heard before it is given.
    for text in [PrivacyText.what, .why, .howLong, .withdraw] { try listener.hear(texts[text], isAwaited: true) }
    try listener.choose(texts[PrivacyText.agree], isAwaited: true)
    try listener.hear(texts[StartText.none])
    try listener.press("\n")
    try listener.choose(texts[.grounds(.expiring)])

    // Nine figures instead of ten; the box says so, and the rest is typed.
    try listener.hear(texts[IdentityText.heading])
    try listener.press(String(Listener.stranger.prefix(9)) + "\n")
    try listener.hear(texts.fill(IdentityText.wrongLength, ["found": "9"]))
    try listener.press(String(Listener.stranger.suffix(1)) + "\n")
    try listener.hear(texts[IdentityText.pleaseCheck])
    try listener.press("\n")
    // It was somebody else's: passport and number do not belong together.
    try listener.hear(texts[DocumentText.heading])
    try listener.hear(texts[DocumentText.pausingHeading])
    try listener.hear(texts[IdentityText.doesNotMatch])
    try listener.press(listener.cpr + "\n")

    // The first picture is not liked.
    try listener.hear(texts[PhotoText.choosingHeading])
    try listener.key(texts[PhotoText.takeNew])
    try listener.hear(texts[PhotoText.choosingHeading])
    try listener.press("\n")
    for finger in [Finger.rightIndex, .leftIndex] {
      try listener.hear(texts.fill(FingerprintText.heading, ["finger": texts[.finger(finger)]]))
      try listener.press("\n", when: FingerprintText.start)
      try listener.hear(texts.fill(FingerprintText.shownHeading, ["finger": texts[.finger(finger)]]))
      try listener.press("\n", when: FingerprintText.shownNext)
    }
    try listener.press("\n", when: SignatureText.take)
    try listener.hear(texts[DetailsText.heightHeading])
    try listener.press("18\n")
    try listener.hear(texts.fill(DetailsText.heightOutOfRange, ["least": "50", "most": "230"]))
    try listener.press("--168\n")
    try listener.hear(texts[DetailsText.mobileNone])
    try listener.press("\n")
    try listener.choose(listener.firstPlace)

    // One line of the page with everything is put right.
    try listener.hear(texts[ReviewText.heading])
    try listener.choose(texts[.review(.height)], isPrefix: true, isAwaited: true)
    try listener.hear(texts[DetailsText.heightHeading])
    try listener.press("-172\n")
    try listener.press("\n", when: ReviewText.confirm, isAwaited: true)
    try listener.attest()
    try listener.press("\n", when: PaymentText.pay, isAwaited: true)
    try listener.hear(texts[ReceiptText.finish], isPrefix: true)
    try listener.hear(listener.number, isAwaited: true)
    try listener.press("\n")
    try listener.hear(texts[FarewellText.completedHeading])

    print("dark visit, \(language): \(listener.keys) keys, \(listener.seconds) s, longest wait \(listener.longest)")
    #expect(listener.late.isEmpty, "\(listener.late)")
    #expect(listener.keys <= 90, "\(listener.keys) keys")
    #expect(listener.seconds <= 420, "\(listener.seconds) s")
    #expect(listener.foreign == [])
  }

  /// Somebody at a box who has nothing of it but its voice and its keys.
  private final class Listener {
    /// Another citizen's number, which is a right one.
    static let stranger = "0610850106"
    private let box: VirtualBox
    private let voice: TimedVoice
    let texts: Texts
    private let language: Language
    /// What of the transcript has been heard.
    private var place = 0
    private(set) var keys = 0
    private(set) var late: [String] = []
    private(set) var longest = ""
    private var longestSpan = 0
    /// The end of what was waited for last.
    private var heard = 0
    private let began: Int

    init(_ language: String) throws {
      let time = VirtualTime()
      voice = TimedVoice(time)
      box = try VirtualBox(scenario: "everything-goes-well", time: time, speaking: voice)
      self.language = Language(language)
      texts = box.catalogue[self.language]
      try box.wait("welcome") { $0.state == .welcome(nil) }
      began = time.now()
    }

    var cpr: String { box.cpr }
    var seconds: Int { (box.time.now() - began) / 1000 }

    // MARK: Hearing

    /// Waits until something has been said to its end; what comes late is noted, unless what comes before it is waited for, too.
    @discardableResult
    func hear(_ words: String, isAwaited: Bool = false, isPrefix: Bool = false) throws -> Phrase {
      let sentence = texts.sentence(words)
      return try wait("“\(sentence)”", isAwaited) { said in
        said.phrase.text == sentence || isPrefix && said.phrase.text.contains(words)
      }
    }

    private func wait(_ what: String, _ isAwaited: Bool, _ isIt: (TimedVoice.Said) -> Bool) throws -> Phrase {
      for _ in 0..<2_000 {
        let said = voice.said
        while place < said.count, said[place].end != nil {
          let one = said[place]
          place += 1
          guard one.isWhole, isIt(one) else { continue }
          note(one, what, isAwaited)
          return one.phrase
        }
        try box.pass()
        guard case .visit = box.runner.box.state else {
          throw VirtualBox.Lost(description: "the visit is over before \(what)\n\(transcript)")
        }
      }
      throw VirtualBox.Lost(description: "never heard: \(what)\n\(transcript)\n\(box.display.text)")
    }

    private func note(_ said: TimedVoice.Said, _ what: String, _ isAwaited: Bool) {
      // What was waited for before it is nothing else.
      let span = said.start - max(said.due, heard)
      heard = said.end ?? said.start
      if span > longestSpan, !isAwaited { (longestSpan, longest) = (span, "\(span) ms before \(what)") }
      if span > DarkVisitTests.patience, !isAwaited { late.append("\(what) after \(span) ms") }
    }

    private var transcript: String {
      voice.said.suffix(60).map { "\($0.start) \($0.isWhole ? " " : "-") \($0.phrase.language) \($0.phrase.text)" }
        .joined(separator: "\n")
    }

    /// Phrases in a language that is not the citizen's, after it was chosen.
    var foreign: [String] {
      voice.said.drop { $0.phrase.language != language || $0.phrase.text != texts.sentence(texts[PrivacyText.heading]) }
        .filter { $0.phrase.language != language }.map(\.phrase.text)
    }

    // MARK: Pressing

    func press(_ keys: String) throws {
      for key in keys {
        box.type(String(key))
        self.keys += 1
      }
      place = voice.said.count - (voice.isSpeaking ? 1 : 0)
    }

    /// Presses a key once it was said what it does.
    func press(_ key: String, when text: some TextGroup, isAwaited: Bool = false) throws {
      try hear(texts[text], isAwaited: isAwaited, isPrefix: true)
      try press(key)
    }

    /// Presses the figure that was said before a choice.
    func choose(_ label: String, isPrefix: Bool = false, isAwaited: Bool = false) throws {
      let phrase = try wait("a choice “\(label)”", isAwaited) { self.figure(in: $0.phrase, label, isPrefix) != nil }
      guard let figure = figure(in: phrase, label, isPrefix) else { return }
      try press(String(figure))
    }

    /// The figure that a phrase says for a choice.
    private func figure(in phrase: Phrase, _ label: String, _ isPrefix: Bool) -> Int? {
      (0...9).first { number in
        let whole = texts.sentence(texts.fill(CommonText.spokenChoice, ["key": String(number), "label": label]))
        return phrase.text == whole || isPrefix && phrase.text.hasPrefix(whole.dropLast())
      }
    }

    /// Presses the key that does something, as the legend of the keys tells it.
    func key(_ label: String) throws {
      let names: [(Key, String)] = [(.back, texts[CommonText.minus]), (.enter, "Enter")]
      let phrase = try wait("a key for “\(label)”", true) { said in
        said.phrase.text.hasSuffix(": \(label).") || said.phrase.text.contains(label)
      }
      if let (key, _) = names.first(where: { phrase.text.hasPrefix($0.1) }) {
        return try press(key == .back ? "-" : "\n")
      }
      let digits = phrase.text.filter(\.isNumber)
      try press(String(digits.prefix(1)))
    }

    /// Somebody of staff comes and attests.
    func attest() throws {
      try box.wait(for: .attestation)
      box.type("920\n246820\n1")
      place = voice.said.count - (voice.isSpeaking ? 1 : 0)
    }

    /// Where the passport is fetched: the first place.
    var firstPlace: String { box.runner.box.policy.placeName(0, in: language) }
    /// How the case's number is said.
    var number: String { texts.fill(ReceiptText.spokenNumber, ["number": "0 0 0 0 0 1"]) }
  }
}
