import Foundation
import Testing

/// The built program, run to its end with some input.
struct InspectProgram {
  /// What a run gave.
  struct Result {
    let output: String
    let complaint: String
    let exit: Int32

    /// The lines of standard output.
    var lines: [Substring] { output.split(separator: "\n") }
  }

  /// The program that was built beside these tests.
  static let path: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return tests.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/pasboks"
  }()

  /// The shipped configuration.
  static let configuration: String = {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/Config"
  }()

  /// Runs the program, or a shell that runs it; its files are in a folder of its own, so that nothing of this machine's user is
  /// touched.
  static func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:], program: String = path
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pasboks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let given = folder.appendingPathComponent("input")
    let told = folder.appendingPathComponent("output")
    let complained = folder.appendingPathComponent("complaint")
    try input.write(to: given)
    for file in [told, complained] { try Data().write(to: file) }

    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path, "LANG": "C.UTF-8"]
      .merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: given)
    process.standardOutput = try FileHandle(forWritingTo: told)
    process.standardError = try FileHandle(forWritingTo: complained)
    try process.run()
    process.waitUntilExit()
    return Result(
      output: String(decoding: try Data(contentsOf: told), as: UTF8.self),
      complaint: String(decoding: try Data(contentsOf: complained), as: UTF8.self), exit: process.terminationStatus
    )
  }

  /// The lines of standard output as values of JSON, read by another reader than the program's own writer.
  static func findings(_ arguments: [String], input: String = "") throws -> (values: [[String: Any]], exit: Int32) {
    let result = try run(["inspect"] + arguments, input: Data(input.utf8))
    let values = try result.lines.map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }
    return (values, result.exit)
  }
}
