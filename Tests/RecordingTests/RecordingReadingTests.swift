import PassportRules
import Recording
import Renewal
import TestSupport
import Testing

/// What becomes of a file that is no whole recording: the line that is wrong, and what to do.
@Suite struct RecordingReadingTests {
  private static let heading =
    RecordingHeading(
      version: "test", languages: [Language("da")], date: CivilDate(dayNumber: 20_000), columns: 80, rows: 24,
      policy: "p", register: "r"
    ).json.written + "\n"

  private static let line =
    #"{"after":{"flags":[],"gathered":[],"place":"closed 0 hours"},"event":"started","ms":1,"with":{"case":1,"flags":[]}}"#
    + "\n"

  private func fault(_ text: String) -> String? {
    do throws(RecordingFault) {
      return try Recording(text.utf8).torn?.description
    } catch {
      return error.description
    }
  }

  @Test func `a whole recording has its conditions and its events`() throws {
    let recording = try Recording((Self.heading + Self.line + Self.line).utf8)
    #expect(recording.heading.columns == 80)
    #expect(recording.count == 2)
    #expect(recording.torn == nil)
    #expect(recording.places == ["closed 0 hours", "closed 0 hours"])
    #expect(recording[0]?.event.words == #"started {"case":1,"flags":[]}"#)
  }

  @Test func `an empty file tells to record anew`() {
    #expect(fault("")?.hasPrefix("line 1: the file is empty") == true)
    #expect(fault("")?.contains("pasboks run --record FILE") == true)
  }

  @Test(arguments: ["hello\n", "\n", "{}\n", "no line's end", #"{"format":1}"# + "\n", "\u{0}\u{1}\n"])
  func `another file is no recording`(text: String) {
    #expect(fault(text)?.hasPrefix("line 1: this is no recording; name a file that") == true)
  }

  @Test func `a later format wants the newer program`() {
    let later = Self.heading.replacing("\"format\":1", with: "\"format\":2")
    #expect(fault(later + "what it may be\n")?.hasPrefix("line 1: the recording has format 2") == true)
    #expect(fault(later)?.contains("newer program") == true)
  }

  @Test func `a first line that was damaged is told`() {
    #expect(fault(Self.heading.replacing("\"columns\":80", with: "\"columns\":0"))?.hasPrefix("line 1:") == true)
  }

  @Test func `a torn last line is told with its number, and what comes before it stays`() throws {
    let torn = Self.heading + Self.line + Self.line.dropLast(20)
    #expect(fault(torn)?.hasPrefix("line 3: the recording ends in the middle of this line") == true)
    #expect(try Recording(torn.utf8).count == 1)
    #expect(fault(Self.heading + Self.line.dropLast())?.hasPrefix("line 2:") == true)
    #expect(fault(String(Self.heading.dropLast())) != nil)
  }

  @Test func `a line that was changed is told with its number`() {
    let changed = Self.heading + Self.line + Self.line.replacing("started", with: "stopped") + Self.line
    #expect(fault(changed)?.hasPrefix("line 3: this is not what was written there") == true)
    #expect(fault(Self.heading + "\n" + Self.line)?.hasPrefix("line 2:") == true)
    let huge = Self.line.replacing("\"case\":1", with: "\"case\":9223372036854775807")
    #expect(fault(Self.heading + huge)?.hasPrefix("line 2:") == true)
  }
}
