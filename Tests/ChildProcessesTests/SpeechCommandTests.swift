import ChildProcesses
import Renewal
import Testing

/// What the speech engine is told of a citizen's choices.
@Suite struct SpeechCommandTests {
  private static let command = ["/usr/bin/espeak-ng", "-v", "{language}", "-a", "{volume}", "-s", "{pace}"]

  @Test func `language, volume and pace take their places, and nothing else changes`() {
    var presentation = Presentation(language: Language("da"))
    #expect(
      SpeechCommand.filled(Self.command, presentation)
        == ["/usr/bin/espeak-ng", "-v", "da", "-a", "100", "-s", "170"])
    presentation.volume = 5
    presentation.pace = 1
    #expect(
      SpeechCommand.filled(Self.command, presentation)
        == ["/usr/bin/espeak-ng", "-v", "da", "-a", "200", "-s", "110"])
  }

  @Test(arguments: [Int.min, 0, 6, Int.max])
  func `a choice beyond the scale is its end`(choice: Int) {
    var presentation = Presentation(language: Language("en"))
    presentation.volume = choice
    let end = choice < 1 ? "40" : "200"
    #expect(SpeechCommand.filled(["{volume}"], presentation) == [end])
  }

  @Test func `only a whole argument is a place`() {
    let presentation = Presentation(language: Language("da"))
    #expect(SpeechCommand.filled(["-v{language}", "{pace}"], presentation) == ["-v{language}", "170"])
  }
}
