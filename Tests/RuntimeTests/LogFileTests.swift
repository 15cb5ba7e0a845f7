import Foundation
import Logging
import Runtime
import Testing

/// The log of a box whose standard error is its terminal.
@Suite struct LogFileTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString)")
  private var path: String { folder.appendingPathComponent("pasboks.log").path }

  private func inFolder(_ work: () throws -> Void) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try work()
  }

  private func entry(_ message: String, _ level: Logger.Level = .notice) -> LogEntry {
    LogEntry(level: level, message: message, fields: [], box: "box-1")
  }

  @Test func `each line has time, level, message and fields, for its owner alone`() throws {
    try inFolder {
      let log = LogFile(path) { "2026-11-20T08:00:00.000Z" }
      log.write(entry("the box opens"))
      LogFile(path) { "2026-11-20T08:00:01.000Z" }.write(entry("a camera failed", .error))
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(
        text == "2026-11-20T08:00:00.000Z notice the box opens\n2026-11-20T08:00:01.000Z error a camera failed\n")
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  @Test func `a file that has grown is set aside, and one that was set aside before goes`() throws {
    try inFolder {
      let log = LogFile(path, largest: 10) { "now" }
      for message in ["first", "second", "third"] { log.write(entry(message)) }
      let (text, old) = (
        try String(contentsOfFile: path, encoding: .utf8), try String(contentsOfFile: path + ".old", encoding: .utf8)
      )
      #expect(text == "now notice third\n")
      #expect(old == "now notice second\n")
    }
  }

  @Test func `a link is not followed, and a folder that is not there stops nobody`() throws {
    try inFolder {
      let other = folder.appendingPathComponent("other").path
      try Data().write(to: URL(fileURLWithPath: other))
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: other)
      LogFile(path) { "now" }.write(entry("told"))
      let data = try Data(contentsOf: URL(fileURLWithPath: other))
      #expect(data.isEmpty)
    }
    LogFile(path) { "now" }.write(entry("told"))
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
