import Foundation
import Renewal
import Screens
import TestSupport
import Testing

/// Every screen as text, in both languages at the two usual sizes, against the files in `Goldens`.
///
/// `RECORD_GOLDENS=1` writes them anew, and fails, so that nobody records by mistake.
@Suite struct ScreenGoldenTests {
  private static let sizes = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 33)]
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")
  private static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil

  @Test(arguments: SampleScreens.languages, sizes)
  func `Every screen looks as its golden`(language: Language, size: Size) throws {
    let folder = Self.folder.appending(path: "\(language)-\(size.columns)x\(size.rows)")
    var names: Set<String> = []
    for sample in ScreenDrawing.boxes[language] ?? [] where sample.isGolden {
      #expect(names.insert(sample.name).inserted, "two samples are called \(sample.name)")
      let drawn = ScreenDrawing.layOut(sample, size).screen
      let shown = drawn.grid.text + "\n"
      let file = folder.appending(path: "\(sample.name).txt")
      let golden = try? String(contentsOf: file, encoding: .utf8)
      guard golden != shown else { continue }
      if Self.isRecording {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try shown.write(to: file, atomically: true, encoding: .utf8)
        Issue.record("recorded \(language)-\(size.columns)x\(size.rows)/\(sample.name).txt: read it, then run again")
      } else {
        Issue.record(Comment(rawValue: "\(language) \(sample.name)\n" + Self.difference(golden, shown)))
      }
    }
    let kept = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for file in kept where !names.contains(String(file.dropLast(4))) {
      if Self.isRecording { try FileManager.default.removeItem(at: folder.appending(path: file)) }
      Issue.record("\(file) is the golden of no screen")
    }
  }

  private static func difference(_ golden: String?, _ shown: String) -> String {
    guard let golden else { return "there is no golden; RECORD_GOLDENS=1 writes it\n" + shown }
    let old = golden.split(separator: "\n", omittingEmptySubsequences: false)
    let new = shown.split(separator: "\n", omittingEmptySubsequences: false)
    return (0..<max(old.count, new.count)).compactMap { row in
      let one = row < old.count ? String(old[row]) : ""
      let two = row < new.count ? String(new[row]) : ""
      return one == two ? nil : "row \(row)\n- \(one)\n+ \(two)"
    }.joined(separator: "\n")
  }
}
