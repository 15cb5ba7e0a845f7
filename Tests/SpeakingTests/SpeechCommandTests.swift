import Dispatch
import Glibc
import Logging
import Renewal
import Runtime
import Screens
import Speaking
import Synchronization
import Testing

/// What the speech engine is told of a citizen's choices.
@Suite struct SpeechCommandTests {
  private static let command = ["/usr/bin/espeak-ng", "-v", "{language}", "-a", "{volume}", "-s", "{pace}"]

  @Test func `language, volume and pace take their places, and nothing else changes`() {
    var presentation = Presentation(language: Language("da"))
    #expect(
      SpeechCommand.filled(Self.command, voice: "en-gb", presentation)
        == ["/usr/bin/espeak-ng", "-v", "en-gb", "-a", "100", "-s", "170"])
    presentation.volume = 5
    presentation.pace = 1
    #expect(
      SpeechCommand.filled(Self.command, voice: "en-gb", presentation)
        == ["/usr/bin/espeak-ng", "-v", "en-gb", "-a", "200", "-s", "110"])
  }

  @Test(arguments: [Int.min, 0, 6, Int.max])
  func `a choice beyond the scale is its end`(choice: Int) {
    var presentation = Presentation(language: Language("en"))
    presentation.volume = choice
    let end = choice < 1 ? "40" : "200"
    #expect(SpeechCommand.filled(["{volume}"], voice: "en", presentation) == [end])
  }

  @Test func `only a whole argument is a place`() {
    let presentation = Presentation(language: Language("da"))
    #expect(SpeechCommand.filled(["-v{language}", "{pace}"], voice: "da", presentation) == ["-v{language}", "170"])
  }

  /// Who speaks has keys to read: a program that loads slowly must not hold them up.
  @Test func `a program is not started by whom it speaks for`() {
    let voice = SpokenVoice(SpeechCommand(["/bin/true"]), log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let began = Mutex(pthread_t?.none)
    let isTold = DispatchSemaphore(value: 0)
    voice.say(
      [Phrase("Tast dit nummer", Language("da"))], Presentation(language: Language("da")), isPatient: false,
      began: { _ in
        began.withLock { $0 = pthread_self() }
        isTold.signal()
      }, ended: { _ in })
    isTold.wait()
    #expect(began.withLock { $0 } != pthread_self())
  }

  /// The program here would fail; and what comes after such a phrase is said all the same.
  @Test func `what is of a language without a voice is left out, and is no failure of the engine`() {
    let voice = SpokenVoice(
      SpeechCommand(["/bin/false"], voices: [Language("da"): "da"]),
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let end = Mutex<VoiceEnd?>(nil)
    let isTold = DispatchSemaphore(value: 0)
    voice.say(
      [Phrase("Føroyskt", Language("fo")), Phrase("Kalaallisut", Language("kl"))],
      Presentation(language: Language("da")), isPatient: false, began: { _ in },
      ended: { told in
        end.withLock { $0 = told }
        isTold.signal()
      })
    isTold.wait()
    #expect(end.withLock { $0 } == .said)
  }
}
