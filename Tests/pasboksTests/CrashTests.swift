import Foundation
import Testing

/// The program killed at every row of the journal of one paid visit; `Tests/System/crash.py` alone does it for every kind of visit.
@Suite(.serialized)
struct CrashTests {
  private static let script =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
    + "/System/crash.py"

  /// Python, and a compiler for the shim that counts what reaches the disk.
  private static let hasTools = ["python3", "cc"].allSatisfy { tool in
    ["/usr/bin/", "/usr/local/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + tool) }
  }

  @Test(.enabled(if: hasTools, "needs python3 and cc"))
  func `a paid visit that is killed at any row leaves money, dossier and journal right`() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // A test's thread has every signal blocked, and Python's pool ends its processes with one.
    process.arguments = [
      "--default-signal", "python3", Self.script, "--program", BoxFolder.program, "--config", BoxFolder.shipped,
      "--visit", "approved",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let told = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(told)")
    #expect(told.contains(" 0 bad"), "\(told)")
  }
}
