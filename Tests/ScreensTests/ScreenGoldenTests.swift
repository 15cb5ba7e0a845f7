import Foundation
import Renewal
import Screens
import TestSupport
import Testing

/// Every screen as text at 80 × 24, a book a language in `Goldens`, and some of them where there is much room; what other sizes make of
/// it is said by the properties.
///
/// `RECORD_GOLDENS=1` writes the books anew, and fails, so that nobody records by mistake.
@Suite struct ScreenGoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")
  private static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil

  /// The screens that are kept at 160 × 48, too: those with pictures, and of the others one of each kind.
  private static let large = [
    "welcome", "closed-hours", "grounds", "photo-framing", "photo-choosing", "fingerprints-ready", "fingerprints-shown",
    "signature-shown", "review",
    "receipt", "staff-attestation", "staff-faces", "desk-attestation", "desk-faces", "desk-queue",
  ]

  @Test(arguments: SampleScreens.languages)
  func `Every screen looks as its golden`(language: Language) throws {
    let samples = try #require(ScreenDrawing.boxes[language]).filter(\.isGolden)
    #expect(Set(samples.map(\.name)).count == samples.count, "two samples have one name")
    try Self.compare(samples, GoldenBook.size, language, "\(language)")
  }

  @Test func `Where there is much room the screens use it as their goldens do`() throws {
    let language = Language("da")
    let samples = try #require(ScreenDrawing.boxes[language]).filter { Self.large.contains($0.name) }
    #expect(samples.count == Self.large.count)
    try Self.compare(samples, Size(columns: 160, rows: 48), language, "\(language)-160x48")
  }

  private static func compare(_ samples: [SampleBox], _ size: Size, _ language: Language, _ name: String) throws {
    let book = GoldenBook(samples.map { ($0.name, ScreenDrawing.layOut($0, size).screen) }, size: size)
    let file = folder.appending(path: "\(name).txt")
    let golden = try? String(contentsOf: file, encoding: .utf8)
    guard golden != book.text else { return }
    if isRecording {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try book.text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded Goldens/\(name).txt: read what changed, then run again")
    } else {
      let (old, new) = (GoldenBook.sections(of: golden ?? ""), GoldenBook.sections(of: book.text))
      for name in Set(old.keys).union(new.keys).sorted() where old[name] != new[name] {
        Issue.record("\(name)\n- was\n\(old[name] ?? "nothing\n")- is\n\(new[name] ?? "nothing\n")")
      }
    }
  }

  @Test func `A difference of rows tells what was put in, what left and what changed`() {
    let old = ["a", "b", "c", "d"]
    #expect(RowDifference.lines(from: old, to: old) == [])
    #expect(RowDifference.lines(from: old, to: ["a", "x", "c", "d"]) == ["~ for row 2", "x"])
    #expect(RowDifference.lines(from: old, to: ["a", "b", "x", "c"]) == ["~ after row 2", "x", "~ without row 4"])
    #expect(RowDifference.lines(from: old, to: ["x"]) == ["~ for rows 1 to 4", "x"])
    #expect(RowDifference.lines(from: [], to: ["x"]) == ["~ after row 0", "x"])
  }
}
